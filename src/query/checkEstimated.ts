import { parseDuration } from './duration';
import { type ModelQuery, type QualityMeasure } from './query';

/** The measures that calibrated scores promise something of (statistics/drift/estimated.ts). */
export const estimatedMeasures: readonly QualityMeasure[] = ['accuracy', 'precision', 'recall'];

/** What is wrong with a query for an estimate, in full sentences. */
export function checkEstimated({ quality, model }: ModelQuery): string[] {
  const { measure, average, class: className, calibration } = quality;
  const { positiveClass } = model;
  if (!estimatedMeasures.includes(measure)) {
    return [
      'Only accuracy, precision and recall can be estimated from scores. Choose one of these, or compute the measure from counted outcomes.',
    ];
  }
  if (!positiveClass) {
    return ['An estimate is made from the scores of the positive class, and none is named. Name it in the query.'];
  }
  const ofOthers = measure !== 'accuracy' && (average !== 'class' || (className || positiveClass) !== positiveClass);
  return [
    ...(ofOthers
      ? [
          `The ${measure} can be estimated of the positive class only. Choose the average 'Of one class', and leave the class empty.`,
        ]
      : []),
    ...(parseDuration(calibration) === undefined
      ? [`The calibration's length '${calibration}' is no duration. Write a number and a unit, such as 7d.`]
      : []),
  ];
}
