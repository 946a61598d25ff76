import {
  type Estimate,
  type Marginals,
  marginals,
  qualityMeasure,
  type QualityMeasureName,
  qualityOfEachClass,
} from '../../statistics/classification';
import { collapseClasses, type Confusion, freeName, reorderClasses } from '../../statistics/confusion';
import { type Interval, wilson } from '../../statistics/intervals';
import { orderClasses } from '../../statistics/order';
import { type Formats } from './formats';
import { type ConfusionMatrixOptions } from './options';

/** 'mixed': right and wrong outcomes of classes that are summed into one. */
export type CellKind = 'correct' | 'error' | 'mixed';

export interface ClassView {
  name: string;
  /** As it is shown; any length. */
  text: string;
  /** All classes that did not get a row of their own. */
  isOther: boolean;
  /** Row and column totals. A row of 0 is no data. */
  actual: number;
  predicted: number;
  precision: Estimate;
  recall: Estimate;
  f1: Estimate;
}

export interface Score {
  id: string;
  label: string;
  /** What it is, for a tooltip. */
  description: string;
  text: string;
  /** '71.3 to 73.3' where an interval is defined. */
  interval?: string;
}

/** Everything to be drawn, in the order in which it is drawn; nothing about pixels and colors. */
export interface MatrixView {
  classes: ClassView[];
  /** Cells above 0 in row-major order; places are into `classes`. */
  cells: Confusion;
  /** Of each cell: how strong its color is, 0 to 1. */
  weight: Float32Array;
  /** Of each cell: its share of the row; on the diagonal the share of all errors in the row. For thresholds. */
  errorShare: Float32Array;
  /** The first cell of each row, and after the last row the number of cells. */
  rowStart: Int32Array;
  total: number;
  scores: Score[];
  options: ConfusionMatrixOptions;
  formats: Formats;
}

export interface CellView {
  row: number;
  column: number;
  kind: CellKind;
  count: number;
  /** Undefined where the row (the column) has no outcomes. */
  shareOfRow?: number;
  shareOfColumn?: number;
  shareOfAll: number;
  /** Of the share of the row. */
  interval?: Interval;
}

/** @param confusion not empty */
export function makeView(confusion: Confusion, options: ConfusionMatrixOptions, formats: Formats): MatrixView {
  // Measures come first: collapsed classes that are taken for each other would count as right.
  const all = marginals(confusion);
  const cells = arrange(confusion, options);
  const classes = classViews(cells, confusion, all, options, formats);
  const rowStart = startOfRows(cells);
  return {
    classes,
    cells,
    ...strengths(cells, classes, all.total, options),
    rowStart,
    total: all.total,
    scores: overallScores(all, options, formats),
    options,
    formats,
  };
}

/** Classes in their order, all but the top ones summed at the end. */
function arrange(confusion: Confusion, { order, classes: given, topClasses }: ConfusionMatrixOptions): Confusion {
  const ordered = orderClasses(confusion, order, given);
  // Summing a single class would hide its name for nothing.
  if (topClasses === 0 || ordered.length <= topClasses + 1) {
    return reorderClasses(confusion, ordered);
  }
  const ranked = orderClasses(confusion, order === 'confused' ? 'confused' : 'support');
  const top = new Set(ranked.slice(0, topClasses));
  return collapseClasses(
    confusion,
    ordered.filter((name) => top.has(name)),
    otherName(ordered.length - topClasses, confusion)
  );
}

function otherName(classes: number, confusion: Confusion): string {
  return freeName(`${classes} other classes`, confusion.classes);
}

function classViews(
  cells: Confusion,
  confusion: Confusion,
  all: Marginals,
  { confidence }: ConfusionMatrixOptions,
  formats: Formats
): ClassView[] {
  const places = new Map(confusion.classes.map((name, place) => [name, place]));
  const totals = marginals(cells);
  const precision = qualityOfEachClass(all, { measure: 'precision', confidence });
  const recall = qualityOfEachClass(all, { measure: 'recall', confidence });
  const f1 = qualityOfEachClass(all, { measure: 'fBeta', beta: 1, confidence });
  return cells.classes.map((name, k) => {
    const place = places.get(name);
    const none: Estimate = { support: totals.actual[k] };
    return {
      name,
      text: place === undefined ? name : formats.className(name),
      isOther: place === undefined,
      actual: totals.actual[k],
      predicted: totals.predicted[k],
      precision: place === undefined ? none : precision[place],
      recall: place === undefined ? none : recall[place],
      f1: place === undefined ? none : f1[place],
    };
  });
}

function startOfRows(cells: Confusion): Int32Array {
  const start = new Int32Array(cells.classes.length + 1);
  for (const row of cells.actual) {
    start[row + 1]++;
  }
  for (let row = 0; row < cells.classes.length; row++) {
    start[row + 1] += start[row];
  }
  return start;
}

