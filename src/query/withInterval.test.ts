import { marginals, qualityMeasure, type QualityMeasureName, qualityMeasureNames } from '../statistics/classification';
import { confusionFromDense } from '../statistics/confusion';
import { addError, emptyErrorSums, regressionMeasure, regressionMeasureNames } from '../statistics/regression';
import { scoreGroupsOf, scoreMeasure, scoreMeasureNames } from '../statistics/scores';
import { averages, perClassMeasures, qualityMeasures } from './query';
import { averagesWithInterval, hasInterval } from './withInterval';

/** Outcomes of which no share is 0 or 1, so that every interval that is defined is there. */
const matrix = marginals(
  confusionFromDense(
    ['a', 'b', 'c'],
    [
      [40, 5, 5],
      [6, 50, 4],
      [3, 7, 60],
    ]
  )
);
const scores = scoreGroupsOf([0.1, 0.3, 0.35, 0.6, 0.7, 0.9], [false, true, false, false, true, true]);
const errors = emptyErrorSums();
Array.from({ length: 50 }, (_, i) => addError(errors, 100 + (i % 7), 102));

const ofClasses = (measure: QualityMeasureName, average: (typeof averages)[number]) =>
  qualityMeasure(matrix, { measure, average: average === 'each' ? 'class' : average, class: 'b' });

describe('an interval is said to be defined', () => {
  it.each(qualityMeasureNames)('just where the statistics give one: %s', (measure) => {
    for (const average of averages) {
      expect([average, hasInterval({ measure, average })]).toEqual([
        average,
        ofClasses(measure, average).lower !== undefined,
      ]);
    }
  });

  it('just where the statistics give one: measures of scores and of values', () => {
    for (const measure of scoreMeasureNames) {
      expect(hasInterval({ measure, average: 'macro' })).toBe(scoreMeasure(scores, measure).lower !== undefined);
    }
    for (const measure of regressionMeasureNames) {
      expect(hasInterval({ measure, average: 'macro' })).toBe(regressionMeasure(errors, measure).lower !== undefined);
    }
  });

  it('by averages of a measure that has some, and only there', () => {
    for (const measure of qualityMeasures) {
      const named = averagesWithInterval(measure);
      expect(named).toEqual(
        perClassMeasures.includes(measure) ? averages.filter((average) => hasInterval({ measure, average })) : []
      );
    }
  });
});
