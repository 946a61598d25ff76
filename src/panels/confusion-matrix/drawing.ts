import { type ThresholdsConfig } from '@grafana/data';

import { type CellColors, cellColors } from './cellColors';
import { type Palette } from './colors';
import { drawCells } from './drawCells';
import { drawLabels, drawTotals } from './drawLabels';
import { drawClassColumns } from './drawStrip';
import { drawTexts } from './drawTexts';
import { type Layout } from './layout';
import { type MatrixView } from './viewModel';

export interface Drawing {
  view: MatrixView;
  layout: Layout;
  palette: Palette;
  fontFamily: string;
  /** For `options.colors` 'thresholds'. */
  thresholds?: ThresholdsConfig;
  /** Known already where only the layout changed; else found. */
  colors?: CellColors;
}

/** Draws everything, top left at the context's origin, in CSS pixels. @param ratio device pixels per CSS pixel */
export function drawMatrix(ctx: CanvasRenderingContext2D, drawing: Drawing, ratio: number) {
  const { view, layout, palette, thresholds } = drawing;
  const { x, y, matrixWidth, matrixHeight } = layout;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, layout.width, layout.height);
  if (matrixWidth < 1 || matrixHeight < 1) {
    return;
  }
  const colors = drawing.colors ?? cellColors(view, palette, thresholds);
  clipped(ctx, [x, y, matrixWidth, matrixHeight], () => {
    drawCells(ctx, drawing, colors, ratio);
    drawTexts(ctx, drawing, colors);
  });
  drawLabels(ctx, drawing);
  drawTotals(ctx, drawing);
  drawClassColumns(ctx, drawing);
}

/** Of a zoomed matrix the cells at its edges are seen in part. */
function clipped(ctx: CanvasRenderingContext2D, rectangle: [number, number, number, number], draw: () => void) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(...rectangle);
  ctx.clip();
  draw();
  ctx.restore();
}
