import fc from 'fast-check';

import { chiSquare } from './chiSquare';
import { compareCounts, driftMeasureNames } from './measures';
import { seededRandom } from './permutation';
import {
  chiSquareOf,
  comparedIn,
  driftFloor,
  driftScore,
  driftScoreNames,
  nullShareOf,
  samplesOf,
  type Side,
  type Sides,
  unseenShare,
} from './scores';

const side = (counts: number[], nulls = 0): Side => ({ counts, nulls });
const ordered = ['ks', 'wasserstein', 'wassersteinInDeviations'] as const;

const count = fc.integer({ min: 0, max: 500 });
const sides = fc
  .integer({ min: 1, max: 8 })
  .chain((bins) => {
    const one = fc.record({ counts: fc.array(count, { minLength: bins, maxLength: bins }), nulls: count });
    return fc.record({ reference: one, current: one, edges: fc.constantFrom(undefined, bins) });
  })
  .map(({ edges, ...both }): Sides => ({
    ...both,
    ...(edges && { edges: [-Infinity, ...Array.from({ length: edges - 1 }, (_, i) => i), Infinity] }),
  }));

describe('a drift score', () => {
  // scipy's jensenshannon, chi2_contingency and entropy of the same counts.
  it.each([
    ['psi', 1.62156006377],
    ['kullbackLeibler', 1.36703279978],
    ['jensenShannon', 0.34384065907],
    ['jensenShannonBaseE', 0.28626612621],
    ['hellinger', 0.33571068722],
    ['totalVariation', 0.2],
    ['lInfinity', 0.2],
    ['chiSquare', 25],
    ['cramersV', 0.3535533906],
  ] as const)('takes nulls for one more category, as %s does', (name, expected) => {
    const nulls = { reference: side([50, 30, 20]), current: side([30, 30, 20], 20) };
    const category = { reference: side([50, 30, 20, 0]), current: side([30, 30, 20, 20]) };
    expect(driftScore(name, nulls)).toBeCloseTo(expected, 9);
    expect(driftScore(name, category)).toBeCloseTo(expected, 9);
  });

  it('over bins is that of compareCounts, with nulls as a bin at the end where order does not matter', () => {
    fc.assert(
      fc.property(sides, ({ reference, current, edges }) => {
        fc.pre(samplesOf(reference) > reference.nulls);
        const all = ({ counts, nulls }: Side) => [...Array.from(counts), nulls];
        const withNulls = compareCounts(all(reference), all(current));
        const inOrder = edges ? compareCounts(reference.counts, current.counts, edges) : {};
        for (const name of driftMeasureNames) {
          const expected = ordered.some((one) => one === name) ? inOrder[name] : withNulls[name];
          expect(driftScore(name, { reference, current, edges })).toBe(expected);
        }
        expect(chiSquareOf({ reference, current })).toEqual(chiSquare(all(reference), all(current)));
      })
    );
  });

  it('is 0 between equal shares, never below, and the same for sides in other units', () => {
    fc.assert(
      fc.property(sides, fc.integer({ min: 2, max: 9 }), ({ reference, edges }, times) => {
        const more: Side = { counts: Array.from(reference.counts, (n) => n * times), nulls: reference.nulls * times };
        for (const name of driftScoreNames) {
          expect(driftScore(name, { reference, current: more, edges }) ?? 0).toBeCloseTo(0, 6);
        }
      })
    );
    fc.assert(
      fc.property(sides, (both) => {
        for (const name of driftScoreNames) {
          expect(driftScore(name, both) ?? 0).toBeGreaterThanOrEqual(0);
        }
      })
    );
  });

  it('of order leaves nulls out, and needs bins', () => {
    const [reference, current] = [side([10, 20, 10], 500), side([10, 10, 20], 2)];
    const edges = [0, 1, 2, 3];
    for (const name of ordered) {
      expect(driftScore(name, { reference, current, edges })).toBe(
        compareCounts([10, 20, 10], [10, 10, 20], edges)[name]
      );
      expect(driftScore(name, { reference, current })).toBeUndefined();
      expect(comparedIn(name, reference)).toBe(40);
    }
    expect(comparedIn('psi', reference)).toBe(540);
  });

  it('of new categories is their share of the current side, nulls among all; bins have none', () => {
    const [reference, current] = [side([90, 10, 0]), side([70, 0, 20], 10)];
    expect(driftScore('newShare', { reference, current })).toBe(0.2);
    expect(unseenShare(reference, current)).toBe(0.1);
    expect(driftScore('newShare', { reference, current, edges: [0, 1, 2, 3] })).toBeUndefined();
  });

  it('of nulls is how much their share has changed, either way', () => {
    const [few, many] = [side([90], 10), side([60], 40)];
    expect(driftScore('nullShare', { reference: few, current: many })).toBeCloseTo(0.3, 12);
    expect(driftScore('nullShare', { reference: many, current: few })).toBeCloseTo(0.3, 12);
    expect(nullShareOf(few)).toBe(0.1);
    expect(nullShareOf(side([]))).toBeUndefined();
  });

  it('is no data where a side is empty', () => {
    for (const name of driftScoreNames) {
      expect(driftScore(name, { reference: side([0, 0]), current: side([5, 5]), edges: [0, 1, 2] })).toBeUndefined();
      expect(driftScore(name, { reference: side([5, 5]), current: side([0, 0]), edges: [0, 1, 2] })).toBeUndefined();
    }
  });

  it('is no data where the reference holds nothing except nulls, save the share of these', () => {
    for (const edges of [undefined, [0, 1, 2]]) {
      const sides = { reference: side([0, 0], 100), current: side([50, 50]), edges };
      const known = driftScoreNames.filter((name) => driftScore(name, sides) !== undefined);
      expect(known).toEqual(['nullShare']);
    }
  });

  it('is large where everything has become null', () => {
    const sides = { reference: side([50, 50]), current: side([0, 0], 100) };
    expect(driftScore('psi', sides)).toBeGreaterThan(5);
    expect(driftScore('jensenShannon', sides)).toBe(1);
    expect(driftScore('cramersV', sides)).toBe(1);
  });
});

