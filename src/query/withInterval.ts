import { type Average, perClassMeasures, type QualityMeasure, type QualityOptions } from './query';

/** By the table in docs/statistics.md, 'Support and intervals'. Of measures that are averaged over classes: by which averages. */
const INTERVALS: Partial<Record<QualityMeasure, readonly Average[] | true>> = {
  accuracy: true,
  balancedAccuracy: true,
  rocAuc: true,
  bias: true,
  precision: ['class', 'each', 'micro'],
  recall: ['class', 'each', 'macro', 'micro', 'weighted'],
  specificity: ['class', 'each', 'micro'],
  fBeta: ['micro'],
};

/** Whether an interval is defined for a measure of counted outcomes: only then something can be said to be sure. */
export function hasInterval({ measure, average }: Pick<QualityOptions, 'measure' | 'average'>): boolean {
  const averages = INTERVALS[measure];
  return averages === true || (averages !== undefined && averages.includes(average));
}

/** The averages by which a measure has an interval; none of a measure that is not averaged over classes. */
export function averagesWithInterval(measure: QualityMeasure): readonly Average[] {
  const averages = INTERVALS[measure];
  return perClassMeasures.includes(measure) && Array.isArray(averages) ? averages : [];
}
