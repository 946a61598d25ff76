import * as fc from 'fast-check';

import { countsAt, cuts, scoreGroupsFromBins, scoreGroupsOf } from './scores';
import { cheapestThreshold, costPerOutcome, type CostMatrix, totalCost } from './thresholdCost';

const costs: CostMatrix = { truePositive: 0, falsePositive: 1, falseNegative: 5, trueNegative: 0 };

describe('the cost of decisions', () => {
  const counts = { tp: 3, fp: 4, fn: 2, tn: 11 };

  it('is what each outcome costs by its kind', () => {
    expect(totalCost(counts, { truePositive: -10, falsePositive: 1, falseNegative: 5, trueNegative: 0.5 })).toBe(-10.5);
    expect(costPerOutcome(counts, costs)).toBe(14 / 20);
  });

  it('is undefined for each outcome where there are none', () => {
    expect(costPerOutcome({ tp: 0, fp: 0, fn: 0, tn: 0 }, costs)).toBeUndefined();
  });
});

describe('the cheapest threshold', () => {
  it('weighs missed positives against false alarms', () => {
    const groups = scoreGroupsOf([0.1, 0.3, 0.4, 0.5, 0.6, 0.9], [false, true, false, false, true, true]);
    expect(cheapestThreshold(groups, costs)).toEqual({ threshold: 0.1, tp: 3, fp: 2, fn: 0, tn: 1, cost: 2 });
    expect(cheapestThreshold(groups, { ...costs, falseNegative: 1.5 })).toMatchObject({ threshold: 0.5, cost: 1.5 });
  });

  it('of several is the lowest', () => {
    const free: CostMatrix = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
    const groups = scoreGroupsFromBins([0.2, 0.4, 0.6], [1, 1], [1, 1]);
    expect(cheapestThreshold(groups, free)).toMatchObject({ threshold: 0.2, cost: 0, fn: 0, tn: 0 });
    expect(cheapestThreshold(groups, { ...free, falsePositive: 1, falseNegative: 1 })).toMatchObject({
      threshold: 0.2,
    });
  });

  it('can be to predict nothing positive', () => {
    const groups = scoreGroupsFromBins([0, 0.5, 1], [1, 1], [50, 50]);
    expect(cheapestThreshold(groups, costs)).toMatchObject({ threshold: 1, tp: 0, fp: 0, cost: 10 });
  });

  it('is a number that can be set, even below a score of 0', () => {
    const exact = scoreGroupsOf([0, 0.4, 0.9], [true, false, true]);
    expect(cheapestThreshold(exact, costs)).toEqual({ threshold: -1, tp: 2, fp: 1, fn: 0, tn: 0, cost: 1 });
    // How far an open bin reaches that lies beyond 0 or 1 is not known, so there is no cut at its end.
    const below = scoreGroupsFromBins([-Infinity, -1], [9], [1]);
    expect(cheapestThreshold(below, costs)).toMatchObject({ threshold: -1, tp: 0, cost: 45 });
    const above = scoreGroupsFromBins([1, Infinity], [1], [9]);
    expect(cheapestThreshold(above, costs)).toMatchObject({ threshold: 1, fp: 9, cost: 9 });
  });

  it('is undefined without outcomes, and where a cost is no number', () => {
    expect(cheapestThreshold(scoreGroupsOf([], []), costs)).toBeUndefined();
    expect(cheapestThreshold(scoreGroupsOf([0.5], [true]), { ...costs, trueNegative: NaN })).toBeUndefined();
    expect(cheapestThreshold(scoreGroupsOf([0.5], [true]), { ...costs, falsePositive: Infinity })).toBeUndefined();
  });

  it('costs no more than any other, and what its counts cost', () => {
    const outcomes = fc.array(fc.tuple(fc.integer({ min: -3, max: 12 }), fc.boolean()), {
      minLength: 1,
      maxLength: 40,
    });
    const cost = fc.integer({ min: -5, max: 20 });
    fc.assert(
      fc.property(
        outcomes,
        cost,
        cost,
        cost,
        cost,
        (rows, truePositive, falsePositive, falseNegative, trueNegative) => {
          const matrix = { truePositive, falsePositive, falseNegative, trueNegative };
          const groups = scoreGroupsOf(
            rows.map(([score]) => score / 10),
            rows.map(([, positive]) => positive)
          );
          const best = cheapestThreshold(groups, matrix)!;
          expect(Number.isFinite(best.threshold)).toBe(true);
          expect(best.cost).toBe(totalCost(countsAt(groups, best.threshold), matrix));
          for (const { threshold } of cuts(groups)) {
            const other = totalCost(countsAt(groups, threshold), matrix);
            expect(other).toBeGreaterThanOrEqual(best.cost);
            expect(other === best.cost && threshold < best.threshold).toBe(false);
          }
        }
      )
    );
  });
});
