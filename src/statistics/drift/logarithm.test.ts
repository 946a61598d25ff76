import * as fc from 'fast-check';

import { logUpToTwo } from './logarithm';

it('is the natural logarithm to the last digits, up to 2 and with it', () => {
  const number = fc.double({ min: 5e-324, max: 2, noNaN: true });
  const near = fc.double({ min: 0.99, max: 1.01, noNaN: true });
  fc.assert(
    fc.property(fc.oneof(number, near, fc.constantFrom(2, 1, 1 / 16, 0.5)), (x) => {
      expect(Math.abs(logUpToTwo(x) - Math.log(x))).toBeLessThan(1e-15 * Math.max(1, Math.abs(Math.log(x))));
    }),
    { numRuns: 2000 }
  );
});
