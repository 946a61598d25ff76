import { type Labels } from '@grafana/data';

import { type AlertInput, type Plan, type UpstreamRequest } from '../../engine';
import { getOrAdd } from '../../tally';
import { eachWindow } from '../eachWindow';
import { allOf, and, duringRange, type Lucene } from '../lucene';
import { type Bucket, filterOf, readBuckets } from '../readBuckets';
import {
  type BucketAgg,
  type BucketSpec,
  filters,
  request,
  stepEnd,
  steps,
  type Target,
  target,
  wholeTime,
  wholeTimeOrNone,
} from '../target';

/** Past evaluations of a rule: at `times`, ascending multiples of `everyMs`, in milliseconds since the epoch. */
export interface PastTimes {
  times: readonly number[];
  everyMs: number;
}

export interface PastNumber {
  labels: Labels;
  value: number;
}

/** What each input would have answered at each time, in the order of the times. */
export type PastAnswers = Map<string, PastNumber[][]>;

/** Shorter ones are more buckets than the past is worth. */
const SHORTEST_STEP_MS = 5 * 60_000;

/**
 * What the inputs of a rule would have answered at past evaluations: one search for each input. Counts and sums are added
 * up from steps, where the windows are whole steps; else, and for what cannot be added, each window is asked for.
 */
export function planPast(inputs: readonly AlertInput[], past: PastTimes): Plan<PastAnswers> {
  const asked = inputs.map((input) => pastOf(input, past));
  return {
    requests: asked.map(({ request }) => request),
    read: (answers) =>
      new Map(asked.map(({ request, read }, i) => [request.name, read(readBuckets(request, answers[i]))])),
  };
}

/** Whether a rule's past can be asked by this engine's queries. */
export function hasPast(inputs: readonly AlertInput[]): boolean {
  return inputs.every(({ past }) => past !== undefined);
}

/** One input's search, and how to read it. */
interface PastInput {
  request: UpstreamRequest;
  read(buckets: Bucket[]): PastNumber[][];
}

function pastOf(input: AlertInput, { times, everyMs }: PastTimes): PastInput {
  const { name, target: now, fromMs, toMs, reduce, past } = input;
  const { metrics, bucketAggs } = now as Target;
  const { query, field, lengthMs } = past ?? { query: '', field: '', lengthMs: 0 };
  const ends = times.map((time) => time - toMs);
  const [from, to] = [ends[0] - lengthMs, ends[ends.length - 1]];
  // What is asked of the field of outcomes is of predictions that may be older.
  const olderMs = fromMs - toMs - lengthMs;
  const groups = bucketAggs.filter(({ type }) => type === 'terms').map(specOf);
  const such = bucketAggs.find(({ type }) => type === 'filters');
  // The text was written by lucene.ts when the rule was made.
  const within = and([query as Lucene, duringRange(field, from, to)]);
  const ask = (buckets: BucketSpec[], stepMs?: number) =>
    request(name, target(within, metrics.map(specOf), buckets), from - olderMs + 1, to, stepMs);
  const stepMs = [lengthMs, toMs].reduce(greatestCommon, everyMs);
  const isSum = metrics.every(({ type }) => type === 'count' || type === 'sum');
  if (isSum && stepMs >= SHORTEST_STEP_MS) {
    const { settings, ...overTime } = steps(field, stepMs);
    // A group has its 0 where such records are not found.
    const counted = { ...overTime, settings: { ...settings, ...(reduce && { min_doc_count: '0' }) } };
    return {
      request: ask([...groups, ...(such ? [specOf(such)] : []), counted], stepMs),
      read: (buckets) => slidingSums(buckets, ends, { stepMs, lengthMs, always: reduce !== undefined }),
    };
  }
  const windows = such ? eachWindowOf(such, field, ends, lengthMs) : eachWindow(field, ends, lengthMs);
  const whole = reduce ? wholeTimeOrNone(field) : wholeTime(field);
  return { request: ask([...groups, windows, whole]), read: (buckets) => numbersAt(buckets, ends, such) };
}

function specOf<T extends { id: string }>({ id: _, ...spec }: T): Omit<T, 'id'> {
  return spec;
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}

interface Sliding {
  stepMs: number;
  lengthMs: number;
  /** Whether there is a number where there is nothing to add up. */
  always: boolean;
}

/** At each end the sum of the steps in the window before it. */
function slidingSums(buckets: Bucket[], ends: number[], { stepMs, lengthMs, always }: Sliding): PastNumber[][] {
  const series = new Map<string, { labels: Labels; sums: Map<number, number> }>();
  for (const { keys, numbers, time = 0 } of buckets) {
    const { sums } = getOrAdd(series, JSON.stringify(keys), () => ({ labels: keys, sums: new Map() }));
    const number = numbers[0];
    if (number !== undefined) {
      sums.set(stepEnd(time, stepMs), number);
    }
  }
  return ends.map((end) =>
    [...series.values()].flatMap(({ labels, sums }) => {
      const within = Array.from({ length: lengthMs / stepMs }, (_, i) => sums.get(end - i * stepMs));
      const known = within.filter((sum) => sum !== undefined);
      return known.length > 0 || always ? [{ labels, value: known.reduce((total, sum) => total + sum, 0) }] : [];
    })
  );
}

/** The windows of such records only: filters within filters would share one label. */
function eachWindowOf(such: BucketAgg, field: string, ends: number[], lengthMs: number): BucketSpec {
  const [{ query }] = such.settings.filters as Array<{ query: Lucene }>;
  return filters(
    ends.map((end) => ({ label: String(end), query: allOf([query, duringRange(field, end - lengthMs, end)]) }))
  );
}

/** The number of each window by the labels of its group, where the rule has that of its own filter. */
function numbersAt(buckets: Bucket[], ends: number[], such: BucketAgg | undefined): PastNumber[][] {
  const found = new Map<number, PastNumber[]>(ends.map((end) => [end, []]));
  const [own] = (such?.settings.filters ?? []) as Array<{ label: string }>;
  for (const bucket of buckets) {
    const { filter, ...labels } = bucket.keys;
    const value = bucket.numbers[0];
    if (value !== undefined) {
      found.get(Number(filterOf(bucket)))?.push({ labels: own ? { ...labels, filter: own.label } : labels, value });
    }
  }
  return ends.map((end) => found.get(end) ?? []);
}
