/** The confidence interval of the area under the ROC curve. What it is worth: docs/statistics.md. */
import { type Interval, twoSidedQuantile } from './intervals';
import { type ScoreGroups, sum } from './scoreGroups';

/**
 * By the variance of E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Biometrics 44 (1988), on the scale of log odds, so
 * that it stays in (0, 1) (M. S. Pepe, 'The statistical evaluation of medical tests', 2003, section 5.2.5).
 *
 * @returns undefined for fewer than two outcomes of a class, and where the estimated variance is 0: that says nothing
 */
export function aucInterval(groups: ScoreGroups, auc: number, confidence: number): Interval | undefined {
  const positives = sum(groups.positive);
  const negatives = sum(groups.negative);
  if (!(positives >= 2 && negatives >= 2 && auc > 0 && auc < 1 && confidence > 0 && confidence < 1)) {
    return undefined;
  }
  let ofPositives = 0;
  let ofNegatives = 0;
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (let k = 0; k < groups.high.length; k++) {
    const positive = groups.positive[k];
    const negative = groups.negative[k];
    // The shares of the other class that the group's outcomes are on the right side of.
    const right = (negativesBelow + negative / 2) / negatives;
    const left = (positives - positivesBelow - positive / 2) / positives;
    ofPositives += positive * (right - auc) ** 2;
    ofNegatives += negative * (left - auc) ** 2;
    positivesBelow += positive;
    negativesBelow += negative;
  }
  const variance = ofPositives / (positives - 1) / positives + ofNegatives / (negatives - 1) / negatives;
  if (!(variance > 0)) {
    return undefined;
  }
  const logit = Math.log(auc / (1 - auc));
  const half = (twoSidedQuantile(confidence) * Math.sqrt(variance)) / (auc * (1 - auc));
  return { lower: Math.min(auc, logistic(logit - half)), upper: Math.max(auc, logistic(logit + half)) };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
