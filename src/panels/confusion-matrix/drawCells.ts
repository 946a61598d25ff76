import { textOn } from '../shared/colorMixing';
import { type CellColors } from './cellColors';
import { isEmptyColumn, isEmptyRow } from './cellText';
import { type Palette } from './colors';
import { type Drawing } from './drawing';
import { visibleCells } from './fitText';
import { columnX, type Layout, rowY, visibleRange } from './layout';
import { cellPixels } from './pixels';

type Context = CanvasRenderingContext2D;

/** Cells that are smaller are drawn at once, as an image, instead of one rectangle each. */
const SMALL_CELL = 4;
/** A mark needs this much of a cell. */
const MARKED_FROM = 10;

export function drawCells(ctx: Context, drawing: Drawing, colors: CellColors, ratio: number) {
  const { layout, palette } = drawing;
  ctx.fillStyle = palette.zero;
  ctx.fillRect(layout.x, layout.y, layout.matrixWidth, layout.matrixHeight);
  if (Math.min(layout.cellWidth, layout.cellHeight) < SMALL_CELL) {
    drawImageOfCells(ctx, drawing, colors, ratio);
  } else {
    drawRectangles(ctx, drawing, colors);
  }
  drawNoData(ctx, drawing);
  drawGaps(ctx, drawing);
  drawMarks(ctx, drawing, colors);
}

function drawRectangles(ctx: Context, { view, layout }: Drawing, { list, place }: CellColors) {
  const { actual, predicted } = view.cells;
  for (const i of visibleCells(view, visibleRange(layout.viewport, layout.n))) {
    ctx.fillStyle = list[place[i]];
    // On whole pixels, so that neighbors meet without a seam.
    const [left, top] = [Math.round(columnX(layout, predicted[i])), Math.round(rowY(layout, actual[i]))];
    const right = Math.round(columnX(layout, predicted[i] + 1));
    const bottom = Math.round(rowY(layout, actual[i] + 1));
    ctx.fillRect(left, top, right - left, bottom - top);
  }
}

function drawImageOfCells(ctx: Context, { view, layout }: Drawing, colors: CellColors, ratio: number) {
  const range = visibleRange(layout.viewport, layout.n);
  const [rows, columns] = [range.endRow - range.firstRow, range.endColumn - range.firstColumn];
  // A pixel for each cell is stretched in drawing; a cell for each pixel is all that can be seen.
  const width = Math.max(1, Math.min(columns, Math.round(layout.cellWidth * columns * ratio)));
  const height = Math.max(1, Math.min(rows, Math.round(layout.cellHeight * rows * ratio)));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pixels = cellPixels(view, range, width, height, colors.place, colors.list);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  ctx.imageSmoothingEnabled = false;
  const [left, top] = [columnX(layout, range.firstColumn), rowY(layout, range.firstRow)];
  ctx.drawImage(canvas, left, top, layout.cellWidth * columns, layout.cellHeight * rows);
}

/** Rows and columns without outcomes: hatched, so that they are not taken for 0. Those beside each other are one surface. */
function drawNoData(ctx: Context, { view, layout, palette }: Drawing) {
  const { firstRow, endRow, firstColumn, endColumn } = visibleRange(layout.viewport, layout.n);
  const { x, y, matrixWidth, matrixHeight } = layout;
  for (const [from, to] of runs(firstRow, endRow, (row) => isEmptyRow(view, row))) {
    hatch(ctx, palette, x, rowY(layout, from), matrixWidth, rowY(layout, to) - rowY(layout, from));
  }
  for (const [from, to] of runs(firstColumn, endColumn, (column) => isEmptyColumn(view, column))) {
    hatch(ctx, palette, columnX(layout, from), y, columnX(layout, to) - columnX(layout, from), matrixHeight);
  }
}

/** Longest stretches for which something holds, each from its first place to the one after its last. */
function runs(start: number, end: number, holds: (place: number) => boolean): Array<[number, number]> {
  const found: Array<[number, number]> = [];
  for (let place = start; place < end; place++) {
    if (holds(place)) {
      const last = found[found.length - 1];
      if (last?.[1] === place) {
        last[1]++;
      } else {
        found.push([place, place + 1]);
      }
    }
  }
  return found;
}

function hatch(ctx: Context, palette: Palette, x: number, y: number, width: number, height: number) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.fillStyle = palette.background;
  ctx.fillRect(x, y, width, height);
  ctx.strokeStyle = palette.hatch;
  ctx.lineWidth = 1;
  ctx.beginPath();
  // Lines lie on one grid for the whole canvas, so that all that is hatched looks like one surface.
  for (let at = x + y - ((x + y) % 7); at < x + y + width + height; at += 7) {
    ctx.moveTo(at - y, y);
    ctx.lineTo(at - y - height, y + height);
  }
  ctx.stroke();
  ctx.restore();
}

function drawGaps(ctx: Context, { layout, palette }: Drawing) {
  const { x, y, matrixWidth, matrixHeight, gap } = layout;
  if (gap === 0) {
    return;
  }
  const { firstRow, endRow, firstColumn, endColumn } = visibleRange(layout.viewport, layout.n);
  ctx.fillStyle = palette.background;
  for (let column = firstColumn + 1; column < endColumn; column++) {
    ctx.fillRect(Math.round(columnX(layout, column)) - Math.floor(gap / 2), y, gap, matrixHeight);
  }
  for (let row = firstRow + 1; row < endRow; row++) {
    ctx.fillRect(x, Math.round(rowY(layout, row)) - Math.floor(gap / 2), matrixWidth, gap);
  }
}

/** Of a comparison: a corner on the cells that surely differ. */
function drawMarks(ctx: Context, { view, layout }: Drawing, { list, place }: CellColors) {
  const { compared, cells } = view;
  const smallest = Math.min(layout.cellWidth, layout.cellHeight);
  if (!compared || smallest < MARKED_FROM) {
    return;
  }
  const size = markSize(layout);
  for (const i of visibleCells(view, visibleRange(layout.viewport, layout.n))) {
    if (compared.sure[i] === 1) {
      const right = Math.round(columnX(layout, cells.predicted[i] + 1)) - Math.ceil(layout.gap / 2);
      const top = Math.round(rowY(layout, cells.actual[i])) + Math.ceil(layout.gap / 2);
      ctx.fillStyle = textOn(list[place[i]]);
      ctx.beginPath();
      ctx.moveTo(right, top);
      ctx.lineTo(right - size, top);
      ctx.lineTo(right, top + size);
      ctx.fill();
    }
  }
}

function markSize({ cellWidth, cellHeight }: Layout): number {
  return Math.max(4, Math.min(10, Math.min(cellWidth, cellHeight) / 4));
}
