/**
 * The part of the matrix that is shown, in classes: fractions are allowed, so that zooming and panning are smooth. A point
 * is (row, column), 0 at the first class's upper left, n at the last one's lower right.
 */
export interface Viewport {
  /** At the upper left. */
  row: number;
  column: number;
  /** Shown, down and across. */
  rows: number;
  columns: number;
}

export interface Point {
  row: number;
  column: number;
}

/** Nothing is gained by looking at fewer classes. */
export const LEAST = 2;

/** Smaller matrices are seen whole. */
const ZOOM_FROM = 8;

export function canZoom(n: number): boolean {
  return n >= ZOOM_FROM;
}

export function whole(n: number): Viewport {
  return { row: 0, column: 0, rows: n, columns: n };
}

export function isWhole(v: Viewport, n: number): boolean {
  return v.rows >= n && v.columns >= n;
}

/** Shows fewer (a factor above 1) or more classes; the point stays where it is on the screen, unless an edge is in the way. */
export function zoomAt(v: Viewport, n: number, factor: number, point: Point): Viewport {
  const [row, rows] = scaled(v.row, v.rows, n, factor, point.row);
  const [column, columns] = scaled(v.column, v.columns, n, factor, point.column);
  return { row, column, rows, columns };
}

function scaled(start: number, size: number, n: number, factor: number, at: number): [start: number, size: number] {
  const next = clamp(size / factor, Math.min(LEAST, n), n);
  return [clamp(at - ((at - start) * next) / size, 0, n - next), next];
}

/** Moves by so many classes down and across, as far as there are any. */
export function panBy(v: Viewport, n: number, rows: number, columns: number): Viewport {
  return { ...v, row: clamp(v.row + rows, 0, n - v.rows), column: clamp(v.column + columns, 0, n - v.columns) };
}

/** The classes between two points, those that are touched whole, and a few around where these are too few. */
export function between(n: number, a: Point, b: Point): Viewport {
  const [row, rows] = touched(a.row, b.row, n);
  const [column, columns] = touched(a.column, b.column, n);
  return { row, column, rows, columns };
}

function touched(a: number, b: number, n: number): [start: number, size: number] {
  const from = clamp(Math.floor(Math.min(a, b)), 0, n - 1);
  const to = clamp(Math.ceil(Math.max(a, b)), from + 1, n);
  const size = clamp(to - from, Math.min(LEAST, n), n);
  return [clamp(from - Math.floor((size - (to - from)) / 2), 0, n - size), size];
}

/** The least move that shows a cell whole. */
export function reveal(v: Viewport, n: number, cell: Point): Viewport {
  const moved = (start: number, size: number, place: number) =>
    clamp(clamp(start, place + 1 - size, place), 0, Math.max(0, n - size));
  const [row, column] = [moved(v.row, v.rows, cell.row), moved(v.column, v.columns, cell.column)];
  return row === v.row && column === v.column ? v : { ...v, row, column };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
