import { getActiveThreshold, type Threshold, type ThresholdsConfig, ThresholdsMode } from '@grafana/data';

import { type Palette, step, STEPS, textOn } from './colors';
import { drawClassColumns, drawLabels, drawTotals } from './drawLabels';
import { type Layout } from './layout';
import { cellPixels } from './pixels';
import { cellAt, cellText, isNoData, type MatrixView } from './viewModel';

export interface Drawing {
  view: MatrixView;
  layout: Layout;
  palette: Palette;
  fontFamily: string;
  /** For `options.colors` 'thresholds'. */
  thresholds?: ThresholdsConfig;
}

/** Up to here cells that are small are drawn one pixel pattern at once instead of one rectangle each. */
const SMALL_CELL = 4;

/** Draws everything, top left at the context's origin, in CSS pixels. @param ratio device pixels per CSS pixel */
export function drawMatrix(ctx: CanvasRenderingContext2D, drawing: Drawing, ratio: number) {
  const { layout, palette } = drawing;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, layout.width, layout.height);
  const [width, height] = [layout.cellWidth * layout.n, layout.cellHeight * layout.n];
  if (width < 1 || height < 1) {
    return;
  }
  ctx.fillStyle = palette.zero;
  ctx.fillRect(layout.x, layout.y, width, height);
  const colors = cellColors(drawing);
  if (Math.min(layout.cellWidth, layout.cellHeight) < SMALL_CELL) {
    drawPixels(ctx, drawing, colors, ratio);
  } else {
    drawRectangles(ctx, drawing, colors);
  }
  drawNoData(ctx, drawing);
  drawGaps(ctx, drawing);
  drawTexts(ctx, drawing, colors);
  drawLabels(ctx, drawing);
  drawTotals(ctx, drawing);
  drawClassColumns(ctx, drawing);
}

/** The list of colors, and the place in it of each cell. Places within a ramp grow with strength. */
interface CellColors {
  list: string[];
  place: Uint16Array;
}

function cellColors({ view, palette, thresholds }: Drawing): CellColors {
  const { cells, classes, weight, errorShare } = view;
  const place = new Uint16Array(cells.count.length);
  const steps = view.options.colors === 'thresholds' ? thresholds?.steps : undefined;
  const list = steps?.length
    ? [...palette.mixed, ...steps.map(({ color }) => palette.byName(color))]
    : [...palette.mixed, ...palette.correct, ...palette.error];
  for (let i = 0; i < place.length; i++) {
    const onDiagonal = cells.actual[i] === cells.predicted[i];
    if (onDiagonal && classes[cells.actual[i]].isOther) {
      place[i] = step(weight[i]);
    } else if (thresholds && steps?.length) {
      place[i] = STEPS + steps.indexOf(activeThreshold(thresholds, errorShare[i]));
    } else {
      place[i] = (onDiagonal ? 1 : 2) * STEPS + step(weight[i]);
    }
  }
  return { list, place };
}

/** Thresholds are on the share of errors: percentages in the mode of percentages, else as given (0.1 for 10 %). */
function activeThreshold({ mode, steps }: ThresholdsConfig, share: number): Threshold {
  return getActiveThreshold(mode === ThresholdsMode.Percentage ? share * 100 : share, steps);
}

function drawRectangles(ctx: CanvasRenderingContext2D, { view, layout }: Drawing, { list, place }: CellColors) {
  const { cells } = view;
  for (let i = 0; i < place.length; i++) {
    ctx.fillStyle = list[place[i]];
    fillCell(ctx, layout, cells.actual[i], cells.predicted[i]);
  }
}

/** On whole pixels, so that neighbors meet without a seam. */
function fillCell(ctx: CanvasRenderingContext2D, layout: Layout, row: number, column: number) {
  const [left, top] = [edge(layout.x, layout.cellWidth, column), edge(layout.y, layout.cellHeight, row)];
  const [right, bottom] = [edge(layout.x, layout.cellWidth, column + 1), edge(layout.y, layout.cellHeight, row + 1)];
  ctx.fillRect(left, top, right - left, bottom - top);
}

function edge(start: number, size: number, place: number): number {
  return Math.round(start + size * place);
}

