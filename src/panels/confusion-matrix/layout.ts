import { type Measure } from '../shared/measure';
import { shorten } from '../shared/names';
import { fitText, type TextFit } from './fitText';
import { chooseColumns, type ClassColumn } from './layoutStrip';
import { type Band, FONT, GAP, LINE, LONGEST_LABEL, SLACK } from './metrics';
import { type MatrixView } from './viewModel';
import { type Point, type Viewport, whole } from './viewport';

/** What does not change while one zooms and pans, in CSS pixels from the canvas's top left. */
export interface Frame {
  width: number;
  height: number;
  n: number;
  /** The room of the cells. */
  x: number;
  y: number;
  matrixWidth: number;
  matrixHeight: number;
  axisTitles: boolean;
  rowLabels: Band;
  columnLabels: Band;
  /** Whether the column labels are turned by 90 degrees where all columns are shown. */
  turned: boolean;
  /** Of each class's label, in pixels. */
  labelWidths: Float32Array;
  /** The row of column totals below the matrix. */
  totals?: Band;
  classColumns: ClassColumn[];
  font: number;
}

/** Where everything lies. */
export interface Layout extends Frame, TextFit {
  viewport: Viewport;
  cellWidth: number;
  cellHeight: number;
  /** Between cells; 0 where they are small. */
  gap: number;
  turned: boolean;
  /** Every how many classes a label is drawn. */
  rowLabelStep: number;
  columnLabelStep: number;
  /** Where numbers do not fit, bars stand for them: all alike, since a few numbers would be read as their neighbors'. */
  totalsAs: 'text' | 'short' | 'bars';
  stripAs: 'text' | 'bars';
}

const TITLE = 18;
const TOTALS = 24;

/** @param viewport what is shown; everything by default */
export function makeLayout(
  view: MatrixView,
  width: number,
  height: number,
  measure: Measure,
  viewport: Viewport = whole(view.classes.length)
): Layout {
  return layOutCells(makeFrame(view, width, height, measure), view, viewport, measure);
}

export function makeFrame(view: MatrixView, width: number, height: number, measure: Measure): Frame {
  const labelWidths = Float32Array.from(view.classes, ({ label }) => measure(shorten(label, LONGEST_LABEL), FONT));
  const room = { width, height, labelWidths, measure };
  const frame = layOutFrame(view, room, true);
  // Rows too thin for text show bars, which need no room for intervals.
  return stepOf(frame.matrixHeight / frame.n) > 1 ? layOutFrame(view, room, false) : frame;
}

interface Room {
  width: number;
  height: number;
  labelWidths: Float32Array;
  measure: Measure;
}

function layOutFrame(view: MatrixView, { width, height, labelWidths, measure }: Room, asText: boolean): Frame {
  const n = view.classes.length;
  const labelWidth = Math.ceil(labelWidths.reduce((a, b) => Math.max(a, b), 0)) + SLACK;
  const axisTitles = width >= 240 && height >= 140;
  const titleSize = axisTitles ? TITLE : 0;
  const rowLabels = { start: titleSize, size: Math.min(labelWidth + GAP, Math.floor(width * 0.28), 200) };
  const x = rowLabels.start + rowLabels.size;

  const classColumns = chooseColumns(view, width - x, asText, measure);
  const stripWidth = classColumns.reduce((sum, column) => sum + column.size, 0);
  const room = Math.max(0, width - x - stripWidth - (stripWidth ? 0 : 2));
  const matrixWidth = Math.min(room, maxCellWidth(n, height) * n);

  const turned = labelWidth + 4 > matrixWidth / n && matrixWidth / n < 80;
  const columnLabels = {
    start: titleSize,
    size: turned ? Math.min(labelWidth + GAP, Math.floor(height * 0.26), 160) : LINE + 4,
  };
  const y = columnLabels.start + columnLabels.size;
  const totalsSize = view.options.totals && height - y - TOTALS >= 48 ? TOTALS : 0;
  const matrixHeight = Math.max(0, height - y - totalsSize);

  let start = x + matrixWidth;
  for (const column of classColumns) {
    column.start = start;
    start += column.size;
  }
  return {
    width,
    height,
    n,
    x,
    y,
    matrixWidth,
    matrixHeight,
    axisTitles,
    rowLabels,
    columnLabels,
    turned,
    labelWidths,
    totals: totalsSize > 0 ? { start: y + matrixHeight, size: totalsSize } : undefined,
    classColumns,
    font: FONT,
  };
}

/** Few classes in a wide panel would become bars: cells stay near the form of a cell. */
function maxCellWidth(n: number, height: number): number {
  return Math.max(120, (height / n) * 2.6);
}

