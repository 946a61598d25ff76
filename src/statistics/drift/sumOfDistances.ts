/**
 * What a sum of distances |X| shows by chance, of normal X without drift: the total variation distance is half the sum over
 * bins, the Wasserstein distance one over edges. Its mean is that of each, and with a probability of at most `level` it is
 * above that by `excessOfDistances(level)` of the largest standard deviation that a sum of the same X, each with either
 * sign, can have. Exact for one distance; for many it is safe at levels of 0.05 and less (sumOfDistances.test.ts).
 * Definitions and sources: docs/statistics.md.
 */
import { twoSidedQuantile } from '../intervals';

/** The mean of |X| where X has a standard deviation of 1. */
export const MEAN_DISTANCE = Math.sqrt(2 / Math.PI);

/** Half-normal, as one distance is, or normal, as the sum of many nearly is: whichever reaches farther. */
export function excessOfDistances(level: number): number {
  const ofOne = twoSidedQuantile(1 - level) - MEAN_DISTANCE;
  const ofMany = level < 0.5 ? Math.sqrt(1 - MEAN_DISTANCE ** 2) * twoSidedQuantile(1 - 2 * level) : 0;
  return Math.max(ofOne, ofMany);
}
