/** Estimated quality while labels lag: what calibrated scores promise. Limits and sources: docs/statistics.md. */
import { countsAt, scoreGroupsFromBins, scoreMeasure, snapThreshold } from '../scores';
import { countAt } from './counts';

export interface EstimatedQuality {
  /** Each absent where it is 0/0. */
  estimatedAccuracy?: number;
  estimatedPrecision?: number;
  estimatedRecall?: number;
  /** The share of predictions whose score's bin has no outcome yet: nothing is known of these, and they are left out. */
  unknownShare: number;
  /** ECE of the scores over the labelled outcomes; absent where a score lies outside of [0, 1]. */
  calibrationError?: number;
  /** The edge at which the scores were cut. */
  threshold: number;
}

/** Where more predictions than this have scores of which no outcome is known there is no estimate. */
export const MOST_UNKNOWN = 0.05;

export interface LabelledScores {
  /** Of the bins (low, high], ascending, one more than there are bins. */
  edges: ArrayLike<number>;
  /** Outcomes of the positive class in each bin, over a window whose labels are known. */
  positive: ArrayLike<number>;
  negative: ArrayLike<number>;
}

/**
 * Confidence-based performance estimation (NannyML's CBPE): in each bin of scores the labelled window says which share is
 * positive; if that still holds, of the unlabelled predictions in the bin as many are. It sees drift of the inputs, and is
 * blind to a change of what scores mean.
 *
 * @param scores predictions of the unlabelled window in each bin
 * @param threshold the positive class is predicted above it; inside of a bin it is moved to the nearer edge
 * @returns undefined without predictions, and where too many have a score of which no outcome is known
 */
export function estimatedQuality(
  labelled: LabelledScores,
  scores: ArrayLike<number>,
  threshold: number
): EstimatedQuality | undefined {
  const { edges, positive, negative } = labelled;
  const bins = Math.max(0, edges.length - 1);
  const expectedPositive = new Float64Array(bins);
  const expectedNegative = new Float64Array(bins);
  let unknown = 0;
  let known = 0;
  for (let k = 0; k < bins; k++) {
    const predictions = countAt(scores, k);
    const outcomes = countAt(positive, k) + countAt(negative, k);
    if (outcomes > 0) {
      expectedPositive[k] = (predictions * countAt(positive, k)) / outcomes;
      expectedNegative[k] = (predictions * countAt(negative, k)) / outcomes;
      known += predictions;
    } else {
      unknown += predictions;
    }
  }
  if (!(known > 0 && unknown <= MOST_UNKNOWN * (known + unknown))) {
    return undefined;
  }
  // Expected outcomes are outcomes like any others.
  const expected = scoreGroupsFromBins(edges, expectedPositive, expectedNegative);
  const { tp, fp, fn, tn } = countsAt(expected, threshold);
  const calibrationError = scoreMeasure(scoreGroupsFromBins(edges, positive, negative), 'ece').value;
  return {
    estimatedAccuracy: (tp + tn) / known,
    ...(tp + fp > 0 && { estimatedPrecision: tp / (tp + fp) }),
    ...(tp + fn > 0 && { estimatedRecall: tp / (tp + fn) }),
    unknownShare: unknown / (known + unknown),
    ...(calibrationError !== undefined && { calibrationError }),
    threshold: snapThreshold(expected, threshold),
  };
}
