import { quantileOf } from './quantile';

const values = Float64Array.of(0.031, 1.5, 0.2, 0.2, 7, 0.045, 12.25).sort();

it.each([
  [0.01, 0.03184],
  [0.25, 0.1225],
  [0.5, 0.2],
  [0.9, 9.1],
  [0.95, 10.675],
  [0.99, 11.935],
  [0, 0.031],
  [1, 12.25],
])('the quantile %d is that of numpy.quantile', (quantile, expected) => {
  expect(quantileOf(values, quantile)).toBeCloseTo(expected, 12);
});

it('of one value is that value', () => {
  expect(quantileOf([3], 0.95)).toBe(3);
});
