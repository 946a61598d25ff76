import fc from 'fast-check';

import { checkQuery } from './check';
import { describeDuration, parseDuration } from './duration';
import { completeMapping, defaultMapping } from './mapping';
import { measureName, queryName } from './measureNames';
import { migrateQuery } from './migrate';
import { defaultQuery, SCHEMA_VERSION } from './query';
import { relevantQuery } from './relevant';

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

  it('may name its score threshold as a number', () => {
    expect(migrateQuery({ threshold: 0.3 }).threshold).toBe('0.3');
    expect(migrateQuery({ threshold: [0.3] }).threshold).toBe('');
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
    expect(checkQuery(query({ kind: 'curve', curve: 'reliability' }))).toEqual([]);
    expect(checkQuery(query({ kind: 'distribution', distribution: { of: 'error' } }))).toEqual([]);
    expect(checkQuery(query({ threshold: ' 0.5 ', timeBasis: 'prediction' }))).toEqual([]);
    expect(checkQuery(query({ threshold: '0' }))).toEqual([]);
    expect(checkQuery(query({ kind: 'quality', quality: { measure: 'prAuc', scores: 'binned' } }))).toEqual([]);
  });

  it('lets records have columns of any name', () => {
    const oddly = query({ model: { name: 'm', matchers: [{ label: 'marital status', operator: '=', value: 'x' }] } });
    expect(checkQuery(oddly, (label) => label === 'marital status')).toEqual([]);
    expect(checkQuery(oddly)).toHaveLength(1);
  });

  it.each([
    [{ model: {} }, 'No model is chosen. Choose a model, or a dashboard variable that holds one.'],
    [
      { kind: 'astrology' },
      "The query kind 'astrology' is not known. Choose one of confusion, quality, curve, distribution, drift, operations, errors, audit.",
    ],
    [{ window: 'soon' }, "The window 'soon' is no duration. Write a number and a unit, such as 30m, 24h or 7d."],
    [
      { model: { name: 'm', matchers: [{ label: 'a b', operator: '=', value: '' }] } },
      "'a b' is no label name. Use letters, digits and underscores, not starting with a digit.",
    ],
    [
      { model: { name: 'm', matchers: [{ label: '', operator: '=', value: 'x' }] } },
      'A matcher has no label. Choose a label, or remove the matcher.',
    ],
    [
      { model: { name: 'm', matchers: [{ label: 'site', operator: '="x"} or up{a', value: 'x' }] } },
      'The operator of the matcher on site \'="x"} or up{a\' is not known. Choose one of =, !=, =~, !~.',
    ],
    [{ timeBasis: 'lunch' }, "The clock 'lunch' is not known. Choose one of outcome, prediction."],
    [{ result: 'pie' }, "The result 'pie' is not known. Choose one of number, series."],
    ...['1.5', '-0.1', 'half', 'NaN', 'Infinity'].map((threshold): [object, string] => [
      { threshold },
      `The score threshold '${threshold}' is not between 0 and 1. Write a number such as 0.5, or leave it empty to count as the model predicted.`,
    ]),
    [
      { kind: 'quality', threshold: '50 %' },
      "The score threshold '50 %' is not between 0 and 1. Write a number such as 0.5, or leave it empty to count as the model predicted.",
    ],
    [
      { kind: 'curve', curve: 'lift' },
      "The curve 'lift' is not known. Choose one of roc, precisionRecall, reliability.",
    ],
    [{ kind: 'curve', quality: { confidence: 1 } }, 'The confidence 1 is not between 0 and 1. Write 0.95 for 95 %.'],
    [
      { kind: 'distribution', distribution: { of: 'luck' } },
      "The distribution 'luck' is not known. Choose one of score, error, variable.",
    ],
    [
      { kind: 'quality', quality: { measure: 'rocAuc', scores: 'roughly' } },
      "The resolution of scores 'roughly' is not known. Choose one of exact, binned.",
    ],
    [
      { kind: 'quality', quality: { source: 'hearsay' } },
      "The source 'hearsay' is not known. Choose one of auto, counts, existing, estimated.",
    ],
    [
      { kind: 'quality', quality: { measure: 'recall', average: 'mean' } },
      "The average 'mean' is not known. Choose one of class, each, macro, micro, weighted.",
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
    [
      { kind: 'errors', errors: { as: 'poem' } },
      "The answer about errors 'poem' is not known. Choose one of byType, records.",
    ],
    [
      { kind: 'audit', audit: { as: 'poem' } },
      "The answer about records 'poem' is not known. Choose one of records, completeness.",
    ],
    [
      { kind: 'audit', audit: { only: 'pretty' } },
      "The choice of records 'pretty' is not known. Choose one of all, outcome, wrong, errors.",
    ],
    ...[0, 2.5, 5001, NaN].map((pageSize): [object, string] => [
      { kind: 'audit', audit: { pageSize } },
      `A page of ${pageSize} records cannot be shown. Choose a whole number from 1 to 5,000.`,
    ]),
    [
      { kind: 'errors', errors: { as: 'records' }, audit: { search: 'x'.repeat(101) } },
      'The text to search for has 101 characters, and at most 100 are searched for. Shorten it.',
    ],
    [
      { kind: 'audit', audit: { cursor: 'page 2' } },
      "The page's beginning 'page 2' is not the cursor of a record. Copy it from the field 'cursor' of the last record that was shown, or leave it empty for the first page.",
    ],
  ])('of %j says what to do', (stored, sentence) => {
    expect(checkQuery(query(stored))).toEqual([sentence]);
  });
});

