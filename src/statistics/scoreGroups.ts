/** Outcomes of a two-class model by their scores, singly or in bins, and where they can be cut by a threshold. */

/**
 * Outcomes in groups whose scores are not told apart, by score ascending: the bins (low, high] of a histogram, or single
 * scores (low = high) where each is known. Groups do not overlap and are not empty; counts may be fractions.
 */
export interface ScoreGroups {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

/** The edges of the telemetry contract: 0, 0.05, ..., 1. */
export const SCORE_EDGES: readonly number[] = Array.from({ length: 21 }, (_, i) => i / 20);

/** One group for each distinct score. Scores that are not finite are left out. */
export function scoreGroupsOf(score: ArrayLike<number>, positive: ArrayLike<boolean>): ScoreGroups {
  const finite = Array.from({ length: Math.min(score.length, positive.length) }, (_, i) => i).filter((i) =>
    Number.isFinite(score[i])
  );
  // Sorted as numbers by the engine itself, which is much faster than by a comparison.
  const positives = Float64Array.from(
    finite.filter((i) => positive[i]),
    (i) => score[i]
  ).sort();
  const negatives = Float64Array.from(
    finite.filter((i) => !positive[i]),
    (i) => score[i]
  ).sort();
  const at: number[] = [];
  const counts = { positive: new Array<number>(), negative: new Array<number>() };
  let p = 0;
  let n = 0;
  while (p < positives.length || n < negatives.length) {
    // -0 becomes 0.
    const value = Math.min(positives[p] ?? Infinity, negatives[n] ?? Infinity) + 0;
    const before = { p, n };
    while (positives[p] === value) {
      p++;
    }
    while (negatives[n] === value) {
      n++;
    }
    at.push(value);
    counts.positive.push(p - before.p);
    counts.negative.push(n - before.n);
  }
  const edges = Float64Array.from(at);
  return {
    low: edges,
    high: edges,
    positive: Float64Array.from(counts.positive),
    negative: Float64Array.from(counts.negative),
  };
}

/**
 * Groups from a histogram of each class. Empty bins are dropped, so that a threshold inside of one cuts exactly. A count
 * that is negative, infinite or no number counts as 0.
 *
 * @param edges ascending, one more than there are bins; the first may be -Infinity, the last Infinity
 */
export function scoreGroupsFromBins(
  edges: ArrayLike<number>,
  positive: ArrayLike<number>,
  negative: ArrayLike<number>
): ScoreGroups {
  const count = (counts: ArrayLike<number>, i: number) => (counts[i] > 0 && counts[i] < Infinity ? counts[i] : 0);
  const bins = Array.from({ length: Math.max(0, edges.length - 1) }, (_, i) => i).filter(
    (i) => count(positive, i) + count(negative, i) > 0
  );
  return {
    low: Float64Array.from(bins, (i) => edges[i]),
    high: Float64Array.from(bins, (i) => edges[i + 1]),
    positive: Float64Array.from(bins, (i) => count(positive, i)),
    negative: Float64Array.from(bins, (i) => count(negative, i)),
  };
}

export interface BinnedScores {
  edges: Float64Array;
  positive: Float64Array;
  negative: Float64Array;
}

/**
 * Puts groups into bins (low, high]. Outcomes at or below the first edge, or above the last, get bins of their own that
 * begin at -Infinity or end at Infinity. An edge that would cut a group is left out: none is divided by guess.
 *
 * @param edges ascending
 */
export function binScores(groups: ScoreGroups, edges: ArrayLike<number>): BinnedScores {
  const kept = Array.from(edges).filter((edge) => snapThreshold(groups, edge) === edge);
  const first = highOf(groups, 0);
  const last = highOf(groups, groups.high.length - 1);
  // `not above` rather than `below`: also where no edge is left.
  const under = first !== undefined && !(first > kept[0]) ? [-Infinity] : [];
  const over = last !== undefined && !(last <= kept[kept.length - 1]) ? [Infinity] : [];
  const all = Float64Array.from([...under, ...kept, ...over]);
  const bins = Math.max(0, all.length - 1);
  const positive = new Float64Array(bins);
  const negative = new Float64Array(bins);
  for (let k = 0, bin = 0; k < groups.high.length; k++) {
    while (highOf(groups, k) > all[bin + 1]) {
      bin++;
    }
    positive[bin] += groups.positive[k];
    negative[bin] += groups.negative[k];
  }
  return { edges: all, positive, negative };
}

/** The nearest place at which no group is cut in two: the threshold itself, or an edge of the bin that it lies in. */
export function snapThreshold(groups: ScoreGroups, threshold: number): number {
  const k = firstAbove(groups, threshold);
  const low = lowOf(groups, k);
  const high = highOf(groups, k);
  return low < threshold ? (threshold - low <= high - threshold ? low : high) : threshold;
}

export interface ThresholdCounts {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

/** The counts if the positive class were predicted where score > threshold; a threshold inside of a bin is snapped first. */
export function countsAt(groups: ScoreGroups, threshold: number): ThresholdCounts {
  const cut = firstAbove(groups, snapThreshold(groups, threshold));
  return {
    tp: sum(groups.positive.subarray(cut)),
    fp: sum(groups.negative.subarray(cut)),
    fn: sum(groups.positive.subarray(0, cut)),
    tn: sum(groups.negative.subarray(0, cut)),
  };
}

export interface Cut extends ThresholdCounts {
  threshold: number;
}

/**
 * Every threshold at which the groups can be cut, ascending, with its counts: one more than there are groups. The first
 * leaves nothing at or below it, the last nothing above it.
 */
export function cuts(groups: ScoreGroups): Cut[] {
  const { positive, negative } = groups;
  const found: Cut[] = [];
  for (let k = 0, fn = 0, tn = 0; k <= positive.length; k++) {
    found.push({ threshold: cutBelow(groups, k), tp: 0, fp: 0, fn, tn });
    fn += positive[k];
    tn += negative[k];
  }
  // Summed from above rather than subtracted from all: fractions would leave a rest where nothing is left.
  for (let k = positive.length - 1; k >= 0; k--) {
    found[k].tp = found[k + 1].tp + positive[k];
    found[k].fp = found[k + 1].fp + negative[k];
  }
  return found;
}

/**
 * A threshold with group `k` and those after it above it, and none of those before. Below the lowest of single scores any
 * will do: 0 where it is above 0, so that scores from 0 to 1 have theirs there too, else a number well below it, such as -1
 * below 0. Only at the open end of a bin beyond 0 or 1 it is infinite: how far its scores reach is not known.
 */
function cutBelow(groups: ScoreGroups, k: number): number {
  const { low, high } = groups;
  if (low[k] < high[k]) {
    return lowOf(groups, k);
  }
  if (k > 0) {
    return highOf(groups, k - 1);
  }
  return low[0] <= 0 ? low[0] - Math.max(1, -low[0]) : 0;
}

/**
 * An open end is taken for that of probabilities, as a histogram's outer bins have it, unless the bin lies beyond: its
 * scores then are above 0, though one could be 0 itself.
 */
function lowOf({ low, high }: ScoreGroups, k: number): number {
  return low[k] === -Infinity && high[k] > 0 ? 0 : low[k];
}

function highOf({ low, high }: ScoreGroups, k: number): number {
  return high[k] === Infinity && low[k] < 1 ? 1 : high[k];
}

/** Whether every score is known by itself. */
export function isExact({ low, high }: ScoreGroups): boolean {
  return low.every((edge, k) => edge === high[k]);
}

export function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The first group with scores above the threshold; their number where there is none. */
function firstAbove(groups: ScoreGroups, threshold: number): number {
  let from = 0;
  let to = groups.high.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (highOf(groups, middle) > threshold) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return from;
}
