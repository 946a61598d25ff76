import fc from 'fast-check';

import { meanOf, quantileOf, type Repeated } from './quantile';

function repeated(numbers: readonly number[]): Repeated {
  const values = [...new Set(numbers)].sort((a, b) => a - b);
  return { values, counts: values.map((value) => numbers.filter((one) => one === value).length) };
}
const values = repeated([0.031, 1.5, 0.2, 0.2, 7, 0.045, 12.25]);

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

it('quantiles and mean are those of the numbers written out', () => {
  const numbers = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1 });
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (all, quantile) => {
      const sorted = [...all].sort((a, b) => a - b);
      const place = quantile * (sorted.length - 1);
      const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
      expect(quantileOf(repeated(all), quantile)).toBeCloseTo(low + (place % 1) * (high - low), 12);
      expect(meanOf(repeated(all))).toBeCloseTo(all.reduce((a, b) => a + b) / all.length, 12);
    })
  );
});
