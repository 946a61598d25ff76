import { type Measure } from '../shared/measure';
import { cellText, secondText } from './cellText';
import { cellAt, type CellView } from './cells';
import { type VisibleRange } from './layout';
import { type MatrixView } from './viewModel';

export interface TextFit {
  /** Absent where no text fits into the cells. */
  cellFont?: number;
  shortText: boolean;
  /** Whether a cell's second text stands below its first. */
  secondLine: boolean;
}

const SECOND_FONT = 12;

/** The largest font at which the longest text fits into every cell that is seen; the short form, or only the cells that it fits, if none. */
export function fitText(
  view: MatrixView,
  range: VisibleRange,
  cellWidth: number,
  cellHeight: number,
  measure: Measure
): TextFit {
  const none = { cellFont: undefined, shortText: false, secondLine: false };
  if (cellWidth < 14 || cellHeight < 11) {
    return none;
  }
  const cells = visibleCells(view, range).map((i) => cellAt(view, view.cells.actual[i], view.cells.predicted[i]));
  const room = cellWidth - 8;
  const full = Math.max(
    1,
    longest(cells, (cell) => cellText(view, cell), measure)
  );
  if (cellWidth >= 84 && cellHeight >= 52 && full * 14 <= room) {
    const cellFont = Math.min(24, Math.floor(room / full / 1.6), Math.floor(cellHeight / 3.2));
    const second = longest(cells, (cell) => secondText(view, cell) ?? '', measure);
    return {
      cellFont: Math.max(14, cellFont),
      shortText: false,
      secondLine: second > 0 && second * SECOND_FONT <= room,
    };
  }
  for (const short of [false, true]) {
    const em = short
      ? Math.max(
          1,
          longest(cells, (cell) => cellText(view, cell, true), measure)
        )
      : full;
    const font = Math.floor(Math.min(14, room / em, cellHeight - 4));
    if (font >= (short ? 9 : 11)) {
      return { cellFont: font, shortText: short, secondLine: false };
    }
  }
  return cellHeight >= 13 ? { cellFont: 9, shortText: true, secondLine: false } : none;
}

/** The widest text, in multiples of the font size. Counts repeat, and measuring is what costs. */
function longest(cells: CellView[], text: (cell: CellView) => string, measure: Measure): number {
  const texts = new Set(cells.map(text));
  return [...texts].reduce((most, one) => Math.max(most, one === '' ? 0 : measure(one, 10) / 10), 0);
}

/** Places of the cells above 0 that are seen. */
export function visibleCells(
  { cells, rowStart }: MatrixView,
  { firstRow, endRow, firstColumn, endColumn }: VisibleRange
): number[] {
  const seen: number[] = [];
  for (let i = rowStart[firstRow]; i < rowStart[endRow]; i++) {
    if (cells.predicted[i] >= firstColumn && cells.predicted[i] < endColumn) {
      seen.push(i);
    }
  }
  return seen;
}
