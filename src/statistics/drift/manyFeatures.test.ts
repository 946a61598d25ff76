import * as fc from 'fast-check';

import { compareFeatures } from './manyFeatures';
import { compareCounts, driftMeasureNames } from './measures';

const counts = (features: number, bins: number) =>
  fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constantFrom(NaN, -1, Infinity, 0.5)), {
    minLength: features * bins,
    maxLength: features * bins,
  });

it('gives for each of many features what it gives for that one alone', () => {
  const shape = fc.record({
    features: fc.integer({ min: 0, max: 6 }),
    bins: fc.integer({ min: 1, max: 8 }),
    own: fc.boolean(),
  });
  const world = shape.chain(({ features, bins, own }) =>
    fc.record({
      reference: counts(features, bins),
      current: counts(features, bins),
      shape: fc.constant({ features, bins, own }),
    })
  );
  fc.assert(
    fc.property(world, ({ reference, current, shape: { features, bins, own } }) => {
      const edgesOf = (f: number) => Array.from({ length: bins + 1 }, (_, i) => i * (own ? f + 1 : 1));
      const edges = Float64Array.from(own ? Array.from({ length: features }, (_, f) => edgesOf(f)).flat() : edgesOf(0));
      const found = compareFeatures({
        bins,
        reference: Float64Array.from(reference),
        current: Float64Array.from(current),
        edges,
      });
      for (let f = 0; f < features; f++) {
        const row = (side: number[]) => side.slice(f * bins, (f + 1) * bins);
        const alone = compareCounts(row(reference), row(current), edgesOf(f));
        driftMeasureNames.forEach((name) => expect(found[name][f]).toBe(alone[name]));
      }
    })
  );
});

it('fills short rows up with edges at Infinity', () => {
  const found = compareFeatures({
    bins: 3,
    reference: Float64Array.of(1, 2, 0),
    current: Float64Array.of(2, 1, 0),
    edges: Float64Array.of(0, 10, 20, 20),
  });
  expect(found.wasserstein[0]).toBeCloseTo(compareCounts([1, 2], [2, 1], [0, 10, 20]).wasserstein ?? NaN, 12);
});
