import { type Confusion } from '../../statistics/confusion';
import { type Difference, difference, surelyDifferent } from '../../statistics/differences';
import { type Interval, wilson } from '../../statistics/intervals';
import { cellIndex } from './cells';
import { type ClassNumbers, type ClassView } from './classViews';
import { type ConfusionMatrixOptions } from './options';
import { type MatrixView } from './viewModel';

/** What the reference had, and what changed since: arrays go by the cells of the view. */
export interface Compared {
  names: { current: string; reference: string };
  /** Of the reference. */
  count: Float64Array;
  total: number;
  /** Of the share that `basis` says, -1 to 1; NaN where either side has no outcomes for it. */
  change: Float32Array;
  basis: 'row' | 'column';
  /** 1 where the shares surely differ: `surelyDifferent` over all cells. */
  sure: Uint8Array;
  tested: number;
  /** Of each class: 1 where its recall, its precision surely differs, among those of all classes. */
  sureRecall: Uint8Array;
  surePrecision: Uint8Array;
  /** The change that is drawn in the strongest color. */
  limit: number;
}

/** A cell that is above 0 in either, in row-major order; both have the same classes. */
export function union(current: Confusion, reference: Confusion): { cells: Confusion; before: Float64Array } {
  const most = current.count.length + reference.count.length;
  const [actual, predicted] = [new Int32Array(most), new Int32Array(most)];
  const [count, before] = [new Float64Array(most), new Float64Array(most)];
  const n = current.classes.length;
  const placeOf = (c: Confusion, i: number) => (i < c.count.length ? c.actual[i] * n + c.predicted[i] : Infinity);
  let length = 0;
  for (let i = 0, j = 0; i < current.count.length || j < reference.count.length; length++) {
    const [a, b] = [placeOf(current, i), placeOf(reference, j)];
    const place = Math.min(a, b);
    actual[length] = Math.floor(place / n);
    predicted[length] = place % n;
    count[length] = a === place ? current.count[i++] : 0;
    before[length] = b === place ? reference.count[j++] : 0;
  }
  const cells: Confusion = {
    classes: current.classes,
    actual: actual.subarray(0, length),
    predicted: predicted.subarray(0, length),
    count: count.subarray(0, length),
  };
  return { cells, before: before.subarray(0, length) };
}

/** @param before counts of the reference, by the cells */
export function compare(
  cells: Confusion,
  before: Float64Array,
  classes: readonly ClassView[],
  total: number,
  names: Compared['names'],
  { compare: { show }, confidence }: ConfusionMatrixOptions
): Compared {
  const basis = show === 'column' ? 'column' : 'row';
  const side = (numbers: ReadonlyArray<ClassNumbers | undefined>) =>
    Float64Array.from(cells.count, (_, i) =>
      basis === 'row' ? (numbers[cells.actual[i]]?.actual ?? 0) : (numbers[cells.predicted[i]]?.predicted ?? 0)
    );
  const n = side(classes);
  const referenceN = side(classes.map((one) => one.before));
  const change = Float32Array.from(cells.count, (count, i) =>
    n[i] > 0 && referenceN[i] > 0 ? count / n[i] - before[i] / referenceN[i] : NaN
  );
  const { sure, tested } = surelyDifferent(
    { successes: cells.count, n, referenceSuccesses: before, referenceN },
    confidence
  );
  return {
    names,
    count: before,
    total,
    change,
    basis,
    sure,
    tested,
    sureRecall: sureClasses(classes, 'actual', confidence),
    surePrecision: sureClasses(classes, 'predicted', confidence),
    limit: limitOf(change, sure),
  };
}

function sureClasses(classes: readonly ClassView[], of: 'actual' | 'predicted', confidence: number): Uint8Array {
  const pairs = {
    successes: classes.map(({ right }) => right),
    n: classes.map((one) => one[of]),
    referenceSuccesses: classes.map(({ before }) => before?.right ?? 0),
    referenceN: classes.map(({ before }) => before?.[of] ?? 0),
  };
  return surelyDifferent(pairs, confidence).sure;
}

/** The largest sure change, or the largest of all where none is sure, as a number that reads well. */
function limitOf(change: Float32Array, sure: Uint8Array): number {
  const someSure = sure.includes(1);
  const largest = change.reduce(
    (most, value, i) => (someSure && sure[i] === 0 ? most : Math.max(most, Math.abs(value) || 0)),
    0
  );
  return [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].find((limit) => largest <= limit) ?? 1;
}

/** A share with what it is the share of. */
export interface CellShare {
  count: number;
  of: number;
  /** Undefined where there is nothing to be a share of. */
  share?: number;
  interval?: Interval;
}

export interface CellChange {
  /** Of `compared.basis`. */
  now: CellShare;
  before: CellShare;
  /** Undefined where either has no share. */
  change?: Difference;
  sure: boolean;
  /** Undefined without a change, and of summed classes on the diagonal. */
  verdict?: Verdict;
}

export type Verdict = 'better' | 'worse';

/** Of a view with a comparison. */
export function cellChange(view: MatrixView, compared: Compared, row: number, column: number): CellChange {
  const { confidence } = view.options;
  const index = cellIndex(view, row, column);
  const one = view.classes[compared.basis === 'row' ? row : column];
  const totalOf = (numbers: ClassNumbers | undefined) =>
    (compared.basis === 'row' ? numbers?.actual : numbers?.predicted) ?? 0;
  const side = (count: number, of: number): CellShare => ({
    count,
    of,
    share: of > 0 ? count / of : undefined,
    interval: wilson(Math.min(count, of), of, confidence),
  });
  const now = side(index < 0 ? 0 : view.cells.count[index], totalOf(one));
  const before = side(index < 0 ? 0 : compared.count[index], totalOf(one.before));
  const change = difference({ value: now.share, ...now.interval }, { value: before.share, ...before.interval });
  return {
    now,
    before,
    change,
    sure: index >= 0 && compared.sure[index] === 1,
    verdict: verdictOf(change?.value, row === column, view.classes[row].members > 1),
  };
}

/** On the diagonal more is better, off it less is; the diagonal of summed classes is neither. */
export function verdictOf(change: number | undefined, onDiagonal: boolean, isMixed: boolean): Verdict | undefined {
  if (!change || (onDiagonal && isMixed)) {
    return undefined;
  }
  return change > 0 === onDiagonal ? 'better' : 'worse';
}
