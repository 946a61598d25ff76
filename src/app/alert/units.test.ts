import fc from 'fast-check';

import { readNumber, unitName, writeNumber } from './units';

const share = { unit: 'percentunit' };

describe('a number as it is written', () => {
  it('is in percent where it is a share', () => {
    expect(readNumber('90', share)).toBe(0.9);
    expect(readNumber(' 29 % ', share)).toBe(0.29);
    expect(writeNumber(0.29, share)).toBe('29');
    expect([share, { unit: 's' }, { unit: 'short' }, {}].map(unitName)).toEqual(['%', 's', '', '']);
  });

  it('takes a comma for a point', () => {
    expect(readNumber('99,5', share)).toBe(0.995);
    expect(readNumber('0,25', { unit: 's' })).toBe(0.25);
  });

  it('is no number where it is none', () => {
    expect(['', ' ', 'ninety', '%', '1.2.3'].map((text) => readNumber(text, {}))).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });

  it('is read as it was written', () => {
    const digits = fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 1000);
    fc.assert(
      fc.property(digits, fc.constantFrom(share, { unit: 'bytes' }), (value, style) => {
        expect(readNumber(writeNumber(value, style), style)).toBeCloseTo(value, 10);
      })
    );
  });
});
