/**
 * Alert rules for the demo's models: each tells of one thing that happens in the story, or would tell of one that does not.
 * demo/README.md says which fires when.
 */
import { companionOf, draftRule, type RuleChoices } from '../src/alerting/draft';
import { type AlertRule, type Condition } from '../src/alerting/rule';
import { type AlertPlan, type AlertQuestion, isRefusal } from '../src/engines/engine';
import { prometheusEngine } from '../src/engines/prometheus/prometheusEngine';
import { featuresOf } from '../src/engines/sample/story/inputs';
import { HOUR, story } from '../src/engines/sample/story/story';
import { type DriftMeasure } from '../src/query/drift';
import { defaultMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { featureEdges, Fleet } from './metrics';

/** A panel of a provisioned dashboard, by names that say what it shows. */
export interface PanelName {
  /** The dashboard's file in provisioning/dashboards/modelwatch, without `.json`. */
  dashboard: string;
  title: string;
}

interface Watched extends Omit<AlertQuestion, 'query'> {
  /** As it would be stored in a panel; what is left out is a query's default. */
  query: Record<string, unknown>;
  condition: Condition;
  holdsFor: string;
  /** Where its state is shown; absent where no panel asks the same. */
  panel?: PanelName;
  /** Absent: what the query and the condition are called. */
  title?: string;
  /** Whether a second rule tells of classes and versions that this one does not know: once a model is enough. */
  tellsOfUnknown?: boolean;
}

const creditRisk = { name: 'credit-risk', positiveClass: 'reject' };
const intent = { name: 'intent' };
const housePrice = { name: 'house-price' };

/** Against the same hours of the day before, so that the course of a day is no drift. */
function driftOf(
  model: { name: string },
  feature: string,
  { window = '1h', measure = 'psi' }: { window?: string; measure?: DriftMeasure } = {}
): Watched['query'] {
  return {
    kind: 'drift',
    model,
    window,
    reference: { kind: 'offset', offset: '1d' },
    drift: { of: 'feature', features: [feature], measure },
  };
}

const watched: Watched[] = [
  {
    // Whom v1 approves of ever more. Accuracy, below, hardly moves meanwhile.
    query: {
      kind: 'quality',
      model: creditRisk,
      window: '1h',
      byVersion: true,
      quality: { measure: 'recall', average: 'class', class: 'reject' },
    },
    condition: { is: 'below', threshold: 0.6, surely: 0.99 },
    holdsFor: '5m',
    panel: { dashboard: 'model-quality', title: 'Precision and recall of $class, over the hour before' },
    tellsOfUnknown: true,
  },
  {
    query: { kind: 'quality', model: creditRisk, window: '1h', byVersion: true, quality: { measure: 'accuracy' } },
    condition: { is: 'below', threshold: 0.65, surely: 0.99 },
    holdsFor: '5m',
    panel: { dashboard: 'model-quality', title: 'Accuracy by version, over the hour before' },
  },
  {
    query: {
      kind: 'operations',
      model: creditRisk,
      window: '10m',
      operations: { measure: 'responseTime', quantiles: [0.95] },
    },
    condition: { is: 'above', threshold: 0.5, hysteresis: 0.2 },
    holdsFor: '2m',
    panel: { dashboard: 'model-service', title: 'Response time' },
  },
  {
    query: { kind: 'operations', model: creditRisk, window: '10m', operations: { measure: 'errorShare' } },
    condition: { is: 'above', threshold: 0.05, surely: 0.99 },
    holdsFor: '2m',
    panel: { dashboard: 'model-service', title: 'Error share by version' },
  },
  {
    query: { kind: 'operations', model: creditRisk, window: '10m', operations: { measure: 'throughput' } },
    condition: { is: 'below', threshold: 0.01 },
    holdsFor: '2m',
    panel: { dashboard: 'model-service', title: 'Throughput by version' },
    title: 'credit-risk serves nothing',
  },
  {
    query: { kind: 'operations', model: creditRisk, window: '10m', operations: { measure: 'memory' } },
    condition: { is: 'above', threshold: 2 ** 30 },
    holdsFor: '5m',
    panel: { dashboard: 'model-service', title: 'Memory' },
  },
  {
    // Outcomes come hours after their predictions, so the two are compared over many hours.
    query: { kind: 'operations', model: creditRisk, window: '1h', operations: { measure: 'labelCoverage' } },
    condition: { is: 'below', threshold: 0.5 },
    holdsFor: '15m',
    panel: { dashboard: 'model-quality', title: 'Label coverage' },
  },
  {
    // A part of the self-employed is called otherwise from some hour on: a category that the rule does not know.
    query: driftOf(creditRisk, 'employment'),
    condition: { is: 'above', threshold: 0.1, surely: 0.99 },
    holdsFor: '5m',
    panel: { dashboard: 'model-drift', title: 'What has drifted' },
  },
  {
    // Incomes move slowly, so that three hours are near enough, and calmer than one.
    query: driftOf(creditRisk, 'income', { window: '3h' }),
    condition: { is: 'above', threshold: 0.1, surely: 0.99 },
    holdsFor: '15m',
    panel: { dashboard: 'model-drift', title: 'Drift over time, each point over the three hours before' },
  },
  {
    // What is lost on the way to the model is told by its share, whatever the values are.
    query: driftOf(creditRisk, 'debt_ratio', { measure: 'nullShare' }),
    condition: { is: 'above', threshold: 0.05, surely: 0.99 },
    holdsFor: '5m',
  },
  {
    query: { kind: 'quality', model: intent, window: '1h', quality: { measure: 'recall', average: 'each' } },
    condition: { is: 'below', threshold: 0.7, surely: 0.99 },
    holdsFor: '5m',
    panel: { dashboard: 'model-quality', title: 'Recall of each class, over the hour before' },
    tellsOfUnknown: true,
  },
  {
    query: driftOf(intent, 'channel'),
    condition: { is: 'above', threshold: 0.1, surely: 0.99 },
    holdsFor: '5m',
  },
  {
    // Who wants to leave should not be greeted.
    query: { kind: 'confusion', model: intent, window: '1h' },
    cell: { actual: 'cancel', predicted: 'greet' },
    cellAs: 'share',
    condition: { is: 'above', threshold: 0.2, surely: 0.99 },
    holdsFor: '5m',
    panel: { dashboard: 'model-quality', title: 'Confusion matrix of $model' },
  },
  {
    query: { kind: 'quality', model: housePrice, window: '3h', quality: { measure: 'mape' } },
    condition: { is: 'above', threshold: 0.1 },
    holdsFor: '5m',
    panel: { dashboard: 'regression-quality', title: 'MAPE, over the three hours before' },
  },
];

/** The rules, with companions. Pure: a panel is looked up by `placeOf`, which throws where there is none. */
export function demoAlertRules(
  upstream: RuleChoices['upstream'],
  placeOf: (panel: PanelName) => NonNullable<RuleChoices['panel']>
): AlertRule[] {
  return watched.flatMap(({ query, condition, holdsFor, panel, title, tellsOfUnknown, ...asked }) => {
    const rule = draftRule(planOf({ ...asked, query: migrateQuery(query) }), condition, {
      upstream,
      folder: { uid: 'models', title: 'Models' },
      holdsFor,
      ...(panel && { panel: placeOf(panel) }),
      ...(title !== undefined && { title }),
    });
    const companion = tellsOfUnknown ? companionOf(rule) : undefined;
    return companion ? [rule, companion] : [rule];
  });
}

/** Of two days of story the hour at which both versions of credit-risk are served. */
const ALL_ARE_SERVED = 31 * HOUR;

/** The engine's plan of what is asked, by what a Prometheus that scrapes the models knows. A refusal is thrown. */
function planOf(asked: AlertQuestion): AlertPlan {
  const { alerting } = prometheusEngine;
  if (isRefusal(alerting)) {
    throw new Error(alerting.sentence);
  }
  const facts = { seriesOfModel: seriesOf(asked.query.model.name), modelsByMetric: {} };
  // Only for a query without a window of its own.
  const window = { from: 0, to: HOUR, intervalMs: 60_000 };
  const plan = alerting.plan(asked, defaultMapping, window, facts, namesOf(asked.query.model.name));
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan;
}

function namesOf(name: string) {
  const model = story.models.find((one) => one.name === name);
  if (!model) {
    throw new Error(`The story has no model ${name}. Correct the rule that asks about it.`);
  }
  return {
    versions: model.versions.map(({ version }) => version),
    classes: 'classes' in model ? [...model.classes] : [],
    scoreEdges: [],
    variables: featuresOf(model).map(({ name: feature, categories = [] }) => ({
      name: feature,
      edges: (categories.length > 0 ? [] : featureEdges[feature]).map(String),
      categories,
    })),
  };
}

/** How many series of a model there are under each name. All of them exist before the first event, so none is made. */
function seriesOf(model: string): Record<string, number> {
  const idle = { ...story, models: story.models.map((one) => ({ ...one, rate: 0 })) };
  const fleet = new Fleet({ story: idle, start: 0, seed: 0 });
  fleet.advance(ALL_ARE_SERVED);
  const series: Record<string, number> = {};
  for (const { families = [] } of fleet.targets().filter((target) => target.model === model)) {
    for (const { text } of families.flatMap((family) => family.series)) {
      const name = text.slice(0, text.search(/[{ ]/));
      series[name] = (series[name] ?? 0) + 1;
    }
  }
  return series;
}
