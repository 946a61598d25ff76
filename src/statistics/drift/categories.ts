/** Two sides of counts by category on one list of categories, and what is new on either. */
import { newcombe } from '../differences';
import { type Interval } from '../intervals';

export interface AlignedCategories {
  /** Those of the reference first, as they came, then the new ones. */
  categories: string[];
  reference: Float64Array;
  current: Float64Array;
  /** In the current counts but not in the reference. */
  added: string[];
  /** In the reference but not in the current counts. */
  vanished: string[];
}

type Named = Iterable<readonly [category: string, count: number]>;

/** A category that comes twice is added up; a count that is negative, infinite or no number counts as 0. */
export function alignCategories(reference: Named, current: Named): AlignedCategories {
  const sides = [reference, current].map(added);
  const categories = [...new Set(sides.flatMap((side) => [...side.keys()]))];
  const [before, now] = sides.map((side) => Float64Array.from(categories, (name) => side.get(name) ?? 0));
  const where = (is: (i: number) => boolean) => categories.filter((_, i) => is(i));
  return {
    categories,
    reference: before,
    current: now,
    added: where((i) => now[i] > 0 && before[i] === 0),
    vanished: where((i) => before[i] > 0 && now[i] === 0),
  };
}

function added(counts: Named): Map<string, number> {
  const sums = new Map<string, number>();
  for (const [category, count] of counts) {
    sums.set(category, (sums.get(category) ?? 0) + (count > 0 && count < Infinity ? count : 0));
  }
  return sums;
}

export interface NullShares {
  reference: number;
  current: number;
  /** current - reference, with Newcombe's interval. */
  difference: number;
  interval: Interval;
}

/**
 * The shares of values that are null, and how they differ: the measures over bins do not see these.
 *
 * @param all values on that side, nulls among them
 * @returns undefined where a side is empty
 */
export function nullShares(
  reference: { nulls: number; all: number },
  current: { nulls: number; all: number },
  confidence = 0.95
): NullShares | undefined {
  const interval = newcombe(current.nulls, current.all, reference.nulls, reference.all, confidence);
  if (!interval) {
    return undefined;
  }
  const [before, now] = [reference.nulls / reference.all, current.nulls / current.all];
  return { reference: before, current: now, difference: now - before, interval };
}
