/** Measures of a two-class model's scores. Definitions and sources: docs/statistics.md. */
import { aucInterval } from './aucInterval';
import { type Estimate } from './classification';
import { logLossOf, probabilityRanges } from './probabilities';
import { reliabilityCurve } from './scoreCurves';
import { type ScoreGroups, sum } from './scoreGroups';

export const scoreMeasureNames = ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece'] as const;
export type ScoreMeasureName = (typeof scoreMeasureNames)[number];

/**
 * A bin's scores count as tied in the areas, and as lying at its middle in the others. Undefined: areas without both
 * classes, all without outcomes, log loss, Brier score and ECE where a score lies outside of [0, 1].
 *
 * @param confidence of the interval, between 0 and 1; only the area under the ROC curve has one
 */
export function scoreMeasure(groups: ScoreGroups, measure: ScoreMeasureName, confidence = 0.95): Estimate {
  const positives = sum(groups.positive);
  const negatives = sum(groups.negative);
  const support = positives + negatives;
  const estimate = (value: number | undefined): Estimate => ({ ...(value !== undefined && { value }), support });
  switch (measure) {
    case 'rocAuc':
      return positives > 0 && negatives > 0
        ? { ...estimate(rocAuc(groups)), ...aucInterval(groups, rocAuc(groups), confidence) }
        : { support };
    case 'prAuc':
      return estimate(positives > 0 && negatives > 0 ? averagePrecision(groups) : undefined);
    case 'logLoss':
      return estimate(meanLoss(groups, logLossOf));
    case 'brier':
      return estimate(meanLoss(groups, squaredLossOf));
    case 'ece':
      return estimate(calibrationError(groups));
  }
}

/**
 * The probability that a positive outcome scores above a negative one, ties counting half: the area under the ROC curve by
 * trapezoids (J. A. Hanley, B. J. McNeil, Radiology 143, 1982). Both classes must occur.
 */
export function rocAuc(groups: ScoreGroups): number {
  let pairs = 0;
  let below = 0;
  groups.negative.forEach((negative, k) => {
    pairs += groups.positive[k] * (below + negative / 2);
    below += negative;
  });
  return Math.min(1, pairs / (sum(groups.positive) * below));
}

/** scikit-learn's `average_precision_score`: precision at each threshold, weighted by the recall that it adds; no interpolation. */
function averagePrecision(groups: ScoreGroups): number {
  let weighted = 0;
  let tp = 0;
  let fp = 0;
  for (let k = groups.high.length - 1; k >= 0; k--) {
    tp += groups.positive[k];
    fp += groups.negative[k];
    weighted += groups.positive[k] > 0 ? groups.positive[k] * (tp / (tp + fp)) : 0;
  }
  return Math.min(1, weighted / tp);
}

/** The mean over all outcomes of a loss by the probability that was given to what actually happened. */
function meanLoss(groups: ScoreGroups, loss: (probabilityOfActual: number) => number): number | undefined {
  const ranges = probabilityRanges(groups);
  return ranges && lossAt(groups, loss, ranges.middle, ranges.middle);
}

/** The mean loss with the positive and the negative outcomes of each group at the given scores. */
export function lossAt(
  groups: ScoreGroups,
  loss: (probabilityOfActual: number) => number,
  ofPositive: Float64Array,
  ofNegative: Float64Array
): number | undefined {
  let total = 0;
  let count = 0;
  for (let k = 0; k < groups.high.length; k++) {
    const positive = groups.positive[k];
    const negative = groups.negative[k];
    total += positive > 0 ? positive * loss(ofPositive[k]) : 0;
    total += negative > 0 ? negative * loss(1 - ofNegative[k]) : 0;
    count += positive + negative;
  }
  return count > 0 ? total / count : undefined;
}

export function squaredLossOf(probabilityOfActual: number): number {
  return (1 - probabilityOfActual) ** 2;
}

/** Mean distance of the bins' shares of positives to their mean scores, weighted by their outcomes. */
function calibrationError(groups: ScoreGroups): number | undefined {
  let total = 0;
  let count = 0;
  for (const { meanScore, shareOfPositives, support } of reliabilityCurve(groups)) {
    total += support * Math.abs(shareOfPositives - meanScore);
    count += support;
  }
  return count > 0 ? total / count : undefined;
}
