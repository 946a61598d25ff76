import { type DataFrame } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { composedRoles, metricNames, type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { comparesVariables } from '../../query/relevant';
import { type Plan, type TimeWindow } from '../engine';
import { aggregate, anyOf, copyLabel } from './promql';
import { instantRequest, rangeRequest } from './requests';
import { identityMatchers } from './selectors';

/** What the engine must know of a Prometheus before it plans. */
export interface PrometheusFacts {
  /** How many series of the model lie under each metric name, at most at one time in the window. */
  seriesOfModel: Record<string, number>;
  /** The models that have series under each metric name at the window's end; '' stands for series without a model. */
  modelsByMetric: Record<string, string[]>;
}

const METRIC = 'modelwatch_metric';
/** Histograms that variables are counted by. */
const variableRoles: readonly MetricRole[] = ['featureValue', 'predictionValue', 'predictionScore', 'duration'];

/** The name of a histogram's buckets. */
export const bucketsName = (role: MetricRole, { metrics }: Pick<TelemetryMapping, 'metrics'>) =>
  `${metrics[role]}_bucket`;

/** The window is looked at this many times: enough to see what lives for a fiftieth of it, and cheap. */
const LOOKS = 50;

export function discover(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): Plan<PrometheusFacts> {
  const names = metricNames(mapping);
  const all = copyLabel(anyOf(names, []), '__name__', METRIC);
  const modelLabels = mapping.labels.model ? [mapping.labels.model] : [];
  // How long answers about variables are depends on how many buckets there are.
  const counted = comparesVariables(query)
    ? [...names, ...variableRoles.map((role) => bucketsName(role, mapping))]
    : names;
  const ofModel = copyLabel(anyOf(counted, identityMatchers(query, mapping)), '__name__', METRIC);
  return {
    requests: [
      rangeRequest('facts-model', aggregate('count', [METRIC], ofModel), {
        ...window,
        intervalMs: Math.max(15_000, Math.ceil((window.to - window.from) / LOOKS / 1000) * 1000),
      }),
      {
        ...instantRequest('facts-metrics', aggregate('group', [METRIC, ...modelLabels], all), window),
        optional: true,
      },
    ],
    read: ([ofModel, ofAll]) => ({ seriesOfModel: readCounts(ofModel), modelsByMetric: readModels(ofAll, mapping) }),
  };
}

function readCounts(frames: DataFrame[]): Record<string, number> {
  return Object.fromEntries(readSeries(frames).map(({ labels, values }) => [labels[METRIC], Math.max(0, ...values)]));
}

function readModels(frames: DataFrame[], { labels: { model } }: TelemetryMapping): Record<string, string[]> {
  const models: Record<string, string[]> = {};
  for (const { labels } of readSeries(frames)) {
    (models[labels[METRIC]] ??= []).push(labels[model] ?? '');
  }
  return models;
}

/** What each metric is for, in words that fit 'the metric that ...'. */
const PURPOSE: Record<MetricRole, string> = {
  predictions: 'counts predictions',
  outcomes: 'counts outcomes',
  errors: 'counts failed predictions',
  duration: 'holds the response time',
  inFlight: 'holds the predictions in flight',
  memory: 'holds the resident memory',
  cpu: 'counts the CPU seconds',
  processStart: 'holds the start time of the process',
  outcomeScore: 'holds the scores of outcomes by actual class',
  predictionScore: 'holds the scores of predictions',
  predictionValue: 'holds the predicted values',
  featureValue: 'holds the numeric features',
  featureCategory: 'counts the categories of features',
  outcomeError: 'holds the errors of predicted values',
  absoluteError: 'sums up absolute errors',
  squaredError: 'sums up squared errors',
  percentageError: 'sums up absolute errors as shares of the actual value',
  outcomeValue: 'sums up actual values',
  squaredValue: 'sums up squared actual values',
};

/** Why an answer is empty, and what to do about it. */
export function explainEmpty(
  role: MetricRole,
  query: ModelQuery,
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): string {
  const name = mapping.metrics[role];
  const names = composedRoles.includes(role) ? [name, `${name}_count`] : [name];
  const models = [...new Set(names.flatMap((name) => facts.modelsByMetric[name] ?? []))].sort();
  const ofModel = names.some((name) => facts.seriesOfModel[name] > 0);
  const { model } = query;
  const who = `model '${model.name}'${model.versions.length > 0 ? `, version ${model.versions.join(', ')}` : ''}`;
  if (ofModel || ((role === 'memory' || role === 'cpu') && models.length > 0)) {
    const matched = model.matchers.length > 0 || (mapping.details[role]?.matchers ?? []).length > 0;
    const matchers = matched ? ' that the further matchers let through' : '';
    return `Nothing${matchers} was recorded in ${name} for ${who} in this window. Widen the time range or the query's window.`;
  }
  if (models.length === 0) {
    return `No series named ${name} in Prometheus. Map the metric that ${PURPOSE[role]} in the data source settings.`;
  }
  const known = models
    .filter(Boolean)
    .slice(0, 5)
    .map((model) => `'${model}'`);
  const others = known.length > 0 ? ` It has ${known.join(', ')}${models.length > 5 ? ' and more' : ''}.` : '';
  return `${name} has no series of ${who} in this window.${others} Choose another model or time range, or map the labels in the data source settings.`;
}
