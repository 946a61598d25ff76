import * as fc from 'fast-check';

import { countInBins, withOpenEnds } from './bins';
import { compareCounts } from './measures';
import { compareValues, ksPValue } from './values';

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 });

describe('exact KS and Wasserstein distance', () => {
  it('leave nulls out, and are absent where nothing else is there', () => {
    expect(compareValues([1, null, 2, NaN], [undefined, NaN])).toEqual({ samples: { reference: 2, current: 0 } });
    expect(compareValues([], [])).toEqual({ samples: { reference: 0, current: 0 } });
    expect(compareValues([1, null, 2], [2, 1, NaN])).toMatchObject({ ks: 0, wasserstein: 0 });
  });

  it('rank infinite values, but know no distance to them', () => {
    const found = compareValues([1, 2, 3, 4], [1, 2, 3, Infinity]);
    expect(found.ks).toBe(0.25);
    expect(found.wasserstein).toBeUndefined();
    expect(compareValues([-Infinity, 1], [-Infinity, 1])).toMatchObject({ ks: 0 });
  });

  it('have no deviation to measure in where the reference is one value', () => {
    const found = compareValues([0.1, 0.1, 0.1], [0.4]);
    expect(found.wasserstein).toBeCloseTo(0.3, 12);
    expect(found.wassersteinInDeviations).toBeUndefined();
  });

  it('shift: values that all move by d are |d| away', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: -100, max: 100 }), (side, by) => {
        expect(
          compareValues(
            side,
            side.map((value) => value + by)
          ).wasserstein
        ).toBeCloseTo(Math.abs(by), 9);
      })
    );
  });

  it('scale: the distance in deviations and KS do not depend on the unit', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other] = [
          compareValues(a, b),
          compareValues(
            a.map((v) => v * 8),
            b.map((v) => v * 8)
          ),
        ];
        expect(other.ks).toBe(one.ks);
        expect(other.wassersteinInDeviations ?? -1).toBeCloseTo(one.wassersteinInDeviations ?? -1, 9);
      })
    );
  });

  it('over bins KS is at most the exact one, and the Wasserstein distance within the width of a bin', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const edges = withOpenEnds([-51, -30, -10, 0, 15, 40, 50]);
        const binned = compareCounts(countInBins(a, edges).counts, countInBins(b, edges).counts, edges);
        const exact = compareValues(a, b);
        expect(binned.ks).toBeLessThanOrEqual((exact.ks ?? NaN) + 1e-12);
        expect(Math.abs((binned.wasserstein ?? NaN) - (exact.wasserstein ?? NaN))).toBeLessThanOrEqual(25);
      })
    );
  });

  it('has a p-value of 1 without a difference, and hardly any for a clear one', () => {
    expect(ksPValue(0, 100, 100)).toBe(1);
    expect(ksPValue(1, 1000, 1000)).toBeLessThan(1e-100);
  });
});
