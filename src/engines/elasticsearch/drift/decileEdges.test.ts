import fc from 'fast-check';

import { countInBins } from '../../../statistics/drift/bins';
import { decileEdges } from '../../drift/deciles';
import { hash, normal, random } from '../../sample/story/random';
import { decided, edgesAmong, estimated, type EstimatedVariable } from './decileEdges';

const variable = { of: 'feature', name: 'x', field: 'features.x', scale: 1 } as const;

/** As an index would estimate it: each quantile is off by up to a twentieth of a percent of all values, by chance. */
function estimateOf(values: readonly number[], uniform: () => number): EstimatedVariable {
  const sorted = [...values].sort((a, b) => a - b);
  const last = sorted.length - 1;
  const at = (percent: number) => {
    const off = percent === 0 || percent === 100 ? 0 : 0.1 * (uniform() - 0.5);
    return sorted[Math.min(last, Math.max(0, Math.round((last * (percent + off)) / 100)))];
  };
  const percents = Array.from({ length: 1001 }, (_, i) => i / 10);
  return estimated(variable, new Map(percents.map((percent) => [percent, at(percent)])));
}

function edgesOf(values: readonly number[], uniform: () => number): readonly number[] {
  const { estimate, edges } = estimateOf(values, uniform);
  if (!estimate) {
    return edges;
  }
  const bins = edgesAmong(estimate);
  return decided(estimate, { edges: bins, counts: countInBins(values, Float64Array.from(bins)).counts });
}

const shapes: Record<string, (uniform: () => number) => number> = {
  even: (uniform) => uniform(),
  normal: (uniform) => 50_000 + 12_345 * normal(uniform),
  'with a long tail, in both directions': (uniform) => Math.sinh(4 * normal(uniform)),
  'far from 0': (uniform) => 1_764_000_000 + 30 * uniform(),
  whole: (uniform) => Math.floor(40 * uniform() ** 2),
  'with few digits': (uniform) => Math.round(1000 * uniform()) / 1000,
};

describe.each(Object.entries(shapes))('of values that are %s', (_, shape) => {
  it('edges are those of the values themselves, however quantiles are estimated', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2000, max: 6000 }), (seed, n) => {
        const uniform = random(hash(seed));
        const values = Array.from({ length: n }, () => shape(uniform));
        const expected = decileEdges(values);
        for (let time = 0; time < 5; time++) {
          expect(edgesOf(values, uniform)).toEqual(expected);
        }
      }),
      { numRuns: 20 }
    );
  });
});

it('a frequent value of many digits closes its bin', () => {
  const uniform = random(hash(2));
  const values = Array.from({ length: 3000 }, () => (uniform() < 0.3 ? 0.123456789 : normal(uniform)));
  expect(decileEdges(values)).toContain(0.123456789);
  expect(edgesOf(values, uniform)).toEqual(decileEdges(values));
});

it('edges of few values, and of one, are there too', () => {
  const uniform = random(hash(1));
  for (const values of [[7], [1, 2, 3]]) {
    expect(edgesOf(values, uniform)).toEqual(decileEdges(values));
  }
});
