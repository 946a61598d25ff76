/** Confusion counts: how often each class was predicted for each actual class. Sparse, so that 1,000 classes are cheap. */
import { type Label, LabelPlaces } from './labelPlaces';

export { type Label } from './labelPlaces';

/** Coordinate form: row-major sorted, each cell once, cells of 0 left out. Indices are into `classes`. */
export interface Confusion {
  readonly classes: readonly string[];
  readonly actual: Int32Array;
  readonly predicted: Int32Array;
  /** Numbers of outcomes, above 0; they may be fractions, since an extrapolated counter has them. */
  readonly count: Float64Array;
  /** How many input rows were left out: no label, or a count that is negative, infinite or no number. 0 where absent. */
  readonly dropped?: number;
}

export const emptyConfusion: Confusion = {
  classes: [],
  actual: new Int32Array(0),
  predicted: new Int32Array(0),
  count: new Float64Array(0),
  dropped: 0,
};

/** Up to here cells are counted in a square array (8 MB at most), beyond it row by row. */
const DENSE_CLASSES = 1024;

/** A square with so many more cells than there are records costs more to clear and to look through than to sort these. */
const SPARSE = 8;

/** Records in a row before the names seen are learned again. */
const BLOCK = 4096;

/**
 * Counts pairs in a single pass: `actual[i]` was predicted as `predicted[i]`, `count[i]` times (once without `count`).
 * Repeated pairs are summed. Classes come in first-seen order, after the given ones; one that occurs only with counts
 * of 0 is not added. Rows that cannot be counted are left out and reported in `dropped`.
 */
export function confusionFromPairs(
  actual: ArrayLike<Label>,
  predicted: ArrayLike<Label>,
  count?: ArrayLike<number | null | undefined>,
  classes: readonly string[] = []
): Confusion {
  const index = new LabelPlaces(classes);
  const { names } = index;
  const length = Math.min(actual.length, predicted.length);
  let dropped = 0;
  let stride = squareSide(names.length);
  let cells = new Float64Array(names.length > DENSE_CLASSES ? 0 : stride * stride);
  for (let block = 0; block < length; block += BLOCK) {
    if (block > 0) {
      index.learn();
    }
    const end = Math.min(block + BLOCK, length);
    for (let i = block; i < end; i++) {
      const weight = count === undefined ? 1 : count[i];
      if (weight === 0) {
        continue;
      }
      const a = actual[i];
      const p = predicted[i];
      if (!isCount(weight) || a === null || a === undefined || p === null || p === undefined) {
        dropped++;
        continue;
      }
      const row = index.place(a);
      // Most records of a working model are right, and then one look-up serves both.
      const column = p === a ? row : index.place(p);
      if (names.length > stride || names.length > DENSE_CLASSES) {
        const wider = squareSide(names.length);
        if (names.length > DENSE_CLASSES || wider * wider > SPARSE * length) {
          return countRows(actual, predicted, count, index);
        }
        cells = widen(cells, stride, wider);
        stride = wider;
      }
      cells[row * stride + column] += weight;
    }
  }
  return fromSquare(names, cells, stride, dropped);
}

/**
 * The same for very many classes: keeps each row's places, then sorts.
 *
 * @param index of the given classes and of those of the first rows, in that order
 */
function countRows(
  actual: ArrayLike<Label>,
  predicted: ArrayLike<Label>,
  count: ArrayLike<number | null | undefined> | undefined,
  index: LabelPlaces
): Confusion {
  const cells = new CellList(Math.min(actual.length, predicted.length));
  for (let i = 0; i < cells.capacity; i++) {
    if (i > 0 && i % BLOCK === 0) {
      index.learn();
    }
    const weight = count === undefined ? 1 : count[i];
    const a = actual[i];
    const p = predicted[i];
    if (weight === 0) {
      continue;
    }
    if (!isCount(weight) || a === null || a === undefined || p === null || p === undefined) {
      cells.dropped++;
      continue;
    }
    // In this order, since it decides the order of the classes.
    const row = index.place(a);
    cells.add(row, p === a ? row : index.place(p), weight);
  }
  return cells.toConfusion(index.names);
}

