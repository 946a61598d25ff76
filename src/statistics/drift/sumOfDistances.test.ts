import { twoSidedQuantile } from '../intervals';
import { excessOfDistances, MEAN_DISTANCE } from './sumOfDistances';

it.each([0.1, 0.05, 0.01, 0.001])('is exact for one distance, at a level of %d', (level) => {
  expect(MEAN_DISTANCE + excessOfDistances(level)).toBeCloseTo(twoSidedQuantile(1 - level), 12);
});

it('is of the normal distribution where that reaches farther, as for many distances', () => {
  // 0.6028103 is the standard deviation of |X|, 0.8416212 the normal quantile at 80 %.
  expect(excessOfDistances(0.2)).toBeCloseTo(0.6028103 * 0.8416212, 6);
});

it('is never below the mean', () => {
  for (const level of [0.5, 0.6, 0.99]) {
    expect(excessOfDistances(level)).toBe(0);
  }
});