/**
 * A share of the row or column is a strength as it is, so that a color means the same in every panel; of all, strength is
 * relative to the largest of its kind. Errors are small where a model is good: their square root can still be told apart.
 */
function strengths(cells: Confusion, classes: ClassView[], total: number, { intensity }: ConfusionMatrixOptions) {
  const weight = new Float32Array(cells.count.length);
  const errorShare = new Float32Array(cells.count.length);
  const largest: Record<CellKind, number> = { correct: 0, error: 0, mixed: 0 };
  if (intensity === 'all') {
    for (let i = 0; i < weight.length; i++) {
      const kind = kindOf(classes, cells.actual[i], cells.predicted[i]);
      largest[kind] = Math.max(largest[kind], cells.count[i] / total);
    }
  }
  for (let i = 0; i < weight.length; i++) {
    const [row, column, count] = [cells.actual[i], cells.predicted[i], cells.count[i]];
    const kind = kindOf(classes, row, column);
    const share =
      intensity === 'row'
        ? count / classes[row].actual
        : intensity === 'column'
          ? count / classes[column].predicted
          : count / total / largest[kind];
    weight[i] = kind === 'correct' ? share : Math.sqrt(share);
    errorShare[i] = kind === 'correct' ? 1 - count / classes[row].actual : count / classes[row].actual;
  }
  return { weight, errorShare };
}

function kindOf(classes: ClassView[], row: number, column: number): CellKind {
  return row !== column ? 'error' : classes[row].isOther ? 'mixed' : 'correct';
}

/** The place among the cells above 0, or -1. */
export function cellIndex({ cells, rowStart }: MatrixView, row: number, column: number): number {
  let from = rowStart[row];
  let to = rowStart[row + 1] - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const difference = cells.predicted[middle] - column;
    if (difference === 0) {
      return middle;
    }
    if (difference < 0) {
      from = middle + 1;
    } else {
      to = middle - 1;
    }
  }
  return -1;
}

export function cellAt(view: MatrixView, row: number, column: number): CellView {
  const index = cellIndex(view, row, column);
  const count = index < 0 ? 0 : view.cells.count[index];
  const { actual } = view.classes[row];
  const { predicted } = view.classes[column];
  return {
    row,
    column,
    kind: kindOf(view.classes, row, column),
    count,
    shareOfRow: actual > 0 ? count / actual : undefined,
    shareOfColumn: predicted > 0 ? count / predicted : undefined,
    shareOfAll: count / view.total,
    interval: wilson(Math.min(count, actual), actual, view.options.confidence),
  };
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

/** No outcome could have come here: the row is empty, or the column whose share is shown. */
export function isNoData(view: MatrixView, row: number, column: number): boolean {
  return view.classes[row].actual === 0 || (view.options.show === 'column' && view.classes[column].predicted === 0);
}

/** What a cell says, shorter where `short` is set. */
export function cellText(view: MatrixView, cell: CellView, short = false): string {
  if (isNoData(view, cell.row, cell.column)) {
    return view.formats.noValue;
  }
  const share = shownShare(view, cell);
  if (share === undefined) {
    return short ? view.formats.shortCount(cell.count) : view.formats.count(cell.count);
  }
  return short ? view.formats.share(share, 0).replace(' %', '') : view.formats.share(share);
}

const scores: Array<{
  measure: QualityMeasureName;
  label: string;
  description: string;
  macro?: boolean;
  plain?: boolean;
}> = [
  { measure: 'accuracy', label: 'Accuracy', description: 'Share of outcomes that were predicted right' },
  {
    measure: 'balancedAccuracy',
    label: 'Balanced accuracy',
    description: 'Mean recall of the classes that occurred (macro recall)',
  },
  { measure: 'fBeta', label: 'Macro F1', description: 'Mean F1 of the classes', macro: true },
  { measure: 'mcc', label: 'MCC', description: "Matthews' correlation coefficient, -1 to 1", plain: true },
  { measure: 'kappa', label: 'Kappa', description: "Cohen's kappa: agreement beyond chance, at most 1", plain: true },
  {
    measure: 'baselineAccuracy',
    label: 'Baseline',
    description: 'Accuracy of always predicting the most frequent class: a model should be above it',
  },
];

function overallScores(m: Marginals, { confidence }: ConfusionMatrixOptions, formats: Formats): Score[] {
  const list = scores.map(({ measure, label, description, macro, plain }): Score => {
    const { value, lower, upper } = qualityMeasure(m, { measure, average: macro ? 'macro' : 'class', confidence });
    return {
      id: measure,
      label,
      description,
      text: value === undefined ? formats.noValue : plain ? value.toFixed(3) : formats.share(value),
      interval: lower === undefined || upper === undefined ? undefined : formats.range(lower, upper),
    };
  });
  const outcomes: Score = {
    id: 'outcomes',
    label: 'Outcomes',
    description: 'Predictions whose actual class is known',
    text: formats.count(m.total),
  };
  return [list[0], outcomes, ...list.slice(1)];
}
