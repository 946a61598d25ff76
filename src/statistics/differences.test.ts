import fc from 'fast-check';

import { difference, newcombe, surelyDifferent } from './differences';
import { normalQuantile, wilson } from './intervals';

describe("Newcombe's interval of a difference", () => {
  it('gives the published values', () => {
    // Newcombe 1998 (Statistics in Medicine 17, 873-890), table II, method 10.
    for (const [a, nA, b, nB, lower, upper] of [
      [56, 70, 48, 80, 0.0524, 0.3339],
      [9, 10, 3, 10, 0.1705, 0.809],
      [6, 7, 2, 7, 0.0582, 0.8062],
      [5, 56, 0, 29, -0.0381, 0.1926],
      [0, 10, 0, 20, -0.1611, 0.2775],
      [0, 10, 0, 10, -0.2775, 0.2775],
      [10, 10, 0, 20, 0.6791, 1],
      [10, 10, 0, 10, 0.6075, 1],
    ]) {
      const interval = newcombe(a, nA, b, nB, 0.95);
      expect(interval?.lower).toBeCloseTo(lower, 4);
      expect(interval?.upper).toBeCloseTo(upper, 4);
    }
  });

  it('holds the true difference about as often as it says', () => {
    const random = seeded(7);
    for (const [p, n, q, m] of [
      [0.1, 40, 0.3, 60],
      [0.02, 200, 0.05, 150],
      [0.5, 25, 0.5, 400],
    ]) {
      const rounds = 4000;
      let held = 0;
      for (let round = 0; round < rounds; round++) {
        const interval = newcombe(binomial(random, n, p), n, binomial(random, m, q), m, 0.95);
        held += interval && interval.lower <= p - q && p - q <= interval.upper ? 1 : 0;
      }
      expect(held / rounds).toBeGreaterThan(0.935);
      expect(held / rounds).toBeLessThan(0.975);
    }
  });

  it.each([
    [0, 0, 1, 2, 0.95],
    [1, 2, 0, 0, 0.95],
    [3, 2, 1, 2, 0.95],
    [1, 2, 1, 2, 1],
    [NaN, 2, 1, 2, 0.95],
  ])('is undefined for %d of %d against %d of %d at %d', (a, nA, b, nB, confidence) => {
    expect(newcombe(a, nA, b, nB, confidence)).toBeUndefined();
  });
});

describe('a difference of estimates', () => {
  it('adds the squares of what pulls each end', () => {
    const found = difference({ value: 0.7, lower: 0.6, upper: 0.75 }, { value: 0.5, lower: 0.38, upper: 0.9 });
    expect(found?.value).toBeCloseTo(0.2, 12);
    expect(found?.lower).toBeCloseTo(0.2 - Math.sqrt(0.1 ** 2 + 0.4 ** 2), 12);
    expect(found?.upper).toBeCloseTo(0.2 + Math.sqrt(0.05 ** 2 + 0.12 ** 2), 12);
  });

  it('has no interval where either has none, and is none without both values', () => {
    expect(difference({ value: 0.7 }, { value: 0.5, lower: 0.4, upper: 0.6 })).toEqual({ value: 0.7 - 0.5 });
    expect(difference({}, { value: 0.5 })).toBeUndefined();
  });
});

