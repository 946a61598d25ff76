import { type Interval, wilson } from '../../statistics/intervals';
import { isSum } from './classViews';
import { type MatrixView } from './viewModel';

/** 'mixed': right and wrong outcomes of classes that are summed into one. */
export type CellKind = 'correct' | 'error' | 'mixed';

export interface CellView {
  row: number;
  column: number;
  kind: CellKind;
  count: number;
  /** Undefined where the row (the column) has no outcomes. */
  shareOfRow?: number;
  shareOfColumn?: number;
  shareOfAll: number;
  /** Of the share of the row. */
  interval?: Interval;
}

/** The place among the cells, or -1 where there is none. */
export function cellIndex({ cells, rowStart }: MatrixView, row: number, column: number): number {
  let from = rowStart[row];
  let to = rowStart[row + 1] - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const difference = cells.predicted[middle] - column;
    if (difference === 0) {
      return middle;
    }
    if (difference < 0) {
      from = middle + 1;
    } else {
      to = middle - 1;
    }
  }
  return -1;
}

export function cellAt(view: MatrixView, row: number, column: number): CellView {
  const index = cellIndex(view, row, column);
  const count = index < 0 ? 0 : view.cells.count[index];
  const { actual } = view.classes[row];
  const { predicted } = view.classes[column];
  return {
    row,
    column,
    kind: row !== column ? 'error' : isSum(view.classes[row]) ? 'mixed' : 'correct',
    count,
    shareOfRow: actual > 0 ? count / actual : undefined,
    shareOfColumn: predicted > 0 ? count / predicted : undefined,
    shareOfAll: count / view.total,
    interval: wilson(Math.min(count, actual), actual, view.options.confidence),
  };
}