/**
 * From a matrix with a row for each actual class and a column for each predicted class, both in the order of `classes`.
 * Classes of the same name are summed; cells that cannot be counted are left out and reported in `dropped`.
 */
export function confusionFromDense(
  classes: readonly string[],
  rows: ArrayLike<ArrayLike<number | null | undefined>>
): Confusion {
  const index = new LabelPlaces(classes);
  const places = classes.map((name) => index.place(name));
  const size = Math.min(classes.length, rows.length);
  const cells = new CellList(size * classes.length);
  for (let i = 0; i < size; i++) {
    const width = Math.min(classes.length, rows[i].length);
    for (let j = 0; j < width; j++) {
      const count = rows[i][j];
      if (count === 0) {
        continue;
      }
      if (isCount(count)) {
        cells.add(places[i], places[j], count);
      } else {
        cells.dropped++;
      }
    }
  }
  return cells.toConfusion(index.names);
}

/** All n * n cells, row-major, a row for each actual class. */
export function toDense(c: Confusion): Float64Array {
  const n = c.classes.length;
  const dense = new Float64Array(n * n);
  for (let i = 0; i < c.count.length; i++) {
    dense[c.actual[i] * n + c.predicted[i]] += c.count[i];
  }
  return dense;
}

/** The sum of both; classes of `a`, then those that only `b` has. A monoid with `emptyConfusion`. */
export function mergeConfusions(a: Confusion, b: Confusion): Confusion {
  const index = new LabelPlaces(a.classes);
  const cells = new CellList(a.count.length + b.count.length);
  cells.addAll(a, (place) => place);
  const places = b.classes.map((name) => index.place(name));
  cells.addAll(b, (place) => places[place]);
  return cells.toConfusion(index.names);
}

/** The same counts with the classes in the given order. Classes that the order leaves out follow at the end: no count is lost. */
export function reorderClasses(c: Confusion, classes: readonly string[]): Confusion {
  const index = new LabelPlaces(classes);
  const places = c.classes.map((name) => index.place(name));
  const cells = new CellList(c.count.length);
  cells.addAll(c, (place) => places[place]);
  return cells.toConfusion(index.names);
}

/**
 * Keeps the classes of `keep` that there are, in that order, and sums all others into one class at the end, named `other`,
 * or `freeName(other, keep)` where a kept class has that name. Without others there is no such class.
 * The total stays; measures do not (two collapsed classes taken for each other land on the diagonal): take them before.
 */
export function collapseClasses(c: Confusion, keep: readonly string[], other: string): Confusion {
  const there = new Set(c.classes);
  const kept = [...new Set(keep)].filter((name) => there.has(name));
  const keptPlaces = new Map(kept.map((name, place) => [name, place]));
  const places = c.classes.map((name) => keptPlaces.get(name) ?? kept.length);
  return regroupClasses(c, kept.length < there.size ? [...kept, freeName(other, kept)] : kept, places);
}

/**
 * The counts with each class put at a place among `classes`, several at one place summed. The total stays; measures do
 * not, as with `collapseClasses`.
 *
 * @param classes different names
 * @param places of each class of `c`, in that order: its place among `classes`
 */
export function regroupClasses(c: Confusion, classes: readonly string[], places: ArrayLike<number>): Confusion {
  const cells = new CellList(c.count.length);
  cells.addAll(c, (place) => places[place]);
  return cells.toConfusion([...classes]);
}

/** The name itself if no class has it, else 'name (2)', 'name (3)', ... */
export function freeName(name: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  let free = name;
  for (let i = 2; names.has(free); i++) {
    free = `${name} (${i})`;
  }
  return free;
}

function isCount(count: number | null | undefined): count is number {
  return typeof count === 'number' && count > 0 && count < Infinity;
}

