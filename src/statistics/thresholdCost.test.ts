import { costPerOutcome, type CostMatrix, totalCost } from './thresholdCost';

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
