/**
 * The telemetry mapping: under which names a model's telemetry lies in the upstream.
 * The defaults are the telemetry contract (docs/telemetry.md); every name can be remapped in the data source's settings.
 */

import { type Matcher } from './query';

/** What a metric is for. */
export type MetricRole =
  | 'predictions'
  | 'outcomes'
  | 'errors'
  | 'duration'
  | 'inFlight'
  | 'memory'
  | 'cpu'
  | 'processStart'
  | 'outcomeScore'
  | 'predictionScore'
  | 'predictionValue'
  | 'featureValue'
  | 'featureCategory'
  | 'outcomeError'
  | 'absoluteError'
  | 'squaredError'
  | 'percentageError'
  | 'outcomeValue'
  | 'squaredValue';

/** Metrics that are histograms or summaries: their series lie under the name with `_bucket`, `_sum` and `_count`. */
export const composedRoles: readonly MetricRole[] = [
  'duration',
  'outcomeScore',
  'predictionScore',
  'predictionValue',
  'featureValue',
  'outcomeError',
  'absoluteError',
  'squaredError',
  'percentageError',
  'outcomeValue',
  'squaredValue',
];

/** What else must be known of a metric that a model server names and measures in its own way. */
export interface MetricDetails {
  /** Of the metric's series those that count: of one status code, of one method. */
  matchers?: Matcher[];
  /** What one of its units is in base SI units: 0.001 for milliseconds, 1e6 for megabytes. 1 where absent. */
  scale?: number;
  /** The metric is a counter that sums up, and this is the counter of how many: a mean, but no quantiles. */
  countedBy?: string;
  /** Of memory and CPU: the metric carries the model's labels, where by default it is its process's. */
  ofModel?: boolean;
  /** Of memory and CPU: the labels that it shares with the model's predictions, where they are not those of the instance. */
  joinedBy?: string[];
  /** Of memory and CPU: it is the whole host's, and shown under that name. */
  ofHost?: boolean;
}

/** Counters of right and wrong predictions by class, where there are no counts by pair of classes. */
export interface FeedbackCounters {
  truePositive: string;
  falsePositive: string;
  falseNegative: string;
  classLabel: string;
}

/** What a label says. */
export type LabelRole = 'model' | 'version' | 'actual' | 'predicted' | 'errorType' | 'feature' | 'category';

/**
 * A quality measure that somebody computes already: a gauge or a recording rule, read as it is.
 * It carries neither support nor interval, and it is averaged over instances.
 */
export interface ExistingMeasure {
  /** A key of `qualityMeasures` (query.ts). */
  measure: string;
  /** The averaging that this metric holds; 'class' where `classLabel` names the class. */
  average: 'class' | 'macro' | 'micro' | 'weighted';
  /** The metric's name in the upstream. */
  metric: string;
  /** The label that holds the class, if there is one. */
  classLabel?: string;
}

export interface TelemetryMapping {
  metrics: Record<MetricRole, string>;
  /** An empty name means that the telemetry has no such label (a model without versions). */
  labels: Record<LabelRole, string>;
  /** The labels that together name one scraped process. */
  instanceLabels: string[];
  existing: ExistingMeasure[];
  details: Partial<Record<MetricRole, MetricDetails>>;
  feedback?: FeedbackCounters;
  /** Why there is no such metric, in a full sentence: what is measured by it is refused, and its default name is not looked for. */
  absent: Partial<Record<MetricRole, string>>;
}

/** The category that says that there was none: of a numeric feature, too, its missing values are counted here. */
export const NULL_CATEGORY = '__null__';

export const defaultMapping: TelemetryMapping = {
  metrics: {
    predictions: 'model_predictions_total',
    outcomes: 'model_outcomes_total',
    errors: 'model_prediction_errors_total',
    duration: 'model_prediction_duration_seconds',
    inFlight: 'model_predictions_in_flight',
    memory: 'process_resident_memory_bytes',
    cpu: 'process_cpu_seconds_total',
    processStart: 'process_start_time_seconds',
    outcomeScore: 'model_outcome_score',
    predictionScore: 'model_prediction_score',
    predictionValue: 'model_prediction_value',
    featureValue: 'model_feature_value',
    featureCategory: 'model_feature_category_total',
    outcomeError: 'model_outcome_error',
    absoluteError: 'model_outcome_absolute_error',
    squaredError: 'model_outcome_squared_error',
    percentageError: 'model_outcome_absolute_percentage_error',
    outcomeValue: 'model_outcome_value',
    squaredValue: 'model_outcome_squared_value',
  },
  labels: {
    model: 'model',
    version: 'version',
    actual: 'actual',
    predicted: 'predicted',
    errorType: 'error_type',
    feature: 'feature',
    category: 'category',
  },
  instanceLabels: ['job', 'instance'],
  existing: [],
  details: {},
  absent: {},
};

/** A mapping as it is stored: only what differs from the defaults. */
export interface PartialMapping {
  metrics?: Partial<Record<MetricRole, string>>;
  labels?: Partial<Record<LabelRole, string>>;
  instanceLabels?: string[];
  existing?: ExistingMeasure[];
  details?: Partial<Record<MetricRole, MetricDetails>>;
  feedback?: FeedbackCounters;
  /** Counts only of metrics that are not named. */
  absent?: Partial<Record<MetricRole, string>>;
}

/** The stored differences laid over the defaults. An empty metric name falls back to the default; an empty label name does not. */
export function completeMapping(stored: PartialMapping = {}): TelemetryMapping {
  const metrics = { ...defaultMapping.metrics };
  for (const [role, name] of Object.entries(stored.metrics ?? {})) {
    if (name?.trim()) {
      metrics[role as MetricRole] = name.trim();
    }
  }
  const labels = { ...defaultMapping.labels };
  for (const [role, name] of Object.entries(stored.labels ?? {})) {
    labels[role as LabelRole] = (name ?? '').trim();
  }
  return {
    metrics,
    labels,
    instanceLabels: stored.instanceLabels?.length ? stored.instanceLabels : defaultMapping.instanceLabels,
    existing: stored.existing ?? [],
    details: stored.details ?? {},
    ...(stored.feedback && { feedback: stored.feedback }),
    absent: Object.fromEntries(
      Object.entries(stored.absent ?? {}).filter(
        ([role, why]) => why?.trim() && !stored.metrics?.[role as MetricRole]?.trim()
      )
    ),
  };
}

/** The names of series that say of which feature they are: numeric ones as a classic or a native histogram, and categories. */
export function featureMetrics({ metrics }: TelemetryMapping): string[] {
  return [`${metrics.featureValue}_count`, metrics.featureValue, metrics.featureCategory];
}

/** Every name that a mapping mentions, each once; histograms and summaries by themselves (native) and by their `_count` (classic). */
export function metricNames({ metrics, existing, details, feedback, absent }: TelemetryMapping): string[] {
  const { classLabel: _, ...counters } = feedback ?? { classLabel: '' };
  const isThere = (role: MetricRole) => absent[role] === undefined;
  return [
    ...new Set([
      ...(Object.keys(metrics) as MetricRole[]).filter(isThere).map((role) => metrics[role]),
      ...composedRoles.filter(isThere).map((role) => `${metrics[role]}_count`),
      ...existing.map(({ metric }) => metric),
      ...Object.values(details).flatMap(({ countedBy }) => countedBy ?? []),
      ...Object.values(counters),
    ]),
  ];
}
