/** How far binned measures can be from those over single scores. Reasons: docs/statistics.md. */
import { logLossOf, probabilityRanges } from './probabilities';
import { isExact, type ScoreGroups, sum } from './scoreGroups';
import { lossAt, rocAuc, scoreMeasure, type ScoreMeasureName, squaredLossOf } from './scoreMeasures';

export interface Bounds {
  lower: number;
  upper: number;
}

/**
 * The lowest and the highest value that the measure could have over single scores that lie in these bins, were they known.
 * Of ECE: in the same bins.
 *
 * @returns undefined where the scores are known (there is nothing to bound), and where the measure is undefined
 */
export function scoreMeasureBounds(groups: ScoreGroups, measure: ScoreMeasureName): Bounds | undefined {
  const { value } = scoreMeasure(groups, measure);
  if (value === undefined || isExact(groups)) {
    return undefined;
  }
  const [lower, upper] = extremes(groups, measure);
  // Rounding must not push the value itself out by a last digit.
  return { lower: Math.min(value, lower), upper: Math.max(value, upper) };
}

function extremes(groups: ScoreGroups, measure: ScoreMeasureName): [number, number] {
  switch (measure) {
    case 'rocAuc':
      return areaExtremes(groups);
    case 'prAuc':
      return averagePrecisionExtremes(groups);
    case 'logLoss':
      return lossExtremes(groups, logLossOf);
    case 'brier':
      return lossExtremes(groups, squaredLossOf);
    case 'ece':
      return calibrationExtremes(groups);
  }
}

/** In each bin all positive outcomes below all negative ones, or above them. */
function areaExtremes(groups: ScoreGroups): [number, number] {
  let untied = 0;
  groups.positive.forEach((positive, k) => {
    untied += isBin(groups, k) ? (positive * groups.negative[k]) / 2 : 0;
  });
  const half = untied / (sum(groups.positive) * sum(groups.negative));
  const auc = rocAuc(groups);
  return [Math.max(0, auc - half), Math.min(1, auc + half)];
}

/**
 * At best a bin's positive outcomes share one score above all of its negative ones. At worst they are below them, each
 * with a score of its own: precision then is (tp + j) / (tp + j + fp) at the j-th of them.
 */
function averagePrecisionExtremes(groups: ScoreGroups): [number, number] {
  let worst = 0;
  let best = 0;
  let tp = 0;
  let fp = 0;
  for (let k = groups.high.length - 1; k >= 0; k--) {
    const positive = groups.positive[k];
    const before = { tp, fp };
    tp += positive;
    fp += groups.negative[k];
    if (positive > 0) {
      const tied = positive * (tp / (tp + fp));
      worst += isBin(groups, k) ? positive - fp * harmonic(before.tp + fp, positive) : tied;
      best += isBin(groups, k) ? positive * (tp / (tp + before.fp)) : tied;
    }
  }
  return [Math.max(0, worst / tp), Math.min(1, best / tp)];
}

/**
 * At least the sum of 1 / (from + j) for j = 1 to n, by a hair: each term is at most the integral of 1 / x over the unit
 * around it, since 1 / x is convex. Fractions could be cut ever finer, up to the integral from `from`.
 */
function harmonic(from: number, n: number): number {
  const start = from + (Number.isInteger(n) ? 0.5 : 0);
  return start > 0 ? Math.log1p(n / start) : 0;
}

/** Every outcome at the edge of its bin that is right for it, or wrong. */
function lossExtremes(groups: ScoreGroups, loss: (probabilityOfActual: number) => number): [number, number] {
  const { low, high } = probabilityRanges(groups)!;
  return [lossAt(groups, loss, high, low)!, lossAt(groups, loss, low, high)!];
}

/** The mean score of each bin at whichever place in it is nearest to its share of positives, or farthest. */
function calibrationExtremes(groups: ScoreGroups): [number, number] {
  const { low, high } = probabilityRanges(groups)!;
  let least = 0;
  let most = 0;
  let count = 0;
  for (let k = 0; k < low.length; k++) {
    const support = groups.positive[k] + groups.negative[k];
    const share = groups.positive[k] / support;
    least += support * Math.max(0, low[k] - share, share - high[k]);
    most += support * Math.max(Math.abs(share - low[k]), Math.abs(share - high[k]));
    count += support;
  }
  return [least / count, most / count];
}

function isBin({ low, high }: ScoreGroups, k: number): boolean {
  return low[k] < high[k];
}
