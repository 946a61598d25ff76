import * as fc from 'fast-check';

import {
  binScores,
  SCORE_EDGES,
  type ScoreGroups,
  scoreGroupsFromBins,
  scoreGroupsOf,
  scoreMeasure,
  scoreMeasureBounds,
  scoreMeasureNames,
} from './scores';

/** Scores that crowd into few bins, so that there is something to lose. */
const score = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0.4, max: 0.6, noNaN: true }),
  fc.integer({ min: 0, max: 40 }).map((n) => n / 40)
);
const outcomes = fc.array(fc.tuple(score, fc.boolean()), { minLength: 1, maxLength: 80 });
const innerEdges = fc
  .uniqueArray(
    fc.integer({ min: 1, max: 39 }).map((n) => n / 40),
    { maxLength: 10 }
  )
  .map((edges) => edges.sort((a, b) => a - b));

/** As a histogram has them: the outer bins are open. */
function binned(groups: ScoreGroups, inner: readonly number[]): ScoreGroups {
  const { edges, positive, negative } = binScores(groups, [-Infinity, ...inner, Infinity]);
  return scoreGroupsFromBins(edges, positive, negative);
}

function groupsOf(rows: Array<[number, boolean]>): ScoreGroups {
  return scoreGroupsOf(
    rows.map(([value]) => value),
    rows.map(([, positive]) => positive)
  );
}

