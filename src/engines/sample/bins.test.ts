import fc from 'fast-check';

import { binOf, roundEdges } from './bins';

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

it('a value on an edge lies in the bin below it; beyond the edges, in the nearest', () => {
  const edges = [0, 1, 2, 3];
  expect([-5, 0, 0.5, 1, 1.5, 3, 9].map((value) => binOf(value, edges))).toEqual([0, 0, 0, 0, 1, 2, 2]);
});
