import { readRange, writeRange } from './range';

it('is of fixed moments, or of moments that move', () => {
  const fixed = readRange({ from: 1000, to: 2000 });
  expect([fixed?.from.valueOf(), fixed?.to.valueOf()]).toEqual([1000, 2000]);
  expect(fixed && writeRange(fixed.raw)).toEqual({ from: 1000, to: 2000 });
  const moving = readRange({ from: 'now-2h', to: 'now' });
  expect(moving && writeRange(moving.raw)).toEqual({ from: 'now-2h', to: 'now' });
});

it('is of the last hours where the address says nothing', () => {
  expect(readRange({})?.raw).toEqual({ from: 'now-6h', to: 'now' });
});

it('is none where the address says what is no time, or ends before it begins', () => {
  expect(readRange({ from: 'yesterday', to: 'now' })).toBeUndefined();
  expect(readRange({ from: 2000, to: 1000 })).toBeUndefined();
});
