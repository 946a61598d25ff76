import fc from 'fast-check';

import { bandPath, linePath, nearest } from './chartPaths';
import { niceTicks, place, timeTicks, valueAt } from './timeScale';

const scale = { min: 0, max: 10, start: 0, size: 100 };

describe('ticks', () => {
  it('are round numbers within the axis, about as many as asked for', () => {
    expect(niceTicks(0, 0.37, 4)).toEqual([0, 0.1, 0.2, 0.3]);
    expect(niceTicks(5, 5, 4)).toEqual([5]);
    const ends = fc.tuple(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e9, noNaN: true })
    );
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 12 }), ([min, span], most) => {
        const ticks = niceTicks(min, min + span, most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
      })
    );
  });

  it('of time lie on whole hours of the time zone, and no text is cut', () => {
    const from = Date.parse('2026-05-01T10:20:00Z');
    const x = { min: from, max: from + 6 * 3600_000, start: 40, size: 500 };
    const texts = (zone: string) => timeTicks(x, 550, zone).map(({ text }) => text);
    expect(texts('utc').filter(Boolean)).toEqual(['11:00', '12:00', '13:00', '14:00', '15:00', '16:00']);
    expect(texts('Asia/Kolkata')[0]).toBe('16:00');
    expect(timeTicks({ ...x, size: 5 }, 45, 'utc').filter(({ text }) => text !== '')).toEqual([]);
  });

  it('of no range are none', () => {
    expect(timeTicks({ min: 5, max: 5, start: 0, size: 100 }, 100, 'utc')).toEqual([]);
  });
});

describe('places on a scale', () => {
  it('are found back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), (value) => {
        expect(valueAt(scale, place(scale, value))).toBeCloseTo(value, 9);
      })
    );
  });

  it('of the nearest time are those of a search through all', () => {
    const times = fc
      .array(fc.nat(1000), { minLength: 1, maxLength: 40 })
      .map((all) => [...new Set(all)].sort((a, b) => a - b));
    fc.assert(
      fc.property(times, fc.integer({ min: -100, max: 1100 }), (all, time) => {
        const least = Math.min(...all.map((one) => Math.abs(one - time)));
        expect(Math.abs(all[nearest(all, time)] - time)).toBe(least);
      })
    );
    expect(nearest([], 5)).toBe(-1);
  });
});

describe('paths', () => {
  it('have holes where there is no data, and a dot for a value between two holes', () => {
    expect(linePath([0, 1, 2, 3, 4], [1, 2, null, 4, undefined], scale, scale)).toBe('M0 10L10 20M30 40h.01');
    expect(linePath([0, 1], [NaN, Infinity], scale, scale)).toBe('');
  });

  it('of a band go along one line and back along the other', () => {
    expect(bandPath([0, 1, 2], [1, 1, null], [2, 3, 4], scale, scale)).toBe('M0 20L10 30L10 10L0 10z');
  });
});
