import fc from 'fast-check';

import { creditDistributions } from '../../../test/driftFrames';
import { type ComparedDistribution } from '../../frames/distributionsFrame';
import { barSentences, distributionView } from './distributionView';
import { histogramLayout } from './histogramLayout';

const named = (name: string) => creditDistributions.find(({ variable }) => variable === name) ?? creditDistributions[0];
const of = (categories: string[], before: number[], now: number[]): ComparedDistribution => ({
  of: 'feature',
  variable: 'x',
  categories,
  reference: { counts: before, nulls: 0 },
  current: { counts: now, nulls: 0 },
});

describe('both distributions of a variable', () => {
  it('to scale have areas that are shares, without open ends that nothing fell into', () => {
    const { bars, toScale } = distributionView(named('income'), 'psi', 'auto');
    expect([toScale, bars.length]).toEqual([true, 8]);
    for (const { heights, from = NaN, to = NaN, current } of bars) {
      expect(heights.current * (to - from)).toBeCloseTo(current ?? NaN, 12);
    }
  });

  it('whose bins differ too much in width, or by the options, have bars of one width', () => {
    const latencies = { ...named('income'), edges: [0, 0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000, 100_000, Infinity] };
    expect(distributionView(latencies, 'psi', 'auto').toScale).toBe(false);
    expect(distributionView(latencies, 'psi', 'scale').toScale).toBe(true);
    expect(distributionView(named('income'), 'psi', 'even').toScale).toBe(false);
  });

  it('tell what is new, what has vanished, and of nulls beside the rest', () => {
    const { bars } = distributionView(of(['a', 'b', 'c'], [50, 50, 0], [60, 0, 40]), 'psi', 'auto');
    expect(bars.map(({ name, change }) => [name, change])).toEqual([
      ['a', undefined],
      ['b', 'vanished'],
      ['c', 'new'],
    ]);
    expect(distributionView(named('employment'), 'psi', 'auto').bars.at(-1)).toMatchObject({
      name: 'null',
      part: 'null',
    });
  });

  it('name where the drift comes from, the most first; the shares of all are one', () => {
    const { contributors, bars } = distributionView(named('employment'), 'psi', 'auto');
    expect(contributors[0].name).toBe('gig worker');
    expect(bars.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(1, 12);
    expect(barSentences(contributors[0])).toEqual([
      'gig worker (new): 14.0 % now (930), 0.0 % in the reference (0), +14.0 points.',
      expect.stringMatching(/ of the drift comes from here\.$/),
    ]);
  });

  it('of 10,000 categories are the most frequent ones, and the others as one', () => {
    const names = Array.from({ length: 10_000 }, (_, i) => `c${i}`);
    const counts = names.map((_, i) => 10_000 - i);
    const { bars } = distributionView(of(names, counts, counts), 'psi', 'auto');
    expect(bars.length).toBeLessThanOrEqual(40);
    expect(bars.at(-1)?.name).toBe('9961 others');
    expect(bars.reduce((sum, { current = 0 }) => sum + current, 0)).toBeCloseTo(1, 9);
  });

  it('show names from outside so that they can be told apart', () => {
    const { bars } = distributionView(of(['', 'a\n', '</script>'], [1, 1, 1], [1, 1, 1]), 'psi', 'auto');
    expect(bars.map(({ name }) => name)).toEqual(['(empty)', 'a⏎', '</script>']);
  });

  it('without a reference, or with an empty side, are no crash and no 0 %', () => {
    const { reference: _, ...alone } = named('age');
    expect(distributionView(alone, 'psi', 'auto').bars[1].reference).toBeUndefined();
    const empty = distributionView(of(['a', 'b'], [1, 2], [0, 0]), 'psi', 'auto');
    expect([empty.bars[0].current, empty.contributors.length]).toEqual([undefined, 0]);
  });
});

describe('a histogram', () => {
  it('keeps within its room, bars side by side, whatever was counted', () => {
    const counts = fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(counts, fc.boolean(), fc.integer({ min: 60, max: 900 }), (now, isOpen, width) => {
        const edges = [...(isOpen ? [-Infinity] : [-1]), ...now.slice(1).map((_, i) => i * i), Infinity];
        const side = { counts: now, nulls: 5 };
        const distribution = { of: 'feature' as const, variable: 'x', edges, current: side, reference: side };
        const { bars, left, right, top, bottom } = histogramLayout(
          distributionView(distribution, 'psi', 'auto'),
          width,
          200
        );
        for (const [i, bar] of bars.entries()) {
          expect(bar.left).toBeGreaterThanOrEqual(i === 0 ? left - 1e-6 : bars[i - 1].left + bars[i - 1].size - 1e-6);
          expect(bar.left + bar.size).toBeLessThanOrEqual(right + 1e-6);
          expect(bar.current).toBeLessThanOrEqual(bottom - top + 1e-6);
        }
      })
    );
  });
});
