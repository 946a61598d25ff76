import { plainFormats } from './formats';

describe('numbers', () => {
  const { count, shortCount, share } = plainFormats();

  it('of outcomes are whole, since extrapolated counts are never exact', () => {
    expect([count(1635), count(5.9), count(0.2), count(0)]).toEqual(['1,635', '6', '<1', '0']);
    expect([shortCount(999), shortCount(1635), shortCount(1_234_567)]).toEqual(['999', '1.6k', '1.2M']);
    expect(plainFormats({ count: 2 }).count(5.923)).toBe('5.92');
  });

  it('of shares do not claim 0 or 100 % that is neither', () => {
    expect([share(0), share(0.0001), share(0.275), share(0.99999), share(1)]).toEqual([
      '0.0 %',
      '<0.1 %',
      '27.5 %',
      '>99.9 %',
      '100.0 %',
    ]);
    expect(share(0.001, 0)).toBe('<1 %');
    expect(plainFormats({ share: 2 }).share(0.27474)).toBe('27.47 %');
  });
});
