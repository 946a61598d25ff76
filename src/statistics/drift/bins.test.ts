import * as fc from 'fast-check';

import { countInBins, withOpenEnds } from './bins';

describe('edges', () => {
  it('are ascending, each once, and open at both ends', () => {
    expect([...withOpenEnds([3, 1, 1, -0, 0, Infinity, NaN])]).toEqual([-Infinity, 0, 1, 3, Infinity]);
    expect([...withOpenEnds([])]).toEqual([-Infinity, Infinity]);
  });
});

describe('counting in bins', () => {
  it('puts a value on an edge into the bin below', () => {
    expect([...countInBins([0, 0.1, 1, 1.1], Float64Array.of(-Infinity, 0, 1, Infinity)).counts]).toEqual([1, 2, 1]);
  });

  it('puts infinite values into the open bins, and nulls into none', () => {
    const { counts, nulls } = countInBins([-Infinity, Infinity, null, undefined, NaN, 0.5], withOpenEnds([0, 1]));
    expect([...counts]).toEqual([1, 1, 1]);
    expect(nulls).toBe(3);
  });

  it('finds the bin that a look at each edge finds', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(fc.array(number, { maxLength: 20 }), fc.array(number, { maxLength: 20 }), (edges, values) => {
        const open = withOpenEnds(edges);
        const counts = new Array<number>(open.length - 1).fill(0);
        for (const value of [...values, ...edges]) {
          const bin = open.findIndex((_, k) => value <= open[k + 1]);
          counts[bin]++;
        }
        expect([...countInBins([...values, ...edges], open).counts]).toEqual(counts);
      })
    );
  });
});
