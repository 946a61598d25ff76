import fc from 'fast-check';

import { classFormula } from '../engines/elasticsearch/alert/classFormulas';
import { scoreFormula } from '../engines/elasticsearch/alert/scoreFormulas';
import { EDGES } from '../engines/elasticsearch/scores';
import { type QualityMeasure } from '../query/query';
import { type Marginals, qualityMeasure, type QualityMeasureName } from '../statistics/classification';
import { twoSidedQuantile } from '../statistics/intervals';
import { scoreGroupsFromBins, scoreMeasure, scoreMeasureNames } from '../statistics/scores';
import { answered } from '../../test/alertNumbers';
import { evaluateMath } from './expressions/evaluateMath';
import { parseMath } from './expressions/parseMath';
import { number } from './expressions/testValues';

/** Formulas of rules on records, as Grafana computes them: what they give is what the statistics say of the same counts. */
function valueOf(formula: string, counts: Record<string, number>): number | undefined {
  const inputs = new Map(Object.entries(counts).map(([name, value]) => [name, [number(value)]]));
  const [value] = evaluateMath(answered(parseMath(formula)), inputs);
  const found = 'value' in value ? value.value : undefined;
  return Number.isFinite(found) ? found : undefined;
}

function expectSame(found: number | undefined, expected: number | undefined) {
  if (expected === undefined || found === undefined) {
    expect(found).toBe(expected);
  } else {
    expect(found).toBeCloseTo(expected, 9);
  }
}

const count = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 }));

describe('measures of classes', () => {
  /** A matrix of a few classes, many of its cells empty, with at least one outcome. */
  const matrix = fc
    .integer({ min: 1, max: 5 })
    .chain((classes) =>
      fc.array(fc.array(count, { minLength: classes, maxLength: classes }), { minLength: classes, maxLength: classes })
    )
    .filter((rows) => rows.flat().some((cell) => cell > 0));

  const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);

  function marginalsOf(rows: number[][]): Marginals {
    const actual = Float64Array.from(rows, sum);
    return {
      classes: rows.map((_, k) => `c${k}`),
      tp: Float64Array.from(rows, (row, k) => row[k]),
      actual,
      predicted: Float64Array.from(rows, (_, k) => sum(rows.map((row) => row[k]))),
      total: sum([...actual]),
    };
  }

  function countsOf({ tp, actual, predicted, total }: Marginals): Record<string, number> {
    const each = [...tp.keys()].flatMap((k) => [
      [`tp${k}`, tp[k]],
      [`actual${k}`, actual[k]],
      [`predicted${k}`, predicted[k]],
    ]);
    return Object.fromEntries([...each, ['support', total]]);
  }

  const asked: Array<[QualityMeasure & QualityMeasureName, 'macro' | 'micro' | 'weighted']> = [
    ['balancedAccuracy', 'macro'],
    ['mcc', 'macro'],
    ['kappa', 'macro'],
    ['baselineAccuracy', 'macro'],
    ['recall', 'macro'],
    ['precision', 'macro'],
    ['precision', 'weighted'],
    ['specificity', 'macro'],
    ['specificity', 'micro'],
    ['specificity', 'weighted'],
    ['fBeta', 'macro'],
    ['fBeta', 'weighted'],
  ];

  it.each(asked)('are those of the statistics, defined where these are: %s, %s', (measure, average) => {
    fc.assert(
      fc.property(matrix, fc.constantFrom(0.5, 1, 2), (rows, beta) => {
        const m = marginalsOf(rows);
        const formula = classFormula({ measure, average, beta }, rows.length);
        expectSame(valueOf(formula?.value ?? '', countsOf(m)), qualityMeasure(m, { measure, average, beta }).value);
      })
    );
  });

  it.each(['balancedAccuracy', 'recall'] as const)('have the interval of the statistics: %s', (measure) => {
    fc.assert(
      fc.property(matrix, (rows) => {
        const m = marginalsOf(rows);
        const { value, variance = '' } = classFormula({ measure, average: 'macro', beta: 1 }, rows.length) ?? {
          value: '',
        };
        const { upper } = qualityMeasure(m, { measure, average: 'macro', confidence: 0.99 });
        const spread = valueOf(variance, countsOf(m));
        const end =
          spread === undefined
            ? undefined
            : (valueOf(value, countsOf(m)) ?? NaN) + twoSidedQuantile(0.99) * Math.sqrt(spread);
        // Beyond 1 nothing is, whichever threshold.
        expectSame(end === undefined ? undefined : Math.min(1, end), upper);
      })
    );
  });

  it('are none of each class', () => {
    expect(classFormula({ measure: 'fBeta', average: 'each', beta: 1 }, 2)).toBeUndefined();
  });
});

describe('measures of scores', () => {
  const bins = EDGES.length - 1;
  const counts = fc.array(count, { minLength: bins, maxLength: bins });
  /** Those of scores that are probabilities. */
  const inside = counts.map((all) => all.map((one, k) => (k === 0 || k === bins - 1 ? 0 : one)));
  const none = fc.constant(new Array<number>(bins).fill(0));
  const ofSide = fc.oneof(
    { weight: 8, arbitrary: inside },
    { weight: 2, arbitrary: counts },
    { weight: 1, arbitrary: none }
  );

  it.each(scoreMeasureNames)(
    'are those of the statistics from the same bins, defined where these are: %s',
    (measure) => {
      const formula = scoreFormula(measure, EDGES);
      fc.assert(
        fc.property(ofSide, ofSide, (positive, other) => {
          const fromUp = (of: number[], k: number) => of.slice(k).reduce((all, one) => all + one, 0);
          const named = EDGES.slice(1).flatMap((_, k) => [
            [`p${k}`, fromUp(positive, k)],
            [`n${k}`, fromUp(other, k)],
          ]);
          const expected = scoreMeasure(scoreGroupsFromBins(EDGES, positive, other), measure).value;
          expectSame(valueOf(formula, Object.fromEntries(named)), expected);
        })
      );
    }
  );
});
