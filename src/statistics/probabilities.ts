/** Scores read as probabilities of the positive class: what log loss, Brier score and calibration need. */
import { type ScoreGroups } from './scoreGroups';

/** Between which probabilities the scores of each group lie, and the one that stands for them. */
export interface ProbabilityRanges {
  low: Float64Array;
  high: Float64Array;
  middle: Float64Array;
}

/**
 * A bin that reaches beyond 0 or 1 (as the first and the last of a histogram do) is taken up to there only.
 *
 * @returns undefined where a score lies outside of [0, 1]: then they are no probabilities
 */
export function probabilityRanges(groups: ScoreGroups): ProbabilityRanges | undefined {
  if (outcomesOutside(groups) > 0) {
    return undefined;
  }
  const low = groups.low.map((edge) => Math.max(0, edge));
  const high = groups.high.map((edge) => Math.min(1, edge));
  return { low, high, middle: low.map((edge, k) => (edge === high[k] ? edge : (edge + high[k]) / 2)) };
}

/** How many outcomes have a score that surely lies outside of [0, 1]: a bin that reaches in as well is given the benefit of the doubt. */
export function outcomesOutside({ low, high, positive, negative }: ScoreGroups): number {
  let outside = 0;
  for (let k = 0; k < high.length; k++) {
    outside += high[k] < 0 || low[k] > 1 || (low[k] === 1 && high[k] > 1) ? positive[k] + negative[k] : 0;
  }
  return outside;
}

/** What one outcome adds to log loss, in nats. Clipped as in scikit-learn, by the epsilon of a 64 bit number. */
export function logLossOf(probabilityOfActual: number): number {
  return -Math.log(Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probabilityOfActual)));
}
