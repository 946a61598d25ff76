import { finiteSorted, justBelow, withOpenEnds } from '../../statistics/drift/bins';
import { roundest } from './roundNumbers';

/** Into about so many bins the reference is cut, each of which gets a like share of it. */
const BINS = 10;
/** Of the reference: a bin may have so much more for the sake of a round edge. */
const SLACK = 1 / 100;
/** Of the bin beside it: how far the lowest and the highest edge may lie off the lowest and the highest value. */
const BEYOND = 1 / 10;

/** The deciles between the lowest and the highest value. */
export const DECILES = Array.from({ length: BINS - 1 }, (_, i) => i + 1);

/** How many of n values lie up to the edge of a decile: at least, and, where an edge is rounder for it, at most. */
export function ranksOf(decile: number, n: number): { least: number; most: number } {
  const least = Math.ceil((decile * n) / BINS);
  return { least, most: least + Math.floor(n * SLACK) };
}

/**
 * Edges that cut values into ten bins of about equal counts, from -Infinity to Infinity. Each is the roundest number by which
 * its bins have between a tenth and a hundredth more of the values; of a value that is too frequent for that the value itself.
 * It follows from counts alone, so whoever counts the same values gets the same edges.
 */
export function decileEdges(values: ArrayLike<number | null | undefined>): number[] | undefined {
  const sorted = finiteSorted(values);
  const n = sorted.length;
  const inner = DECILES.map((decile) => {
    const { least, most } = ranksOf(decile, n);
    const [from, below] = [sorted[least - 1], sorted[most]];
    return below > from ? roundest(from, below) : from;
  });
  return n > 0 ? withEnds(sorted[0], inner, sorted[n - 1]) : undefined;
}

/**
 * Edges between the deciles, and one at either end: just below the lowest value, so that it is not outside, and the highest
 * one; round where that is near.
 * @param inner ascending; an edge may be there twice
 */
export function withEnds(lowest: number, inner: readonly number[], highest: number): number[] {
  const between = inner.filter((edge) => edge < highest);
  const nextToLowest = [...between, highest].find((edge) => edge > lowest) ?? lowest;
  const nextToHighest = between[between.length - 1] ?? lowest;
  const bottom = roundest(lowest - BEYOND * (nextToLowest - lowest), lowest);
  const top = roundest(highest, highest + BEYOND * (highest - nextToHighest));
  return Array.from(
    withOpenEnds([bottom < lowest && bottom > -Infinity ? bottom : justBelow(lowest), ...between, top])
  );
}
