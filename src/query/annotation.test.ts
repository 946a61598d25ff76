import fc from 'fast-check';

import { annotationEvents, checkAnnotation, defaultAnnotation, migrateAnnotation, modelQueryOf } from './annotation';
import { checkQuery } from './check';

describe('a stored annotation query', () => {
  it('is completed with the defaults', () => {
    expect(migrateAnnotation(undefined)).toEqual(defaultAnnotation);
    expect(migrateAnnotation({ event: 'quality', model: { name: 'm' }, reference: { value: '0.9' } })).toEqual({
      ...defaultAnnotation,
      event: 'quality',
      model: { name: 'm', versions: [], matchers: [] },
      reference: { ...defaultAnnotation.reference, value: '0.9' },
    });
  });

  it('keeps what it says, and leaves out what is of no annotation', () => {
    const stored = {
      ...defaultAnnotation,
      event: 'quality' as const,
      lookBack: '1d',
      window: '2h',
      quality: { ...defaultAnnotation.quality, confidence: 0.9, class: 'a' },
      reference: { kind: 'offset' as const, value: '$reference', offset: '24h' },
    };
    expect(migrateAnnotation({ ...stored, kind: 'curve', refId: 'Anno' })).toEqual(stored);
  });

  it('may name its reference as a number; a duration that is empty is the default', () => {
    expect(migrateAnnotation({ reference: { value: 0.9 } }).reference.value).toBe('0.9');
    expect(migrateAnnotation({ lookBack: '', window: '', reference: { offset: '' } })).toEqual(defaultAnnotation);
  });

  it('whatever it is, becomes an annotation query that survives a second reading', () => {
    const keys = ['reference', 'value', 'offset', ...Object.keys(defaultAnnotation)];
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.object({ key: fc.constantFrom(...keys) })), (stored) => {
        const annotation = migrateAnnotation(stored);
        expect(migrateAnnotation(annotation)).toEqual(annotation);
        expect(typeof annotation.event).toBe('string');
        expect(typeof annotation.reference.value).toBe('string');
      })
    );
  });
});

describe('what is wrong with an annotation query', () => {
  const check = (stored: object) => checkAnnotation(migrateAnnotation(stored));
  const quality = (measure: string, average: string, reference: object = { value: '0.9' }) =>
    check({ event: 'quality', quality: { measure, average }, reference });

  it('is nothing where all is well', () => {
    expect(check({})).toEqual([]);
    expect(check({ event: 'restart' })).toEqual([]);
    expect(quality('recall', 'macro')).toEqual([]);
    expect(quality('bias', 'macro', { value: '-3' })).toEqual([]);
    expect(quality('accuracy', 'macro', { kind: 'offset', offset: '1w' })).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    [
      'event',
      check({ event: 'birth' }),
      /^The event 'birth' is not known\. Choose one of version, restart, quality\.$/,
    ],
    ['look-back', check({ lookBack: 'long' }), /^The look-back 'long' is no duration\. Write a number and a unit/],
    ['measure', quality('mcc', 'macro'), /^No interval is defined for the measure MCC, so nothing can be said/],
    ['average', quality('precision', 'macro'), /^No interval is defined for the measure macro precision/],
    ['no reference', quality('accuracy', 'macro', { value: ' ' }), /^The measure has no reference\. Write a number/],
    ['reference', quality('accuracy', 'macro', { value: '90 %' }), /^The reference '90 %' is no number\. Write one/],
    ['offset', quality('accuracy', 'macro', { kind: 'offset', offset: '7' }), /^The offset of the reference '7' is no/],
    [
      'kind',
      quality('accuracy', 'macro', { kind: 'version' }),
      /^The reference 'version' is not known\. Choose one of/,
    ],
  ])('is said in a sentence: %s', (_, sentences, expected) => {
    expect(sentences).toEqual([expect.stringMatching(expected)]);
  });

  it('is not sought in what the event does not use', () => {
    expect(check({ event: 'restart', lookBack: 'long', quality: { measure: 'mcc' } })).toEqual([]);
    expect(check({ event: 'version', quality: { measure: 'mcc' } })).toEqual([]);
    for (const event of annotationEvents) {
      const asked = { event, model: { name: 'm' }, quality: { measure: 'accuracy' } };
      expect(checkQuery(modelQueryOf(migrateAnnotation(asked)))).toEqual([]);
    }
    const unfinished = { event: 'version', model: { name: 'm' }, window: 'soon', quality: { measure: 'none' } };
    expect(checkQuery(modelQueryOf(migrateAnnotation(unfinished)))).toEqual([]);
  });
});

describe('the model query that an annotation rests on', () => {
  it('is of quality over time with intervals, from counts, which alone have them', () => {
    const asked = { event: 'quality', model: { name: 'm' }, quality: { source: 'existing', interval: false } };
    expect(modelQueryOf(migrateAnnotation(asked))).toMatchObject({
      kind: 'quality',
      result: 'series',
      window: '1h',
      quality: { source: 'counts', interval: true, support: true, confidence: 0.99 },
    });
  });

  it('is of predictions, by version where versions are marked', () => {
    for (const [event, byVersion] of [
      ['version', true],
      ['restart', false],
    ]) {
      expect(modelQueryOf(migrateAnnotation({ event }))).toMatchObject({ kind: 'operations', byVersion });
    }
  });
});
