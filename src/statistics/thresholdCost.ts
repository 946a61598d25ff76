/** What wrong and right decisions cost (C. Elkan, IJCAI 2001). */
import { type ThresholdCounts } from './scoreGroups';

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
