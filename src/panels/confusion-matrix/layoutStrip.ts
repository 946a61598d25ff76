import { type Measure } from '../shared/measure';
import { type Band, FONT, GAP, SLACK } from './metrics';
import { type SortKey } from './sort';
import { type MatrixView } from './viewModel';

export type ClassColumnKey = Exclude<SortKey, 'order'>;

/** A column of the strip beside the matrix. */
export interface ClassColumn extends Band {
  key: ClassColumnKey;
  heading: string;
  /** Where the interval, or the change, stands after the value, if it does. */
  aside?: Band;
}

const headings: Record<ClassColumnKey, string> = {
  support: 'Support',
  recall: 'Recall',
  precision: 'Precision',
  f1: 'F1',
};

/**
 * The columns that fit while at least half of the room stays with the matrix: with intervals, then without, then
 * fewer columns. Where labels of the rows are thinned out, values are drawn as bars, which need no intervals.
 */
export function chooseColumns(view: MatrixView, room: number, asText: boolean, measure: Measure): ClassColumn[] {
  const { options, formats, compared } = view;
  const keys: ClassColumnKey[] = [
    ...(options.totals || options.classScores ? (['support'] as const) : []),
    ...(options.classScores ? (['recall', 'precision', 'f1'] as const) : []),
  ];
  const largest = view.classes.reduce((most, { actual }) => Math.max(most, actual), 0);
  const valueWidth = (key: ClassColumnKey) =>
    2 * GAP +
    Math.ceil(
      Math.max(
        measure(headings[key], FONT),
        measure(key === 'support' ? formats.count(largest) : formats.share(0.8888), FONT)
      )
    );
  const aside = compared ? formats.change(-0.8888) : formats.range(0.8888, 0.8888);
  const asideWidth = Math.ceil(measure(aside, FONT - 1)) + GAP + SLACK;
  const hasAside = (key: ClassColumnKey) => key === 'recall' || key === 'precision' || (compared && key === 'f1');
  const budget = room * (view.classes.length > 40 ? 0.4 : 0.5);
  for (let count = keys.length; count > 0; count--) {
    for (const asides of asText ? [true, false] : [false]) {
      const columns = keys.slice(0, count).map((key): ClassColumn => {
        const value = valueWidth(key);
        const withAside = asides && hasAside(key);
        return {
          key,
          heading: key === 'support' && !options.classScores ? 'Total' : headings[key],
          start: 0,
          size: value + (withAside ? asideWidth : 0),
          aside: withAside ? { start: value - GAP / 2, size: asideWidth } : undefined,
        };
      });
      if (columns.reduce((sum, column) => sum + column.size, 0) <= budget) {
        return columns;
      }
    }
  }
  return [];
}
