import fc from 'fast-check';

import { wilson } from '../../statistics/intervals';
import { fixedReference, isSurelyBelow, type Judged, stretchesBelow } from './stretches';

/** So many right of so many outcomes. */
const share = (right: number, all: number) => ({ value: right / all, ...wilson(right, all, 0.95), support: all });
const at = (time: number, right: number, all: number, reference: Judged['reference']): Judged => ({
  point: { time, ...share(right, all) },
  reference,
});

describe('a measure is surely below', () => {
  const counts = fc
    .integer({ min: 1, max: 500 })
    .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

  it('a number just where its whole interval is', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), ([right, all], reference) => {
        const { upper = 1 } = share(right, all);
        fc.pre(Math.abs(upper - reference) > 1e-12);
        expect(isSurelyBelow(at(0, right, all, fixedReference(reference)))).toBe(upper < reference);
      })
    );
  });

  it('another estimate never if that is surely below it, nor if both are the same', () => {
    fc.assert(
      fc.property(counts, counts, ([right, all], [otherRight, other]) => {
        const one = at(0, right, all, share(otherRight, other));
        const turned = at(0, otherRight, other, share(right, all));
        expect(isSurelyBelow(one) && isSurelyBelow(turned)).toBe(false);
        expect(isSurelyBelow(at(0, right, all, share(right, all)))).toBe(false);
      })
    );
  });

  it('another estimate by the interval of the difference, not by intervals that do not meet', () => {
    // 56 of 100 and 70 of 100: the intervals meet, and that of the difference does not hold 0.
    expect(isSurelyBelow(at(0, 56, 100, share(70, 100)))).toBe(true);
    expect(isSurelyBelow(at(0, 60, 100, share(70, 100)))).toBe(false);
  });

  it('nothing where value, interval or reference is missing', () => {
    const reference = fixedReference(0.9);
    expect(isSurelyBelow({ point: { time: 0 }, reference })).toBe(false);
    expect(isSurelyBelow({ point: { time: 0, value: 0.1 }, reference })).toBe(false);
    expect(isSurelyBelow(at(0, 1, 100, undefined))).toBe(false);
    expect(isSurelyBelow(at(0, 1, 100, { value: 0.9 }))).toBe(false);
    expect(isSurelyBelow(at(0, 1, 100, {}))).toBe(false);
  });
});

describe('stretches', () => {
  const reference = fixedReference(0.9);
  const bad = (time: number) => at(time, 10, 100, reference);
  const good = (time: number) => at(time, 95, 100, reference);
  const unknown = (time: number): Judged => ({ point: { time }, reference });
  const spans = (judged: Judged[]) => stretchesBelow(judged).map((run) => run.map(({ point }) => point.time));

  it('are the runs of moments that are surely below, ended by a good one and by one that is not known', () => {
    expect(spans([bad(1), bad(2), good(3), bad(4), unknown(5), bad(6), bad(7)])).toEqual([[1, 2], [4], [6, 7]]);
    expect(spans([good(1), unknown(2)])).toEqual([]);
    expect(spans([])).toEqual([]);
  });

  it('hold each such moment once, and no other', () => {
    const one = fc.constantFrom(bad, good, unknown);
    fc.assert(
      fc.property(fc.array(one), (kinds) => {
        const judged = kinds.map((kind, time) => kind(time));
        const marked = spans(judged);
        expect(marked.flat()).toEqual(judged.filter(isSurelyBelow).map(({ point }) => point.time));
        for (const [i, run] of marked.entries()) {
          expect(run).toEqual(run.map((_, k) => run[0] + k));
          // Runs that touch would be one.
          expect(i === 0 || run[0] > marked[i - 1][marked[i - 1].length - 1] + 1).toBe(true);
        }
      })
    );
  });
});
