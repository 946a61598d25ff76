import { type Estimate } from '../../statistics/classification';
import { difference } from '../../statistics/differences';
import { capital, inSentence } from '../shared/names';
import { cellAt } from './cells';
import { type ClassNumbers, type ClassView, isSum } from './classViews';
import { cellChange, type CellShare, type Compared } from './compared';
import { type MatrixView } from './viewModel';

/** What the tooltip, the screen reader and the live region say. The first sentence is about the cell itself. */
export interface CellSentences {
  cell: string;
  /** Of a comparison: what it was, and what changed. */
  before?: string;
  change?: string;
  row: string;
  column: string;
}

/** '1,635 of 5,951 approve were predicted reject (27.5 %, 95 % interval 26.3 to 28.6)' */
export function cellSentence(view: MatrixView, row: number, column: number): string {
  const { formats } = view;
  const actual = view.classes[row];
  const cell = cellAt(view, row, column);
  const name = isSum(actual) ? `of ${actual.text}` : nameOf(actual);
  if (cell.shareOfRow === undefined) {
    return `No outcome was ${name}: no data`;
  }
  const were = formats.count(cell.count) === '1' ? 'was' : 'were';
  const predicted = cell.kind === 'mixed' ? 'one of these classes, right or wrong' : nameOf(view.classes[column]);
  const share = `${formats.share(cell.shareOfRow)}${intervalOf(view, cell.interval)}`;
  return `${formats.count(cell.count)} of ${formats.count(actual.actual)} ${name} ${were} predicted ${predicted} (${share})`;
}

export function cellSentences(view: MatrixView, row: number, column: number): CellSentences {
  const { compared } = view;
  return {
    cell: cellSentence(view, row, column),
    ...(compared && changeSentences(view, compared, row, column)),
    row: rowSentence(view, row),
    column: columnSentence(view, row, column),
  };
}

/** All that is said of the cell alone. */
export function spokenSentence(view: MatrixView, row: number, column: number): string {
  const { cell, before, change } = cellSentences(view, row, column);
  return [cell, before, change].filter((sentence) => sentence !== undefined).join('. ');
}

function changeSentences(view: MatrixView, compared: Compared, row: number, column: number) {
  const { formats } = view;
  const { now, before, change, sure, verdict } = cellChange(view, compared, row, column);
  const share = (side: CellShare) =>
    side.share === undefined ? 'no data' : `${formats.share(side.share)}${intervalOf(view, side.interval)}`;
  const of = (side: CellShare) => `${formats.count(side.count)} of ${formats.count(side.of)} (${share(side)})`;
  const what = compared.basis === 'column' ? ' of the column' : '';
  const sides = `${capital(compared.names.reference)}: ${of(before)}${what}`;
  const current = what ? `${capital(compared.names.current)}: ${of(now)}${what}. ` : '';
  if (!change) {
    return { before: current + sides, change: 'Without outcomes on both sides there is no change of the share' };
  }
  const points = `${formats.change(change.value)} percentage points${changeIntervalOf(view, change)}`;
  const direction = verdict ? `, ${verdict}` : '';
  const certainty = sure
    ? `; a sure difference, at ${percentOf(view.options.confidence)} confidence over all ${formats.count(compared.tested)} cells compared`
    : `; may be chance, at ${percentOf(view.options.confidence)} confidence`;
  return { before: current + sides, change: `Change: ${points}${direction}${certainty}` };
}

function nameOf(one: ClassView): string {
  return isSum(one) ? one.text : inSentence(one.text);
}

function rowSentence(view: MatrixView, row: number): string {
  const { formats } = view;
  const { actual, recall, before } = view.classes[row];
  const name = nameOf(view.classes[row]);
  const ofAll = `${name}: ${formats.count(actual)} of ${formats.count(view.total)} outcomes`;
  const right = isSum(view.classes[row]) ? 'predicted exactly right' : 'predicted right';
  return recall.value === undefined
    ? ofAll
    : `${ofAll}, ${formats.share(recall.value)} ${right} (recall${intervalOf(view, recall)})${changeOf(view, 'recall', recall, before)}`;
}

function columnSentence(view: MatrixView, row: number, column: number): string {
  const { formats } = view;
  const { predicted, precision, before } = view.classes[column];
  const name = nameOf(view.classes[column]);
  if (predicted === 0) {
    return `Predicted ${name}: never`;
  }
  const { shareOfColumn = 0 } = cellAt(view, row, column);
  const fromRow = row === column ? '' : `, ${formats.share(shareOfColumn)} of them were ${nameOf(view.classes[row])}`;
  const exactly = isSum(view.classes[column]) ? 'exactly right' : 'right';
  const right =
    precision.value === undefined
      ? ''
      : `, ${formats.share(precision.value)} ${exactly} (precision${intervalOf(view, precision)})${changeOf(view, 'precision', precision, before)}`;
  return `Predicted ${name}: ${formats.count(predicted)}${right}${fromRow}`;
}

/** Of a comparison: ', before 74.0 %, −1.5 points'. */
function changeOf(
  { formats }: MatrixView,
  key: 'recall' | 'precision',
  now: Estimate,
  before: ClassNumbers | undefined
): string {
  const was = before?.[key];
  const change = was && difference(now, was);
  return change && was.value !== undefined
    ? `, before ${formats.share(was.value)}, ${formats.change(change.value)} points`
    : '';
}

function intervalOf(view: MatrixView, estimate: Pick<Estimate, 'lower' | 'upper'> | undefined): string {
  return interval(view, estimate, view.formats.range);
}

function changeIntervalOf(view: MatrixView, change: Pick<Estimate, 'lower' | 'upper'>): string {
  const text = interval(view, change, view.formats.changeRange);
  return text && ` (${text.slice(2)})`;
}

/** '95 %', of a confidence. */
export function percentOf(confidence: number): string {
  return `${Number((confidence * 100).toFixed(2))} %`;
}

function interval(
  view: MatrixView,
  estimate: Pick<Estimate, 'lower' | 'upper'> | undefined,
  range: (lower: number, upper: number) => string
): string {
  if (estimate?.lower === undefined || estimate.upper === undefined) {
    return '';
  }
  return `, ${percentOf(view.options.confidence)} interval ${range(estimate.lower, estimate.upper)}`;
}
