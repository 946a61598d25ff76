import fc from 'fast-check';

import { defaultDrift, defaultReference } from '../../query/drift';
import { quantileEdges } from '../../statistics/drift/bins';
import { namedEdges, roundedEdges } from './edges';

const inner = (edges: readonly number[] | undefined) => edges?.slice(1, -1);

describe('rounded edges', () => {
  it('are such as people would write', () => {
    expect(roundedEdges([17.99999, 29, 32, 44.03, 109])).toEqual([-Infinity, 17, 29, 32, 45, 109, Infinity]);
    expect(inner(roundedEdges([1203.4, 25_017, 48_311.7, 240_900]))).toEqual([1000, 26_000, 49_000, 250_000]);
    expect(inner(roundedEdges([0.0123, 1.1, 1.4712]))).toEqual([0, 1.1, 1.48]);
  });

  it('keep values of any size apart that are near to each other', () => {
    expect(inner(roundedEdges([1_764_000_000, 1_764_000_005, 1_764_000_031]))).toEqual([
      1_763_999_999.9, 1_764_000_005, 1_764_000_031,
    ]);
  });

  it('cut a value that is far more frequent than others as closely as a quantile does', () => {
    const edges = roundedEdges(quantileEdges([1, 1, 1, 1, 2], 10) ?? []);
    expect(inner(edges)).toEqual([0.9, 1, 2]);
  });

  it('of one value only are two around it', () => {
    for (const value of [0, 18.37, -5, 1e300]) {
      const edges = roundedEdges(quantileEdges([value, value], 10) ?? []);
      expect(edges).toHaveLength(4);
      expect(edges[1]).toBeLessThan(value);
      expect(edges[2]).toBe(value);
    }
  });

  it('are one bin where there is nothing to cut by', () => {
    expect(roundedEdges([])).toEqual([-Infinity, Infinity]);
  });

  it('ascend, lose none, hold every value of the reference, and move by a tenth of the bins beside them at most', () => {
    const value = fc.oneof(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((one) => one === 0 || Math.abs(one) > 1e-200),
      fc.integer({ min: -20, max: 20 }),
      fc.double({ noNaN: true, min: -1e200, max: 1e200 }).filter((one) => one === 0 || Math.abs(one) > 1e-200)
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 12 }), (values, bins) => {
        const exact = Array.from(quantileEdges(values, bins) ?? []);
        const rounded = roundedEdges(exact);
        expect(rounded).toHaveLength(exact.length);
        expect(rounded.every((edge, i) => i === 0 || edge > rounded[i - 1])).toBe(true);
        expect(rounded[1]).toBeLessThan(Math.min(...values));
        expect(rounded[rounded.length - 2]).toBeGreaterThanOrEqual(Math.max(...values));
        exact.slice(2, -1).forEach((edge, i) => {
          const gaps = [edge - exact[i + 1], exact[i + 3] - edge];
          const widest = Math.max(0, ...gaps.filter((gap) => gap < Infinity));
          expect(rounded[i + 2]).toBeGreaterThanOrEqual(edge);
          expect(rounded[i + 2] - edge).toBeLessThanOrEqual(0.1001 * widest);
        });
      })
    );
  });
});

describe('edges that a query names', () => {
  const baseline = {
    model: 'm',
    versions: [],
    from: 0,
    to: 1,
    variables: [
      { of: 'feature' as const, name: 'score', edges: [null, 1, 2, null], counts: [1, 2, 3], nulls: 0 },
      { of: 'score' as const, name: '', edges: [0, 0.5, 1], counts: [1, 2], nulls: 0 },
      { of: 'feature' as const, name: 'job', categories: ['a'], counts: [1], nulls: 0 },
    ],
  };
  const frozen = { ...defaultReference, kind: 'baseline' as const, baseline };
  const own = { ...defaultDrift, edges: '20; 10' };

  it('are its own, open at both ends', () => {
    expect(namedEdges(own, defaultReference, 'feature', 'x')).toEqual([-Infinity, 10, 20, Infinity]);
    expect(namedEdges(defaultDrift, defaultReference, 'feature', 'x')).toBeUndefined();
  });

  it('are those of the frozen baseline before its own, of the same kind of variable', () => {
    expect(namedEdges(own, frozen, 'feature', 'score')).toEqual([-Infinity, 1, 2, Infinity]);
    expect(namedEdges(own, frozen, 'score', '')).toEqual([-Infinity, 0, 0.5, 1, Infinity]);
    expect(namedEdges(own, frozen, 'feature', 'job')).toEqual([-Infinity, 10, 20, Infinity]);
  });

  it('are not those of a baseline that is kept for whoever changes back', () => {
    expect(namedEdges(defaultDrift, { ...frozen, kind: 'previous' }, 'feature', 'score')).toBeUndefined();
  });
});
