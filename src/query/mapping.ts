/**
 * The telemetry mapping: under which names a model's telemetry lies in the upstream.
 * The defaults are the telemetry contract (docs/telemetry.md); every name can be remapped in the data source's settings.
 */

/** What a metric is for. */
export type MetricRole =
  'predictions' | 'outcomes' | 'errors' | 'duration' | 'inFlight' | 'memory' | 'cpu' | 'processStart';

/** What a label says. */
export type LabelRole = 'model' | 'version' | 'actual' | 'predicted' | 'errorType';

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
}

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
  },
  labels: { model: 'model', version: 'version', actual: 'actual', predicted: 'predicted', errorType: 'error_type' },
  instanceLabels: ['job', 'instance'],
  existing: [],
};

/** A mapping as it is stored: only what differs from the defaults. */
export interface PartialMapping {
  metrics?: Partial<Record<MetricRole, string>>;
  labels?: Partial<Record<LabelRole, string>>;
  instanceLabels?: string[];
  existing?: ExistingMeasure[];
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
  };
}
