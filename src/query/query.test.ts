import fc from 'fast-check';

import { checkQuery } from './check';
import { describeDuration, parseDuration } from './duration';
import { completeMapping, defaultMapping } from './mapping';
import { measureName } from './measureNames';
import { migrateQuery } from './migrate';
import { defaultQuery, SCHEMA_VERSION } from './query';

describe('a stored query', () => {
  it('is completed with the defaults', () => {
    expect(migrateQuery({ kind: 'quality', model: { name: 'm' } })).toEqual({
      ...defaultQuery,
      kind: 'quality',
      model: { name: 'm', versions: [], matchers: [] },
    });
  });

  it('keeps what it says', () => {
    const stored = {
      ...defaultQuery,
      kind: 'quality' as const,
      model: {
        name: 'm',
        versions: ['v1'],
        positiveClass: 'yes',
        matchers: [{ label: 'region', operator: '!=' as const, value: 'eu' }],
      },
      quality: { ...defaultQuery.quality, class: '', zeroDivision: 0 as const },
    };
    expect(migrateQuery(stored)).toEqual(stored);
  });

  it('whatever it is, becomes a query of the current schema that survives a second reading', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.object({ key: fc.constantFrom(...Object.keys(defaultQuery)) })),
        (stored) => {
          const query = migrateQuery(stored);
          expect(query.schemaVersion).toBe(SCHEMA_VERSION);
          expect(migrateQuery(query)).toEqual(query);
        }
      )
    );
  });
});

describe('the check of a query', () => {
  const query = (stored: object) => migrateQuery({ model: { name: 'm' }, ...stored });

  it('finds nothing wrong with a good one', () => {
    expect(checkQuery(query({}))).toEqual([]);
    expect(checkQuery(query({ kind: 'quality', window: '1h30m' }))).toEqual([]);
    expect(checkQuery(query({ kind: 'operations' }))).toEqual([]);
  });

  it.each([
    [{ model: {} }, 'No model is chosen. Choose a model, or a dashboard variable that holds one.'],
    [{ kind: 'astrology' }, "The query kind 'astrology' is not known. Choose one of confusion, quality, curve, distribution, operations."],
    [{ window: 'soon' }, "The window 'soon' is no duration. Write a number and a unit, such as 30m, 24h or 7d."],
    [
      { model: { name: 'm', matchers: [{ label: 'a b', operator: '=', value: '' }] } },
      "'a b' is no label name. Use letters, digits and underscores, not starting with a digit.",
    ],
    [
      { kind: 'quality', quality: { confidence: 95 } },
      'The confidence 95 is not between 0 and 1. Write 0.95 for 95 %.',
    ],
    [
      { kind: 'quality', quality: { measure: 'recall', average: 'class' } },
      "The measure 'recall' is asked for one class, and no class is named. Name a class or the model's positive class, or choose an average.",
    ],
    [
      { kind: 'quality', quality: { measure: 'fBeta', beta: 0 } },
      'The beta of F-beta is 0. Choose a number above 0; 1 weighs precision and recall alike.',
    ],
    [
      { kind: 'operations', operations: { quantiles: [95] } },
      'The quantile 95 is not between 0 and 1. Write 0.95 for the 95th percentile.',
    ],
  ])('of %j says what to do', (stored, sentence) => {
    expect(checkQuery(query(stored))).toEqual([sentence]);
  });
});

describe('durations', () => {
  it.each([
    ['15s', 15_000],
    ['1h30m', 5_400_000],
    [' 7d ', 604_800_000],
  ])('%j is read', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each(['', '0s', '5', '-1h', '1h 30', '$window'])('%j is none', (text) =>
    expect(parseDuration(text)).toBeUndefined()
  );

  it.each([
    [86_400_000, '24 h'],
    [604_800_000, '7 d'],
    [90_000, '90 s'],
    [300_000, '5 min'],
  ])('%d ms reads %s', (ms, text) => expect(describeDuration(ms)).toBe(text));
});

describe('the mapping', () => {
  it('lays what is stored over the defaults', () => {
    const mapping = completeMapping({ metrics: { outcomes: ' verdicts_total ', errors: '' }, labels: { version: '' } });
    expect(mapping.metrics).toEqual({ ...defaultMapping.metrics, outcomes: 'verdicts_total' });
    // A metric must have a name; a label may be absent.
    expect(mapping.labels).toEqual({ ...defaultMapping.labels, version: '' });
  });
});

describe('the name of a measure', () => {
  const name = (quality: object, className?: string) => measureName(migrateQuery({ quality }), className);
  it('says what it is of', () => {
    expect(name({ measure: 'accuracy' })).toBe('accuracy');
    expect(name({ measure: 'fBeta', beta: 2, average: 'weighted' })).toBe('weighted F2');
    expect(name({ measure: 'recall' }, 'reject')).toBe('recall of reject');
    expect(name({ measure: 'recall' }, '')).toBe('recall of (empty)');
  });
});
