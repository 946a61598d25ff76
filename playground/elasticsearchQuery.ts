/** Grafana's query model for Elasticsearch, as it comes in the body of POST /api/ds/query, and how its loose settings are read. */

export type Settings = Record<string, unknown>;

export interface BucketAggregation {
  id: string;
  type: string;
  field?: string;
  settings?: Settings;
}

export interface Metric {
  id: string;
  type: string;
  field?: string;
  hide?: boolean;
  settings?: Settings;
  /** Of extended_stats: which numbers are wanted. */
  meta?: Record<string, unknown>;
  /** What an older query's pipeline metric works on; newer ones say it in `field`. */
  pipelineAgg?: string;
  pipelineVariables?: Array<{ name: string; pipelineAgg: string }>;
}

export interface ElasticsearchTarget {
  refId: string;
  query?: string;
  metrics?: Metric[];
  bucketAggs?: BucketAggregation[];
  alias?: string;
  intervalMs?: number;
  maxDataPoints?: number;
  datasource?: { uid?: string; type?: string } | string;
}

/** What the data source's settings say. */
export interface ElasticsearchSettings {
  /** One name or pattern; a pattern by day, hour and so on is not stood in for. */
  index: string;
  timeField: string;
  logMessageField?: string;
  logLevelField?: string;
}

const recordMetrics = ['raw_data', 'raw_document', 'logs'] as const;
export type RecordMetric = (typeof recordMetrics)[number];

/** How records are asked for; undefined where aggregations are. The first metric says it. */
export function recordMetricOf({ metrics }: ElasticsearchTarget): RecordMetric | undefined {
  return recordMetrics.find((type) => type === metrics?.[0]?.type);
}

/** How many rows or terms where none or 0 is said. */
const DEFAULT_SIZE = 500;

/** A whole number written as text. */
export function sizeOf(setting: unknown): number {
  return (typeof setting === 'string' && /^[+-]?\d+$/.test(setting) && Number(setting)) || DEFAULT_SIZE;
}

/** Metrics that count on others' results instead of on documents. */
export const pipelineTypes = [
  'moving_avg',
  'moving_fn',
  'cumulative_sum',
  'derivative',
  'serial_diff',
  'bucket_script',
] as const;

export const isPipeline = (type: string) => pipelineTypes.some((one) => one === type);

/** Texts in the order of Go, which compares bytes. */
export const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
