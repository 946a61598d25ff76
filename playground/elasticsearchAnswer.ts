/** An answer of Elasticsearch to one search, and how Grafana reads numbers in it. */
import { type Value } from './elasticsearchFrames';

export type Json = Record<string, unknown>;

export interface SearchAnswer {
  error?: { reason?: string; root_cause?: Array<{ reason?: string }>; caused_by?: { reason?: string } };
  aggregations?: Json;
  hits?: { total?: { value: number }; hits?: Json[] };
}

export interface Bucket extends Json {
  key?: string | number;
  key_as_string?: string;
  doc_count: number;
}

/** A list for most kinds of buckets, by name for filters. */
export function bucketsOf(aggregation: unknown): { list: Bucket[]; byName: Record<string, Bucket> } {
  const buckets = isObject(aggregation) ? aggregation.buckets : undefined;
  return Array.isArray(buckets)
    ? { list: buckets, byName: {} }
    : { list: [], byName: isObject(buckets) ? (buckets as Record<string, Bucket>) : {} };
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What lies at the end of a path of names. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}

/** A number, or one as text: Elasticsearch writes NaN and infinities in quotes. */
export function numberOf(value: unknown): Value {
  if (typeof value === 'number') {
    return value;
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  return Number.isNaN(number) ? undefined : number;
}

/** One number of extended_stats. */
export function statistic(result: unknown, name: string): Value {
  const bound = /^std_deviation_bounds_(upper|lower)$/.exec(name)?.[1];
  return numberOf(bound ? at(result, 'std_deviation_bounds', bound) : at(result, name));
}

/** Why a search failed: the root cause says more than what it led to. */
export function failureIn({ error }: SearchAnswer): string | undefined {
  return (
    error &&
    (error.root_cause?.[0]?.reason || error.reason || error.caused_by?.reason || 'Unknown elasticsearch error response')
  );
}
