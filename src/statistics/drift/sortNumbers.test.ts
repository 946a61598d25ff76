import * as fc from 'fast-check';

import { sortNumbers } from './sortNumbers';

it('sorts as the language does, few or many, whatever their signs and sizes', () => {
  const number = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(0, -0, Infinity, -Infinity, 5e-324, -5e-324, 1e308)
  );
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 200 }), fc.constantFrom(1, 30, 2500), (some, times) => {
      const all = Float64Array.from({ length: some.length * times }, (_, i) => some[i % some.length] * (1 + (i % 7)));
      const expected = all.slice().sort();
      expect(sortNumbers(all)).toEqual(expected);
    }),
    { numRuns: 50 }
  );
});
