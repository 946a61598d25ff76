import { seededRandom } from '../../statistics/drift/permutation';
import { driftFloor, driftScore, driftScoreNames, type Side, type Sides } from '../../statistics/drift/scores';
import { floorsOverTime } from './floorsOverTime';

const edges = [-Infinity, 1, 2, 3, Infinity];
const side = (counts: number[], nulls = 0): Side => ({ counts, nulls });
const times = ({ counts, nulls }: Side, factor: number): Side => ({
  counts: Array.from(counts, (count) => count * factor),
  nulls: nulls * factor,
});

const sides: Sides = { reference: side([200, 300, 100, 50], 20), current: side([180, 250, 120, 60], 30), edges };

describe('floors over time', () => {
  it.each(driftScoreNames)('are those of each comparison where all have one size: %s', (name) => {
    const floor = driftFloor(name, sides, 0.05);
    expect(floorsOverTime(name, [sides, sides, sides], 0.05)).toEqual([floor, floor, floor]);
  });

  it.each(['psi', 'kullbackLeibler', 'jensenShannon', 'hellinger', 'ks', 'chiSquare', 'cramersV'] as const)(
    'are those of each comparison where they have a closed form, whatever the sizes: %s',
    (name) => {
      const all = [1, 1.2, 3, 3.5, 100].flatMap((factor) => [
        { ...sides, current: times(sides.current, factor) },
        { ...sides, reference: times(sides.reference, factor), current: times(sides.current, factor) },
      ]);
      floorsOverTime(name, all, 0.05).forEach((floor, i) => {
        expect(floor).toBeCloseTo(driftFloor(name, all[i], 0.05) ?? NaN, 10);
      });
    }
  );

  it('are none where a side is empty, and there only', () => {
    const empty = { ...sides, current: side([0, 0, 0, 0]) };
    const floors = floorsOverTime('psi', [empty, sides, empty], 0.05);
    expect(floors).toEqual([undefined, driftFloor('psi', sides, 0.05), undefined]);
    expect(floorsOverTime('psi', [empty], 0.05)).toEqual([undefined]);
    expect(floorsOverTime('psi', [], 0.05)).toEqual([]);
  });

  it('of a measure of order look at values, not at nulls', () => {
    const many = { ...sides, reference: { ...sides.reference, nulls: 1e6 } };
    expect(floorsOverTime('ks', [sides, many], 0.05)).toEqual(floorsOverTime('ks', [sides, sides], 0.05));
  });

  const random = seededRandom(7);
  const draw = (n: number): Side => {
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const at = random();
      counts[at < 0.4 ? 0 : at < 0.7 ? 1 : at < 0.9 ? 2 : 3]++;
    }
    return { counts, nulls: 0 };
  };

  // Nominally 5 %. Nights have few predictions, days have many; the draws are the same at every run.
  it.each(['psi', 'totalVariation', 'ks', 'wasserstein', 'cramersV', 'jensenShannon'] as const)(
    'are exceeded without drift by at most 6 %% of comparisons, many and few samples together: %s',
    (name) => {
      const all = Array.from({ length: 1200 }, (_, i): Sides => {
        const n = [40, 60, 300, 1000, 1500][i % 5];
        return { reference: draw(2 * n), current: draw(n), edges };
      });
      const floors = floorsOverTime(name, all, 0.05);
      const above = all.filter((one, i) => (driftScore(name, one) ?? NaN) > (floors[i] ?? NaN));
      expect(floors.every((floor) => floor !== undefined && floor > 0)).toBe(true);
      expect(above.length / all.length).toBeLessThanOrEqual(0.06);
      expect(above.length).toBeGreaterThan(0);
    }
  );
});
