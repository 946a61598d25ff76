/** What wrong and right decisions cost, and the threshold at which they cost least (C. Elkan, IJCAI 2001). */
import { cuts, type Cut, type ScoreGroups, type ThresholdCounts } from './scoreGroups';

/** What one outcome of each kind costs, in any unit; a gain is a negative cost. */
export interface CostMatrix {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
}

/** Of all outcomes together. */
export function totalCost({ tp, fp, fn, tn }: ThresholdCounts, costs: CostMatrix): number {
  return tp * costs.truePositive + fp * costs.falsePositive + fn * costs.falseNegative + tn * costs.trueNegative;
}

/** @returns undefined without outcomes */
export function costPerOutcome(counts: ThresholdCounts, costs: CostMatrix): number | undefined {
  const outcomes = counts.tp + counts.fp + counts.fn + counts.tn;
  return outcomes > 0 ? totalCost(counts, costs) / outcomes : undefined;
}

/** Where the positive class is predicted where score > `threshold`, with the counts and the total cost there. */
export interface CheapestThreshold extends Cut {
  cost: number;
}

/**
 * The threshold of least total cost over all at which the groups can be cut and that are finite; of several the lowest.
 *
 * @returns undefined without outcomes, or where a cost is no finite number
 */
export function cheapestThreshold(groups: ScoreGroups, costs: CostMatrix): CheapestThreshold | undefined {
  if (groups.high.length === 0 || !Object.values(costs).every(Number.isFinite)) {
    return undefined;
  }
  return cuts(groups)
    .filter(({ threshold }) => Number.isFinite(threshold))
    .map((cut) => ({ ...cut, cost: totalCost(cut, costs) }))
    .reduce((best, cut) => (cut.cost < best.cost ? cut : best));
}
