import { type Marginals, marginals } from '../../statistics/classification';
import { type Confusion, reorderClasses } from '../../statistics/confusion';
import { type Formats } from '../shared/formats';
import { type Arrangement, arrange, asTheOptionsSay, numbersOf, summed } from './arrange';
import { type ClassView, classViews } from './classViews';
import { compare, type Compared, union } from './compared';
import { type ConfusionMatrixOptions } from './options';
import { overallScores, type Score } from './overallScores';
import { changeStrengths, strengths, type Strengths } from './strengths';

export { type ClassView } from './classViews';
export { type Score } from './overallScores';

/** Everything to be drawn, in the order in which it is drawn; nothing about pixels and colors. */
export interface MatrixView extends Strengths {
  classes: ClassView[];
  /** Cells above 0 (of a comparison: in either) in row-major order; places are into `classes`. */
  cells: Confusion;
  /** The first cell of each row, and after the last row the number of cells. */
  rowStart: Int32Array;
  total: number;
  scores: Score[];
  compared?: Compared;
  arrangement: Arrangement;
  options: ConfusionMatrixOptions;
  formats: Formats;
  /** What it was made of, to be arranged anew. */
  source: { confusion: Confusion; reference?: Reference };
}

/** What is compared with. */
export interface Reference {
  confusion: Confusion;
  names: { current: string; reference: string };
}

/** @param confusion not empty; nor is the reference's */
export function makeView(
  confusion: Confusion,
  options: ConfusionMatrixOptions,
  formats: Formats,
  reference?: Reference,
  arrangement: Arrangement = asTheOptionsSay
): MatrixView {
  const [current, before] = reference ? alike(confusion, reference.confusion) : [confusion];
  // Measures come first: summed classes that are taken for each other would count as right.
  const m = marginals(current);
  const ofBefore = before && marginals(before);
  const parts = arrange(current, m, options, arrangement);
  const classes = classViews(
    parts,
    current.classes,
    formats,
    numbersOf(parts, m, options.confidence),
    ofBefore && numbersOf(parts, ofBefore, options.confidence)
  );
  const shared = {
    classes,
    total: m.total,
    scores: overallScores(m, options.confidence, formats, ofBefore),
    arrangement,
    options,
    formats,
    source: { confusion, reference },
  };
  const counts = summed(current, parts);
  if (!before || !reference) {
    const looks = strengths(counts, classes, m.total, options.intensity);
    return { ...shared, ...looks, cells: counts, rowStart: startOfRows(counts) };
  }
  const both = union(counts, summed(before, parts));
  const compared = compare(both.cells, both.before, classes, totalOf(ofBefore), reference.names, options);
  const looks = changeStrengths(both.cells, classes, compared);
  return { ...shared, ...looks, cells: both.cells, rowStart: startOfRows(both.cells), compared };
}

/** The same with other classes first, or other groups open. */
export function rearranged(view: MatrixView, arrangement: Arrangement): MatrixView {
  const { source, options, formats } = view;
  return arrangement === view.arrangement
    ? view
    : makeView(source.confusion, options, formats, source.reference, arrangement);
}

/** Both with the classes of either. */
function alike(a: Confusion, b: Confusion): [Confusion, Confusion] {
  const classes = [...new Set([...a.classes, ...b.classes])];
  return [reorderClasses(a, classes), reorderClasses(b, classes)];
}

function totalOf(m: Marginals | undefined): number {
  return m?.total ?? 0;
}

function startOfRows(cells: Confusion): Int32Array {
  const start = new Int32Array(cells.classes.length + 1);
  for (let i = 0; i < cells.actual.length; i++) {
    start[cells.actual[i] + 1]++;
  }
  for (let row = 0; row < cells.classes.length; row++) {
    start[row + 1] += start[row];
  }
  return start;
}
