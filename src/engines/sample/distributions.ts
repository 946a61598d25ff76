import { type ModelQuery } from '../../query/query';
import { type Distributed } from '../distributionAnswers';
import { countAlike, tallyRecords } from './counting';
import { histogramEdges } from './outcomes';
import { type Selection } from './selection';

/** Scores by actual class, in the bins of the telemetry contract. */
export function scoreBins(selection: Selection, { byVersion }: ModelQuery): Distributed[] {
  const edges = histogramEdges(selection.records.map(({ score = NaN }) => score));
  const counted = new Map<string, Distributed & { counts: Float64Array }>();
  countAlike(
    selection,
    ({ version, actual = '', score = NaN }) => [byVersion ? version : '', actual, binOf(score, edges)] as const,
    ([version, actual, bin], _time, count) => {
      const key = JSON.stringify([version, actual]);
      const one = counted.get(key) ?? { version, actual, edges, counts: new Float64Array(edges.length - 1) };
      counted.set(key, one);
      one.counts[bin] += count;
    }
  );
  return [...counted.values()].sort((a, b) => compare(a.version, b.version) || compare(a.actual ?? '', b.actual ?? ''));
}

/** About so many bins of the errors; fewer, so that their edges are round numbers. */
const MOST_BINS = 20;

/** Predicted minus actual value, between round edges that fit the errors. */
export function errorBins(selection: Selection, { byVersion }: ModelQuery): Distributed[] {
  const errorsOf = tallyRecords(
    selection,
    byVersion,
    () => new Array<number>(),
    (errors, { value = NaN, actualValue = NaN }) => errors.push(value - actualValue)
  );
  const all = errorsOf.entries().map(([version, byTime]) => ({ version, errors: [...byTime.values()].flat() }));
  const edges = roundEdges(all.flatMap(({ errors }) => errors));
  return all.map(({ version, errors }) => {
    const counts = new Float64Array(Math.max(0, edges.length - 1));
    errors.forEach((error) => counts[binOf(error, edges)]++);
    return { version, edges, counts };
  });
}

/** Multiples of 1, 2 or 5 times a power of ten that enclose all values, which lie above the first edge. */
export function roundEdges(values: readonly number[]): number[] {
  if (values.length === 0) {
    return [];
  }
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const wanted = (high - low || Math.abs(low) || 1) / (MOST_BINS - 2);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((factor) => factor * power >= wanted) ?? 10;
  const width = factor * power;
  const first = Math.ceil(low / width) - 1;
  const last = Math.max(first + 1, Math.ceil(high / width));
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * width).toPrecision(12)));
}

/** The bin (low, high] that a value lies in; the first or the last one if it lies beyond the edges. */
function binOf(value: number, edges: readonly number[]): number {
  let from = 0;
  let to = edges.length - 2;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value > edges[middle + 1]) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