function drawPixels(ctx: CanvasRenderingContext2D, { view, layout }: Drawing, colors: CellColors, ratio: number) {
  const width = Math.max(1, Math.round(layout.cellWidth * layout.n * ratio));
  const height = Math.max(1, Math.round(layout.cellHeight * layout.n * ratio));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pixels = cellPixels(view, width, height, colors.place, colors.list);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(canvas, layout.x, layout.y, layout.cellWidth * layout.n, layout.cellHeight * layout.n);
}

/** Rows (and, where shares of columns are shown, columns) without outcomes: hatched, so that they are not taken for 0. */
function drawNoData(ctx: CanvasRenderingContext2D, { view, layout, palette }: Drawing) {
  const { classes } = view;
  for (let k = 0; k < layout.n; k++) {
    if (classes[k].actual === 0) {
      hatch(ctx, palette, layout.x, layout.y + k * layout.cellHeight, layout.cellWidth * layout.n, layout.cellHeight);
    }
    if (view.options.show === 'column' && classes[k].predicted === 0) {
      hatch(ctx, palette, layout.x + k * layout.cellWidth, layout.y, layout.cellWidth, layout.cellHeight * layout.n);
    }
  }
}

function hatch(ctx: CanvasRenderingContext2D, palette: Palette, x: number, y: number, width: number, height: number) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.fillStyle = palette.background;
  ctx.fillRect(x, y, width, height);
  ctx.strokeStyle = palette.hatch;
  ctx.lineWidth = 1;
  ctx.beginPath();
  // Lines lie on one grid for the whole canvas, so that a row looks like one surface.
  for (let at = x + y - ((x + y) % 7); at < x + y + width + height; at += 7) {
    ctx.moveTo(at - y, y);
    ctx.lineTo(at - y - height, y + height);
  }
  ctx.stroke();
  ctx.restore();
}

function drawGaps(ctx: CanvasRenderingContext2D, { layout, palette }: Drawing) {
  if (layout.gap === 0) {
    return;
  }
  ctx.fillStyle = palette.background;
  const [width, height] = [layout.cellWidth * layout.n, layout.cellHeight * layout.n];
  for (let k = 1; k < layout.n; k++) {
    ctx.fillRect(edge(layout.x, layout.cellWidth, k) - Math.floor(layout.gap / 2), layout.y, layout.gap, height);
    ctx.fillRect(layout.x, edge(layout.y, layout.cellHeight, k) - Math.floor(layout.gap / 2), width, layout.gap);
  }
}

/** Zeros are said in small matrices only: in large ones they hide the rest. */
const ZEROS_UP_TO = 8;

function drawTexts(ctx: CanvasRenderingContext2D, drawing: Drawing, { list, place }: CellColors) {
  const { view, layout, palette } = drawing;
  if (layout.cellFont === undefined) {
    return;
  }
  const { cells } = view;
  const onColor = new Map<string, string>();
  for (let i = 0; i < place.length; i++) {
    const color = list[place[i]];
    const text = onColor.get(color) ?? textOn(color);
    onColor.set(color, text);
    drawText(ctx, drawing, cells.actual[i], cells.predicted[i], text);
  }
  for (let row = 0; row < layout.n && layout.n <= ZEROS_UP_TO; row++) {
    const filled = new Set(cells.predicted.subarray(view.rowStart[row], view.rowStart[row + 1]));
    for (let column = 0; column < layout.n; column++) {
      if (!filled.has(column)) {
        drawText(ctx, drawing, row, column, palette.secondaryText);
      }
    }
  }
}

function drawText(ctx: CanvasRenderingContext2D, drawing: Drawing, row: number, column: number, color: string) {
  const { view, layout, fontFamily } = drawing;
  const cell = cellAt(view, row, column);
  const x = layout.x + (column + 0.5) * layout.cellWidth;
  const y = layout.y + (row + 0.5) * layout.cellHeight;
  const size = layout.cellFont ?? layout.font;
  const second = layout.secondLine && cell.count > 0 && !isNoData(view, row, column) && cell.shareOfRow !== undefined;
  ctx.font = `${layout.secondLine ? 500 : 400} ${size}px ${fontFamily}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = color;
  const text = cellText(view, cell, layout.shortText);
  if (ctx.measureText(text).width > layout.cellWidth - 4) {
    return;
  }
  ctx.fillText(text, x, second ? y - layout.font * 0.62 : y + 0.5);
  if (second && cell.shareOfRow !== undefined) {
    ctx.font = `400 ${layout.font}px ${fontFamily}`;
    ctx.fillText(view.formats.share(cell.shareOfRow), x, y + size * 0.62);
  }
}
