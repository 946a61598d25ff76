import { fitToWidth } from '../shared/fitToWidth';
import { shorten } from '../shared/names';
import { type Drawing } from './drawing';
import { columnX, type Layout, rowY, visibleRange } from './layout';
import { valueEnd } from './drawStrip';
import { LONGEST_LABEL, SLACK } from './metrics';
import { type MatrixView } from './viewModel';

type Context = CanvasRenderingContext2D;

/** Axis titles, and a label for each row and column that is seen, thinned out where they would touch. */
export function drawLabels(ctx: Context, { view, layout, palette, fontFamily }: Drawing) {
  const { firstRow, endRow, firstColumn, endColumn } = visibleRange(layout.viewport, layout.n);
  ctx.font = `400 ${layout.font}px ${fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.text;
  ctx.textAlign = 'right';
  for (const row of stepped(firstRow, endRow, layout.rowLabelStep)) {
    const y = rowY(layout, row + 0.5);
    if (isWithin(y, layout.y, layout.matrixHeight)) {
      ctx.fillText(label(ctx, view, layout, row, layout.rowLabels.size - 8), layout.x - 8, y + 0.5);
    }
  }
  for (const column of stepped(firstColumn, endColumn, layout.columnLabelStep)) {
    const x = columnX(layout, column + 0.5);
    if (isWithin(x, layout.x, layout.matrixWidth)) {
      const room = layout.turned ? layout.columnLabels.size - 8 : layout.cellWidth - 4;
      drawColumnLabel(ctx, layout, label(ctx, view, layout, column, room), x);
    }
  }
  if (layout.axisTitles) {
    drawTitles(ctx, layout, palette.secondaryText, fontFamily);
  }
}

/** The same classes keep their labels while one pans: those whose place is a multiple of the step. */
function stepped(start: number, end: number, step: number): number[] {
  const places: number[] = [];
  for (let place = Math.ceil(start / step) * step; place < end; place += step) {
    places.push(place);
  }
  return places;
}

function isWithin(at: number, start: number, size: number): boolean {
  return at >= start && at <= start + size;
}

function drawColumnLabel(ctx: Context, layout: Layout, text: string, x: number) {
  const bottom = layout.y - 6;
  ctx.save();
  if (layout.turned) {
    ctx.translate(x + 0.5, bottom);
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = 'left';
    ctx.fillText(text, 0, 0);
  } else {
    ctx.textAlign = 'center';
    ctx.fillText(text, x, bottom - 5);
  }
  ctx.restore();
}

function drawTitles(ctx: Context, layout: Layout, color: string, fontFamily: string) {
  ctx.font = `500 ${layout.font}px ${fontFamily}`;
  ctx.fillStyle = color;
  ctx.textAlign = 'center';
  ctx.fillText('Predicted', layout.x + layout.matrixWidth / 2, layout.columnLabels.start / 2);
  ctx.save();
  ctx.translate(layout.rowLabels.start / 2, layout.y + layout.matrixHeight / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText('Actual', 0, 0);
  ctx.restore();
}

/** How often each class was predicted, below its column: as numbers, or as bars where these do not fit. */
export function drawTotals(ctx: Context, { view, layout, palette, fontFamily }: Drawing) {
  const { totals } = layout;
  if (!totals) {
    return;
  }
  const y = totals.start + totals.size / 2 + 1;
  ctx.font = `400 ${layout.font}px ${fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.secondaryText;
  ctx.textAlign = 'right';
  ctx.fillText(fitToWidth(ctx, 'Total', layout.rowLabels.size - 8), layout.x - 8, y);
  const { firstColumn, endColumn } = visibleRange(layout.viewport, layout.n);
  if (layout.totalsAs === 'bars') {
    const largest = view.classes.reduce((most, { predicted }) => Math.max(most, predicted), 0);
    const height = totals.size - 8;
    ctx.fillStyle = palette.zero;
    ctx.fillRect(layout.x, totals.start + 4, layout.matrixWidth, height);
    ctx.fillStyle = palette.bar;
    for (let column = firstColumn; column < endColumn; column++) {
      const [left, right] = [columnX(layout, column), columnX(layout, column + 1)].map((at) =>
        Math.max(layout.x, Math.min(layout.x + layout.matrixWidth, at))
      );
      const size = (height * view.classes[column].predicted) / largest;
      const width = right - left - (layout.cellWidth > 3 ? 1 : 0);
      ctx.fillRect(left, totals.start + 4 + height - size, Math.max(0.5, width), size);
    }
  } else {
    ctx.textAlign = 'center';
    const format = layout.totalsAs === 'short' ? view.formats.shortCount : view.formats.count;
    for (let column = firstColumn; column < endColumn; column++) {
      const x = columnX(layout, column + 0.5);
      if (isWithin(x, layout.x, layout.matrixWidth)) {
        ctx.fillText(format(view.classes[column].predicted), x, y);
      }
    }
  }
  const support = layout.classColumns.find(({ key }) => key === 'support');
  if (support) {
    ctx.fillStyle = palette.secondaryText;
    ctx.textAlign = 'right';
    ctx.fillText(view.formats.count(view.total), valueEnd(support), y);
  }
}

/** A class's label, cut where it is wider than its room. */
function label(ctx: Context, { classes }: MatrixView, { labelWidths }: Layout, place: number, room: number): string {
  const text = classes[place].label;
  return labelWidths[place] <= room - SLACK ? shorten(text, LONGEST_LABEL) : fitToWidth(ctx, text, room);
}
