import { readExpressions } from '../../alerting/expressions/expressions';
import { type Answer, labelsKey, labelsOf } from '../../alerting/expressions/values';
import { type AlertRule } from '../../alerting/rule';
import { CONDITION, formulasOf, ruleData } from '../../alerting/ruleData';
import { type PastEvaluation } from '../../alerting/simulate';
import { type PastNumber } from '../../alerting/suggest';
import { type AlertPlan, isRefusal } from '../../engines/engine';

/** What the rule of a plan would have compared at each evaluation, and between which bounds, by instance. */
export function pastNumbers(
  plan: AlertPlan,
  upstream: AlertRule['upstream'],
  evaluations: readonly PastEvaluation[],
  confidence: number
): PastNumber[][] {
  // Any condition will do: only what it compares is looked at.
  const value = { is: 'below', threshold: 0 } as const;
  const both = { is: 'outside', threshold: 0, upperThreshold: 0, surely: confidence } as const;
  const values = evaluated(plan, upstream, evaluations, value);
  // A sampling floor has no width: it is what chance shows, wherever the number lies.
  const bounds =
    plan.interval && plan.interval.method !== 'floor' ? evaluated(plan, upstream, evaluations, both) : undefined;
  const compared = formulasOf(plan, value).compared ?? CONDITION;
  const instances = new Map<string, PastNumber[]>();
  values.forEach((results, i) => {
    const lower = numbersOf(bounds?.[i].get('lower'));
    const upper = numbersOf(bounds?.[i].get('upper'));
    for (const [key, number] of numbersOf(results.get(compared))) {
      const past = { value: number, lower: lower.get(key), upper: upper.get(key) };
      instances.set(key, [...(instances.get(key) ?? []), past]);
    }
  });
  return [...instances.values()];
}

function evaluated(
  plan: AlertPlan,
  upstream: AlertRule['upstream'],
  evaluations: readonly PastEvaluation[],
  condition: AlertRule['condition']
): Array<Map<string, Answer>> {
  const expressions = readExpressions(ruleData({ plan, condition, upstream }), CONDITION);
  return evaluations.map(({ answers }) => (isRefusal(expressions) ? new Map() : expressions.evaluate(answers)));
}

function numbersOf(answer: Answer | undefined): Map<string, number> {
  const values = answer === undefined || isRefusal(answer) ? [] : answer;
  return new Map(
    values.flatMap((one) =>
      one.type === 'number' && one.value !== undefined ? [[labelsKey(labelsOf(one)), one.value] as const] : []
    )
  );
}
