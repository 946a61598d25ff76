import * as fc from 'fast-check';

import {
  binScores,
  outcomesOutside,
  type ScoreGroups,
  scoreGroupsFromBins,
  scoreGroupsOf,
  scoreMeasure,
  scoreMeasureNames,
} from './scores';

const value = (groups: ScoreGroups, measure: (typeof scoreMeasureNames)[number]) => scoreMeasure(groups, measure).value;
const outcomes = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 1, maxLength: 40 });

describe('measures of scores', () => {
  it("give the numbers of scikit-learn's documentation", () => {
    const areas = scoreGroupsOf([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
    expect(value(areas, 'rocAuc')).toBe(0.75);
    expect(value(areas, 'prAuc')).toBeCloseTo(0.8333, 4);
    expect(value(scoreGroupsOf([0.9, 0.1, 0.2, 0.65], [true, false, false, true]), 'logLoss')).toBeCloseTo(0.21616, 5);
    expect(value(scoreGroupsOf([0.1, 0.9, 0.8, 0.3], [false, true, true, false]), 'brier')).toBeCloseTo(0.0375, 12);
  });

  it("give the area of Hanley and McNeil's example: 109 images, rated from 1 to 5", () => {
    const ratings = scoreGroupsFromBins([0, 1, 2, 3, 4, 5], [3, 2, 2, 11, 33], [33, 6, 6, 11, 2]);
    expect(value(ratings, 'rocAuc')).toBeCloseTo(0.893, 3);
  });

  it('weigh the distance of mean score and share of positives by the outcomes of each bin', () => {
    // (0.9, 0.95]: mean 0.93, half of them positive; (0.2, 0.25]: one of 0.22, negative.
    const groups = scoreGroupsOf([0.92, 0.94, 0.22], [true, false, false]);
    expect(value(groups, 'ece')).toBeCloseTo((2 * 0.43 + 0.22) / 3, 12);
  });

  it('count all outcomes as support', () => {
    const groups = scoreGroupsFromBins([0, 0.5, 1], [1.5, 2], [3, 0.25]);
    for (const measure of scoreMeasureNames) {
      expect(scoreMeasure(groups, measure)).toMatchObject({ value: expect.any(Number), support: 6.75 });
    }
  });

  it('are undefined without outcomes', () => {
    for (const measure of scoreMeasureNames) {
      expect(scoreMeasure(scoreGroupsOf([], []), measure)).toEqual({ support: 0 });
    }
  });

  it.each([true, false])('have no areas where every outcome is positive: %s', (positive) => {
    const groups = scoreGroupsOf([0.2, 0.6], [positive, positive]);
    expect(scoreMeasure(groups, 'rocAuc')).toEqual({ support: 2 });
    expect(scoreMeasure(groups, 'prAuc')).toEqual({ support: 2 });
    expect(value(groups, 'brier')).toBeDefined();
  });

  it('take scores outside of [0, 1] for a ranking, not for probabilities', () => {
    const margins = scoreGroupsOf([-3, -1, 0.5, 7], [false, true, false, true]);
    expect(value(margins, 'rocAuc')).toBe(0.75);
    expect(value(margins, 'prAuc')).toBeCloseTo(5 / 6, 12);
    for (const measure of ['logLoss', 'brier', 'ece'] as const) {
      expect(scoreMeasure(margins, measure)).toEqual({ support: 4 });
    }
    expect(outcomesOutside(margins)).toBe(3);
  });

  it('take the open bins of a histogram up to 0 and 1', () => {
    const open = scoreGroupsFromBins([-Infinity, 0.2, 0.6, Infinity], [1, 2, 3], [3, 2, 1]);
    const closed = scoreGroupsFromBins([0, 0.2, 0.6, 1], [1, 2, 3], [3, 2, 1]);
    expect(outcomesOutside(open)).toBe(0);
    for (const measure of scoreMeasureNames) {
      expect(scoreMeasure(open, measure)).toEqual(scoreMeasure(closed, measure));
    }
    expect(outcomesOutside(scoreGroupsFromBins([0, 1, Infinity], [1, 2], [1, 3]))).toBe(5);
    expect(outcomesOutside(scoreGroupsFromBins([-Infinity, -0.1, 1], [1, 2], [1, 3]))).toBe(2);
    // Scores of 0 and below: 0, if any of them is a probability.
    expect(value(scoreGroupsFromBins([-Infinity, 0], [0], [2]), 'brier')).toBe(0);
  });

  it('clip a score that is surely wrong, so that log loss stays finite', () => {
    expect(value(scoreGroupsOf([0], [true]), 'logLoss')).toBeCloseTo(-Math.log(2 ** -52), 12);
    expect(value(scoreGroupsOf([1], [false]), 'logLoss')).toBeCloseTo(-Math.log(2 ** -52), 12);
    expect(value(scoreGroupsOf([1], [true]), 'logLoss')).toBeCloseTo(0, 12);
  });

  it('count a pair of a positive and a negative outcome half where their scores tie', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const positives = rows.filter(([, positive]) => positive);
        const negatives = rows.filter(([, positive]) => !positive);
        fc.pre(positives.length > 0 && negatives.length > 0);
        const won = positives.flatMap(([p]) => negatives.map(([n]) => (p > n ? 1 : p === n ? 0.5 : 0)));
        const share = won.reduce<number>((sum, pair) => sum + pair, 0) / won.length;
        expect(value(groupsOf(rows), 'rocAuc')).toBeCloseTo(share, 12);
      })
    );
  });

  it('depend in their areas on the order of scores alone', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const stretched = rows.map(([score, positive]): [number, boolean] => [Math.exp(score) - 100, positive]);
        for (const measure of ['rocAuc', 'prAuc'] as const) {
          expect(scoreMeasure(groupsOf(stretched), measure)).toEqual(scoreMeasure(groupsOf(rows), measure));
        }
        const mirrored = rows.map(([score, positive]): [number, boolean] => [-score, !positive]);
        const area = value(groupsOf(rows), 'rocAuc');
        expect(value(groupsOf(mirrored), 'rocAuc') ?? -1).toBeCloseTo(area ?? -1, 12);
      })
    );
  });

  it('are the same in narrow bins as over the scores in their middles', () => {
    fc.assert(
      fc.property(outcomes, (rows) => {
        const middles = groupsOf(rows.map(([score, positive]): [number, boolean] => [(score + 0.5) / 13, positive]));
        const binned = binScores(
          middles,
          Array.from({ length: 14 }, (_, i) => i / 13)
        );
        const bins = scoreGroupsFromBins(binned.edges, binned.positive, binned.negative);
        for (const measure of ['rocAuc', 'prAuc', 'logLoss', 'brier'] as const) {
          const exact = value(middles, measure);
          expect(value(bins, measure) ?? -1).toBeCloseTo(exact ?? -1, 12);
        }
      })
    );
  });
});

function groupsOf(rows: Array<[number, boolean]>): ScoreGroups {
  return scoreGroupsOf(
    rows.map(([score]) => score),
    rows.map(([, positive]) => positive)
  );
}
