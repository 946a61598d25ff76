import { type Estimate } from '../../statistics/classification';

/** What rows and columns can be sorted by, for who looks: the option's order, or a column of the strip. */
export type SortKey = 'order' | 'support' | 'recall' | 'precision' | 'f1';

export interface Sort {
  by: SortKey;
  descending: boolean;
}

export const optionsOrder: Sort = { by: 'order', descending: false };

/** A click on a heading: the most frequent, or the worst, come first, since these are looked for; a second click turns it round. */
export function nextSort(sort: Sort, by: SortKey): Sort {
  return sort.by === by ? { by, descending: !sort.descending } : { by, descending: by === 'support' };
}

/**
 * The places in the order of the sort. What is undefined stands last either way, and ties stay in the option's order.
 *
 * @param order the option's order: the places, first to last
 */
export function sortPlaces(
  order: readonly number[],
  { by, descending }: Sort,
  numbers: ReadonlyArray<{ actual: number } & Record<'recall' | 'precision' | 'f1', Estimate>>
): number[] {
  if (by === 'order') {
    return descending ? [...order].reverse() : [...order];
  }
  const value = (place: number) => (by === 'support' ? numbers[place].actual : numbers[place][by].value);
  return [...order].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined) {
      return (x === undefined ? 1 : 0) - (y === undefined ? 1 : 0);
    }
    return descending ? y - x : x - y;
  });
}