describe('the bounds of a binned measure', () => {
  it.each(['rocAuc', 'prAuc', 'logLoss', 'brier'] as const)(
    'hold the exact %s of whatever scores lie in the bins',
    (measure) => {
      fc.assert(
        fc.property(outcomes, innerEdges, (rows, inner) => {
          const exact = scoreMeasure(groupsOf(rows), measure).value;
          const bounds = scoreMeasureBounds(binned(groupsOf(rows), inner), measure);
          expect(bounds === undefined).toBe(exact === undefined);
          expect(exact ?? 0).toBeGreaterThanOrEqual((bounds?.lower ?? 0) - 1e-12);
          expect(exact ?? 0).toBeLessThanOrEqual((bounds?.upper ?? 0) + 1e-12);
        }),
        { numRuns: 500 }
      );
    }
  );

  it('hold the exact ece of whatever scores lie in the same bins', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const exact = scoreMeasure(groupsOf(rows), 'ece').value ?? NaN;
        const bounds = scoreMeasureBounds(binned(groupsOf(rows), SCORE_EDGES.slice(1, -1)), 'ece');
        expect(exact).toBeGreaterThanOrEqual((bounds?.lower ?? NaN) - 1e-12);
        expect(exact).toBeLessThanOrEqual((bounds?.upper ?? NaN) + 1e-12);
      }),
      { numRuns: 500 }
    );
  });

  it('hold the binned value, and lie in the range of the measure', () => {
    fc.assert(
      fc.property(outcomes, innerEdges, (rows, inner) => {
        const bins = binned(groupsOf(rows), inner);
        for (const measure of scoreMeasureNames) {
          const { value } = scoreMeasure(bins, measure);
          const bounds = scoreMeasureBounds(bins, measure);
          if (value !== undefined && bounds !== undefined) {
            expect(bounds.lower).toBeGreaterThanOrEqual(0);
            expect(bounds.lower).toBeLessThanOrEqual(value);
            expect(bounds.upper).toBeGreaterThanOrEqual(value);
            expect(bounds.upper).toBeLessThanOrEqual(measure === 'logLoss' ? 37 : 1);
          }
        }
      })
    );
  });

  it('are reached by the best and the worst order inside of the bins', () => {
    const bins = scoreGroupsFromBins([0, 0.5, 1], [40, 70], [60, 30]);
    const at = (positives: [number, number], negatives: [number, number], spread: number) =>
      groupsOf([
        ...Array.from({ length: 40 }, (_, i): [number, boolean] => [positives[0] + spread * i, true]),
        ...Array.from({ length: 70 }, (_, i): [number, boolean] => [positives[1] + spread * i, true]),
        ...Array.from({ length: 60 }, (): [number, boolean] => [negatives[0], false]),
        ...Array.from({ length: 30 }, (): [number, boolean] => [negatives[1], false]),
      ]);
    const best = at([0.4, 0.9], [0.1, 0.6], 0);
    const worst = at([0.1, 0.6], [0.4, 0.9], 1e-6);
    const area = scoreMeasureBounds(bins, 'rocAuc');
    expect(area?.upper).toBeCloseTo(scoreMeasure(best, 'rocAuc').value!, 12);
    expect(area?.lower).toBeCloseTo(scoreMeasure(worst, 'rocAuc').value!, 12);
    const precision = scoreMeasureBounds(bins, 'prAuc');
    expect(precision?.upper).toBeCloseTo(scoreMeasure(best, 'prAuc').value!, 12);
    expect(precision?.lower).toBeCloseTo(scoreMeasure(worst, 'prAuc').value!, 4);
  });

  it('are reached by scores at the edges of the bins', () => {
    const bins = scoreGroupsFromBins([0, 0.25, 0.75, 1], [1, 1, 0], [0, 2, 1]);
    expect(scoreMeasureBounds(bins, 'brier')).toEqual({
      lower: (0.75 ** 2 + 0.25 ** 2 + 2 * 0.25 ** 2 + 0.75 ** 2) / 5,
      upper: (1 + 0.75 ** 2 + 2 * 0.75 ** 2 + 1) / 5,
    });
    // A score of 0 for what happened costs what clipping leaves of infinity.
    expect(scoreMeasureBounds(bins, 'logLoss')?.upper).toBeCloseTo((2 * 52 * Math.LN2 - 3 * Math.log(0.25)) / 5, 12);
    // Shares 1, 1/3 and 0; the second could be the bin's mean score.
    const ece = scoreMeasureBounds(bins, 'ece');
    expect(ece?.lower).toBeCloseTo((0.75 + 0.75) / 5, 12);
    expect(ece?.upper).toBeCloseTo((1 + 3 * (0.75 - 1 / 3) + 1) / 5, 12);
  });

  it('take ties among known scores as they are', () => {
    const mixed = {
      low: Float64Array.of(0, 0.5),
      high: Float64Array.of(0.4, 0.5),
      positive: Float64Array.of(1, 2),
      negative: Float64Array.of(1, 2),
    };
    // Of 9 pairs, 4 tie for good and 1 in a bin: 2 + 2 + 0.5, give or take 0.5.
    expect(scoreMeasureBounds(mixed, 'rocAuc')).toEqual({ lower: 4 / 9, upper: 5 / 9 });
  });

  it('are wider with counts that are fractions, since these may stand for any number of outcomes', () => {
    const whole = scoreMeasureBounds(scoreGroupsFromBins([0, 1], [10], [10]), 'prAuc')!;
    const fraction = scoreMeasureBounds(scoreGroupsFromBins([0, 1], [10.001], [10.001]), 'prAuc')!;
    expect(fraction.lower).toBeLessThan(whole.lower - 0.01);
    expect(fraction.lower).toBeCloseTo(1 - Math.LN2, 6);
  });

  it('do not exist where every score is known, or the measure is undefined', () => {
    const known = scoreGroupsOf([0.1, 0.1, 0.7], [true, false, true]);
    const oneClass = scoreGroupsFromBins([0, 1], [3], [0]);
    const margins = scoreGroupsFromBins([0, 1, 2], [3, 1], [1, 1]);
    for (const measure of scoreMeasureNames) {
      expect(scoreMeasureBounds(known, measure)).toBeUndefined();
      expect(scoreMeasureBounds(scoreGroupsOf([], []), measure)).toBeUndefined();
    }
    expect(scoreMeasureBounds(oneClass, 'rocAuc')).toBeUndefined();
    expect(scoreMeasureBounds(margins, 'brier')).toBeUndefined();
    expect(scoreMeasureBounds(margins, 'rocAuc')).toBeDefined();
  });
});
