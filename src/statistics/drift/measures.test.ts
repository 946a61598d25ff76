import * as fc from 'fast-check';

import truth from '../../../test/frames/truth.json';
import { chiSquare } from './chiSquare';
import { compareCounts, type DriftMeasure, driftMeasureNames, JENSEN_SHANNON_BASE_E } from './measures';
import { SHARE_FLOOR, shareFloor } from './rows';

const ordered: DriftMeasure[] = ['ks', 'wasserstein', 'wassersteinInDeviations'];
const ofCategories = driftMeasureNames.filter((name) => !ordered.includes(name));
const even = (bins: number) => Array.from({ length: bins + 1 }, (_, i) => i * 10);

describe('measures of drift', () => {
  it('give the numbers of a recorded world, computed from its records in Python', () => {
    const income = truth['credit-risk v1 income, last 6 h against the 6 h a day before'];
    const edges = [-Infinity, ...income.edges_upper_inclusive, Infinity];
    const found = compareCounts(income.reference, income.current, edges);
    expect(income.floor_then_renormalise).toBe(SHARE_FLOOR);
    expect(found.psi).toBeCloseTo(income.psi, 12);
    expect(found.kullbackLeibler).toBeCloseTo(income.kl_current_reference_nats, 12);
    expect(found.jensenShannon).toBeCloseTo(income.js_distance_base2, 12);
    expect(found.hellinger).toBeCloseTo(income.hellinger, 12);
    expect(found.totalVariation).toBeCloseTo(income.total_variation, 12);
    expect(found.ks).toBeCloseTo(income.ks_on_bins, 12);
    // Over bins KS is at most the exact one, and the Wasserstein distance near it.
    expect(found.ks).toBeLessThan(income.ks_on_values);
    expect(Math.abs((found.wasserstein ?? NaN) / income.wasserstein_on_values - 1)).toBeLessThan(0.05);

    const employment = truth['credit-risk v1 employment, last 6 h against the 6 h a day before'];
    const test = chiSquare(employment.reference, employment.current);
    expect(compareCounts(employment.reference, employment.current).psi).toBeCloseTo(employment.psi, 12);
    expect(test?.statistic).toBeCloseTo(employment.chi_square, 9);
    expect(test?.cramersV).toBeCloseTo(employment.cramers_v, 12);
    expect((test?.pValue ?? NaN) / employment.chi_square_p).toBeCloseTo(1, 9);
  });

  it('are undefined, not 0, where a side is empty', () => {
    for (const [reference, current] of [
      [[], []],
      [
        [0, 0],
        [1, 2],
      ],
      [
        [1, 2],
        [0, 0],
      ],
      [
        [1, 2],
        [NaN, -3],
      ],
      [
        [Infinity, NaN],
        [1, 1],
      ],
    ]) {
      expect(compareCounts(reference, current, [0, 1, 2])).toEqual({});
      expect(chiSquare(reference, current)).toBeUndefined();
    }
  });

  it('have no measure that depends on order for categories', () => {
    expect(Object.keys(compareCounts([1, 2], [2, 1])).sort()).toEqual([...ofCategories].sort());
  });

  it('are largest where the sides share no bin', () => {
    const found = compareCounts([7, 3, 0, 0], [0, 0, 1, 4], even(4));
    for (const name of ['jensenShannon', 'hellinger', 'totalVariation', 'ks'] as const) {
      expect(found[name]).toBeCloseTo(1, 12);
    }
    // Finite all the same, by the floor.
    expect(found.psi).toBeGreaterThan(5);
    expect(found.psi).toBeLessThan(20);
  });

  it('raise the share of a bin that is empty on one side to a floor, on both sides alike, and divide by the new sum', () => {
    const [p, q] = [1 / (1 + SHARE_FLOOR), SHARE_FLOOR / (1 + SHARE_FLOOR)];
    const { psi, kullbackLeibler } = compareCounts([10, 0], [5, 5]);
    expect(psi).toBeCloseTo((p - 0.5) * Math.log(p / 0.5) + (q - 0.5) * Math.log(q / 0.5), 12);
    expect(kullbackLeibler).toBeCloseTo(0.5 * Math.log(0.5 / p) + 0.5 * Math.log(0.5 / q), 12);
    expect(compareCounts([5, 5], [10, 0]).psi).toBeCloseTo(psi ?? NaN, 12);
  });

  it('do not change by bins that are empty on both sides', () => {
    expect(compareCounts([4, 0, 6, 0], [6, 0, 3, 0])).toEqual(compareCounts([4, 6], [6, 3]));
  });

  it('do not lift rare categories where there are very many', () => {
    expect(shareFloor(1000)).toBe(SHARE_FLOOR);
    expect(shareFloor(10_000)).toBeCloseTo(1e-5, 12);
    const reference = Float64Array.from({ length: 10_000 }, (_, k) => 1 + (k % 7));
    const current = Float64Array.from({ length: 10_000 }, (_, k) => 1 + ((k + 3) % 7));
    const found = compareCounts(reference, current);
    const n = reference.reduce((sum, count) => sum + count, 0);
    const m = current.reduce((sum, count) => sum + count, 0);
    // Each share is above the floor of 1e-5, so this is PSI as the book has it.
    const psi = reference.reduce((sum, r, k) => sum + (r / n - current[k] / m) * Math.log(r / n / (current[k] / m)), 0);
    expect(found.psi).toBeCloseTo(psi, 9);
  });

  it('know of a single bin only that it is the same', () => {
    expect(compareCounts([5], [9], [0, 1])).toMatchObject({ psi: 0, jensenShannon: 0, ks: 0, wasserstein: 0 });
    expect(compareCounts([5], [9], [0, 1]).wassersteinInDeviations).toBeUndefined();
    expect(compareCounts([5], [9], [-Infinity, Infinity]).wasserstein).toBeUndefined();
    expect(chiSquare([5], [9])).toBeUndefined();
  });

  it('stand a million counts in one bin, fractions and zeros', () => {
    const found = compareCounts([1e6, 0, 0.25], [1e6, 0.5, 0], even(3));
    driftMeasureNames.forEach((name) => expect(Number.isFinite(found[name])).toBe(true));
    expect(found.totalVariation).toBeCloseTo(0.5 / (1e6 + 0.5), 12);
  });

  it('put the counts of an open bin at its finite edge: the Wasserstein distance is at least that', () => {
    const edges = [-Infinity, 0, 10, Infinity];
    // From 5, the middle, to 10, where the open bin begins.
    expect(compareCounts([0, 1, 0], [0, 0, 1], edges).wasserstein).toBe(5);
    expect(compareCounts([0, 1, 0], [1, 0, 0], edges).wasserstein).toBe(5);
    // Two bins that share their only edge have no distance that is known.
    expect(compareCounts([1, 2], [2, 1], [-Infinity, 0, Infinity]).wasserstein).toBeUndefined();
    expect(compareCounts([1, 2], [2, 1], [-Infinity, 0, Infinity]).ks).toBeCloseTo(1 / 3, 12);
  });

  it('take bins whose edges coincide for none', () => {
    const found = compareCounts([1, 0, 3], [3, 0, 1], [0, 10, 10, 20]);
    expect(found.wasserstein).toBe(compareCounts([1, 3], [3, 1], [0, 10, 20]).wasserstein);
  });

  it('are 0 where the shares are the same to the last digit, whatever the sizes', () => {
    expect(compareCounts([1, 2, 3], [3, 6, 9], even(3))).toMatchObject(
      Object.fromEntries(driftMeasureNames.map((name) => [name, 0]))
    );
  });

  it('give Evidently its distance in base e', () => {
    expect((compareCounts([1, 0], [0, 1]).jensenShannon ?? NaN) * JENSEN_SHANNON_BASE_E).toBeCloseTo(0.832554611, 9);
    expect(1 / JENSEN_SHANNON_BASE_E).toBeCloseTo(1.2011, 4);
  });
});

