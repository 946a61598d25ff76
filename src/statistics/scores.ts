/** Measures of a two-class model's scores. Definitions and sources: docs/statistics.md. */
import { type Estimate } from './classification';

export const scoreMeasureNames = ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece'] as const;
export type ScoreMeasureName = (typeof scoreMeasureNames)[number];

/**
 * Outcomes in groups whose scores are not told apart, by score ascending: the bins (low, high] of a histogram, or single
 * scores (low = high) where each is known. Groups do not overlap; counts may be fractions.
 */
export interface ScoreGroups {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

export function scoreMeasure(_groups: ScoreGroups, _measure: ScoreMeasureName): Estimate {
  return { support: 0 };
}
