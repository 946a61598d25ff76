import fc from 'fast-check';

import { hash, normal, random } from '../sample/story/random';
import { decileEdges, ranksOf } from './deciles';

const inner = (values: number[]) => decileEdges(values)?.slice(1, -1);

it('are such as people would write', () => {
  const uniform = random(hash(7));
  const values = Array.from({ length: 5000 }, () => 50_000 + 12_345 * normal(uniform));
  expect(inner(values)).toEqual([
    1000, 34_000, 39_600, 43_600, 46_700, 50_100, 53_100, 56_600, 60_500, 66_000, 100_000,
  ]);
});

it('cut values into tenths, with nothing of them in the outer bins', () => {
  expect(inner(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual([0.5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
});

it('keep values of any size apart that are near to each other', () => {
  const base = 1_764_000_000;
  expect(inner([0, 5, 31].map((more) => base + more))).toEqual([base - 1, base, base + 10, base + 31]);
});

it('cut a value that is far more frequent than others at the value itself, as if it had a bin of its own', () => {
  expect(inner([1, 1, 1, 1, 2])).toEqual([0.9, 1, 2]);
  const frequent = [...Array.from({ length: 200 }, (_, i) => i / 100), ...new Array<number>(300).fill(1.2345)];
  expect(inner(frequent)).toEqual([-0.05, 0.5, 1, 1.2345, 1.5, 2]);
});

it.each([0, 18.37, -5, 1e300])('of one value only are two around it: %d', (value) => {
  const edges = decileEdges([value, value]) ?? [];
  expect(edges).toHaveLength(4);
  expect(edges[1]).toBeLessThan(value);
  expect(edges[2]).toBe(value);
});

it.each([[[]], [[null, undefined, NaN]], [[Infinity, -Infinity]]])(
  'there are none without a finite value: %j',
  (values) => {
    expect(decileEdges(values)).toBeUndefined();
  }
);

it('ascend, hold every value, and have their tenth of the values and at most a hundredth more', () => {
  const value = fc.oneof(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((one) => one === 0 || Math.abs(one) > 1e-200),
    fc.integer({ min: -20, max: 20 }),
    fc.double({ noNaN: true, min: -1e200, max: 1e200 }).filter((one) => one === 0 || Math.abs(one) > 1e-200)
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 300 }), (values) => {
      const edges = decileEdges(values) ?? [];
      expect(edges.every((edge, i) => i === 0 || edge > edges[i - 1])).toBe(true);
      expect(edges[1]).toBeLessThan(Math.min(...values));
      expect(edges[edges.length - 2]).toBeGreaterThanOrEqual(Math.max(...values));
      const upTo = (edge: number) => values.filter((value) => value <= edge).length;
      for (let decile = 1; decile < 10; decile++) {
        const { least, most } = ranksOf(decile, values.length);
        const edge = edges.find((one) => upTo(one) >= least) ?? NaN;
        // Else a value that closes the bin, and is more frequent.
        expect(upTo(edge) <= most || values.includes(edge) || edge === edges[edges.length - 2]).toBe(true);
      }
    })
  );
});
