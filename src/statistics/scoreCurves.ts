/** Curves of a two-class model's scores, as scikit-learn 1.5 draws them. Definitions: docs/statistics.md. */
import { wilson } from './intervals';
import { probabilityRanges } from './probabilities';
import { binScores, cuts, isExact, SCORE_EDGES, type ScoreGroups } from './scoreGroups';

export interface RocPoint {
  /** The positive class is predicted where score > threshold. */
  threshold: number;
  falsePositiveRate: number;
  truePositiveRate: number;
}

/**
 * `roc_curve(drop_intermediate=False)`: from (0, 0) by falling threshold to (1, 1), one more point than there are groups.
 * Without both classes it is undefined: no points.
 */
export function rocCurve(groups: ScoreGroups): RocPoint[] {
  const found = cuts(groups).reverse();
  const [{ fn: positives, tn: negatives }] = found;
  if (!(positives > 0 && negatives > 0)) {
    return [];
  }
  return found.map(({ threshold, tp, fp, fn, tn }) => ({
    threshold,
    falsePositiveRate: fp / (fp + tn),
    truePositiveRate: tp / (tp + fn),
  }));
}

export interface PrecisionRecallPoint {
  /** The positive class is predicted where score > threshold. */
  threshold: number;
  /** Absent where nothing is predicted positive: 0/0. scikit-learn says 1 there. */
  precision?: number;
  recall: number;
}

/**
 * `precision_recall_curve`: by rising threshold, from recall 1 to recall 0, one more point than there are groups.
 * Without positive outcomes it is undefined: no points.
 */
export function precisionRecallCurve(groups: ScoreGroups): PrecisionRecallPoint[] {
  const found = cuts(groups);
  if (!(found[0].tp > 0)) {
    return [];
  }
  return found.map(({ threshold, tp, fp, fn }) => ({
    threshold,
    ...(tp + fp > 0 && { precision: tp / (tp + fp) }),
    recall: tp / (tp + fn),
  }));
}

export interface ReliabilityPoint {
  /** Of the bin's outcomes; of a histogram's bin its middle. */
  meanScore: number;
  shareOfPositives: number;
  /** Outcomes in the bin. */
  support: number;
  /** Wilson's interval of the share. */
  lower: number;
  upper: number;
}

/**
 * `calibration_curve(strategy='uniform')`: of the outcomes in each bin (low, high] of scores, how many are positive. A
 * score of 0 belongs to the first bin. Bins without outcomes have no point. Undefined, without points, where a score lies
 * outside of [0, 1].
 *
 * @param edges of the bins; SCORE_EDGES by default, for binned groups their own bins. One that cuts a group is left out.
 * @param confidence of the interval, between 0 and 1
 */
export function reliabilityCurve(
  groups: ScoreGroups,
  edges: ArrayLike<number> | undefined = isExact(groups) ? SCORE_EDGES : undefined,
  confidence = 0.95
): ReliabilityPoint[] {
  const ranges = probabilityRanges(groups);
  if (ranges === undefined) {
    return [];
  }
  const points: ReliabilityPoint[] = [];
  let k = 0;
  for (const last of lastOfBins(groups, edges)) {
    let positive = 0;
    let negative = 0;
    let scores = 0;
    for (; k <= last; k++) {
      positive += groups.positive[k];
      negative += groups.negative[k];
      scores += ranges.middle[k] * (groups.positive[k] + groups.negative[k]);
    }
    const support = positive + negative;
    const interval = wilson(positive, support, confidence);
    if (interval) {
      points.push({ meanScore: scores / support, shareOfPositives: positive / support, support, ...interval });
    }
  }
  return points;
}

/** The last group of each bin; without edges every group is one. */
function lastOfBins(groups: ScoreGroups, edges: ArrayLike<number> | undefined): number[] {
  const all = Array.from(groups.high.keys());
  if (edges === undefined) {
    return all;
  }
  // Inner edges alone, as in scikit-learn: the outer bins take in what lies on or beyond the outer edges.
  const inner = binScores(groups, Array.from(edges).slice(1, -1)).edges;
  let bin = 0;
  return all.filter((k) => {
    while (groups.high[k] > inner[bin]) {
      bin++;
    }
    return !(groups.high[k + 1] <= inner[bin]);
  });
}
