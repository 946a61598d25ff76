import { type RecordMapping } from '../../query/recordFields';
import { type ModelQuery, type TimeBasis } from '../../query/query';
import { type TimeWindow, type UpstreamRequest } from '../engine';
import { lookBack } from '../lookBack';
import { and, duringRange, exists, type Lucene } from './lucene';
import { type BucketSpec, isOverTime, type MetricSpec, request, stepEnd, steps, target, wholeTime } from './target';

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

/** On which clock, and what besides it lets a record through. */
type Clocked = Pick<Counting, 'basis' | 'query'>;

/**
 * The query and the range of a request. Grafana's time range is on the time of the prediction: on the outcome clock it is
 * wider by the longest delay of an outcome, and the query says when the outcome became known.
 */
function during({ basis, query }: Clocked, { from, to }: Windows, { fields, labelDelayMs }: RecordMapping) {
  const onOutcomes = basis === 'outcome';
  const when = onOutcomes ? [exists(fields.observed), duringRange(fields.observed, from, to)] : [];
  // Elasticsearch closes both ends, at whole milliseconds.
  return { query: and([...query, ...when]), from: (onOutcomes ? from - labelDelayMs : from) + 1, to };
}

/** One request for what is counted in these windows. */
export function countRequest(
  name: string,
  counting: Counting,
  windows: Windows,
  mapping: RecordMapping
): UpstreamRequest {
  const { basis, metrics, buckets } = counting;
  const { stepMs } = windows;
  const { query, from, to } = during(counting, windows, mapping);
  const field = mapping.fields[basis === 'outcome' ? 'observed' : 'time'];
  const whole = buckets.some(isFilters) && !isOverTime(buckets) ? [wholeTime(field)] : [];
  const overTime = stepMs !== undefined ? [steps(field, stepMs)] : whole;
  return request(name, target(query, metrics, [...buckets, ...overTime]), from, to, stepMs);
}

/** One request for the records themselves, the latest first. */
export function recordsRequest(
  { size, ...clocked }: Clocked & { size: number },
  windows: Windows,
  mapping: RecordMapping
): UpstreamRequest {
  const { query, from, to } = during(clocked, windows, mapping);
  const logs: MetricSpec = { type: 'logs', settings: { limit: String(size), sortDirection: 'desc' } };
  // Grafana has records counted in each step of their range, for a histogram that nobody sees here: one step is enough.
  return request('records', target(query, [logs], []), from, to, Math.max(1, to - from));
}
