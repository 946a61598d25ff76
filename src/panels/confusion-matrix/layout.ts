import { shorten } from './names';
import { cellAt, cellText, type MatrixView } from './viewModel';

/** Width in pixels of text at a font size. */
export type Measure = (text: string, fontSize: number) => number;

export interface Band {
  start: number;
  size: number;
}

export type ClassColumnKey = 'support' | 'recall' | 'precision' | 'f1';

/** A column of the strip beside the matrix. */
export interface ClassColumn extends Band {
  key: ClassColumnKey;
  heading: string;
  /** Whether the interval stands after the value, and where. */
  interval?: Band;
}

/** Where everything lies, in CSS pixels from the canvas's top left. */
export interface Layout {
  width: number;
  height: number;
  x: number;
  y: number;
  cellWidth: number;
  cellHeight: number;
  /** Between cells; 0 where they are small. */
  gap: number;
  n: number;
  axisTitles: boolean;
  rowLabels: Band;
  columnLabels: Band;
  /** Whether the column labels are turned by 90 degrees. */
  turned: boolean;
  /** Every how many classes a label is drawn. */
  rowLabelStep: number;
  columnLabelStep: number;
  /** The row of column totals below the matrix. */
  totals?: Band & { short: boolean };
  classColumns: ClassColumn[];
  /** Font sizes; the text in cells is absent where none fits. */
  font: number;
  cellFont?: number;
  shortText: boolean;
  /** Whether a cell's share stands below its count. */
  secondLine: boolean;
}

const FONT = 12;
const LINE = 15;
const TITLE = 18;
const GAP = 8;
/** Text may be drawn a little wider than it was measured. */
const SLACK = 3;
const headings: Record<ClassColumnKey, string> = {
  support: 'Support',
  recall: 'Recall',
  precision: 'Precision',
  f1: 'F1',
};

export function makeLayout(view: MatrixView, width: number, height: number, measure: Measure): Layout {
  const layout = layOut(view, width, height, measure, true);
  // Rows too thin for text show bars, which need no room for intervals.
  return layout.rowLabelStep > 1 ? layOut(view, width, height, measure, false) : layout;
}

function layOut(view: MatrixView, width: number, height: number, measure: Measure, asText: boolean): Layout {
  const n = view.classes.length;
  const labelWidth = Math.ceil(Math.max(...view.classes.map(({ text }) => measure(shorten(text, 60), FONT)))) + SLACK;
  const axisTitles = width >= 240 && height >= 140;
  const titleSize = axisTitles ? TITLE : 0;
  const rowLabels = { start: titleSize, size: Math.min(labelWidth + GAP, Math.floor(width * 0.28), 200) };
  const x = rowLabels.start + rowLabels.size;

  const classColumns = chooseColumns(view, width - x, asText, measure);
  const stripWidth = classColumns.reduce((sum, column) => sum + column.size, 0);
  const cellWidth = Math.min(Math.max(0, width - x - stripWidth - (stripWidth ? 0 : 2)) / n, maxCellWidth(n, height));

  const turned = labelWidth + 4 > cellWidth && cellWidth < 80;
  const columnLabels = {
    start: titleSize,
    size: turned ? Math.min(labelWidth + GAP, Math.floor(height * 0.26), 160) : LINE + 4,
  };
  const y = columnLabels.start + columnLabels.size;
  const short = shortTotals(view, cellWidth, measure);
  const totalsSize = view.options.totals && short !== undefined && height - y - 24 >= 48 ? 24 : 0;
  const cellHeight = Math.max(0, height - y - totalsSize) / n;

  let start = x + cellWidth * n;
  for (const column of classColumns) {
    column.start = start;
    start += column.size;
  }
  return {
    width,
    height,
    x,
    y,
    cellWidth,
    cellHeight,
    gap: Math.min(cellWidth, cellHeight) >= 24 ? 2 : Math.min(cellWidth, cellHeight) >= 7 ? 1 : 0,
    n,
    axisTitles,
    rowLabels,
    columnLabels,
    turned,
    rowLabelStep: Math.max(1, Math.ceil((LINE - 1) / cellHeight)),
    columnLabelStep: turned ? Math.max(1, Math.ceil((LINE - 1) / cellWidth)) : 1,
    totals: totalsSize > 0 ? { start: y + cellHeight * n, size: totalsSize, short: short === true } : undefined,
    classColumns,
    font: FONT,
    ...fitText(view, cellWidth, cellHeight, measure),
  };
}

