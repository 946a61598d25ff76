import fc from 'fast-check';

import { addCell, type ClassSums } from '../classSums';
import { foldedRows, foldingOf, foldNotices } from './folding';

const NAMES = ['a', 'b', 'c', 'd', '', '__proto__', '(other classes)', '(another of the other classes)'];
const cell = fc.record({
  actual: fc.constantFrom(...NAMES),
  predicted: fc.constantFrom(...NAMES),
  count: fc.integer({ min: 1, max: 1000 }),
});
const matrix = fc.uniqueArray(cell, { selector: ({ actual, predicted }) => JSON.stringify([actual, predicted]) });

/** The matrix folded by its cells, which an index of many classes cannot tell. */
function folded(cells: Array<{ actual: string; predicted: string; count: number }>, shown: string[]) {
  const sums: ClassSums = new Map();
  cells.forEach(({ actual, predicted, count }) => addCell(sums, actual, predicted, count));
  const folding = foldingOf(shown, new Set(sums.keys()));
  const isShown = (name: string) => shown.includes(name);
  const among = cells.filter(({ actual, predicted }) => isShown(actual) && isShown(predicted));
  return { folding, rows: foldedRows(among, sums, folding, undefined) };
}
const total = (rows: Array<{ count: number }>) => rows.reduce((sum, { count }) => sum + count, 0);

describe('a matrix in which rare classes are one', () => {
  it('has every outcome once, and as many right ones and of each class as there are', () => {
    fc.assert(
      fc.property(matrix, fc.subarray(NAMES), (cells, shown) => {
        const { rows, folding } = folded(cells, shown);
        expect(total(rows)).toBe(total(cells));
        const right = (all: typeof cells) => total(all.filter(({ actual, predicted }) => actual === predicted));
        expect(right(rows)).toBe(right(cells));
        for (const side of ['actual', 'predicted'] as const) {
          for (const name of shown) {
            const ofClass = (all: typeof cells) => total(all.filter((row) => row[side] === name));
            expect(ofClass(rows)).toBe(ofClass(cells));
          }
        }
        const { others, another } = folding;
        expect(rows.filter(({ predicted }) => predicted === another).every(({ actual }) => actual === others)).toBe(
          true
        );
      })
    );
  });

  it('names them as no class is named', () => {
    fc.assert(
      fc.property(fc.subarray(NAMES), (known) => {
        const { others, another } = foldingOf([], new Set(known));
        expect(known).not.toContain(others);
        expect(known).not.toContain(another);
        expect(others).not.toBe(another);
      })
    );
  });

  it('says so only where there are others', () => {
    expect(foldNotices(foldingOf(['a', 'b'], new Set(['a', 'b'])))).toEqual([]);
    expect(foldNotices(foldingOf(['a'], new Set(['a', 'b'])))).toHaveLength(1);
  });
});
