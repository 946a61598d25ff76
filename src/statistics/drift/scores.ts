/** One number for how far a variable has moved, by any measure, with what samples of these sizes show without drift. */
import { type ChiSquare, chiSquare } from './chiSquare';
import { chiSquareQuantile } from './chiSquareDistribution';
import { countAt, sumOf } from './counts';
import { samplingFloors } from './floor';
import { compareCounts, type DriftMeasure, driftMeasureNames, JENSEN_SHANNON_BASE_E } from './measures';

/** Every measure of `measures.ts`, and those that follow from others or are about categories and nulls alone. */
export const driftScoreNames = [
  ...driftMeasureNames,
  'jensenShannonBaseE',
  'chiSquare',
  'cramersV',
  'newShare',
  'nullShare',
] as const;
export type DriftScore = (typeof driftScoreNames)[number];

/** What was counted on one side, in bins or by category. */
export interface Side {
  counts: ArrayLike<number>;
  /** Values that are null. */
  nulls: number;
}

/** Two sides on the same bins or categories. */
export interface Sides {
  reference: Side;
  current: Side;
  /** Of bins (low, high], ascending, one more than counts; absent of categories. */
  edges?: ArrayLike<number>;
}

/** These need the order of bins: nulls, which have no place in it, are left out. */
const ordered: readonly DriftScore[] = ['ks', 'wasserstein', 'wassersteinInDeviations'];

/** How many values a side has, nulls among them. */
export function samplesOf({ counts, nulls }: Side): number {
  return sumOf(counts) + nulls;
}

/** How many values of a side a measure compares: without nulls where it needs an order. */
export function comparedIn(name: DriftScore, side: Side): number {
  return ordered.includes(name) ? sumOf(side.counts) : samplesOf(side);
}

/**
 * The score, from 0 (no difference) on; undefined where it is not defined: a side is empty, or the measure needs the order
 * of bins and the variable is of categories, or it is about categories and the variable is of bins. Nulls are one category
 * more of every measure that does not need an order: a rise of nulls is drift. But where the reference holds nothing except
 * nulls, only their share is compared: what it did not know has not drifted, and records cannot tell a null from a variable
 * that was not there yet.
 */
export function driftScore(name: DriftScore, sides: Sides): number | undefined {
  const { reference, current, edges } = sides;
  if (name !== 'nullShare' && sumOf(reference.counts) === 0) {
    return undefined;
  }
  switch (name) {
    case 'jensenShannonBaseE':
      return scaled(driftScore('jensenShannon', sides), JENSEN_SHANNON_BASE_E);
    case 'chiSquare':
      return chiSquareOf(sides)?.statistic;
    case 'cramersV':
      return chiSquareOf(sides)?.cramersV;
    case 'newShare':
      return edges ? undefined : unseenShare(current, reference);
    case 'nullShare':
      return nullDifference(sides);
    default:
      return ordered.includes(name)
        ? edges && compareCounts(reference.counts, current.counts, edges)[name]
        : compareCounts(withNulls(reference), withNulls(current))[name];
  }
}

/** Pearson's test whether both sides come from one distribution, nulls being one category more. */
export function chiSquareOf({ reference, current }: Sides): ChiSquare | undefined {
  return chiSquare(withNulls(reference), withNulls(current));
}

/**
 * The value that the score exceeds with a probability of at most `level` where nothing drifts; undefined where there is no
 * such value. Sources: docs/statistics.md.
 */
export function driftFloor(name: DriftScore, sides: Sides, level: number): number | undefined {
  const { reference, current, edges } = sides;
  switch (name) {
    case 'jensenShannonBaseE':
      return scaled(driftFloor('jensenShannon', sides, level), JENSEN_SHANNON_BASE_E);
    case 'chiSquare':
    case 'cramersV':
      return chiSquareFloor(name, sides, level);
    // Whatever the reference lacks altogether is new, be it ever so rare.
    case 'newShare':
      return undefined;
    case 'nullShare':
      return nullFloor(sides, level);
    default:
      return ordered.includes(name)
        ? edges && floorOf(name, reference.counts, current.counts, level, edges)
        : floorOf(name, withNulls(reference), withNulls(current), level);
  }
}

/** The share of one side's values, nulls among them, that lie in categories which the other side has not seen. */
export function unseenShare(side: Side, other: Side): number | undefined {
  const all = samplesOf(side);
  let unseen = 0;
  for (let k = 0; k < side.counts.length; k++) {
    unseen += countAt(other.counts, k) > 0 ? 0 : countAt(side.counts, k);
  }
  return all > 0 && samplesOf(other) > 0 ? unseen / all : undefined;
}

/** The share of a side's values that are null. */
export function nullShareOf(side: Side): number | undefined {
  const all = samplesOf(side);
  return all > 0 ? side.nulls / all : undefined;
}

function nullDifference({ reference, current }: Sides): number | undefined {
  const [before, now] = [nullShareOf(reference), nullShareOf(current)];
  return before === undefined || now === undefined ? undefined : Math.abs(now - before);
}

/** The difference of two shares is the total variation of two bins: what is null, and what is not. */
function nullFloor({ reference, current }: Sides, level: number): number | undefined {
  const bins = ({ counts, nulls }: Side) => [sumOf(counts), nulls];
  return floorOf('totalVariation', bins(reference), bins(current), level);
}

function chiSquareFloor(name: 'chiSquare' | 'cramersV', sides: Sides, level: number) {
  const { reference, current } = sides;
  const found = chiSquareOf(sides);
  const quantile = found && chiSquareQuantile(level, found.degrees);
  return quantile !== undefined && name === 'cramersV'
    ? Math.sqrt(quantile / (samplesOf(reference) + samplesOf(current)))
    : quantile;
}

function floorOf(
  name: DriftMeasure,
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  level: number,
  edges?: ArrayLike<number>
): number | undefined {
  // The observed value is one of permutations + 1: fewer could not tell a level as small as this.
  const permutations = Math.min(MOST_PERMUTATIONS, Math.max(FEWEST_PERMUTATIONS, Math.ceil(2 / level)));
  return samplingFloors(reference, current, { edges, level, measures: [name], permutations }).floors[name];
}

const FEWEST_PERMUTATIONS = 199;
const MOST_PERMUTATIONS = 1999;

function withNulls({ counts, nulls }: Side): Float64Array {
  const all = new Float64Array(counts.length + 1);
  all.set(Array.from(counts));
  all[counts.length] = nulls;
  return all;
}

const scaled = (value: number | undefined, factor: number) => value && value * factor;
