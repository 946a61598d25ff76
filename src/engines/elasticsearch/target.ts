import { type UpstreamRequest } from '../engine';
import { type Lucene } from './lucene';

/** Grafana's query model for Elasticsearch, as far as it is used here (Grafana 11.6 to 13). */
export interface Target extends Record<string, unknown> {
  query: string;
  metrics: Metric[];
  bucketAggs: BucketAgg[];
  alias: '';
}

export interface Metric {
  id: string;
  type: 'count' | 'avg' | 'sum' | 'min' | 'max' | 'cardinality' | 'percentiles' | 'logs';
  field?: string;
  settings?: Record<string, unknown>;
}

export interface BucketAgg {
  id: string;
  type: 'terms' | 'filters' | 'date_histogram';
  field?: string;
  settings: Record<string, unknown>;
}

/** Metrics and buckets without their ids, which are numbers as texts. */
export type MetricSpec = Omit<Metric, 'id'>;
export type BucketSpec = Omit<BucketAgg, 'id'>;

export const countMetric: MetricSpec = { type: 'count' };

/** What a search may have, by Elasticsearch's own default (search.max_buckets). */
export const MOST_BUCKETS = 65_535;

/** Two of these within each other stay below the buckets that a search may have. */
export const MOST_TERMS = 255;

/**
 * The values of a keyword field, the most frequent ones. Where there are no more of them than `size`, each shard tells all
 * that it has and the counts are exact.
 * @param missing what a record without the field counts as
 */
export function terms(field: string, missing?: string, size = MOST_TERMS): BucketSpec {
  return {
    type: 'terms',
    field,
    settings: {
      min_doc_count: '1',
      order: 'desc',
      orderBy: '_count',
      size: String(size),
      ...(missing !== undefined && { missing }),
    },
  };
}

/** All values of a keyword field: a search with too many of them fails, and counts none wrongly. */
export function allTerms(field: string): BucketSpec {
  return terms(field, undefined, MOST_BUCKETS);
}

/** One bucket for each query, by its label. It must not be the last: Grafana reads nothing then. */
export function filters(named: ReadonlyArray<{ label: string; query: Lucene }>): BucketSpec {
  return { type: 'filters', settings: { filters: named.map(({ label, query }) => ({ label, query })) } };
}

/**
 * Buckets (k step, (k + 1) step]: Elasticsearch closes the lower end, and times are whole milliseconds. Empty ones are left
 * out. A bucket's key is its first millisecond.
 */
export function steps(field: string, stepMs: number): BucketSpec {
  return {
    type: 'date_histogram',
    field,
    settings: { interval: `${stepMs}ms`, offset: '1ms', min_doc_count: '1', trimEdges: '0' },
  };
}

/** Whole days in UTC, from midnight on. A bucket's key is its midnight. */
export function days(field: string): BucketSpec {
  return { type: 'date_histogram', field, settings: { interval: '1d', min_doc_count: '1', trimEdges: '0' } };
}

/**
 * As good as one bucket over all times. As the last one it keeps outer buckets whose inner ones are empty: in a table these
 * take what came before them along.
 */
export function wholeTime(field: string): BucketSpec {
  return { type: 'date_histogram', field, settings: { interval: '10000d', min_doc_count: '1', trimEdges: '0' } };
}

/** Likewise, but where there is nothing it counts 0. */
export function wholeTimeOrNone(field: string): BucketSpec {
  const { settings, ...whole } = wholeTime(field);
  return { ...whole, settings: { ...settings, min_doc_count: '0' } };
}

/** The end of the bucket of `steps` with this key. */
export function stepEnd(key: number, stepMs: number): number {
  return key - 1 + stepMs;
}

export function target(query: Lucene, metrics: readonly MetricSpec[], buckets: readonly BucketSpec[]): Target {
  return {
    query,
    metrics: metrics.map((metric, i) => ({ id: String(i + 1), ...metric })),
    bucketAggs: buckets.map((bucket, i) => ({ id: String(metrics.length + i + 1), ...bucket })),
    alias: '',
  };
}

export function isOverTime(buckets: readonly BucketSpec[]): boolean {
  return buckets.some(({ type }) => type === 'date_histogram');
}

/** Without it Grafana leaves the labels of series out. */
const WITH_LABELS = { 'X-Grafana-From-Expr': 'true' };

/** A request over [from, to]: both ends are closed. */
export function request(name: string, asked: Target, from: number, to: number, stepMs = 60_000): UpstreamRequest {
  return {
    name,
    target: asked,
    from,
    to,
    intervalMs: stepMs,
    maxDataPoints: Math.max(1, Math.ceil((to - from) / stepMs)),
    ...(isOverTime(asked.bucketAggs) && { headers: WITH_LABELS }),
  };
}
