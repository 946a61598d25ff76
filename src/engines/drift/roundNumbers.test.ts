import fc from 'fast-check';

import { roundest, roundNumbers } from './roundNumbers';

const firstOf = (low: number, high: number, most: number) => {
  const found: number[] = [];
  for (const number of roundNumbers(low, high)) {
    if (found.push(number) === most) {
      break;
    }
  }
  return found;
};

it.each([
  [-3, 12, [0, 10, 5, 1]],
  [0.26, 0.34, [0.3, 0.26, 0.27, 0.28]],
  [1203.4, 1260, [1250, 1210, 1220, 1230]],
  [-18.5, -14.9, [-15, -18, -17, -16]],
])('between %d and %d the roundest come first', (low, high, expected) => {
  const found = firstOf(low, high, 20);
  expect(found.filter((number) => expected.includes(number))).toEqual(expected);
  expect(found[0]).toBe(expected[0]);
});

it.each([
  [17.99, 18.4, 18],
  [25_017, 25_900, 25_500],
  [48_311.7, 50_000.1, 50_000],
  [1_764_000_005, 1_764_000_031, 1_764_000_010],
  [0.1 + 0.2, 0.31, 0.305],
  [5, 5, 5],
  [1, 1 + Number.EPSILON, 1],
  [1e300, Infinity, 1e300],
])('from %d to below %d the roundest is %d', (from, below, expected) => {
  expect(roundest(from, below)).toBe(expected);
});

const number = fc.double({ noNaN: true, noDefaultInfinity: true });

it('they lie where they are asked for, each once', () => {
  fc.assert(
    fc.property(number, number, (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const found = firstOf(low, high, 40);
      expect(found.every((number) => number >= low && number <= high)).toBe(true);
      expect(new Set(found).size).toBe(found.length);
    })
  );
});

it('the roundest of a part is that of the whole, where it lies in that part', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 4, maxLength: 4 }), (numbers) => {
      const [low, from, below, high] = numbers.sort((a, b) => a - b).map((number) => number / 1000);
      const ofWhole = roundest(low, high);
      if (ofWhole >= from && ofWhole < below) {
        expect(roundest(from, below)).toBe(ofWhole);
      }
    })
  );
});
