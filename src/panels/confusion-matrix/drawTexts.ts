import { textOn } from '../shared/colorMixing';
import { cellAt } from './cells';
import { type CellColors } from './cellColors';
import { cellText, secondText } from './cellText';
import { type Drawing } from './drawing';
import { visibleCells } from './fitText';
import { columnX, rowY, visibleRange } from './layout';

/** Zeros are said in small matrices only: in large ones they hide the rest. */
const ZEROS_UP_TO = 8;

/** What the cells say, where there is room for it. */
export function drawTexts(ctx: CanvasRenderingContext2D, drawing: Drawing, { list, place }: CellColors) {
  const { view, layout, palette } = drawing;
  if (layout.cellFont === undefined) {
    return;
  }
  const { cells } = view;
  const onColor = new Map<string, string>();
  for (const i of visibleCells(view, visibleRange(layout.viewport, layout.n))) {
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
  const text = cellText(view, cell, layout.shortText);
  const size = layout.cellFont ?? layout.font;
  ctx.font = `${layout.secondLine ? 500 : 400} ${size}px ${fontFamily}`;
  if (ctx.measureText(text).width > layout.cellWidth - 4) {
    return;
  }
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = color;
  const second = layout.secondLine ? secondText(view, cell) : undefined;
  const [x, y] = [columnX(layout, column + 0.5), rowY(layout, row + 0.5)];
  ctx.fillText(text, x, second ? y - layout.font * 0.62 : y + 0.5);
  if (second) {
    ctx.font = `400 ${layout.font}px ${fontFamily}`;
    ctx.fillText(second, x, y + size * 0.62);
  }
}
