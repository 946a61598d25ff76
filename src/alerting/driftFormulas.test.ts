import fc from 'fast-check';

import { answered } from '../../test/alertNumbers';
import { type CountPair, isOrdered, orderedFormula, sharesFormula } from '../engines/drift/driftFormulas';
import { driftMeasures } from '../query/drift';
import { driftScore, type Side } from '../statistics/drift/scores';
import { evaluateMath } from './expressions/evaluateMath';
import { parseMath } from './expressions/parseMath';
import { number } from './expressions/testValues';

/** Formulas of rules on drift, as Grafana computes them: what they give is what the statistics say of the same counts. */
function valueOf(formula: string, counts: Record<string, number>): number | undefined {
  const inputs = new Map(Object.entries(counts).map(([name, value]) => [name, [number(value)]]));
  const [value] = evaluateMath(answered(parseMath(`${formula} + 0 * $c0`)), inputs);
  const found = 'value' in value ? value.value : undefined;
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
            expectSame(valueOf(sharesFormula(measure, pairs.map(pairOf)), inputs(pairs)), expected);
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
          expectSame(valueOf(orderedFormula(measure, above.map(pairOf), edges), inputs(above)), expected);
        }),
        { numRuns: 60 }
      );
    }
  );
});

it('stays short enough for a rule', () => {
  const pairs = Array.from({ length: 16 }, (_, k) => ({ reference: `$r${k}`, current: `$c${k}` }));
  const edges = pairs.map((_, k) => k);
  for (const measure of driftMeasures) {
    const formula = isOrdered(measure) ? orderedFormula(measure, pairs, [...edges, 16]) : sharesFormula(measure, pairs);
    expect([measure, formula.length < 100_000]).toEqual([measure, true]);
  }
});
