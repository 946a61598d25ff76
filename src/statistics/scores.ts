/** Scores of a two-class model: groups, curves, measures. Definitions and sources: docs/statistics.md. */
export {
  precisionRecallCurve,
  type PrecisionRecallPoint,
  type ReliabilityPoint,
  reliabilityCurve,
  rocCurve,
  type RocPoint,
} from './scoreCurves';
export {
  type BinnedScores,
  binScores,
  countsAt,
  type Cut,
  cuts,
  SCORE_EDGES,
  type ScoreGroups,
  scoreGroupsFromBins,
  scoreGroupsOf,
  snapThreshold,
  type ThresholdCounts,
} from './scoreGroups';
export { outcomesOutside } from './probabilities';
export { type Bounds, scoreMeasureBounds } from './scoreBounds';
export { scoreMeasure, type ScoreMeasureName, scoreMeasureNames } from './scoreMeasures';
