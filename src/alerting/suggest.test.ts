import fc from 'fast-check';

import { isRefusal } from '../engines/engine';
import { type PastNumber, type Suggestion, suggestThreshold, usualDirection } from './suggest';

const share = { min: 0, max: 1 };
const past = (...values: number[]): PastNumber[] => values.map((value) => ({ value }));

describe('the suggested threshold', () => {
  it('lies below the usual numbers where lower is worse, and above them where higher is', () => {
    const week = past(...Array.from({ length: 101 }, (_, i) => 0.9 + i / 1000));
    expect(suggestThreshold([week], 'below', share)).toEqual({ threshold: 0.9 });
    expect(suggestThreshold([week.map(({ value }) => ({ value: value - 0.5 }))], 'above', share)).toEqual({
      threshold: 0.5,
    });
  });

  it('leaves out the worst twentieth, which is not usual', () => {
    const week = past(0.1, ...Array.from({ length: 99 }, () => 0.97));
    expect(suggestThreshold([week], 'below', share)).toEqual({ threshold: 0.97 });
  });

  it('lies half an interval further out, so that chance alone is no alert', () => {
    const week = Array.from({ length: 20 }, () => ({ value: 0.9, lower: 0.87, upper: 0.93 }));
    expect(suggestThreshold([week], 'below', share)).toEqual({ threshold: 0.87 });
    expect(suggestThreshold([week], 'above', share)).toEqual({ threshold: 0.93 });
    expect(suggestThreshold([week], 'outside', share)).toEqual({ threshold: 0.87, upperThreshold: 0.93 });
  });

  it('is that of the instance that lies furthest out', () => {
    expect(suggestThreshold([past(0.9, 0.9), past(0.4, 0.4)], 'below', share)).toEqual({ threshold: 0.4 });
  });

  it('is rounded outwards to two digits, at any size', () => {
    expect(suggestThreshold([past(0.9164)], 'below', share)).toEqual({ threshold: 0.91 });
    expect(suggestThreshold([past(0.02341)], 'above', share)).toEqual({ threshold: 0.024 });
    expect(suggestThreshold([past(123_456_789)], 'above', {})).toEqual({ threshold: 130_000_000 });
    expect(suggestThreshold([past(-1.234)], 'below', {})).toEqual({ threshold: -1.3 });
  });

  it('keeps a number that has two digits already', () => {
    expect(suggestThreshold([past(0.29)], 'below', share)).toEqual({ threshold: 0.29 });
    expect(suggestThreshold([past(0.57)], 'above', share)).toEqual({ threshold: 0.57 });
  });

  it('is none without a past, and says so', () => {
    const none = { sentence: 'The last 7 days have no number to suggest a threshold from. Write one.' };
    expect(suggestThreshold([], 'below', share)).toEqual(none);
    expect(suggestThreshold([[], past(NaN, Infinity)], 'below', share)).toEqual(none);
  });

  it('is none where it could never be crossed', () => {
    expect(suggestThreshold([past(0, 0, 0.5)], 'below', share)).toMatchObject({
      sentence: expect.stringContaining('as far out as it can be'),
    });
    expect(suggestThreshold([past(1)], 'above', share)).toMatchObject({ sentence: expect.any(String) });
    expect(suggestThreshold([past(0.5, 0.5)], 'outside', {})).toEqual({
      sentence: 'The number was always the same in the last 7 days, so no range is suggested. Write one.',
    });
  });

  it('never lies inwards of the usual numbers, never outside of the bounds, and has two digits', () => {
    const numbers = fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(numbers, (values) => {
        const found = suggestThreshold([past(...values)], 'below', share);
        const { threshold } = isRefusal(found) ? { threshold: 0 } : (found as Suggestion);
        expect(threshold).toBeGreaterThanOrEqual(0);
        expect(Number(threshold.toPrecision(2))).toBe(threshold);
        const beyond = values.filter((value) => value < threshold).length;
        expect(beyond).toBeLessThanOrEqual(Math.ceil(0.05 * values.length));
      })
    );
  });
});

describe('the direction', () => {
  it('is where the number gets worse, and both sides where either is worth an alert', () => {
    expect([true, false, undefined].map(usualDirection)).toEqual(['below', 'above', 'outside']);
  });
});
