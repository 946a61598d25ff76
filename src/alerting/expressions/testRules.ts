import { EXPRESSION_UID, type Evaluator, type ExpressionModel, type ReduceModel, type RuleQuery } from '../ruleQuery';

const datasource = { type: EXPRESSION_UID, uid: EXPRESSION_UID } as const;
const expression = (model: ExpressionModel): RuleQuery => ({
  refId: model.refId,
  queryType: '',
  datasourceUid: EXPRESSION_UID,
  model,
});

/** Short ways to write the queries and expressions of a rule in tests. */
export const source = (refId: string, datasourceUid = 'prom'): RuleQuery => ({
  refId,
  queryType: '',
  datasourceUid,
  relativeTimeRange: { from: 3600, to: 0 },
  model: { refId, intervalMs: 60_000, maxDataPoints: 100 },
});

export const math = (refId: string, text: string) => expression({ refId, datasource, type: 'math', expression: text });

export const reduction = (refId: string, input: string, settings?: ReduceModel['settings']) =>
  expression({ refId, datasource, type: 'reduce', expression: input, reducer: 'last', ...(settings && { settings }) });

export const limit = (refId: string, input: string, evaluator: Evaluator, unloadEvaluator?: Evaluator) =>
  expression({
    refId,
    datasource,
    type: 'threshold',
    expression: input,
    conditions: [
      {
        type: 'query',
        evaluator,
        ...(unloadEvaluator && { unloadEvaluator }),
        operator: { type: 'and' },
        query: { params: [refId] },
        reducer: { type: 'last', params: [] },
      },
    ],
  });
