import { type Estimate } from '../../statistics/classification';
import { inSentence } from './names';
import { cellAt, type ClassView, type MatrixView } from './viewModel';

/** What the tooltip, the screen reader and the live region say. The first sentence is about the cell itself. */
export interface CellSentences {
  cell: string;
  row: string;
  column: string;
}

/** '1,635 of 5,951 approve were predicted reject (27.5 %, 95 % interval 26.3 to 28.6)' */
export function cellSentence(view: MatrixView, row: number, column: number): string {
  const { formats } = view;
  const actual = view.classes[row];
  const cell = cellAt(view, row, column);
  const name = actual.isOther ? `of ${actual.text}` : nameOf(actual);
  if (cell.shareOfRow === undefined) {
    return `No outcome was ${name}: no data`;
  }
  const were = formats.count(cell.count) === '1' ? 'was' : 'were';
  const predicted = cell.kind === 'mixed' ? 'one of these classes, right or wrong' : nameOf(view.classes[column]);
  const share = `${formats.share(cell.shareOfRow)}${intervalOf(view, cell.interval)}`;
  return `${formats.count(cell.count)} of ${formats.count(actual.actual)} ${name} ${were} predicted ${predicted} (${share})`;
}

export function cellSentences(view: MatrixView, row: number, column: number): CellSentences {
  return {
    cell: cellSentence(view, row, column),
    row: rowSentence(view, row),
    column: columnSentence(view, row, column),
  };
}

function nameOf({ text, isOther }: ClassView): string {
  return isOther ? text : inSentence(text);
}

function rowSentence(view: MatrixView, row: number): string {
  const { formats } = view;
  const { actual, recall } = view.classes[row];
  const name = nameOf(view.classes[row]);
  const ofAll = `${name}: ${formats.count(actual)} of ${formats.count(view.total)} outcomes`;
  return recall.value === undefined
    ? ofAll
    : `${ofAll}, ${formats.share(recall.value)} predicted right (recall${intervalOf(view, recall)})`;
}

function columnSentence(view: MatrixView, row: number, column: number): string {
  const { formats } = view;
  const { predicted, precision } = view.classes[column];
  const name = nameOf(view.classes[column]);
  if (predicted === 0) {
    return `Predicted ${name}: never`;
  }
  const { shareOfColumn = 0 } = cellAt(view, row, column);
  const fromRow = row === column ? '' : `, ${formats.share(shareOfColumn)} of them were ${nameOf(view.classes[row])}`;
  const right =
    precision.value === undefined
      ? ''
      : `, ${formats.share(precision.value)} right (precision${intervalOf(view, precision)})`;
  return `Predicted ${name}: ${formats.count(predicted)}${right}${fromRow}`;
}

function intervalOf(view: MatrixView, estimate: Pick<Estimate, 'lower' | 'upper'> | undefined): string {
  if (estimate?.lower === undefined || estimate.upper === undefined) {
    return '';
  }
  const confidence = Number((view.options.confidence * 100).toFixed(2));
  return `, ${confidence} % interval ${view.formats.range(estimate.lower, estimate.upper)}`;
}
