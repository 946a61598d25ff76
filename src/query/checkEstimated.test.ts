import { checkQuery } from './check';
import { estimatedMeasures } from './checkEstimated';
import { measureName } from './measureNames';
import { migrateQuery } from './migrate';
import { qualityMeasures } from './query';
import { relevantQuery } from './relevant';

const query = (quality: object, model: object = { positiveClass: 'say "hi"' }) =>
  relevantQuery(
    migrateQuery({
      kind: 'quality',
      timeBasis: 'prediction',
      model: { name: 'm', ...model },
      quality: { source: 'estimated', average: 'class', ...quality },
    })
  );

describe('the check of a query for an estimate', () => {
  it.each(estimatedMeasures)('finds nothing wrong with %s of the positive class', (measure) => {
    expect(checkQuery(query({ measure }))).toEqual([]);
    expect(checkQuery(query({ measure, class: 'say "hi"' }))).toEqual([]);
  });

  it.each(qualityMeasures.filter((measure) => !estimatedMeasures.includes(measure)))(
    'refuses %s, of which scores promise nothing',
    (measure) => {
      expect(checkQuery(query({ measure }))).toEqual([
        'Only accuracy, precision and recall can be estimated from scores. Choose one of these, or compute the measure from counted outcomes.',
      ]);
    }
  );

  it.each([
    [{ measure: 'accuracy' }, {}, 'is made from the scores of the positive class, and none is named'],
    [
      { measure: 'precision', average: 'macro' },
      undefined,
      'The precision can be estimated of the positive class only',
    ],
    [{ measure: 'recall', class: 'no' }, undefined, 'The recall can be estimated of the positive class only'],
    [{ measure: 'accuracy', calibration: 'long' }, undefined, "The calibration's length 'long' is no duration"],
  ])('of %j, %j says what is wrong', (quality, model, sentence) => {
    expect(checkQuery(query(quality, model))).toEqual([expect.stringContaining(sentence)]);
  });
});

it('an estimate is called so, and keeps the positive class that it is about', () => {
  const asked = query({ measure: 'recall' });
  expect(measureName(asked, asked.model.positiveClass)).toBe('estimated recall of say "hi"');
  expect(measureName(query({ measure: 'accuracy' }))).toBe('estimated accuracy');
});

it('an estimate has both clocks, and no choice of one', () => {
  expect(query({ measure: 'accuracy' }).timeBasis).toBe('outcome');
});
