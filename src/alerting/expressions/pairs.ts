import { type Labels } from '@grafana/data';

import { LabelIndex } from './labelIndex';
import { labelsOf, mapPoints, noData, type Point, type SeriesValue, type Value } from './values';

type Operation = (left: number | undefined, right: number | undefined) => number | undefined;

/**
 * What an operator gives of two sides. Each value of one side meets every value of the other whose labels are the same, or
 * some of its own, or none; the result has the labels of the one that has more. What meets nothing is dropped, but a single
 * value on each side always meet, without their labels where these differ.
 */
export function combine(left: readonly Value[], right: readonly Value[], operation: Operation): Value[] {
  if (left.length === 0 || right.length === 0) {
    return [];
  }
  const isSingle = left.length === 1 || right.length === 1;
  if (isSingle && (left[0].type === 'no data' || right[0].type === 'no data')) {
    return [noData];
  }
  const index = new LabelIndex(right);
  const pairs = left.flatMap((a) =>
    index.meeting(labelsOf(a)).map((b) => combinePair(a, b, moreOf(labelsOf(a), labelsOf(b)), operation))
  );
  return pairs.length === 0 && left.length === 1 && right.length === 1
    ? [combinePair(left[0], right[0], {}, operation)]
    : pairs;
}

const moreOf = (a: Labels, b: Labels) => (Object.keys(a).length < Object.keys(b).length ? b : a);

function combinePair(a: Value, b: Value, labels: Labels, operation: Operation): Value {
  if (a.type === 'no data' || b.type === 'no data') {
    return noData;
  }
  if (a.type === 'series') {
    const points =
      b.type === 'series' ? joinPoints(a, b, operation) : mapPoints(a.points, (x) => operation(x, b.value));
    return { type: 'series', labels, points };
  }
  if (b.type === 'series') {
    return { type: 'series', labels, points: mapPoints(b.points, (x) => operation(a.value, x)) };
  }
  const value = operation(a.value, b.value);
  return a.type === 'scalar' && b.type === 'scalar' ? { type: 'scalar', value } : { type: 'number', labels, value };
}

/** Points that have the same time in both. */
function joinPoints(a: SeriesValue, b: SeriesValue, operation: Operation): Point[] {
  const byTime = new Map(b.points);
  return a.points
    .filter(([time]) => byTime.has(time))
    .map(([time, number]): Point => [time, operation(number, byTime.get(time))]);
}
