import { type RecordMapping } from '../../query/recordFields';
import { type ModelQuery, type TimeBasis } from '../../query/query';
import { type TimeWindow, type UpstreamRequest } from '../engine';
import { lookBack } from '../lookBack';
import { and, duringRange, exists, type Lucene } from './lucene';
import { type BucketSpec, type MetricSpec, request, stepEnd, steps, target, wholeTime } from './target';

/** When the records of an answer happened, and at which times their counts go into it. */
export interface Windows {
  /** Over (from, to]. */
  from: number;
  to: number;
  /** The width of a bucket; undefined where one number is asked for. */
  stepMs?: number;
  /** The times of the answers that a bucket with this key belongs to. */
  timesOf(key: number | undefined): number[];
}

/**
 * A number looks at its whole window. A series stands at the multiples of its step, each looking back over a window that
 * whole buckets make up.
 */
export function windowsOf(query: ModelQuery, window: TimeWindow): Windows {
  const back = lookBack(query, window);
  if (query.result === 'number') {
    return { from: window.to - back, to: window.to, timesOf: () => [window.to] };
  }
  const { intervalMs } = window;
  const first = Math.floor(window.from / intervalMs) * intervalMs;
  const last = Math.floor(window.to / intervalMs) * intervalMs;
  const stepMs = greatestCommon(intervalMs, back);
  return {
    from: first - back,
    to: last,
    stepMs,
    timesOf: (key = 0) => {
      const end = stepEnd(key, stepMs);
      const from = Math.max(first, Math.ceil(end / intervalMs) * intervalMs);
      const to = Math.min(last, end - stepMs + back);
      return Array.from(
        { length: Math.max(0, Math.floor((to - from) / intervalMs) + 1) },
        (_, i) => from + i * intervalMs
      );
    },
  };
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}

/** What is counted, and on which clock. */
export interface Counting {
  basis: TimeBasis;
  query: Lucene[];
  metrics: MetricSpec[];
  buckets: BucketSpec[];
}

const isFilters = ({ type }: BucketSpec) => type === 'filters';

/**
 * One request for what is counted in these windows. Grafana's time range is on the time of the prediction: on the outcome
 * clock it is wider by the longest delay of an outcome, and the query says when the outcome became known.
 */
export function countRequest(
  name: string,
  { basis, query, metrics, buckets }: Counting,
  { from, to, stepMs }: Windows,
  { fields, labelDelayMs }: RecordMapping
): UpstreamRequest {
  const onOutcomes = basis === 'outcome';
  const field = onOutcomes ? fields.observed : fields.time;
  const when = onOutcomes ? [exists(fields.observed), duringRange(fields.observed, from, to)] : [];
  const overTime = stepMs !== undefined ? [steps(field, stepMs)] : buckets.some(isFilters) ? [wholeTime(field)] : [];
  return request(
    name,
    target(and([...query, ...when]), metrics, [...buckets, ...overTime]),
    // Elasticsearch closes both ends, at whole milliseconds.
    (onOutcomes ? from - labelDelayMs : from) + 1,
    to,
    stepMs
  );
}