const random = seededRandom(20261128);

/** n values of a distribution whose last share is that of nulls. */
function draw(n: number, shares: readonly number[]): Side {
  const counts = shares.map(() => 0);
  for (let i = 0; i < n; i++) {
    let at = random();
    let k = 0;
    while (k < shares.length - 1 && at >= shares[k]) {
      at -= shares[k++];
    }
    counts[k]++;
  }
  return { counts: counts.slice(0, -1), nulls: counts[counts.length - 1] };
}

describe('the floor of a score', () => {
  // Nominally 5 %. The last share is that of nulls. The draws are the same at every run.
  it.each([
    { what: 'even bins', n: 500, m: 800, shares: [0.2, 0.2, 0.2, 0.2, 0.2] },
    { what: 'rare nulls', n: 200, m: 5000, shares: [0.6, 0.395, 0.005] },
    { what: 'a rare category', n: 5000, m: 200, shares: [0.6, 0.3, 0.005, 0.095] },
    { what: 'many sparse categories', n: 60, m: 100, shares: Array.from({ length: 40 }, () => 1 / 40) },
  ])('is exceeded without drift by at most 6 % of comparisons: $what', ({ n, m, shares }) => {
    const runs = 800;
    for (const name of ['nullShare', 'chiSquare', 'cramersV'] as const) {
      let exceeded = 0;
      for (let run = 0; run < runs; run++) {
        const sides = { reference: draw(n, shares), current: draw(m, shares) };
        exceeded += (driftScore(name, sides) ?? 0) > (driftFloor(name, sides, 0.05) ?? Infinity) ? 1 : 0;
      }
      expect(exceeded / runs).toBeLessThanOrEqual(0.06);
    }
  });

  it('in another unit is that of the same score', () => {
    const sides = { reference: side([50, 30, 20]), current: side([30, 30, 40]) };
    const [base2, baseE] = (['jensenShannon', 'jensenShannonBaseE'] as const).map((name) =>
      driftFloor(name, sides, 0.05)
    );
    expect(baseE).toBeCloseTo((base2 ?? NaN) * Math.sqrt(Math.LN2), 12);
  });

  it('rises as the level falls', () => {
    const sides = { reference: side([50, 30, 20], 10), current: side([30, 30, 40], 10), edges: [0, 1, 2, 3] };
    for (const name of driftScoreNames.filter((one) => one !== 'newShare')) {
      const [strict, lax] = [0.001, 0.2].map((level) => driftFloor(name, sides, level) ?? NaN);
      expect(strict).toBeGreaterThan(lax);
    }
  });

  it('is not there for new categories, however rare, nor for an empty side', () => {
    const sides = { reference: side([50, 30]), current: side([30, 30]), edges: [0, 1, 2] };
    expect(driftFloor('newShare', sides, 0.05)).toBeUndefined();
    for (const name of driftScoreNames) {
      expect(driftFloor(name, { ...sides, current: side([0, 0]) }, 0.05)).toBeUndefined();
    }
  });
});
