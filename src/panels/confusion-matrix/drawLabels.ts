import { type Drawing } from './drawing';
import { type ClassColumn, type Layout } from './layout';
import { shorten } from './names';
import { type ClassView, type MatrixView } from './viewModel';

type Context = CanvasRenderingContext2D;

/** Axis titles, and a label for each row and column, thinned out where they would touch. */
export function drawLabels(ctx: Context, { view, layout, palette, fontFamily }: Drawing) {
  ctx.font = `400 ${layout.font}px ${fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.text;
  ctx.textAlign = 'right';
  for (let row = 0; row < layout.n; row += layout.rowLabelStep) {
    const text = fit(ctx, view.classes[row].text, layout.rowLabels.size - 8);
    ctx.fillText(text, layout.x - 8, layout.y + (row + 0.5) * layout.cellHeight + 0.5);
  }
  for (let column = 0; column < layout.n; column += layout.columnLabelStep) {
    drawColumnLabel(ctx, layout, view.classes[column].text, layout.x + (column + 0.5) * layout.cellWidth);
  }
  if (layout.axisTitles) {
    drawTitles(ctx, layout, palette.secondaryText, fontFamily);
  }
}

function drawColumnLabel(ctx: Context, layout: Layout, text: string, x: number) {
  const bottom = layout.y - 6;
  ctx.save();
  if (layout.turned) {
    ctx.translate(x + 0.5, bottom);
    ctx.rotate(-Math.PI / 2);
    ctx.textAlign = 'left';
    ctx.fillText(fit(ctx, text, layout.columnLabels.size - 8), 0, 0);
  } else {
    ctx.textAlign = 'center';
    ctx.fillText(fit(ctx, text, layout.cellWidth - 4), x, bottom - 5);
  }
  ctx.restore();
}

function drawTitles(ctx: Context, layout: Layout, color: string, fontFamily: string) {
  ctx.font = `500 ${layout.font}px ${fontFamily}`;
  ctx.fillStyle = color;
  ctx.textAlign = 'center';
  ctx.fillText('Predicted', layout.x + (layout.cellWidth * layout.n) / 2, layout.columnLabels.start / 2);
  ctx.save();
  ctx.translate(layout.rowLabels.start / 2, layout.y + (layout.cellHeight * layout.n) / 2);
  ctx.rotate(-Math.PI / 2);
  ctx.fillText('Actual', 0, 0);
  ctx.restore();
}

/** How often each class was predicted, below its column. */
export function drawTotals(ctx: Context, { view, layout, palette, fontFamily }: Drawing) {
  if (!layout.totals) {
    return;
  }
  const y = layout.totals.start + layout.totals.size / 2 + 1;
  ctx.font = `400 ${layout.font}px ${fontFamily}`;
  ctx.textBaseline = 'middle';
  ctx.fillStyle = palette.secondaryText;
  ctx.textAlign = 'right';
  ctx.fillText(fit(ctx, 'Total', layout.rowLabels.size - 8), layout.x - 8, y);
  ctx.textAlign = 'center';
  const format = layout.totals.short ? view.formats.shortCount : view.formats.count;
  for (let column = 0; column < layout.n; column++) {
    ctx.fillText(format(view.classes[column].predicted), layout.x + (column + 0.5) * layout.cellWidth, y);
  }
  const support = layout.classColumns.find(({ key }) => key === 'support');
  if (support) {
    ctx.textAlign = 'right';
    ctx.fillText(view.formats.count(view.total), valueEnd(support), y);
  }
}

/** The strip beside the matrix: text where a row has room for it, else bars, which can be compared at any height. */
export function drawClassColumns(ctx: Context, drawing: Drawing) {
  const { layout, palette, fontFamily } = drawing;
  ctx.textBaseline = 'middle';
  for (const column of layout.classColumns) {
    ctx.font = `400 ${layout.font}px ${fontFamily}`;
    ctx.fillStyle = palette.secondaryText;
    ctx.textAlign = 'right';
    ctx.fillText(column.heading, valueEnd(column), layout.y - 11);
    if (layout.rowLabelStep > 1) {
      drawBars(ctx, drawing, column);
    } else {
      drawValues(ctx, drawing, column);
    }
  }
}

function drawValues(ctx: Context, { view, layout, palette, fontFamily }: Drawing, column: ClassColumn) {
  view.classes.forEach((row, k) => {
    const y = layout.y + (k + 0.5) * layout.cellHeight + 0.5;
    ctx.font = `400 ${layout.font}px ${fontFamily}`;
    ctx.fillStyle = palette.text;
    ctx.textAlign = 'right';
    ctx.fillText(valueText(view, row, column), valueEnd(column), y);
    const interval = intervalText(view, row, column);
    if (column.interval && interval) {
      ctx.font = `400 ${layout.font - 1}px ${fontFamily}`;
      ctx.fillStyle = palette.secondaryText;
      ctx.textAlign = 'left';
      ctx.fillText(interval, column.start + column.interval.start + 7, y);
    }
  });
}

function drawBars(ctx: Context, { view, layout, palette }: Drawing, column: ClassColumn) {
  const largest = view.classes.reduce((most, { actual }) => Math.max(most, actual), 0);
  const width = column.size - 14;
  view.classes.forEach((row, k) => {
    const value = column.key === 'support' ? row.actual / largest : row[column.key].value;
    const y = layout.y + k * layout.cellHeight;
    const height = Math.max(0.5, layout.cellHeight - (layout.cellHeight > 3 ? 1 : 0));
    ctx.fillStyle = palette.zero;
    ctx.fillRect(column.start + 10, y, width, height);
    if (value !== undefined) {
      ctx.fillStyle = palette.bar;
      ctx.fillRect(column.start + 10, y, width * value, height);
    }
  });
}

function valueEnd(column: ClassColumn): number {
  return column.start + (column.interval ? column.interval.start : column.size - 4);
}

function valueText(view: MatrixView, row: ClassView, { key }: ClassColumn): string {
  if (key === 'support') {
    return view.formats.count(row.actual);
  }
  const { value } = row[key];
  return value === undefined ? view.formats.noValue : view.formats.share(value);
}

function intervalText(view: MatrixView, row: ClassView, { key }: ClassColumn): string | undefined {
  const { lower, upper } = key === 'support' ? row.recall : row[key];
  return lower === undefined || upper === undefined ? undefined : view.formats.range(lower, upper);
}

/** The text, cut to a width with '…' at its end. */
function fit(ctx: Context, text: string, width: number): string {
  let short = shorten(text, 120);
  if (ctx.measureText(short).width <= width) {
    return short;
  }
  const characters = Array.from(short.replace(/…$/, ''));
  let [fits, tooMany] = [0, characters.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    short = characters.slice(0, middle).join('') + '…';
    [fits, tooMany] = ctx.measureText(short).width <= width ? [middle, tooMany] : [fits, middle];
  }
  return fits > 0 ? characters.slice(0, fits).join('') + '…' : '';
}