describe('laws of drift', () => {
  const count = fc.integer({ min: 0, max: 4000 }).map((n) => n / 4);
  const row = fc.tuple(count, count);
  const filled = fc
    .array(row, { minLength: 1, maxLength: 30 })
    .filter((rows) => rows.some(([r]) => r > 0) && rows.some(([, c]) => c > 0));
  const sides = (rows: Array<[number, number]>) => [rows.map(([r]) => r), rows.map(([, c]) => c)] as const;
  const measured = (rows: Array<[number, number]>) => {
    const [reference, current] = sides(rows);
    return compareCounts(reference, current, even(rows.length));
  };

  it('symmetry: it does not matter which side is the reference, except for KL and what is in its deviations', () => {
    fc.assert(
      fc.property(filled, (rows) => {
        const back = measured(rows.map(([r, c]): [number, number] => [c, r]));
        for (const name of driftMeasureNames) {
          if (name !== 'kullbackLeibler' && name !== 'wassersteinInDeviations') {
            expect(back[name]).toBeCloseTo(measured(rows)[name] ?? NaN, 9);
          }
        }
      })
    );
  });

  it('bounds: all are at least 0; distances of shares are at most 1', () => {
    fc.assert(
      fc.property(filled, (rows) => {
        const found = measured(rows);
        driftMeasureNames.forEach((name) => expect(found[name] ?? 0).toBeGreaterThanOrEqual(0));
        for (const name of ['jensenShannon', 'hellinger', 'totalVariation', 'lInfinity', 'ks'] as const) {
          expect(found[name]).toBeLessThanOrEqual(1);
        }
        expect(found.ks).toBeLessThanOrEqual((found.totalVariation ?? NaN) + 1e-12);
        expect(found.lInfinity).toBeLessThanOrEqual((found.totalVariation ?? NaN) + 1e-12);
      })
    );
  });

  it('zero where the shares are equal, and only there', () => {
    fc.assert(
      fc.property(filled, fc.integer({ min: 1, max: 9 }), (rows, times) => {
        const same = measured(rows.map(([r]): [number, number] => [r, r * times]));
        Object.values(same).forEach((value) => expect(value).toBe(0));
        const [reference, current] = sides(rows);
        const [n, m] = [reference, current].map((side) => side.reduce((sum, x) => sum + x, 0));
        const differs = rows.some(([r, c]) => r * m !== c * n);
        for (const name of ['jensenShannon', 'hellinger', 'totalVariation', 'lInfinity', 'ks'] as const) {
          expect((measured(rows)[name] ?? NaN) > 0).toBe(differs);
        }
      })
    );
  });

  it('the order of categories does not matter', () => {
    fc.assert(
      fc.property(filled, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const shuffled = rows
          .map((pair) => ({ pair, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ pair }) => pair);
        const [a, b] = [compareCounts(...sides(rows)), compareCounts(...sides(shuffled))];
        ofCategories.forEach((name) => expect(b[name]).toBeCloseTo(a[name] ?? NaN, 9));
      })
    );
  });

  it('merging two bins never raises a measure; PSI and KL where no share is below the floor', () => {
    const there = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 })), {
      minLength: 2,
      maxLength: 15,
    });
    fc.assert(
      fc.property(there, fc.nat(), (rows, at) => {
        const k = at % (rows.length - 1);
        const [[r1, c1], [r2, c2]] = [rows[k], rows[k + 1]];
        const merged = measured([...rows.slice(0, k), [r1 + r2, c1 + c2], ...rows.slice(k + 2)]);
        for (const name of ['psi', 'kullbackLeibler', 'jensenShannon', 'hellinger', 'totalVariation', 'ks'] as const) {
          expect(merged[name]).toBeLessThanOrEqual((measured(rows)[name] ?? NaN) + 1e-12);
        }
      })
    );
  });

  it('the Wasserstein distance of counts that moved by some bins is that way', () => {
    fc.assert(
      fc.property(filled, fc.integer({ min: 0, max: 9 }), (rows, by) => {
        const [reference] = sides(rows);
        const none = new Array<number>(by).fill(0);
        const found = compareCounts([...reference, ...none], [...none, ...reference], even(rows.length + by));
        expect(found.wasserstein).toBeCloseTo(by * 10, 9);
      })
    );
  });
});
