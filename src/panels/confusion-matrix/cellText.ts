import { cellAt, type CellView } from './cells';
import { cellChange } from './compared';
import { type MatrixView } from './viewModel';

/** No outcome of this row could have come anywhere: of a comparison, on either side. */
export function isEmptyRow({ classes, compared, options }: MatrixView, row: number): boolean {
  const { actual, before } = classes[row];
  if (!compared) {
    return actual === 0;
  }
  const there = [actual > 0, (before?.actual ?? 0) > 0];
  return options.compare.show === 'row' ? !there.every(Boolean) : !there.some(Boolean);
}

/** Nothing was predicted so, where shares of columns are shown. */
export function isEmptyColumn({ classes, compared, options }: MatrixView, column: number): boolean {
  const { predicted, before } = classes[column];
  return compared
    ? options.compare.show === 'column' && (predicted === 0 || !before?.predicted)
    : options.show === 'column' && predicted === 0;
}

/** No outcome could have come here: the row is empty, or the column whose share is shown. */
export function isNoData(view: MatrixView, row: number, column: number): boolean {
  return isEmptyRow(view, row) || isEmptyColumn(view, column);
}

/** What a cell says, shorter where `short` is set. */
export function cellText(view: MatrixView, cell: CellView, short = false): string {
  const { formats } = view;
  if (isNoData(view, cell.row, cell.column)) {
    return formats.noValue;
  }
  if (view.compared) {
    return changeText(view, cell, short);
  }
  const share = shownShare(view, cell);
  if (share === undefined) {
    return short ? formats.shortCount(cell.count) : formats.count(cell.count);
  }
  return short ? formats.share(share, 0).replace(' %', '') : formats.share(share);
}

/** Below it, where there is room: of a count the share of the row, of a change what it was and is. */
export function secondText(view: MatrixView, { row, column }: CellView): string | undefined {
  const { formats, options, compared } = view;
  const cell = cellAt(view, row, column);
  if (isNoData(view, row, column)) {
    return undefined;
  }
  if (!compared) {
    return options.show === 'count' && cell.count > 0 && cell.shareOfRow !== undefined
      ? formats.share(cell.shareOfRow)
      : undefined;
  }
  const { now, before } = cellChange(view, compared, row, column);
  if (now.count === 0 && before.count === 0) {
    return undefined;
  }
  if (options.compare.show === 'count') {
    return `${formats.count(before.count)} → ${formats.count(now.count)}`;
  }
  return before.share === undefined || now.share === undefined
    ? undefined
    : `${formats.share(before.share).replace(' %', '')} → ${formats.share(now.share)}`;
}

function changeText(view: MatrixView, { row, column }: CellView, short: boolean): string {
  const { formats, options, compared } = view;
  if (!compared) {
    return formats.noValue;
  }
  const { now, before, change } = cellChange(view, compared, row, column);
  if (options.compare.show === 'count') {
    return formats.countChange(now.count - before.count);
  }
  return change ? formats.change(change.value, short ? 0 : undefined) : formats.noValue;
}

/** The share that a cell says, or undefined where it says a count or there is no data. */
function shownShare(view: MatrixView, cell: CellView): number | undefined {
  const { show } = view.options;
  return show === 'row'
    ? cell.shareOfRow
    : show === 'column'
      ? cell.shareOfColumn
      : show === 'all'
        ? cell.shareOfAll
        : undefined;
}