describe('what a query holds besides what its kind uses', () => {
  const leftOver = {
    model: { name: 'm', positiveClass: '$several', matchers: [{ label: '', operator: '=', value: '' }] },
    threshold: 'half',
    result: 'series',
    quality: { measure: 'rocAuc', average: 'mean', class: '$several', beta: -1 },
    audit: { only: 'pretty', pageSize: 0, cursor: '$several', search: 'x'.repeat(200), cell: { actual: '$several' } },
  };

  it.each([
    { kind: 'confusion', threshold: '' },
    { kind: 'quality' },
    { kind: 'quality', quality: { ...leftOver.quality, measure: 'mae' } },
    { kind: 'quality', threshold: '', quality: { ...leftOver.quality, measure: 'accuracy' } },
    { kind: 'curve' },
    { kind: 'distribution' },
    { kind: 'operations' },
    { kind: 'errors' },
    { kind: 'audit', audit: {} },
    { kind: 'audit', audit: { ...leftOver.audit, as: 'completeness' } },
  ])('never refuses %j', (asked) => {
    expect(checkQuery(relevantQuery(migrateQuery({ ...leftOver, ...asked })))).toEqual([]);
  });

  it('is left out where it is not used, and kept where it is', () => {
    const relevant = (changes: object) => relevantQuery(migrateQuery({ ...leftOver, ...changes }));
    const service = relevant({ kind: 'operations' });
    expect(service).toMatchObject({ result: 'series', threshold: '', model: { name: 'm', matchers: [] } });
    expect(service.model.positiveClass).toBeUndefined();
    expect(service.quality.class).toBeUndefined();
    expect(relevant({ kind: 'curve' })).toMatchObject({ result: 'number', model: { positiveClass: '$several' } });
    expect(relevant({ kind: 'distribution', distribution: { of: 'error' } }).model.positiveClass).toBeUndefined();
    expect(relevant({ kind: 'confusion', threshold: '0.5' })).toMatchObject({ result: 'number', threshold: '0.5' });
    const ofClass = { measure: 'recall', average: 'class', class: 'reject' };
    expect(relevant({ kind: 'quality', quality: ofClass }).quality.class).toBe('reject');
    expect(relevant({ kind: 'quality', quality: { ...ofClass, average: 'macro' } }).quality.class).toBeUndefined();
  });

  it('is left out of questions about records, which have no course and no cells of failures', () => {
    const relevant = (changes: object) =>
      relevantQuery(migrateQuery({ result: 'series', byVersion: true, timeBasis: 'prediction', ...changes }));
    const cell = { actual: 'yes', predicted: 'no' };
    expect(relevant({ kind: 'errors' })).toMatchObject({ result: 'series', byVersion: true, timeBasis: 'outcome' });
    const records = relevant({
      kind: 'errors',
      errors: { as: 'records' },
      audit: { only: 'wrong', cell, search: 'x' },
    });
    expect(records).toMatchObject({ result: 'number', byVersion: false, audit: { only: 'errors', search: 'x' } });
    expect(records.audit.cell).toEqual({ actual: '', predicted: '' });
    expect(relevant({ kind: 'audit', audit: { cell } })).toMatchObject({ timeBasis: 'prediction', audit: { cell } });
    const failed = relevant({ kind: 'audit', audit: { only: 'errors', cell } });
    expect(failed).toMatchObject({ timeBasis: 'outcome', audit: { cell: { actual: '', predicted: '' } } });
  });

  it('is left out of the completeness of records, which is of all of them, day by day', () => {
    const asked = { as: 'completeness', only: 'wrong', search: 'x', id: 'y', pageSize: 7, cursor: '5~1~a' };
    const stored = { kind: 'audit', result: 'series', byVersion: true, timeBasis: 'prediction', audit: asked };
    expect(relevantQuery(migrateQuery(stored))).toMatchObject({
      result: 'number',
      byVersion: false,
      timeBasis: 'outcome',
      audit: { ...defaultQuery.audit, as: 'completeness' },
    });
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

  it('says whether scores were binned, of measures of scores only', () => {
    expect(name({ measure: 'rocAuc', scores: 'binned' })).toBe('ROC AUC (binned)');
    expect(name({ measure: 'rocAuc', scores: 'exact' })).toBe('ROC AUC');
    expect(name({ measure: 'mae', scores: 'binned' })).toBe('MAE');
  });

  it('is a part of the name of its query', () => {
    const asked = (stored: object) =>
      queryName(migrateQuery({ model: { name: 'm', positiveClass: 'yes' }, ...stored }));
    expect(asked({})).toBe('confusion matrix of m');
    expect(asked({ kind: 'quality', quality: { measure: 'recall', average: 'class' } })).toBe('recall of yes of m');
    expect(asked({ kind: 'quality', quality: { measure: 'rmse' } })).toBe('RMSE of m');
    expect(asked({ kind: 'curve' })).toBe('ROC curve of m');
    expect(asked({ kind: 'distribution' })).toBe('distribution of scores of m');
    expect(asked({ kind: 'operations', operations: { measure: 'labelCoverage' } })).toBe('label coverage of m');
    expect(asked({ kind: 'errors' })).toBe('errors by type of m');
    expect(asked({ kind: 'errors', errors: { as: 'records' } })).toBe('error records of m');
    expect(asked({ kind: 'audit', audit: { only: 'wrong' } })).toBe('wrong predictions of m');
    expect(asked({ kind: 'audit', audit: { as: 'completeness' } })).toBe('completeness of records of m');
    expect(asked({ model: {} })).toBe('confusion matrix of no model');
  });
});
