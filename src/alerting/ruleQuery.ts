/** The parts of a Grafana alert rule that are evaluated on its server, as its API and its provisioning files have them. */

export const EXPRESSION_UID = '__expr__';

/** One query or expression of a rule. */
export interface RuleQuery {
  refId: string;
  queryType: '';
  /** `EXPRESSION_UID` for an expression. */
  datasourceUid: string;
  /** Seconds before the evaluation; absent for expressions. */
  relativeTimeRange?: { from: number; to: number };
  model: QueryModel | ExpressionModel;
}

/** A query of a data source: its own model, with what Grafana adds. */
export interface QueryModel extends Record<string, unknown> {
  refId: string;
  intervalMs: number;
  maxDataPoints: number;
}

export type ExpressionModel = MathModel | ReduceModel | ThresholdModel;

interface OfExpression {
  refId: string;
  datasource: { type: typeof EXPRESSION_UID; uid: typeof EXPRESSION_UID };
}

/** `expression` is arithmetic over `$refId`. */
export interface MathModel extends OfExpression {
  type: 'math';
  expression: string;
}

/** `expression` is the refId of the series that are reduced. */
export interface ReduceModel extends OfExpression {
  type: 'reduce';
  expression: string;
  reducer: 'last' | 'mean' | 'min' | 'max' | 'sum' | 'count';
  settings?: { mode: '' | 'dropNN' | 'replaceNN'; replaceWithValue?: number };
}

/** `expression` is the refId of the numbers that are compared. */
export interface ThresholdModel extends OfExpression {
  type: 'threshold';
  expression: string;
  conditions: [ThresholdCondition];
}

export interface ThresholdCondition {
  type: 'query';
  evaluator: Evaluator;
  /** Hysteresis: what ends an alert that fires. */
  unloadEvaluator?: Evaluator;
  operator: { type: 'and' };
  query: { params: [string] };
  reducer: { type: 'last'; params: [] };
}

export interface Evaluator {
  type: 'gt' | 'lt' | 'within_range' | 'outside_range';
  params: number[];
}

export function isExpression({ datasourceUid }: Pick<RuleQuery, 'datasourceUid'>): boolean {
  return datasourceUid === EXPRESSION_UID;
}
