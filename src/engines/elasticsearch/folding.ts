import { type QueryResultMetaNotice } from '@grafana/data';

import { type ConfusionRow } from '../../frames/confusionFrame';
import { type ClassSums } from '../classSums';
import { amount } from './total';

/**
 * A matrix of the most frequent classes, in which all others are one: what a row or a column has beyond the cells that are
 * shown is its total without them, so that every total is exact. Among the others the records themselves tell how many
 * outcomes were right. These are the diagonal; the rest, one of the others taken for another of them, is a column of its own.
 */
export interface Folding {
  /** Names that no class has. */
  others: string;
  another: string;
  classes: number;
  shown: ReadonlySet<string>;
}

/** @param found every class of the answer: a shown one may be missing, since it was looked up before */
export function foldingOf(shown: readonly string[], found: ReadonlySet<string>): Folding {
  const known = new Set([...shown, ...found]);
  const unused = (name: string): string => (known.has(name) ? unused(`(${name})`) : name);
  return {
    others: unused('(other classes)'),
    another: unused('(another of the other classes)'),
    classes: known.size,
    shown: new Set(shown),
  };
}

/**
 * The rows of one version.
 * @param cells between shown classes only
 * @param sums of every class
 */
export function foldedRows(
  cells: readonly ConfusionRow[],
  sums: ClassSums,
  { others, another, shown }: Folding,
  version: string | undefined
): ConfusionRow[] {
  const actual = new Map([...shown].map((name) => [name, sums.get(name)?.actual ?? 0]));
  const predicted = new Map([...shown].map((name) => [name, sums.get(name)?.predicted ?? 0]));
  for (const cell of cells) {
    actual.set(cell.actual, (actual.get(cell.actual) ?? 0) - cell.count);
    predicted.set(cell.predicted, (predicted.get(cell.predicted) ?? 0) - cell.count);
  }
  let amongOthers = 0;
  let right = 0;
  for (const [name, sum] of sums) {
    amongOthers += shown.has(name) ? 0 : sum.actual;
    right += shown.has(name) ? 0 : sum.tp;
  }
  // What is actually another class, and was predicted as a shown one, is not among the others.
  predicted.forEach((count) => (amongOthers -= count));
  const rows = [
    ...[...actual].map(([name, count]) => ({ actual: name, predicted: others, count })),
    ...[...predicted].map(([name, count]) => ({ actual: others, predicted: name, count })),
    { actual: others, predicted: others, count: right },
    { actual: others, predicted: another, count: amongOthers - right },
  ];
  // Records that arrive between two searches could make less than nothing.
  const counted = rows.filter(({ count }) => count > 0);
  return [...cells, ...counted.map((row) => ({ ...row, ...(version !== undefined && { version }) }))];
}

/** What is to be known of such a matrix; nothing where there are no others. */
export function foldNotices({ shown, classes, others, another }: Folding): QueryResultMetaNotice[] {
  const text = `There are ${amount(classes)} classes: the ${amount(shown.size)} most frequent are shown, and the others summed as '${others}'. Where one of these was taken for another of them, it was predicted as '${another}'. Totals and accuracy are those of all classes. Averages over classes are not: ask for them as a measure, which takes each class for itself.`;
  return classes > shown.size ? [{ severity: 'info', text }] : [];
}