export function layOutCells(frame: Frame, view: MatrixView, viewport: Viewport, measure: Measure): Layout {
  const cellWidth = frame.matrixWidth / viewport.columns;
  const cellHeight = frame.matrixHeight / viewport.rows;
  const smallest = Math.min(cellWidth, cellHeight);
  const range = visibleRange(viewport, frame.n);
  const widest = frame.labelWidths
    .subarray(range.firstColumn, range.endColumn)
    .reduce((most, width) => Math.max(most, width), 0);
  const turned = frame.turned && (viewport.columns >= frame.n || widest + SLACK + 4 > cellWidth);
  const rowLabelStep = stepOf(cellHeight);
  return {
    ...frame,
    viewport,
    cellWidth,
    cellHeight,
    gap: smallest >= 24 ? 2 : smallest >= 7 ? 1 : 0,
    turned,
    rowLabelStep,
    columnLabelStep: turned ? stepOf(cellWidth) : 1,
    totalsAs: totalsAs(view, range, cellWidth, measure),
    stripAs: rowLabelStep > 1 ? 'bars' : 'text',
    ...fitText(view, range, cellWidth, cellHeight, measure),
  };
}

/** Round numbers, since names often end in one: 1, 2, 5, 10, 20, 50 ... */
function stepOf(cellSize: number): number {
  const least = (LINE - 1) / cellSize;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  return [1, 2, 5].map((digit) => digit * power).find((step) => step >= least) ?? 10 * power;
}

function totalsAs(
  { classes, formats }: MatrixView,
  { firstColumn, endColumn }: VisibleRange,
  cellWidth: number,
  measure: Measure
): Layout['totalsAs'] {
  // Narrower than any number.
  if (cellWidth < 10) {
    return 'bars';
  }
  const shown = classes.slice(firstColumn, endColumn);
  const fit = [false, true].find((short) => {
    const format = short ? formats.shortCount : formats.count;
    return shown.every(({ predicted }) => measure(format(predicted), FONT) <= cellWidth - 4);
  });
  return fit === undefined ? 'bars' : fit ? 'short' : 'text';
}

/** The classes of which anything is seen: from the first to the one before the end. */
export interface VisibleRange {
  firstRow: number;
  endRow: number;
  firstColumn: number;
  endColumn: number;
}

export function visibleRange({ row, column, rows, columns }: Viewport, n: number): VisibleRange {
  const end = (start: number, size: number) => Math.min(n, Math.ceil(start + size - 1e-9));
  return {
    firstRow: Math.floor(row),
    endRow: end(row, rows),
    firstColumn: Math.floor(column),
    endColumn: end(column, columns),
  };
}

/** The left side of a column, whether or not it is shown. */
export function columnX({ x, viewport, cellWidth }: Layout, column: number): number {
  return x + (column - viewport.column) * cellWidth;
}

export function rowY({ y, viewport, cellHeight }: Layout, row: number): number {
  return y + (row - viewport.row) * cellHeight;
}

export interface PixelPoint {
  x: number;
  y: number;
}

/** Where a pixel lies in the matrix, in classes; outside of it too. */
export function pointAt({ x, y, matrixWidth, matrixHeight }: Frame, viewport: Viewport, at: PixelPoint): Point {
  return {
    row: viewport.row + ((at.y - y) / matrixHeight) * viewport.rows,
    column: viewport.column + ((at.x - x) / matrixWidth) * viewport.columns,
  };
}

export function isOnMatrix({ x, y, matrixWidth, matrixHeight }: Frame, at: PixelPoint): boolean {
  return at.x >= x && at.y >= y && at.x < x + matrixWidth && at.y < y + matrixHeight;
}

/** The nearest pixel that is on the matrix. */
export function ontoMatrix({ x, y, matrixWidth, matrixHeight }: Frame, at: PixelPoint): PixelPoint {
  return {
    x: Math.max(x, Math.min(x + matrixWidth, at.x)),
    y: Math.max(y, Math.min(y + matrixHeight, at.y)),
  };
}

/** The cell at a pixel, or undefined outside of the matrix. */
export function cellAtPoint(layout: Layout, px: number, py: number): { row: number; column: number } | undefined {
  const at = { x: px, y: py };
  const point = pointAt(layout, layout.viewport, at);
  // Rounding must not make a place of the last pixel that there is not.
  const [row, column] = [point.row, point.column].map((place) => Math.min(layout.n - 1, Math.floor(place)));
  return isOnMatrix(layout, at) ? { row, column } : undefined;
}

/** The class whose label, on either side, is at a pixel. */
export function labelAtPoint(layout: Layout, px: number, py: number): number | undefined {
  const { x, y, matrixWidth, matrixHeight, rowLabels, columnLabels, n } = layout;
  const point = pointAt(layout, layout.viewport, { x: px, y: py });
  const besideRows = px >= rowLabels.start && px < x && py >= y && py < y + matrixHeight;
  const aboveColumns = py >= columnLabels.start && py < y && px >= x && px < x + matrixWidth;
  const place = besideRows ? Math.floor(point.row) : aboveColumns ? Math.floor(point.column) : -1;
  return place >= 0 && place < n ? place : undefined;
}
