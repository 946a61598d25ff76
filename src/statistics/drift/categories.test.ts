import { alignCategories, nullShares } from './categories';

describe('categories of two sides', () => {
  it('come on one list, with what is new and what has vanished', () => {
    expect(alignCategories(Object.entries({ a: 3, b: 1, gone: 2 }), Object.entries({ b: 4, new: 1, a: 1 }))).toEqual({
      categories: ['a', 'b', 'gone', 'new'],
      reference: Float64Array.of(3, 1, 2, 0),
      current: Float64Array.of(1, 4, 0, 1),
      added: ['new'],
      vanished: ['gone'],
    });
  });

  it('may have any name, and come more than once', () => {
    const hostile = ['__proto__', 'constructor', '', 'a"b\\c\n$d', '日本語', '</script>'];
    const side = hostile.flatMap((name): Array<[string, number]> => [
      [name, 1],
      [name, 2],
    ]);
    const { categories, reference, added, vanished } = alignCategories(side, []);
    expect(categories).toEqual(hostile);
    expect([...reference]).toEqual([3, 3, 3, 3, 3, 3]);
    expect([added, vanished]).toEqual([[], hostile]);
  });

  it('with a count that is none are as good as absent', () => {
    const { added, vanished } = alignCategories(
      [['a', NaN]],
      [
        ['a', 2],
        ['b', -1],
      ]
    );
    expect([added, vanished]).toEqual([['a'], []]);
  });
});

describe('the share of nulls', () => {
  it('is compared with an interval', () => {
    const found = nullShares({ nulls: 10, all: 1000 }, { nulls: 100, all: 1000 });
    expect(found).toMatchObject({ reference: 0.01, current: 0.1 });
    expect(found?.difference).toBeCloseTo(0.09, 12);
    expect(found?.interval.lower).toBeGreaterThan(0.07);
  });

  it('can be all, and is undefined without values', () => {
    expect(nullShares({ nulls: 0, all: 50 }, { nulls: 60, all: 60 })?.difference).toBe(1);
    expect(nullShares({ nulls: 0, all: 0 }, { nulls: 1, all: 60 })).toBeUndefined();
  });
});
