import * as fc from 'fast-check';

import { countInBins, openShare, quantileEdges, widthEdges, withOpenEnds } from './bins';

describe('edges', () => {
  it('are ascending, each once, and open at both ends', () => {
    expect([...withOpenEnds([3, 1, 1, -0, 0, Infinity, NaN])]).toEqual([-Infinity, 0, 1, 3, Infinity]);
    expect([...withOpenEnds([])]).toEqual([-Infinity, Infinity]);
  });

  it('cut the reference into equal counts, with nothing of it in the outer bins', () => {
    const reference = Array.from({ length: 100 }, (_, i) => i + 1);
    const edges = quantileEdges(reference, 4)!;
    expect([...edges.slice(2)]).toEqual([25, 50, 75, 100, Infinity]);
    expect([...countInBins(reference, edges).counts]).toEqual([0, 25, 25, 25, 25, 0]);
  });

  it('merge where quantiles coincide, so that no bin of the reference is empty', () => {
    const edges = quantileEdges([0, 0, 0, 0, 0, 0, 0, 1, 2, 3], 5)!;
    const { counts } = countInBins([0, 0, 0, 0, 0, 0, 0, 1, 2, 3], edges);
    expect([...counts]).toEqual([0, 7, 1, 2, 0]);
  });

  it('are of equal distance from the lowest to the highest value', () => {
    expect([...widthEdges([0, null, 10, NaN, Infinity], 4)!].slice(2)).toEqual([2.5, 5, 7.5, 10, Infinity]);
    expect([...countInBins([0, 10], widthEdges([0, 10], 2)!).counts]).toEqual([0, 1, 1, 0]);
  });

  it('take one value for one bin', () => {
    for (const edges of [quantileEdges([7, 7, 7], 10)!, widthEdges([7, 7], 10)!]) {
      expect([...countInBins([6.9, 7, 7, 7.1], edges).counts]).toEqual([1, 2, 1]);
    }
  });

  it('are undefined without a finite value', () => {
    for (const reference of [[], [null, undefined, NaN], [Infinity, -Infinity]]) {
      expect(quantileEdges(reference, 10)).toBeUndefined();
      expect(widthEdges(reference, 10)).toBeUndefined();
    }
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

describe('the share in open bins', () => {
  it('is the larger one of the sides', () => {
    expect(openShare([-Infinity, 0, 1, Infinity], [1, 2, 1], [0, 3, 1])).toBe(0.5);
    expect(openShare([0, 1, 2], [1, 2], [3, 1])).toBe(0);
    expect(openShare([0, 1], [0], [3])).toBeUndefined();
  });
});