describe('sure differences', () => {
  it('are those whose level Holm allows: the first of m at 1 - 5 %/m, the next at 1 - 5 %/(m - 1)', () => {
    // Of 1000 against 500 of 1000: the least success counts that a single test at each level takes for different.
    const least = (level: number) => {
      let successes = 500;
      while (!excludesZero(newcombe(successes, 1000, 500, 1000, level))) {
        successes++;
      }
      return successes;
    };
    const [first, second, third] = [least(1 - 0.05 / 3), least(1 - 0.05 / 2), least(0.95)];
    expect(third).toBeLessThan(second);
    expect(second).toBeLessThan(first);
    expect(marks([first, second, third])).toEqual([1, 1, 1]);
    expect(marks([third, first, second])).toEqual([1, 1, 1]);
    // One that fails its step ends the procedure for all after it.
    expect(marks([first, second - 1, third])).toEqual([1, 0, 0]);
    expect(marks([first - 1, second, third])).toEqual([0, 0, 0]);
  });

  it('are not looked for where nothing can differ: no outcomes, or no success on either side', () => {
    const found = surelyDifferent(
      { successes: [0, 90, 0], n: [100, 100, 0], referenceSuccesses: [0, 10, 5], referenceN: [100, 100, 10] },
      0.95
    );
    expect([...found.sure]).toEqual([0, 1, 0]);
    expect(found.tested).toBe(1);
  });

  it('mark nothing by chance in 95 of 100 comparisons of a model with itself', () => {
    const random = seeded(42);
    const shares = [0.9, 0.05, 0.03, 0.02];
    let withMarks = 0;
    for (let round = 0; round < 600; round++) {
      const [a, b] = [multinomial(random, 300, shares), multinomial(random, 200, shares)];
      const n = (size: number) => shares.map(() => size);
      const found = surelyDifferent({ successes: a, n: n(300), referenceSuccesses: b, referenceN: n(200) }, 0.95);
      withMarks += found.sure.some((mark) => mark === 1) ? 1 : 0;
    }
    expect(withMarks / 600).toBeLessThan(0.07);
  });

  it('are found among 200,000 pairs', () => {
    const length = 200_000;
    const successes = Float64Array.from({ length }, (_, i) => (i % 7) + (i % 100 === 0 ? 60 : 0));
    const referenceSuccesses = Float64Array.from({ length }, (_, i) => (i % 5) + 1);
    const n = new Float64Array(length).fill(400);
    const { sure, tested } = surelyDifferent({ successes, n, referenceSuccesses, referenceN: n }, 0.95);
    expect(tested).toBe(length);
    expect(sure.reduce((sum, mark) => sum + mark, 0)).toBe(length / 100);
  });

  it('obey the definition of Holm, step by step', () => {
    const pair = fc.record({ a: fc.nat(60), b: fc.nat(60) });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 12 }), fc.constantFrom(0.8, 0.95), (pairs, confidence) => {
        const levels = pairs.map(({ a, b }) => greatestLevel(a, b, 60));
        const tested = pairs.filter(({ a, b }) => a + b > 0).length;
        const sorted = [...levels].sort((x, y) => y - x);
        let k = 0;
        while (k < tested && sorted[k] > 1 - (1 - confidence) / (tested - k)) {
          k++;
        }
        const found = surelyDifferent(
          {
            successes: pairs.map(({ a }) => a),
            n: pairs.map(() => 60),
            referenceSuccesses: pairs.map(({ b }) => b),
            referenceN: pairs.map(() => 60),
          },
          confidence
        );
        expect([...found.sure]).toEqual(levels.map((level) => (k > 0 && level >= sorted[k - 1] ? 1 : 0)));
      })
    );
  });
});

function marks(successes: number[]): number[] {
  const fill = (value: number) => successes.map(() => value);
  const pairs = { successes, n: fill(1000), referenceSuccesses: fill(500), referenceN: fill(1000) };
  return [...surelyDifferent(pairs, 0.95).sure];
}

function excludesZero(interval: { lower: number; upper: number } | undefined): boolean {
  return interval !== undefined && (interval.lower > 0 || interval.upper < 0);
}

/** The greatest confidence at which the interval still excludes 0, by bisection on the normal quantile's scale. */
function greatestLevel(a: number, b: number, n: number): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const excludes = excludesZero(newcombe(a, n, b, n, middle));
    [low, high] = excludes ? [middle, high] : [low, middle];
  }
  return low;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

function binomial(random: () => number, n: number, p: number): number {
  let successes = 0;
  for (let i = 0; i < n; i++) {
    successes += random() < p ? 1 : 0;
  }
  return successes;
}

function multinomial(random: () => number, n: number, shares: number[]): number[] {
  const counts = shares.map(() => 0);
  for (let i = 0; i < n; i++) {
    let at = random();
    let k = 0;
    while (k < shares.length - 1 && at >= shares[k]) {
      at -= shares[k++];
    }
    counts[k]++;
  }
  return counts;
}

it('rests on the same intervals as every share on screen', () => {
  const z = -normalQuantile(0.025);
  expect(z).toBeCloseTo(1.96, 2);
  const [a, b] = [wilson(56, 70, 0.95), wilson(48, 80, 0.95)];
  const lower = 0.2 - Math.hypot(0.8 - (a?.lower ?? NaN), (b?.upper ?? NaN) - 0.6);
  expect(newcombe(56, 70, 48, 80, 0.95)?.lower).toBeCloseTo(lower, 12);
});
