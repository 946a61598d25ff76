import { difference } from '../../statistics/differences';
import { STEPS } from '../shared/colorMixing';
import { type ClassView } from './classViews';
import { verdictOf } from './compared';
import { type Drawing } from './drawing';
import { rowY, visibleRange } from './layout';
import { type ClassColumn } from './layoutStrip';
import { type MatrixView } from './viewModel';

type Context = CanvasRenderingContext2D;

/** The strip beside the matrix: text where a row has room for it, else bars, which can be compared at any height. */
export function drawClassColumns(ctx: Context, drawing: Drawing) {
  const { view, layout, palette, fontFamily } = drawing;
  const { by, descending } = view.arrangement.sort;
  ctx.textBaseline = 'middle';
  for (const column of layout.classColumns) {
    ctx.font = `${by === column.key ? 500 : 400} ${layout.font}px ${fontFamily}`;
    ctx.fillStyle = by === column.key ? palette.text : palette.secondaryText;
    ctx.textAlign = 'right';
    const arrow = by === column.key ? (descending ? '↓ ' : '↑ ') : '';
    ctx.fillText(arrow + column.heading, valueEnd(column), layout.y - 11);
    if (layout.stripAs === 'bars') {
      drawBars(ctx, drawing, column);
    } else {
      drawValues(ctx, drawing, column);
    }
  }
}

function drawValues(ctx: Context, { view, layout, palette, fontFamily }: Drawing, column: ClassColumn) {
  const { firstRow, endRow } = visibleRange(layout.viewport, layout.n);
  for (let k = firstRow; k < endRow; k++) {
    const y = rowY(layout, k + 0.5) + 0.5;
    if (y < layout.y || y > layout.y + layout.matrixHeight) {
      continue;
    }
    ctx.font = `400 ${layout.font}px ${fontFamily}`;
    ctx.fillStyle = palette.text;
    ctx.textAlign = 'right';
    ctx.fillText(valueText(view, view.classes[k], column), valueEnd(column), y);
    const aside = asideOf(view, k, column);
    if (column.aside && aside) {
      ctx.font = `400 ${layout.font - 1}px ${fontFamily}`;
      ctx.fillStyle = aside.verdict ? palette[aside.verdict][STEPS - 1] : palette.secondaryText;
      ctx.textAlign = 'left';
      ctx.fillText(aside.text, column.start + column.aside.start + 7, y);
    }
  }
}

function drawBars(ctx: Context, { view, layout, palette }: Drawing, column: ClassColumn) {
  const { firstRow, endRow } = visibleRange(layout.viewport, layout.n);
  const largest = view.classes.reduce((most, { actual }) => Math.max(most, actual), 0);
  const [left, width] = [column.start + 10, column.size - 14];
  ctx.fillStyle = palette.zero;
  ctx.fillRect(left, layout.y, width, layout.matrixHeight);
  ctx.fillStyle = palette.bar;
  for (let k = firstRow; k < endRow; k++) {
    const row = view.classes[k];
    const value = column.key === 'support' ? row.actual / largest : row[column.key].value;
    if (value) {
      const top = Math.max(layout.y, rowY(layout, k));
      const bottom = Math.min(layout.y + layout.matrixHeight, rowY(layout, k + 1));
      ctx.fillRect(left, top, width * value, Math.max(0.5, bottom - top - (layout.cellHeight > 3 ? 1 : 0)));
    }
  }
}

/** Where the text of a column ends, on its right. */
export function valueEnd(column: ClassColumn): number {
  return column.start + (column.aside ? column.aside.start : column.size - 4);
}

function valueText({ formats }: MatrixView, row: ClassView, { key }: ClassColumn): string {
  if (key === 'support') {
    return formats.count(row.actual);
  }
  const { value } = row[key];
  return value === undefined ? formats.noValue : formats.share(value);
}

/** The interval, or of a comparison the change, and what it surely is. */
function asideOf({ classes, formats, compared }: MatrixView, place: number, { key }: ClassColumn) {
  if (key === 'support') {
    return undefined;
  }
  const { [key]: now, before } = classes[place];
  if (!compared) {
    const { lower, upper } = now;
    return lower === undefined || upper === undefined ? undefined : { text: formats.range(lower, upper) };
  }
  const change = before && difference(now, before[key]);
  if (!change) {
    return undefined;
  }
  const sure = key === 'recall' ? compared.sureRecall : key === 'precision' ? compared.surePrecision : undefined;
  const verdict = sure?.[place] === 1 ? verdictOf(change.value, true, false) : undefined;
  return { text: formats.change(change.value), verdict };
}
