import { confusionFromPairs } from './confusion';
import { orderClasses } from './order';

const classes = (...names: string[]) => confusionFromPairs(names, names);

describe('the order of classes', () => {
  it('numeric: by value, other names after', () => {
    expect(orderClasses(classes('10', '2', 'b', '-1', '1e2', 'a', '.5', ''), 'numeric')).toEqual([
      '-1', '.5', '2', '10', '1e2', '', 'a', 'b',
    ]); // prettier-ignore
  });

  it('alphabetic: as people sort, in every locale alike', () => {
    expect(orderClasses(classes('Zebra', 'apple', 'class 10', 'class 2', 'ärger'), 'alphabetic')).toEqual([
      'apple', 'ärger', 'class 2', 'class 10', 'Zebra',
    ]); // prettier-ignore
  });

  it('given: as listed, the others after; as in the data without a list', () => {
    const c = classes('b', 'c', 'a', 'd');
    expect(orderClasses(c, 'given', ['d', 'nobody', 'c', 'd'])).toEqual(['d', 'c', 'a', 'b']);
    expect(orderClasses(c, 'given')).toEqual(['b', 'c', 'a', 'd']);
  });

  it('support: most actual outcomes first', () => {
    const c = confusionFromPairs(['a', 'b', 'c'], ['c', 'c', 'c'], [1, 5, 3]);
    expect(orderClasses(c, 'support')).toEqual(['b', 'c', 'a']);
  });

  it('confused: most wrong outcomes first, as actual or as predicted', () => {
    const c = confusionFromPairs(['a', 'a', 'b', 'c', 'd'], ['a', 'b', 'b', 'b', 'd'], [1000, 2, 10, 3, 7]);
    // b: 2 + 3 wrong, c: 3, a: 2, d: none.
    expect(orderClasses(c, 'confused')).toEqual(['b', 'c', 'a', 'd']);
  });

  it('auto: numeric where all are numbers, else given, else alphabetic', () => {
    expect(orderClasses(classes('10', '9'), 'auto', ['10', '9'])).toEqual(['9', '10']);
    expect(orderClasses(classes('b', 'a', '9'), 'auto', ['b'])).toEqual(['b', '9', 'a']);
    expect(orderClasses(classes('b', 'a', '9'), 'auto')).toEqual(['9', 'a', 'b']);
  });

  it('breaks ties by name, so that the order does not depend on that of the data', () => {
    expect(orderClasses(classes('b', 'a', 'c'), 'support')).toEqual(['a', 'b', 'c']);
    expect(orderClasses(classes('1.0', '1', '01'), 'numeric')).toEqual(orderClasses(classes('01', '1.0', '1'), 'auto'));
    // The same letter, written in two ways, is equal to a collator.
    const two = ['\u00e9', 'e\u0301'];
    expect(orderClasses(classes(...two), 'alphabetic')).toEqual(orderClasses(classes(...two.reverse()), 'alphabetic'));
  });

  it('takes long hostile names', () => {
    const names = ['1'.repeat(10_000) + 'x', '1'.repeat(10_000), ' '.repeat(10_000) + 'x', '__proto__'];
    expect(orderClasses(classes(...names), 'numeric')).toHaveLength(4);
  });
});
