import * as fc from 'fast-check';

import { binsBelow, probabilities, scoreBins, spellings } from './scoreBins';

describe('the bins of a score histogram that a rule knows', () => {
  it('are named as Prometheus 2 names their edges, each once', () => {
    expect(scoreBins(['0.0', '0', '0.05', '1', '1.0', '10.0'], 1).edges).toEqual(['0', '0.05', '1', '10']);
  });

  it('have finite edges only, whatever the label says', () => {
    expect(scoreBins(['', ' ', 'NaN', '-Inf', '0.5', '+Inf', '"} or up', '日本語'], 1).edges).toEqual(['0.5']);
  });

  it.each([
    ['0', ['0', '0.0']],
    ['-1', ['-1', '-1.0']],
    ['0.05', ['0.05']],
    ['1e-05', ['1e-05']],
  ])('%s can be spelled %j', (edge, expected) => expect(spellings(edge)).toEqual(expected));

  it('stand for their middles, those at the ends for what of them is between 0 and 1', () => {
    expect(probabilities(scoreBins(['0', '0.5', '1'], 1))).toEqual([0, 0.25, 0.75, undefined]);
    expect(probabilities(scoreBins(['0.5'], 1))).toEqual([0.25, 0.75]);
    expect(probabilities(scoreBins(['-1', '0.5', '2'], 1))).toEqual([undefined, 0.25, 0.75, undefined]);
  });

  it('are measured in scores', () => {
    expect(probabilities(scoreBins(['0', '30', '100'], 0.01))).toEqual([0, 0.15, 0.65, undefined]);
  });

  it.each([
    [0, 1],
    [0.1, 1],
    [0.25, 1],
    [0.26, 2],
    [0.5, 2],
    [0.8, 3],
    [1, 3],
  ])('are cut at the edge nearest to %d: %d below', (threshold, below) => {
    expect(binsBelow(scoreBins(['0', '0.5', '1'], 1), threshold)).toBe(below);
  });

  it.each([
    [0.05, 0],
    [0.15, 1],
    [0.94, 2],
    [0.96, 3],
  ])('that are open are cut at 0 and 1 too: of %d, %d below', (threshold, below) => {
    expect(binsBelow(scoreBins(['0.2', '0.9'], 1), threshold)).toBe(below);
  });

  it('are all below a threshold or above it, the more the higher it is', () => {
    const edges = fc.uniqueArray(fc.integer({ min: -2, max: 22 }), { minLength: 1 });
    const threshold = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(edges, threshold, threshold, (twentieths, one, other) => {
        const bins = scoreBins(
          twentieths.sort((a, b) => a - b).map((n) => String(n / 20)),
          1
        );
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((at) => binsBelow(bins, at));
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(low);
        expect(high).toBeLessThanOrEqual(bins.edges.length + 1);
      })
    );
  });
});
