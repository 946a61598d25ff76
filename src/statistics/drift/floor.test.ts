import { ksFloor, samplingFloors } from './floor';
import { compareCounts, driftMeasureNames } from './measures';
import { hypergeometric, seededRandom } from './permutation';

const random = seededRandom(20240229);

function draw(n: number, shares: readonly number[]): Float64Array {
  const counts = new Float64Array(shares.length);
  for (let i = 0; i < n; i++) {
    let at = random();
    let k = 0;
    while (k < shares.length - 1 && at >= shares[k]) {
      at -= shares[k++];
    }
    counts[k]++;
  }
  return counts;
}

const even = (bins: number) => Array.from({ length: bins }, () => 1 / bins);

describe('the sampling floor', () => {
  // Nominally 5 %. The draws are the same at every run.
  it.each([
    { what: 'ten even bins', n: 500, m: 800, shares: even(10), runs: 500 },
    { what: 'skewed bins', n: 3000, m: 400, shares: [0.5, 0.25, 0.12, 0.08, 0.05], runs: 500 },
    { what: 'a rare category', n: 200, m: 5000, shares: [0.6, 0.3, 0.095, 0.005], runs: 300 },
    { what: 'many sparse categories', n: 60, m: 100, shares: even(40), runs: 800 },
  ])('is exceeded without drift by at most 6 % of comparisons: $what', ({ n, m, shares, runs }) => {
    const edges = Array.from({ length: shares.length + 1 }, (_, i) => i);
    const exceeded = new Map<string, number>();
    for (let run = 0; run < runs; run++) {
      const [reference, current] = [draw(n, shares), draw(m, shares)];
      const found = compareCounts(reference, current, edges);
      const { floors } = samplingFloors(reference, current, { edges, permutations: 99, seed: run });
      for (const name of driftMeasureNames) {
        const above = (found[name] ?? NaN) > (floors[name] ?? NaN);
        exceeded.set(name, (exceeded.get(name) ?? 0) + (above ? 1 / runs : 0));
      }
    }
    expect(exceeded.size).toBe(driftMeasureNames.length);
    for (const share of exceeded.values()) {
      expect(share).toBeLessThanOrEqual(0.06);
    }
  });

  it('is a closed form where bins can expect 5 samples, and dealt anew where they cannot', () => {
    const [reference, current] = [draw(1000, even(10)), draw(1000, even(10))];
    const closed = samplingFloors(reference, current);
    expect(closed.permuted).toEqual(['totalVariation', 'lInfinity']);
    // chi-square's 95th percentile with 9 degrees is 16.919.
    expect(closed.floors.psi).toBeCloseTo(0.016919 * 2, 5);
    expect(closed.floors.kullbackLeibler).toBeCloseTo(0.016919, 5);
    const dealt = samplingFloors([...reference, 1], [...current, 1]);
    expect(dealt.permuted).toContain('psi');
    expect(dealt.floors.psi).toBeGreaterThan(0);
  });

  it('is near its permutations where both can be had', () => {
    const [reference, current] = [draw(2000, even(8)), draw(1500, even(8))];
    const { floors } = samplingFloors(reference, current);
    const dealt = samplingFloors([...reference, 0.6], [...current, 0.6], { permutations: 1999 });
    for (const name of ['psi', 'jensenShannon', 'hellinger', 'kullbackLeibler'] as const) {
      expect((dealt.floors[name] ?? NaN) / (floors[name] ?? NaN)).toBeGreaterThan(0.9);
      expect((dealt.floors[name] ?? NaN) / (floors[name] ?? NaN)).toBeLessThan(1.25);
    }
  });

  it('is exceeded by a drift that matters', () => {
    const [reference, current] = [draw(500, [0.7, 0.2, 0.1]), draw(500, [0.5, 0.3, 0.2])];
    const found = compareCounts(reference, current);
    const { floors } = samplingFloors(reference, current);
    for (const name of ['psi', 'totalVariation', 'jensenShannon'] as const) {
      expect(found[name]).toBeGreaterThan(floors[name] ?? NaN);
    }
  });

  it('is the same at every run, falls with more samples, and rises with a lower level', () => {
    const counts = [30, 20, 3];
    expect(samplingFloors(counts, counts)).toEqual(samplingFloors(counts, counts));
    const more = counts.map((count) => count * 100);
    expect(samplingFloors(more, more).floors.psi).toBeLessThan(samplingFloors(counts, counts).floors.psi ?? NaN);
    expect(ksFloor(100, 100, 0.01)).toBeGreaterThan(ksFloor(100, 100));
    expect(ksFloor(1, 1)).toBe(1);
  });

  it('is not there where a side is empty, and of measures of order without edges', () => {
    expect(samplingFloors([], [1, 2])).toEqual({ floors: {}, permuted: [] });
    expect(Object.keys(samplingFloors([10, 20], [20, 10]).floors)).not.toContain('ks');
  });

  it('stands a million counts in one bin, and 10,000 categories', () => {
    expect(samplingFloors([1e6, 2], [1e6, 3]).floors.psi).toBeGreaterThan(0);
    const many = new Float64Array(10_000).fill(1);
    const { floors } = samplingFloors(many, many, { permutations: 19, measures: ['totalVariation'] });
    // Two alike of a category are dealt to one side in every second case.
    expect(floors.totalVariation).toBeCloseTo(0.5, 1);
  });
});

describe('dealing anew', () => {
  // One by one; from the mode; as a normal distribution.
  it.each([
    [10, 40, 20],
    [200, 900, 300],
    [40_000, 90_000, 60_000],
  ])('%i of these among %i others, %i drawn: mean and variance are the hypergeometric ones', (good, bad, drawn) => {
    const all = good + bad;
    const runs = 20_000;
    let [sum, squares] = [0, 0];
    for (let run = 0; run < runs; run++) {
      const k = hypergeometric(good, bad, drawn, random);
      sum += k;
      squares += k * k;
    }
    const mean = (good * drawn) / all;
    const variance = (((mean * bad) / all) * (all - drawn)) / (all - 1);
    expect(Math.abs(sum / runs - mean)).toBeLessThan(4 * Math.sqrt(variance / runs));
    expect((squares / runs - (sum / runs) ** 2) / variance).toBeCloseTo(1, 1);
  });

  it('keeps to what is possible', () => {
    expect(hypergeometric(5, 0, 3, random)).toBe(3);
    expect(hypergeometric(0, 5, 3, random)).toBe(0);
    expect(hypergeometric(5, 5, 10, random)).toBe(5);
  });
});
