import fc from 'fast-check';

import { answered } from '../../test/alertNumbers';
import { type CountPair, type DriftCounts, eachSide } from '../engines/drift/driftCounts';
import { type DriftFormulas, driftFormulas, isOrdered } from '../engines/drift/driftFormulas';
import { namesIn, sum } from '../engines/formulas';
import { driftMeasures } from '../query/drift';
import { driftScore, type Side } from '../statistics/drift/scores';
import { evaluateMath } from './expressions/evaluateMath';
import { mathTokens } from './expressions/mathTokens';
import { parseMath } from './expressions/parseMath';
import { number } from './expressions/testValues';
import { type Value } from './expressions/values';

/** Formulas of rules on drift, as Grafana computes them: what they give is what the statistics say of the same counts. */
function valueOf({ named, value }: DriftFormulas, counts: Record<string, number>): number | undefined {
  const known = new Map<string, readonly Value[]>(
    Object.entries(counts).map(([name, count]) => [name, [number(count)]])
  );
  const evaluate = (formula: string) => evaluateMath(answered(parseMath(formula)), known);
  named.forEach(({ name, formula }) => known.set(name, evaluate(formula)));
  const [result] = evaluate(`${value} + 0 * $c0`);
  const found = 'value' in result ? result.value : undefined;
  return Number.isFinite(found) ? found : undefined;
}

function expectSame(found: number | undefined, expected: number | undefined) {
  if (expected === undefined || found === undefined) {
    expect(found).toBe(expected);
  } else {
    // A root of what rounding left.
    expect(Math.abs(found - expected)).toBeLessThan(1e-7 + 1e-9 * expected);
  }
}

const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1e4, max: 1e6 }));
const sides = fc.array(fc.tuple(count, count), { minLength: 2, maxLength: 8 });

const column = (pairs: Array<[number, number]>, side: 0 | 1) => pairs.map((pair) => pair[side]);
const inputs = (pairs: Array<[number, number]>) =>
  Object.fromEntries(
    pairs.flatMap(([r, c], k) => [
      [`r${k}`, r],
      [`c${k}`, c],
    ])
  );
/** As an engine gives them: nulls are the last, and not a cell. */
function shares(pairs: readonly CountPair[]): DriftCounts {
  const cells = pairs.slice(0, -1);
  return {
    cells,
    nulls: pairs[pairs.length - 1],
    values: eachSide((side) => sum(cells.map((cell) => cell[side]))),
  };
}

/** From each edge up: the first are all, and nulls count for nothing. */
function ordered(cells: readonly CountPair[]): DriftCounts {
  return { cells, nulls: { reference: '$never', current: '$never' }, values: cells[0] };
}

const sumFrom = (counts: number[], k: number) => counts.slice(k).reduce((all, one) => all + one, 0);

describe.each(['counted', 'frozen'])('against a reference that is %s', (reference) => {
  const pairOf = ([r]: [number, number], k: number): CountPair => ({
    reference: reference === 'frozen' ? String(r) : `$r${k}`,
    current: `$c${k}`,
  });

  describe.each([true, false])('of bins: %s', (isNumeric) => {
    it.each(driftMeasures.filter((measure) => !isOrdered(measure) && !(isNumeric && measure === 'newShare')))(
      'has the measure of the statistics: %s',
      (measure) => {
        fc.assert(
          fc.property(sides, (pairs) => {
            const side = (which: 0 | 1): Side => ({
              counts: column(pairs.slice(0, -1), which),
              nulls: pairs[pairs.length - 1][which],
            });
            const edges = isNumeric ? pairs.map((_, k) => k) : undefined;
            const expected = driftScore(measure, { reference: side(0), current: side(1), edges });
            expectSame(valueOf(driftFormulas(measure, shares(pairs.map(pairOf)), []), inputs(pairs)), expected);
          }),
          { numRuns: 60 }
        );
      }
    );
  });

  it.each(driftMeasures.filter(isOrdered))(
    'has the measure of the statistics, by what lies above edges: %s',
    (measure) => {
      fc.assert(
        fc.property(sides, fc.integer({ min: -20, max: 20 }), fc.boolean(), (pairs, low, isOpen) => {
          const inner = pairs.slice(1).map((_, k) => low + k * k + 0.5 * k);
          const edges = isOpen ? [-Infinity, ...inner, Infinity] : [low - 1, ...inner, low + 1000];
          const side = (which: 0 | 1): Side => ({ counts: column(pairs, which), nulls: 3 });
          const above = pairs.map((_, k): [number, number] => [
            sumFrom(column(pairs, 0), k),
            sumFrom(column(pairs, 1), k),
          ]);
          const expected = driftScore(measure, { reference: side(0), current: side(1), edges });
          expectSame(valueOf(driftFormulas(measure, ordered(above.map(pairOf)), edges), inputs(above)), expected);
        }),
        { numRuns: 60 }
      );
    }
  );
});

describe.each(driftMeasures)('the formulas of %s', (measure) => {
  const formulasOf = (bins: number): DriftFormulas => {
    const pairs = Array.from({ length: bins }, (_, k) => ({ reference: `$r${k}`, current: `$c${k}` }));
    const edges = Array.from({ length: bins + 1 }, (_, k) => k);
    return driftFormulas(measure, isOrdered(measure) ? ordered(pairs) : shares(pairs), edges);
  };
  /** In numbers, names and signs: how long these are depends on how they are written. */
  const length = (bins: number) => {
    const { named, value } = formulasOf(bins);
    const formulas = [value, ...named.map(({ formula }) => formula)];
    return formulas.reduce((total, formula) => total + answered(mathTokens(formula)).length, 0);
  };

  it('grow by the same with each bin, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 100 }), (bins) => {
        expect(length(bins + 1) - length(bins)).toBe(length(4) - length(3));
      })
    );
  });

  it('name each result once, by what it needs before it, and none as an input is called', () => {
    const { named } = formulasOf(24);
    const known = new Set(named.length > 0 ? inputNames(24) : []);
    for (const { name, formula } of named) {
      expect(name).toMatch(/^[a-z]\w*$/);
      expect(known).not.toContain(name);
      expect([...namesIn([formula])].filter((used) => !known.has(used))).toEqual([]);
      known.add(name);
    }
  });
});

/** Of either engine, and what a rule adds (ruleData.ts). */
const inputNames = (bins: number) => [
  ...['c', 'r', 'support', 'value', 'lower', 'upper', 'above_floor', 'share', 'condition', 'unknown'],
  ...Array.from({ length: bins + 2 }, (_, k) => [`c${k}`, `r${k}`]).flat(),
];
