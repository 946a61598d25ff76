import fc from 'fast-check';

import { binOf, onEdges, roundEdges, sharedEdges, withoutEmptyEnds } from './bins';

const INF = Infinity;

it.each([
  [
    'all of the same',
    [
      [0, 1, 2],
      [0, 1, 2],
    ],
    [0, 1, 2],
  ],
  [
    'those of both, and both ends',
    [
      [-INF, 0.1, 0.5, INF],
      [-INF, 0.25, 0.5, INF],
    ],
    [-INF, 0.5, INF],
  ],
  [
    'those beyond the end of one, where it has nothing',
    [
      [0, 0.5, 1],
      [0, 0.5, 1, 2],
    ],
    [0, 0.5, 1, 2],
  ],
  [
    'none but the ends',
    [
      [-INF, 0.4, INF],
      [-INF, 0.6, INF],
    ],
    [-INF, INF],
  ],
  ['none of nothing', [], []],
])('shares %s', (_, lists, shared) => {
  expect(sharedEdges(lists)).toEqual(shared);
});

const histogram = fc
  .uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 8 })
  .map((edges) => edges.sort((a, b) => a - b))
  .chain((edges) =>
    fc.record({
      edges: fc.constant(edges),
      counts: fc.array(fc.nat(20), { minLength: edges.length - 1, maxLength: edges.length - 1 }),
    })
  );

it('loses no count, and never moves one over a shared edge', () => {
  fc.assert(
    fc.property(fc.array(histogram, { minLength: 1, maxLength: 4 }), (all) => {
      const shared = sharedEdges(all.map(({ edges }) => edges));
      for (const bins of all) {
        const merged = onEdges(bins, shared);
        for (const edge of shared) {
          const below = bins.counts.filter((_, i) => bins.edges[i + 1] <= edge).reduce((a, b) => a + b, 0);
          const mergedBelow = [...merged].filter((_, i) => shared[i + 1] <= edge).reduce((a, b) => a + b, 0);
          expect(mergedBelow).toBe(below);
        }
      }
    })
  );
});

it('drops an open end only where nobody has anything in it', () => {
  const counts = (...all: number[]) => Float64Array.from(all);
  expect(withoutEmptyEnds([-INF, 0, 1, INF], [counts(0, 1, 0), counts(0, 0, 2)])).toEqual({
    edges: [0, 1, INF],
    counts: [counts(1, 0), counts(0, 2)],
  });
  // A bin with edges on both sides stays, empty or not.
  expect(withoutEmptyEnds([0, 1, 2], [counts(0, 1)]).edges).toEqual([0, 1, 2]);
  expect(withoutEmptyEnds([-INF, INF], [counts(0)]).edges).toEqual([-INF, INF]);
});

describe('round edges', () => {
  const reasonable = fc.double({ min: -1e12, max: 1e12, noNaN: true });

  it.each([
    [
      [-7, 3, 12.5],
      [-8, -6, -4, -2, 0, 2, 4, 6, 8, 10, 12, 14],
    ],
    [[], []],
    [
      [0, 0],
      [-1, 0],
    ],
    [
      [5, 5],
      [0, 5],
    ],
    [
      [-18.000000000000004, 5e-324, 0],
      [-20, -18, -16, -14, -12, -10, -8, -6, -4, -2, 0, 2],
    ],
  ])('%j lie between %j', (values, edges) => {
    expect(roundEdges(values)).toEqual(edges);
  });

  it('edges ascend and enclose all values, in 10 to 20 bins where these differ', () => {
    fc.assert(
      fc.property(fc.array(reasonable, { minLength: 1 }), (values) => {
        const edges = roundEdges(values);
        expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1])).toBe(true);
        const [low, high] = [Math.min(...values), Math.max(...values)];
        expect(edges[0]).toBeLessThan(low + 1e-9 * Math.abs(low) + 1e-300);
        expect(edges[edges.length - 1]).toBeGreaterThanOrEqual(high - 1e-9 * Math.abs(high));
        expect(edges.length).toBeLessThanOrEqual(21);
        if (high - low > 1e-6 * Math.max(Math.abs(low), Math.abs(high), 1e-290)) {
          expect(edges.length).toBeGreaterThan(9);
        }
      })
    );
  });

  it('any numbers at all give edges', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
        const edges = roundEdges(values);
        expect(edges.length).toBeGreaterThan(1);
        expect(edges.length).toBeLessThanOrEqual(21);
        expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1])).toBe(true);
      })
    );
  });
});

it('a value on an edge lies in the bin below it; beyond the edges, in the nearest', () => {
  const edges = [0, 1, 2, 3];
  expect([-5, 0, 0.5, 1, 1.5, 3, 9].map((value) => binOf(value, edges))).toEqual([0, 0, 0, 0, 1, 2, 2]);
});
