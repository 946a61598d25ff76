import {
  collapseClasses,
  type Confusion,
  confusionFromDense,
  confusionFromPairs,
  emptyConfusion,
  freeName,
  mergeConfusions,
  reorderClasses,
  toDense,
} from './confusion';

const cells = (c: Confusion) =>
  Array.from(c.count, (count, i) => [c.classes[c.actual[i]], c.classes[c.predicted[i]], count]);

describe('counting pairs', () => {
  it('counts each record once and sums repeated pairs, row by row', () => {
    const c = confusionFromPairs(['cat', 'dog', 'cat', 'cat'], ['cat', 'cat', 'dog', 'cat']);
    expect(c.classes).toEqual(['cat', 'dog']);
    expect(cells(c)).toEqual([
      ['cat', 'cat', 2],
      ['cat', 'dog', 1],
      ['dog', 'cat', 1],
    ]);
    expect(Array.from(toDense(c))).toEqual([2, 1, 1, 0]);
  });

  it('adds the counts of pairs that are counted already, fractions too', () => {
    const c = confusionFromPairs(['a', 'a', 'b'], ['a', 'a', 'a'], [1.5, 2, 0.25]);
    expect(cells(c)).toEqual([
      ['a', 'a', 3.5],
      ['b', 'a', 0.25],
    ]);
  });

  it('puts the given classes first, in their order, and those seen after', () => {
    expect(confusionFromPairs(['x', 'b'], ['b', 'y'], undefined, ['a', 'b', 'a']).classes).toEqual([
      'a',
      'b',
      'x',
      'y',
    ]);
  });

  it('leaves a class out that has counts of 0 only: it does not occur in the window', () => {
    const c = confusionFromPairs(['a', 'never'], ['a', 'never'], [3, 0]);
    expect(c.classes).toEqual(['a']);
    expect(c.dropped).toBe(0);
  });

  it('drops counts that are no counts, and says how many', () => {
    const c = confusionFromPairs(
      ['a', 'a', 'a', 'a', 'a', 'n'],
      ['a', 'a', 'b', 'b', 'b', 'n'],
      [1, NaN, Infinity, -Infinity, -1, null]
    );
    expect(cells(c)).toEqual([['a', 'a', 1]]);
    expect(c.classes).toEqual(['a']);
    expect(c.dropped).toBe(5);
  });

  it('drops rows without a label, and does not take a label that is empty or says null for none', () => {
    const c = confusionFromPairs(['', null, 'null', 'new'], ['', 'a', 'undefined', undefined]);
    expect(c.classes).toEqual(['', 'null', 'undefined']);
    expect(c.dropped).toBe(2);
  });

  it('reads numbers and booleans as their text, the same class as the text itself', () => {
    const c = confusionFromPairs([1, '1', true], ['1', 1, 'true']);
    expect(cells(c)).toEqual([
      ['1', '1', 2],
      ['true', 'true', 1],
    ]);
  });

  it('tells hostile names apart', () => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      '',
      ' ',
      '  ',
      'a',
      'a ',
      'x'.repeat(10_000),
      '<b>a</b>',
      '\u00e9',
      'e\u0301',
    ];
    const c = confusionFromPairs(names, names);
    expect(c.classes).toEqual(names);
    expect(Array.from(c.count)).toEqual(names.map(() => 1));
  });

  it("does not take 'a,b' predicted 'c' for 'a' predicted 'b,c'", () => {
    expect(cells(confusionFromPairs(['a,b', 'a'], ['c', 'b,c']))).toEqual([
      ['a,b', 'c', 1],
      ['a', 'b,c', 1],
    ]);
  });

  it.each([63, 64, 65, 200, 1024, 1025, 5000])('counts %i classes', (n) => {
    const length = 3 * n;
    const actual = Array.from({ length }, (_, i) => `class ${i % n}`);
    const predicted = Array.from({ length }, (_, i) => `class ${(i * 7 + (i >= 2 * n ? 1 : 0)) % n}`);
    const c = confusionFromPairs(actual, predicted);

    const expected = new Map<string, number>();
    actual.forEach((a, i) => expected.set(`${a} ${predicted[i]}`, (expected.get(`${a} ${predicted[i]}`) ?? 0) + 1));
    expect(new Map(cells(c).map(([a, p, count]) => [`${a} ${p}`, count]))).toEqual(expected);
    expect(new Set(c.classes).size).toBe(n);
    const order = Array.from(c.count, (_, i) => c.actual[i] * n + c.predicted[i]);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  it.each([70, 300, 1000])('counts few records of %i classes, some of them again and again', (n) => {
    const of = (i: number, factor: number) => `class ${(i * factor) % n}`;
    const actual = Array.from({ length: 3 * n }, (_, i) => of(i, 7));
    const predicted = actual.map((_, i) => of(i, i % 2 ? 7 : 3));
    const expected = new Map<string, number>();
    actual.forEach((a, i) => expected.set(`${a}>${predicted[i]}`, (expected.get(`${a}>${predicted[i]}`) ?? 0) + 1));
    const c = confusionFromPairs(actual, predicted);
    const counted = Array.from(c.count, (count, i) => [
      `${c.classes[c.actual[i]]}>${c.classes[c.predicted[i]]}`,
      count,
    ]);
    expect(new Map(counted as Array<[string, number]>)).toEqual(expected);
    expect(counted).toHaveLength(expected.size);
    const places = Array.from(c.count, (_, i) => c.actual[i] * n + c.predicted[i]);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it('gives the same, however many classes are given beforehand', () => {
    const given = Array.from({ length: 3000 }, (_, i) => `given ${i}`);
    const [actual, predicted, count] = [
      ['a', null, 'b', 'b', 'c'],
      ['b', 'a', 'a', 'b', 'c'],
      [1, 1, 2, NaN, 0],
    ];
    const few = confusionFromPairs(actual, predicted, count);
    const many = confusionFromPairs(actual, predicted, count, given);
    expect(cells(many)).toEqual(cells(few));
    expect(many.classes).toEqual([...given, ...few.classes]);
    expect(many.dropped).toBe(few.dropped);
  });

  it('counts long inputs like short ones: classes that come late, rows without a label or a count', () => {
    const length = 30_000;
    const labels = Array.from({ length }, (_, i) => (i % 97 === 0 ? null : `class ${Math.floor(i / 300) % 77}`));
    const predicted = labels.map((_, i) => labels[(i * 31) % length]);
    const count = labels.map((_, i) => (i % 89 === 0 ? NaN : i % 83 === 0 ? 0 : 1 + (i % 3)));
    const expected = new Map<string, number>();
    let dropped = 0;
    labels.forEach((label, i) => {
      const key = JSON.stringify([label, predicted[i]]);
      if (Number.isNaN(count[i]) || (count[i] > 0 && (label === null || predicted[i] === null))) {
        dropped++;
      } else if (count[i] > 0) {
        expected.set(key, (expected.get(key) ?? 0) + count[i]);
      }
    });

    const c = confusionFromPairs(labels, predicted, count);
    expect(new Map(cells(c).map(([a, p, n]) => [JSON.stringify([a, p]), n]))).toEqual(expected);
    expect(c.dropped).toBe(dropped);
  });

  it('counts the rows that both columns have', () => {
    expect(cells(confusionFromPairs(['a', 'b'], ['a']))).toEqual([['a', 'a', 1]]);
  });
});

describe('a matrix', () => {
  it('has a row for each actual class', () => {
    const c = confusionFromDense(['a', 'b'], [[5, 1], [0, 2]]); // prettier-ignore
    expect(cells(c)).toEqual([
      ['a', 'a', 5],
      ['a', 'b', 1],
      ['b', 'b', 2],
    ]);
    expect(Array.from(toDense(c))).toEqual([5, 1, 0, 2]);
  });

  it('sums classes of the same name, and drops cells that are no counts', () => {
    const c = confusionFromDense(['a', 'a', 'b'], [[1, 2, NaN], [3, 4, null], [-1, 0]]); // prettier-ignore
    expect(cells(c)).toEqual([['a', 'a', 10]]);
    expect(c.dropped).toBe(3);
  });
});

describe('merging', () => {
  it('sums the cells and appends the classes of the second', () => {
    const a = confusionFromPairs(['x', 'y'], ['y', 'y'], [1, 2]);
    const b = confusionFromPairs(['z', 'y', 'q'], ['y', 'y', 'q'], [4, 8, NaN]);
    const merged = mergeConfusions(a, b);
    expect(merged.classes).toEqual(['x', 'y', 'z']);
    expect(cells(merged)).toEqual([
      ['x', 'y', 1],
      ['y', 'y', 10],
      ['z', 'y', 4],
    ]);
    expect(merged.dropped).toBe(1);
  });

  it('has the empty counts as its identity', () => {
    const c = confusionFromPairs(['b', 'a'], ['a', 'a'], undefined, ['unseen']);
    expect(mergeConfusions(emptyConfusion, c)).toEqual(c);
    expect(mergeConfusions(c, emptyConfusion)).toEqual(c);
  });
});

describe('reordering', () => {
  it('moves rows and columns alike, and loses no class that the order forgets', () => {
    const c = confusionFromPairs(['a', 'b', 'c'], ['b', 'c', 'c']);
    const moved = reorderClasses(c, ['c', 'new', 'a']);
    expect(moved.classes).toEqual(['c', 'new', 'a', 'b']);
    expect(cells(moved)).toEqual([
      ['c', 'c', 1],
      ['a', 'b', 1],
      ['b', 'c', 1],
    ]);
  });
});

describe('collapsing', () => {
  const c = confusionFromPairs(['a', 'b', 'c', 'd', 'other'], ['b', 'a', 'd', 'c', 'a'], [1, 2, 3, 4, 5]);

  it('sums the classes that are not kept into one at the end', () => {
    const collapsed = collapseClasses(c, ['b', 'a', 'unknown'], 'rest');
    expect(collapsed.classes).toEqual(['b', 'a', 'rest']);
    expect(cells(collapsed)).toEqual([
      ['b', 'a', 2],
      ['a', 'b', 1],
      ['rest', 'a', 5],
      ['rest', 'rest', 7],
    ]);
  });

  it("never mixes the rest with a kept class that is itself named 'other'", () => {
    expect(collapseClasses(c, ['other', 'a'], 'other').classes).toEqual(['other', 'a', 'other (2)']);
    expect(collapseClasses(c, ['a', 'b'], 'other').classes).toEqual(['a', 'b', 'other']);
  });

  it('adds no class where nothing is left over', () => {
    expect(collapseClasses(c, ['a', 'b', 'c', 'd', 'other'], 'rest')).toEqual(c);
    expect(collapseClasses(emptyConfusion, ['a'], 'rest')).toEqual(emptyConfusion);
  });

  it('finds a free name', () => {
    expect(freeName('other', ['a'])).toBe('other');
    expect(freeName('other', ['other', 'other (2)'])).toBe('other (3)');
  });
});