/** Few classes in a wide panel would become bars: cells stay near the form of a cell. */
function maxCellWidth(n: number, height: number): number {
  return Math.max(120, (height / n) * 2.6);
}

/**
 * The columns that fit while at least half of the room stays with the matrix: with intervals, then without, then
 * fewer columns. Where labels of the rows are thinned out, values are drawn as bars, which need no intervals.
 */
function chooseColumns(view: MatrixView, room: number, asText: boolean, measure: Measure): ClassColumn[] {
  const { options, formats } = view;
  const keys: ClassColumnKey[] = [
    ...(options.totals || options.classScores ? (['support'] as const) : []),
    ...(options.classScores ? (['recall', 'precision', 'f1'] as const) : []),
  ];
  const largest = Math.max(...view.classes.map(({ actual }) => actual));
  const valueWidth = (key: ClassColumnKey) =>
    2 * GAP +
    Math.ceil(
      Math.max(
        measure(headings[key], FONT),
        measure(key === 'support' ? formats.count(largest) : formats.share(0.8888), FONT)
      )
    );
  const intervalWidth = Math.ceil(measure(formats.range(0.8888, 0.8888), FONT - 1)) + GAP + SLACK;
  const budget = room * (view.classes.length > 40 ? 0.4 : 0.5);
  for (let count = keys.length; count > 0; count--) {
    for (const intervals of asText ? [true, false] : [false]) {
      const columns = keys.slice(0, count).map((key): ClassColumn => {
        const value = valueWidth(key);
        const hasInterval = intervals && (key === 'recall' || key === 'precision');
        return {
          key,
          heading: key === 'support' && !options.classScores ? 'Total' : headings[key],
          start: 0,
          size: value + (hasInterval ? intervalWidth : 0),
          interval: hasInterval ? { start: value - GAP / 2, size: intervalWidth } : undefined,
        };
      });
      if (columns.reduce((sum, column) => sum + column.size, 0) <= budget) {
        return columns;
      }
    }
  }
  return [];
}

/** Whether column totals must be short to fit, all alike; undefined where they do not fit: a few would be read as their neighbors'. */
function shortTotals({ classes, formats }: MatrixView, cellWidth: number, measure: Measure): boolean | undefined {
  return [false, true].find((short) => {
    const format = short ? formats.shortCount : formats.count;
    return classes.every(({ predicted }) => measure(format(predicted), FONT) <= cellWidth - 4);
  });
}

/** The largest font at which the longest text fits into every cell; the short form, or only the cells that it fits, if none. */
function fitText(view: MatrixView, cellWidth: number, cellHeight: number, measure: Measure) {
  const none = { cellFont: undefined, shortText: false, secondLine: false };
  if (cellWidth < 14 || cellHeight < 11 || view.cells.count.length > 10_000) {
    return none;
  }
  const longest = (short: boolean) => {
    let most = 1;
    for (let i = 0; i < view.cells.count.length; i++) {
      const text = cellText(view, cellAt(view, view.cells.actual[i], view.cells.predicted[i]), short);
      most = Math.max(most, measure(text, 10) / 10);
    }
    return most;
  };
  const room = cellWidth - 8;
  const full = longest(false);
  if (cellWidth >= 84 && cellHeight >= 52 && full * 14 <= room) {
    const cellFont = Math.min(24, Math.floor(room / full / 1.6), Math.floor(cellHeight / 3.2));
    return { cellFont: Math.max(14, cellFont), shortText: false, secondLine: view.options.show === 'count' };
  }
  for (const short of [false, true]) {
    const em = short ? longest(true) : full;
    const font = Math.floor(Math.min(14, room / em, cellHeight - 4));
    if (font >= (short ? 9 : 11)) {
      return { cellFont: font, shortText: short, secondLine: false };
    }
  }
  return cellHeight >= 13 ? { cellFont: 9, shortText: true, secondLine: false } : none;
}

/** The cell at a point, or undefined outside of the matrix. */
export function cellAtPoint(layout: Layout, px: number, py: number): { row: number; column: number } | undefined {
  const column = Math.floor((px - layout.x) / layout.cellWidth);
  const row = Math.floor((py - layout.y) / layout.cellHeight);
  return row >= 0 && column >= 0 && row < layout.n && column < layout.n ? { row, column } : undefined;
}
