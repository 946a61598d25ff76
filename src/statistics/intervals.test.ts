import { macroRecallInterval, meanOfSharesInterval, normalQuantile, wilson } from './intervals';

describe("Wilson's interval", () => {
  it('gives the published values', () => {
    // Newcombe 1998, table I, method 3.
    for (const [successes, n, lower, upper] of [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ]) {
      const interval = wilson(successes, n, 0.95);
      expect(interval?.lower).toBeCloseTo(lower, 4);
      expect(interval?.upper).toBeCloseTo(upper, 4);
    }
  });

  it('ends exactly at 0 and at 1 where no outcome, or every one, is a success', () => {
    expect(wilson(0, 7, 0.9)?.lower).toBe(0);
    expect(wilson(7, 7, 0.9)?.upper).toBe(1);
  });

  it('takes extrapolated counts, which are fractions', () => {
    const interval = wilson(1.5, 2.5, 0.95);
    expect(interval?.lower).toBeCloseTo(0.1533, 3);
    expect(interval?.upper).toBeCloseTo(0.9255, 3);
  });

  it.each([
    [0, 0, 0.95],
    [2, 1, 0.95],
    [-1, 5, 0.95],
    [NaN, 5, 0.95],
    [1, Infinity, 0.95],
    [1, 5, 0],
    [1, 5, 1],
    [1, 5, NaN],
  ])('is undefined for %d of %d at %d', (successes, n, confidence) => {
    expect(wilson(successes, n, confidence)).toBeUndefined();
  });
});

describe('the interval of macro recall', () => {
  it('adds up the variances of the classes', () => {
    // (0.8 * 0.2 / 10 + 0.5 * 0.5 / 20) / 4 = 0.007125
    const interval = macroRecallInterval([8, 10], [10, 20], 0.95);
    expect(interval?.lower).toBeCloseTo(0.65 - 1.959964 * Math.sqrt(0.007125), 6);
    expect(interval?.upper).toBeCloseTo(0.65 + 1.959964 * Math.sqrt(0.007125), 6);
  });

  it('leaves classes out that have no actual outcomes', () => {
    expect(macroRecallInterval([8, 0, 10], [10, 0, 20], 0.95)).toEqual(macroRecallInterval([8, 10], [10, 20], 0.95));
  });

  it('takes a share that is fixed as certain', () => {
    const interval = meanOfSharesInterval([0.5, 1], [25, 0], 0.95);
    expect(interval?.lower).toBeCloseTo(0.75 - (1.959964 * 0.1) / 2, 6);
  });

  it('is undefined where the shares show no variance: three right of three is not certainty', () => {
    expect(macroRecallInterval([3, 0], [3, 5], 0.95)).toBeUndefined();
    expect(macroRecallInterval([], [], 0.95)).toBeUndefined();
  });
});

describe('the normal quantile', () => {
  it('gives the well-known values', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262340089798408, 12);
  });

  it('has its ends at infinity and none outside', () => {
    expect([0, 1, -0.1, 1.1, NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, NaN, NaN, NaN]);
  });
});
