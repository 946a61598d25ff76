import fc from 'fast-check';

import { migrateQuery } from '../../query/migrate';
import { BASELINE, comparisonsOf, groupSpans, spanKey, spansOf } from './comparisons';
import { type Span } from './variables';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const window = { from: NOW - 6 * HOUR, to: NOW, intervalMs: HOUR };
const query = (asked: object) =>
  migrateQuery({ kind: 'drift', model: { name: 'm' }, drift: { usualPeriods: 0 }, ...asked });
const span = (from: number, to: number, versions: string[] = []): Span => ({
  from: NOW - from * HOUR,
  to: NOW - to * HOUR,
  versions,
});

describe('what a number compares', () => {
  const referenceOf = (reference: object, asked: object = {}) => {
    const [comparison, ...others] = comparisonsOf(query({ reference, ...asked }), window);
    expect(others).toEqual([]);
    expect(comparison).toMatchObject({ time: NOW, usual: [] });
    return comparison;
  };

  it('is the window with the one just before', () => {
    expect(referenceOf({ kind: 'previous' })).toMatchObject({ current: span(6, 0), reference: span(12, 6) });
  });

  it('is the last hours of the window, where it looks back that long', () => {
    const { current, reference } = referenceOf({ kind: 'previous' }, { window: '2h' });
    expect([current, reference]).toEqual([span(2, 0), span(4, 2)]);
  });

  it('is the same window so long before', () => {
    expect(referenceOf({ kind: 'offset', offset: '1d' }).reference).toEqual(span(30, 24));
  });

  it('is a fixed range, of ISO times or of milliseconds', () => {
    const reference = { kind: 'fixed', from: '2026-11-19T12:00:00Z', to: String(NOW - 20 * HOUR) };
    expect(referenceOf(reference).reference).toEqual(span(24, 20));
  });

  it('is the same window of another version', () => {
    const asked = { model: { name: 'm', versions: ['v2'] } };
    const { current, reference } = referenceOf({ kind: 'version', version: 'v1' }, asked);
    expect([current, reference]).toEqual([span(6, 0, ['v2']), span(6, 0, ['v1'])]);
  });

  it('is a frozen baseline, which nobody has to count again', () => {
    const comparison = referenceOf({ kind: 'baseline' });
    expect(comparison.reference).toBe(BASELINE);
    expect(spansOf([comparison])).toEqual([span(6, 0)]);
  });

  it('of chosen versions has these on both sides', () => {
    const { current, reference } = referenceOf({}, { model: { name: 'm', versions: ['a', 'b'] } });
    expect([current.versions, (reference as Span).versions]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
  });
});

describe('what is usual', () => {
  const usualOf = (drift: object, asked: object = {}) => comparisonsOf(query({ drift, ...asked }), window)[0].usual;

  it('are the same two windows so often before', () => {
    expect(usualOf({ usualEvery: '1d', usualPeriods: 2 })).toEqual([
      { current: span(30, 24), reference: span(36, 30) },
      { current: span(54, 48), reference: span(60, 54) },
    ]);
  });

  it('leaves periods out that overlap the window', () => {
    const [first, second] = usualOf({ usualEvery: '1d', usualPeriods: 2 }, { window: '30h' });
    expect([first.current, second.current]).toEqual([span(78, 48), span(126, 96)]);
  });

  it('is held against what a number is held against: a baseline, a fixed range', () => {
    const reference = { kind: 'fixed', from: String(NOW - 100 * HOUR), to: String(NOW - 90 * HOUR) };
    const drift = { usualEvery: '1d', usualPeriods: 1 };
    expect(usualOf(drift, { reference })[0]).toEqual({ current: span(30, 24), reference: span(100, 90) });
    expect(usualOf(drift, { reference: { kind: 'baseline' } })[0].reference).toBe(BASELINE);
  });

  it('is not asked of a series, nor of distributions, nor without periods', () => {
    const drift = { usualEvery: '1d', usualPeriods: 4 };
    expect(usualOf(drift, { result: 'series' })).toEqual([]);
    expect(usualOf(drift, { kind: 'distribution', distribution: { of: 'variable' } })).toEqual([]);
    expect(usualOf({ usualEvery: '1d', usualPeriods: 0 })).toEqual([]);
    expect(usualOf({ usualEvery: '0s', usualPeriods: 4 })).toEqual([]);
    expect(usualOf({ usualEvery: 'never', usualPeriods: 4 })).toEqual([]);
  });
});

it('a series compares at each multiple of its step, each window with its own reference', () => {
  const found = comparisonsOf(query({ result: 'series', window: '3h' }), { ...window, from: window.from + 1 });
  expect(found.map(({ time }) => (time - NOW) / HOUR)).toEqual([-6, -5, -4, -3, -2, -1, 0]);
  expect(found[6]).toMatchObject({ current: span(3, 0), reference: span(6, 3) });
});

describe('spans', () => {
  it('are counted once, however many comparisons have them', () => {
    const found = comparisonsOf(query({ result: 'series', window: '1h' }), window);
    // Seven windows, and the reference of the first: each is the reference of the next one.
    expect(found).toHaveLength(7);
    expect(spansOf(found)).toHaveLength(8);
  });

  it('of different versions are different, whatever the names hold', () => {
    expect(spanKey(span(1, 0, ['a","b']))).not.toBe(spanKey(span(1, 0, ['a', 'b'])));
  });
});

describe('groups of spans', () => {
  const spans = fc.uniqueArray(
    fc
      .record({
        to: fc.integer({ min: 0, max: 40 }),
        length: fc.constantFrom(1, 5),
        versions: fc.constantFrom<string[]>([], ['a'], ['a', 'b'], ['a","b']),
      })
      .map(({ to, length, versions }): Span => ({ from: to - length, to, versions })),
    { selector: spanKey }
  );

  it('hold every span once, and only such as one request over time can count', () => {
    fc.assert(
      fc.property(spans, (all) => {
        const groups = groupSpans(all);
        const back = groups.flatMap(({ lengthMs, versions, ends }) =>
          ends.map((to): Span => ({ from: to - lengthMs, to, versions }))
        );
        expect(back.map(spanKey).sort()).toEqual(all.map(spanKey).sort());
        for (const { ends, stepMs } of groups) {
          expect(ends).toEqual(ends.map((_, i) => ends[0] + i * stepMs));
          expect(stepMs > 0).toBe(ends.length > 1);
        }
      })
    );
  });

  it('are one for the windows of a series, and one for its references far before', () => {
    const found = comparisonsOf(
      query({ result: 'series', window: '1h', reference: { kind: 'offset', offset: '1d' } }),
      {
        ...window,
        intervalMs: HOUR / 2,
      }
    );
    const groups = groupSpans(spansOf(found)).map(({ ends, stepMs }) => [ends.length, stepMs / HOUR]);
    expect(groups).toEqual([
      [13, 0.5],
      [13, 0.5],
    ]);
  });
});
