import fc from 'fast-check';

import { confusionFromPairs } from '../../statistics/confusion';
import { plainFormats } from '../shared/formats';
import { type Arrangement, asTheOptionsSay } from './arrange';
import { isSum } from './classViews';
import { type ConfusionMatrixOptions, defaultOptions } from './options';
import { nextSort, optionsOrder, type Sort, type SortKey } from './sort';
import { makeView, rearranged } from './viewModel';

type Pair = [actual: string, predicted: string, count: number];

function viewOf(pairs: Pair[], options: Partial<ConfusionMatrixOptions> = {}, arrangement?: Arrangement) {
  const confusion = confusionFromPairs(
    pairs.map(([actual]) => actual),
    pairs.map(([, predicted]) => predicted),
    pairs.map(([, , count]) => count)
  );
  return makeView(confusion, { ...defaultOptions, ...options }, plainFormats(), undefined, arrangement);
}
const sortedBy = (by: SortKey, descending: boolean): Arrangement => ({ ...asTheOptionsSay, sort: { by, descending } });
const names = ({ classes }: ReturnType<typeof viewOf>) => classes.map(({ name }) => name);

// Recall: a 90 %, b 50 %, c undefined, d 75 %. Support: 10, 2, 0, 4.
const pairs: Pair[] = [
  ['a', 'a', 9],
  ['a', 'c', 1],
  ['b', 'b', 1],
  ['b', 'a', 1],
  ['d', 'd', 3],
  ['d', 'a', 1],
];

describe('sorting', () => {
  it('puts rows and columns in the order of a measure, what is undefined last either way', () => {
    expect(names(viewOf(pairs, {}, sortedBy('recall', false)))).toEqual(['b', 'd', 'a', 'c']);
    expect(names(viewOf(pairs, {}, sortedBy('recall', true)))).toEqual(['a', 'd', 'b', 'c']);
    expect(names(viewOf(pairs, {}, sortedBy('support', true)))).toEqual(['a', 'd', 'b', 'c']);
    expect(names(viewOf(pairs, {}, sortedBy('order', true)))).toEqual(['d', 'c', 'b', 'a']);
  });

  it('begins with what is looked for: the most frequent, the worst; and turns round', () => {
    const clicks = (...keys: SortKey[]) => keys.reduce<Sort>(nextSort, optionsOrder);
    expect(clicks('support')).toEqual({ by: 'support', descending: true });
    expect(clicks('recall')).toEqual({ by: 'recall', descending: false });
    expect(clicks('recall', 'recall')).toEqual({ by: 'recall', descending: true });
    expect(clicks('recall', 'order')).toEqual(optionsOrder);
  });

  it('keeps the classes of an open group beside each other', () => {
    const grouped: Pair[] = ['x/1', 'y', 'x/2', 'z/1', 'z/2'].map((name, i) => [name, name, 10 - i]);
    const options = { groups: { ...defaultOptions.groups, by: 'separator', level: 2 } } as const;
    expect(names(viewOf(grouped, options, sortedBy('support', true)))).toEqual(['x/1', 'x/2', 'y', 'z/1', 'z/2']);
  });
});

describe('the top classes', () => {
  it('are ranked among closed groups, and the rest is one sum at the end', () => {
    const counts: Pair[] = [
      ['x/1', 'x/1', 4],
      ['x/2', 'x/2', 4],
      ['y', 'y', 5],
      ['z', 'z', 1],
      ['w', 'z', 1],
    ];
    const view = viewOf(counts, { topClasses: 2, groups: { ...defaultOptions.groups, by: 'separator' } });
    expect(names(view)).toEqual(['x', 'y', '2 other classes']);
    expect(view.classes.map(({ actual }) => actual)).toEqual([8, 5, 2]);
  });
});

describe('laws', () => {
  const name = fc.constantFrom('a/1', 'a/2', 'a/b/1', 'a/b/2', 'b', 'c/1', 'c/2', 'toString', '');
  const cells = fc.array(fc.tuple(name, name, fc.integer({ min: 1, max: 50 })), { minLength: 1, maxLength: 40 });
  const sort = fc.record({
    by: fc.constantFrom<SortKey>('order', 'support', 'recall', 'precision', 'f1'),
    descending: fc.boolean(),
  });
  const level = fc.integer({ min: 0, max: 3 });
  const arbitrary = { cells, sort, level, topClasses: fc.integer({ min: 0, max: 6 }) };
  const optionsOf = (level: number, topClasses: number): Partial<ConfusionMatrixOptions> => ({
    topClasses,
    groups: { ...defaultOptions.groups, by: level === 0 ? 'none' : 'separator', level: Math.max(1, level) },
  });

  it('sorting and collapsing keep every outcome, and overall scores', () => {
    fc.assert(
      fc.property(fc.record(arbitrary), ({ cells, sort, level, topClasses }) => {
        const plain = viewOf(cells);
        const view = viewOf(cells, optionsOf(level, topClasses), { ...asTheOptionsSay, sort });
        const sum = (counts: Iterable<number>) => [...counts].reduce((a, b) => a + b, 0);
        expect(sum(view.cells.count)).toBe(plain.total);
        expect(sum(view.classes.map(({ actual }) => actual))).toBe(plain.total);
        expect(sum(view.classes.map(({ predicted }) => predicted))).toBe(plain.total);
        expect(sum(view.classes.map(({ right }) => right))).toBe(sum(plain.classes.map(({ right }) => right)));
        expect(view.scores).toEqual(plain.scores);
      })
    );
  });

  it('a class that is not summed keeps its measures, whatever is done to others', () => {
    fc.assert(
      fc.property(fc.record(arbitrary), ({ cells, sort, level, topClasses }) => {
        const plain = new Map(viewOf(cells).classes.map((one) => [one.name, one]));
        const view = viewOf(cells, optionsOf(level, topClasses), { ...asTheOptionsSay, sort });
        for (const one of view.classes.filter((one) => !isSum(one))) {
          expect(one.recall).toEqual(plain.get(one.name)?.recall);
          expect(one.precision).toEqual(plain.get(one.name)?.precision);
        }
      })
    );
  });

  it('sorting back gives the view that there was', () => {
    fc.assert(
      fc.property(cells, sort, (cells, sort) => {
        const view = viewOf(cells);
        const there = rearranged(view, { ...asTheOptionsSay, sort });
        const back = rearranged(there, { ...asTheOptionsSay });
        expect(names(back)).toEqual(names(view));
        expect([...back.cells.count]).toEqual([...view.cells.count]);
      })
    );
  });
});
