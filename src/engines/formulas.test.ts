import fc from 'fast-check';

import { larger, namesIn, Naming, ratio, sum } from './formulas';

describe('a name for a result', () => {
  it('stands for a formula, which is written once', () => {
    const naming = new Naming();
    const total = naming.name('total', sum(['$a', '$b']));
    expect(naming.name('share', ratio('$a', total))).toBe('$share');
    expect(naming.named).toEqual([
      { name: 'total', formula: '($a + $b)' },
      { name: 'share', formula: '$a / $total' },
    ]);
  });

  it.each(['$a', '120', '0.5', '1e-7'])('is not needed for what is a name or a number: %s', (formula) => {
    const naming = new Naming();
    expect(naming.name('other', formula)).toBe(formula);
    expect(naming.named).toEqual([]);
  });

  it('is not given to another one', () => {
    const naming = new Naming();
    naming.name('total', '$a + $b');
    expect(naming.name('total', '$a + $b')).toBe('$total');
    expect(naming.named).toHaveLength(1);
    expect(() => naming.name('total', '$a + $c')).toThrow(
      'There already is a formula named total. Give this one another name.'
    );
  });

  it('holds the largest so far', () => {
    const naming = new Naming();
    expect(naming.largest('top', ['$a'])).toBe('$a');
    expect(naming.largest('top', ['$a', '$b', '$c'])).toBe('$top1');
    expect(naming.named).toEqual([
      { name: 'top0', formula: larger('$a', '$b') },
      { name: 'top1', formula: larger('$top0', '$c') },
    ]);
  });
});

describe('of numbers', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 1e6 }));

  it('a sum is one, and without any it is 0', () => {
    fc.assert(
      fc.property(numbers, (all) => {
        expect(sum(all.map(String))).toBe(String(all.reduce((total, one) => total + one, 0)));
      })
    );
  });

  it.each([
    ['3', '4', '0.75'],
    ['0', '0', '(0 / 0)'],
    ['$a', '4', '$a / 4'],
  ])('so is %s of %s: %s', (part, whole, found) => expect(ratio(part, whole)).toBe(found));

  it('0 adds nothing to what is counted', () => {
    expect(sum(['$a', '0', '$b'])).toBe('($a + $b)');
    expect(sum(['$a', '0'])).toBe('$a');
  });
});

it('finds the names that are used, by way of others too', () => {
  const named = [
    { name: 'n', formula: '$a + $b' },
    { name: 'other', formula: '$c' },
    { name: 'share', formula: '$a / $n' },
  ];
  expect([...namesIn(['2 * $share'], named)].sort()).toEqual(['a', 'b', 'n', 'share']);
  expect([...namesIn(['1 / 2'], named)]).toEqual([]);
});