/** A power of two, so that growing from 1 class to n copies each cell about once. */
function squareSide(classes: number): number {
  return Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(1, classes))));
}

function widen(cells: Float64Array, stride: number, wider: number): Float64Array<ArrayBuffer> {
  const result = new Float64Array(wider * wider);
  for (let row = 0; row < stride; row++) {
    result.set(cells.subarray(row * stride, (row + 1) * stride), row * wider);
  }
  return result;
}

function fromSquare(classes: string[], square: Float64Array, stride: number, dropped: number): Confusion {
  const n = classes.length;
  let filled = 0;
  for (let i = 0; i < square.length; i++) {
    filled += square[i] === 0 ? 0 : 1;
  }
  const actual = new Int32Array(filled);
  const predicted = new Int32Array(filled);
  const count = new Float64Array(filled);
  let cell = 0;
  for (let row = 0; row < n; row++) {
    for (let column = 0; column < n; column++) {
      const value = square[row * stride + column];
      if (value !== 0) {
        actual[cell] = row;
        predicted[cell] = column;
        count[cell++] = value;
      }
    }
  }
  return { classes, actual, predicted, count, dropped };
}

/** Cells in any order, a cell more than once: sorted and summed at the end, in time linear in cells and classes. */
class CellList {
  dropped = 0;
  private length = 0;
  private readonly actual: Int32Array;
  private readonly predicted: Int32Array;
  private readonly count: Float64Array;

  constructor(readonly capacity: number) {
    this.actual = new Int32Array(capacity);
    this.predicted = new Int32Array(capacity);
    this.count = new Float64Array(capacity);
  }

  add(actual: number, predicted: number, count: number) {
    this.actual[this.length] = actual;
    this.predicted[this.length] = predicted;
    this.count[this.length++] = count;
  }

  addAll(c: Confusion, place: (place: number) => number) {
    for (let i = 0; i < c.count.length; i++) {
      this.add(place(c.actual[i]), place(c.predicted[i]), c.count[i]);
    }
    this.dropped += c.dropped ?? 0;
  }

  /** Ends the list: its arrays become the result's. */
  toConfusion(classes: string[]): Confusion {
    const { actual, predicted, count, length } = this;
    // Two stable counting sorts, by column and then by row, make the order row-major. Cells are moved and not their
    // places, so that memory is read in its order.
    const rows = new Int32Array(length);
    const columns = new Int32Array(length);
    const counts = new Float64Array(length);
    const nextOfColumn = starts(predicted, length, classes.length);
    for (let i = 0; i < length; i++) {
      const to = nextOfColumn[predicted[i]]++;
      rows[to] = actual[i];
      columns[to] = predicted[i];
      counts[to] = count[i];
    }
    const nextOfRow = starts(actual, length, classes.length);
    for (let i = 0; i < length; i++) {
      const to = nextOfRow[rows[i]]++;
      actual[to] = rows[i];
      predicted[to] = columns[i];
      count[to] = counts[i];
    }
    let filled = 0;
    for (let i = 0; i < length; i++) {
      const last = filled - 1;
      if (count[i] === 0) {
        continue;
      }
      if (last >= 0 && actual[last] === actual[i] && predicted[last] === predicted[i]) {
        count[last] += count[i];
      } else {
        actual[filled] = actual[i];
        predicted[filled] = predicted[i];
        count[filled++] = count[i];
      }
    }
    return {
      classes,
      actual: actual.subarray(0, filled),
      predicted: predicted.subarray(0, filled),
      count: count.subarray(0, filled),
      dropped: this.dropped,
    };
  }
}

/** Where each key's items start once they are sorted by it. */
function starts(key: Int32Array, length: number, keys: number): Int32Array {
  const next = new Int32Array(keys + 1);
  for (let i = 0; i < length; i++) {
    next[key[i] + 1]++;
  }
  for (let k = 0; k < keys; k++) {
    next[k + 1] += next[k];
  }
  return next;
}
