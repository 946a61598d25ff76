import { type AlertPlan, type AlertQuestion, type KnownNames, isRefusal } from '../src/engines/engine';
import { prometheusEngine } from '../src/engines/prometheus/prometheusEngine';
import { draftRule, type RuleChoices } from '../src/alerting/draft';
import { type AlertRule, type Condition } from '../src/alerting/rule';
import { type DriftMeasure } from '../src/query/drift';
import { defaultMapping, metricNames } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';

/** A plan where all that the mapping names is there. A refusal is thrown. */
export function planOf(
  stored: Record<string, unknown>,
  more: Partial<AlertQuestion> = {},
  known: Partial<KnownNames> = {}
): AlertPlan {
  const { alerting } = prometheusEngine;
  if (isRefusal(alerting)) {
    throw new Error(alerting.sentence);
  }
  const query = migrateQuery({ window: '1h', ...stored });
  const facts = {
    seriesOfModel: Object.fromEntries(metricNames(defaultMapping).map((name) => [name, 1])),
    modelsByMetric: {},
  };
  const window = { from: 0, to: 3_600_000, intervalMs: 60_000 };
  const names = { classes: ['approve', 'reject'], versions: ['v1'], scoreEdges: [], ...known };
  const plan = alerting.plan({ query, ...more }, defaultMapping, window, facts, names);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan;
}

export const accuracy = { kind: 'quality', model: { name: 'credit-risk' }, quality: { measure: 'accuracy' } };
export const recallOfEach = {
  kind: 'quality',
  model: { name: 'credit-risk' },
  quality: { measure: 'recall', average: 'each' },
};

/** Drift of a number that is cut at so many edges, whose texts are equally long. */
export function driftPlan(measure: DriftMeasure, edges: number): AlertPlan {
  return planOf(
    {
      kind: 'drift',
      model: { name: 'credit-risk' },
      reference: { kind: 'offset', offset: '1d' },
      drift: { of: 'feature', features: ['income'], measure },
    },
    {},
    {
      variables: [{ name: 'income', edges: Array.from({ length: edges }, (_, i) => String(100 + i)), categories: [] }],
    }
  );
}

export function ruleOf(plan: AlertPlan, condition: Condition, choices: Partial<RuleChoices> = {}): AlertRule {
  return draftRule(plan, condition, {
    upstream: { type: 'prometheus', uid: 'prom' },
    folder: { uid: 'models', title: 'Models' },
    holdsFor: '5m',
    ...choices,
  });
}
