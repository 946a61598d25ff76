import * as fc from 'fast-check';

import { scoreBins } from './scoreBins';
import { ALL } from './scoreCounts';
import { cumulative } from './scoreLosses';

describe('sums over bins as sums over the counts up to their edges', () => {
  const edges = ['0', '0.25', '0.5', '0.75', '1'];
  const bins = scoreBins(edges, 1);
  const upTo = [...edges, ALL];
  const whole = (max: number) => fc.integer({ min: 0, max });

  it('are the same', () => {
    fc.assert(
      fc.property(
        fc.array(whole(1000), { minLength: 6, maxLength: 6 }),
        fc.array(whole(9), { minLength: 6, maxLength: 6 }),
        whole(2),
        whole(2),
        (counts, numbers, outsideBelow, outsideAbove) => {
          const inside = (bin: number) => bin >= outsideBelow && bin < 6 - outsideAbove;
          const perBin = numbers.map((number, bin) => (inside(bin) ? number : undefined));
          const expected = counts.reduce((sum, count, bin) => sum + count * (perBin[bin] ?? 0), 0);
          const upToEdge = (edge: string) =>
            counts.slice(0, upTo.indexOf(edge) + 1).reduce((sum, count) => sum + count, 0);
          const sum = cumulative(perBin, bins).reduce((total, [edge, weight]) => total + weight * upToEdge(edge), 0);
          expect(sum).toBe(expected);
        }
      )
    );
  });

  it('read no edge in vain', () => {
    expect(cumulative([1, 1, 1, 1, 1, undefined], bins)).toEqual([['1', 1]]);
    expect(cumulative([undefined, 1, 1, 1, 1, 1], bins)).toEqual([
      ['0', -1],
      [ALL, 1],
    ]);
  });
});
