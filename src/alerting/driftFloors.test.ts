import fc from 'fast-check';

import { answered } from '../../test/alertNumbers';
import { type CountPair, type DriftCounts, eachSide } from '../engines/drift/driftCounts';
import { driftFormulas, isOrdered } from '../engines/drift/driftFormulas';
import { sum } from '../engines/formulas';
import { type DriftMeasure } from '../query/drift';
import { deal, seededRandom } from '../statistics/drift/permutation';
import { driftScore, type Side } from '../statistics/drift/scores';
import { boundsOf } from './condition';
import { evaluateMath } from './expressions/evaluateMath';
import { parseMath } from './expressions/parseMath';
import { number } from './expressions/testValues';
import { type Value } from './expressions/values';

/** Sampling floors of rules as formulas, where a panel deals samples anew: without drift few samples lie above. */
const measures = ['totalVariation', 'lInfinity', 'wasserstein'] as const;
const LEVEL = 0.05;

/** The score of the rule, and its floor. */
function ruleOn(measure: DriftMeasure, reference: number[], current: number[], edges: number[]) {
  const pairs = reference.map((_, k): CountPair => ({ reference: `$r${k}`, current: `$c${k}` }));
  const { named, value, interval } = driftFormulas(measure, countsOf(measure, pairs), edges);
  const { named: more } = boundsOf(answered(interval ?? { sentence: `no floor of ${measure}` }), '$value', 1 - LEVEL);
  const known = new Map<string, readonly Value[]>();
  for (const [letter, counts] of [
    ['r', reference],
    ['c', current],
  ] as const) {
    // Of measures with an order, what lies above each edge.
    const counted = isOrdered(measure) ? counts.map((_, k) => total(counts.slice(k))) : counts;
    counted.forEach((count, k) => known.set(`${letter}${k}`, [number(count)]));
  }
  for (const { name, formula } of [...named, { name: 'value', formula: value }, ...more]) {
    known.set(name, evaluateMath(answered(parseMath(formula)), known));
  }
  const numberOf = (name: string) => {
    const [found] = known.get(name) ?? [];
    return found !== undefined && 'value' in found ? (found.value ?? NaN) : NaN;
  };
  return { score: numberOf('value'), floor: numberOf('value') - numberOf('above_floor') };
}

function countsOf(measure: DriftMeasure, cells: readonly CountPair[]): DriftCounts {
  const nulls = { reference: '0', current: '0' };
  const values = isOrdered(measure) ? cells[0] : eachSide((side) => sum(cells.map((cell) => cell[side])));
  return { cells, nulls, values };
}

const total = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);

/** From what both samples have together: n of it are the reference. */
interface World {
  shares: number[];
  n: number;
  m: number;
}

const even = (bins: number) => Array.from({ length: bins }, () => 1 / bins);
const halves = Array.from({ length: 12 }, (_, k) => 0.5 ** Math.min(k + 1, 11));

const worlds: Array<[string, World]> = [
  ['two even bins', { shares: even(2), n: 500, m: 800 }],
  ['two bins, one rare', { shares: [0.98, 0.02], n: 500, m: 800 }],
  ['two bins, few samples', { shares: [0.8, 0.2], n: 30, m: 35 }],
  ['three even bins', { shares: even(3), n: 300, m: 300 }],
  ['three skewed bins', { shares: [0.9, 0.09, 0.01], n: 300, m: 1000 }],
  ['five skewed bins', { shares: [0.6, 0.2, 0.1, 0.07, 0.03], n: 3000, m: 400 }],
  ['ten even bins', { shares: even(10), n: 500, m: 800 }],
  ['ten even bins, few samples', { shares: even(10), n: 30, m: 30 }],
  ['a category of 0.5 %', { shares: [0.4, 0.3, 0.2, 0.095, 0.005], n: 200, m: 5000 }],
  ['bins of which each is half of the one before', { shares: halves, n: 1000, m: 300 }],
  ['nearly all at both ends', { shares: [0.45, ...even(10).map((one) => one / 10), 0.45], n: 400, m: 400 }],
  ['twenty-four even bins', { shares: even(24), n: 100, m: 1000 }],
];

describe.each(worlds)('without drift, of %s', (_, { shares, n, m }) => {
  const pooled = Float64Array.from(shares, (share) => Math.round(share * (n + m)));
  const [first, second] = [new Float64Array(pooled.length), new Float64Array(pooled.length)];
  const size = Math.round((total(Array.from(pooled)) * n) / (n + m));
  const edges = Array.from({ length: pooled.length + 1 }, (_, k) => k ** 2);
  const side = (counts: Float64Array): Side => ({ counts: Array.from(counts), nulls: 0 });

  it.each(measures)('%s lies above its floor in at most 6 %% of samples at 5 %%', (measure) => {
    const random = seededRandom(7);
    let above = 0;
    const runs = 3000;
    // What is pooled is always the same, and so is the floor.
    deal(pooled, size, random, first, second);
    const { floor } = ruleOn(measure, Array.from(first), Array.from(second), edges);
    for (let run = 0; run < runs; run++) {
      deal(pooled, size, random, first, second);
      const score = driftScore(measure, { reference: side(first), current: side(second), edges }) ?? 0;
      above += score > floor ? 1 : 0;
    }
    expect(above / runs).toBeLessThan(0.06);
    // Nor is it so high that it would hide drift; of the farthest bin it is, where others are narrower.
    expect(above / runs).toBeGreaterThanOrEqual(measure === 'lInfinity' ? 0 : 0.015);
  });
});

const count = fc.integer({ min: 1, max: 1e5 });
const sides = fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 8 });

it('the floor in deviations is that of the distance in the same unit', () => {
  fc.assert(
    fc.property(sides, (pairs) => {
      const [reference, current] = [pairs.map(([r]) => r), pairs.map(([, c]) => c)];
      const edges = Array.from({ length: pairs.length + 1 }, (_, k) => k ** 2);
      const plain = ruleOn('wasserstein', reference, current, edges);
      const inDeviations = ruleOn('wassersteinInDeviations', reference, current, edges);
      expect(inDeviations.floor * plain.score).toBeCloseTo(plain.floor * inDeviations.score, 6);
    })
  );
});

it('is no number where a side is empty', () => {
  for (const measure of [...measures, 'wassersteinInDeviations'] as const) {
    expect(ruleOn(measure, [0, 0, 0], [10, 20, 5], [0, 1, 2, 3]).floor).toBeNaN();
  }
});
