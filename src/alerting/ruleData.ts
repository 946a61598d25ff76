import { type AlertInput, type AlertInterval, type AlertPlan, type NamedFormula } from '../engines/engine';
import { namesIn } from '../engines/formulas';
import { boundsOf, evaluatorsOf } from './condition';
import { type AlertRule, type Condition } from './rule';
import { EXPRESSION_UID, type ExpressionModel, type RuleQuery, type ThresholdModel } from './ruleQuery';

export const CONDITION = 'condition';

/** The queries and expressions of a rule, by name: a refId says what it is of. */
export interface RuleFormulas {
  inputs: AlertInput[];
  /** In the order in which each needs the ones before it. */
  formulas: NamedFormula[];
  /** The name of the number that is compared; undefined where `formulas` ends with the condition itself. */
  compared?: string;
}

/**
 * What a condition looks at: the value, or that end of its interval which lies nearer to the threshold. Inputs and formulas
 * that nothing needs are left out.
 *
 * @throws an Error where the plan has no interval to be sure by: checkCondition says so
 */
export function formulasOf(plan: AlertPlan, condition: Condition): RuleFormulas {
  const { is, threshold, upperThreshold = threshold, surely } = condition;
  const { value, known } = valueOf(plan);
  if (surely === undefined) {
    return { ...withNeeded(plan, known, [`$${value}`]), compared: value };
  }
  const { interval } = plan;
  if (!interval) {
    throw new Error(`There is no interval of the ${plan.name}. Leave 'surely' out.`);
  }
  const { named, lower, upper } = boundsOf(interval, `$${value}`, surely);
  const ends = [...shareOf(interval), { name: 'lower', formula: lower }, { name: 'upper', formula: upper }];
  const all = [...known, ...named, ...ends];
  if (is === 'outside') {
    const outside = { name: CONDITION, formula: `($lower > ${upperThreshold}) || ($upper < ${threshold})` };
    return withNeeded(plan, [...all, outside], ['$share', `$${CONDITION}`]);
  }
  const compared = is === 'above' ? 'lower' : 'upper';
  return { ...withNeeded(plan, all, ['$share', `$${compared}`]), compared };
}

/** The name of the value, and the formulas that it is known by. */
function valueOf({ inputs, named, value }: AlertPlan): { value: string; known: NamedFormula[] } {
  const input = inputs.find(({ name }) => value === `$${name}`);
  return input
    ? { value: input.name, known: named }
    : { value: 'value', known: [...named, { name: 'value', formula: value }] };
}

/** A share is seen beside its bound without a further query. */
function shareOf(interval: AlertInterval): NamedFormula[] {
  return interval.method === 'wilson' ? [{ name: 'share', formula: `${interval.hits} / ${interval.support}` }] : [];
}

function withNeeded({ inputs }: AlertPlan, formulas: readonly NamedFormula[], wanted: readonly string[]): RuleFormulas {
  const names = namesIn(wanted, formulas);
  const isNeeded = ({ name }: { name: string }) => names.has(name);
  return { inputs: inputs.filter(isNeeded), formulas: formulas.filter(isNeeded) };
}

/** The `data` of a rule, whose condition has the refId `CONDITION`. */
export function ruleData({
  plan,
  condition,
  upstream,
}: Pick<AlertRule, 'plan' | 'condition' | 'upstream'>): RuleQuery[] {
  const { inputs, formulas, compared } = formulasOf(plan, condition);
  return [
    ...inputs.flatMap((input) => inputQueries(input, upstream)),
    ...formulas.map(({ name, formula }) => math(name, formula)),
    ...(compared === undefined ? [] : [thresholdOn(compared, condition)]),
  ];
}

/** The refId under which a data source is asked for an input. */
export function askedAs({ name, reduce, least }: AlertInput): string {
  const all = least === undefined ? name : `${name}_all`;
  return reduce === undefined ? all : `${name}_series`;
}

/** A query of a data source, and what makes the input's numbers of its answer: under the input's name is what formulas use. */
function inputQueries(input: AlertInput, upstream: AlertRule['upstream']): RuleQuery[] {
  const { name, reduce, least } = input;
  const all = least === undefined ? name : `${name}_all`;
  const asked = askedAs(input);
  const enough = `${name}_enough`;
  return [
    dataQuery({ ...input, name: asked }, upstream),
    ...(reduce === undefined ? [] : [reduction(all, asked)]),
    // 0 / 1 adds nothing, 0 / 0 is no number, and reducing drops what is none.
    ...(least === undefined ? [] : [math(enough, `$${all} + 0 / ($${all} >= ${least})`), reduction(name, enough)]),
  ];
}

/** Of numbers: fixed, since the server's own defaults make other steps. */
const INTERVAL_MS = 60_000;
const MAX_DATA_POINTS = 1000;

function dataQuery({ name, target, fromMs, toMs }: AlertInput, upstream: AlertRule['upstream']): RuleQuery {
  return {
    refId: name,
    queryType: '',
    datasourceUid: upstream.uid,
    relativeTimeRange: { from: Math.round(fromMs / 1000), to: Math.round(toMs / 1000) },
    model: {
      ...target,
      datasource: { type: upstream.type, uid: upstream.uid },
      refId: name,
      intervalMs: INTERVAL_MS,
      maxDataPoints: MAX_DATA_POINTS,
    },
  };
}

function math(refId: string, formula: string): RuleQuery {
  return expression({ refId, type: 'math', expression: formula, datasource });
}

/** The sum of each series, of what are numbers in it; numbers stay what they are. */
function reduction(refId: string, of: string): RuleQuery {
  return expression({
    refId,
    type: 'reduce',
    expression: of,
    reducer: 'sum',
    settings: { mode: 'dropNN' },
    datasource,
  });
}

const datasource = { type: EXPRESSION_UID, uid: EXPRESSION_UID } as const;

export function thresholdOn(compared: string, condition: Condition): RuleQuery {
  const { fires, recovers } = evaluatorsOf(condition);
  const model: ThresholdModel = {
    refId: CONDITION,
    type: 'threshold',
    expression: compared,
    datasource,
    conditions: [
      {
        type: 'query',
        evaluator: fires,
        ...(recovers && { unloadEvaluator: recovers }),
        operator: { type: 'and' },
        query: { params: [CONDITION] },
        reducer: { type: 'last', params: [] },
      },
    ],
  };
  return expression(model);
}

function expression(model: ExpressionModel): RuleQuery {
  return { refId: model.refId, queryType: '', datasourceUid: EXPRESSION_UID, model };
}
