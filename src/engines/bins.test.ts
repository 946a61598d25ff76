import fc from 'fast-check';

import { onEdges, sharedEdges, withoutEmptyEnds } from './bins';

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
