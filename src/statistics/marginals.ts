/** Confusion counts summed by class: what every measure of a classifier needs, and no more. */
import { type Confusion } from './confusion';

export interface ClassCounts {
  class: string;
  tp: number;
  fp: number;
  fn: number;
  tn: number;
  /** Actual outcomes of the class. */
  support: number;
  predicted: number;
}

/**
 * Sums for each class, enough for every measure here. The measures pass over classes with neither actual nor predicted
 * outcomes: they are not in the window, whether or not they are listed.
 */
export interface Marginals {
  readonly classes: readonly string[];
  /** Right outcomes. */
  readonly tp: Float64Array;
  /** Outcomes whose actual class this is. */
  readonly actual: Float64Array;
  /** Outcomes that were predicted as this class. */
  readonly predicted: Float64Array;
  readonly total: number;
}

export function marginals(c: Confusion): Marginals {
  const n = c.classes.length;
  const tp = new Float64Array(n);
  const actual = new Float64Array(n);
  const predicted = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < c.count.length; i++) {
    const count = c.count[i];
    actual[c.actual[i]] += count;
    predicted[c.predicted[i]] += count;
    tp[c.actual[i]] += c.actual[i] === c.predicted[i] ? count : 0;
    total += count;
  }
  return { classes: c.classes, tp, actual, predicted, total };
}

/** The 2 x 2 counts of every class of `c.classes`, in that order: the class against all others. */
export function perClassCounts(c: Confusion): ClassCounts[] {
  const m = marginals(c);
  const others = actualOfOthers(m);
  return m.classes.map((name, k) => {
    const fp = m.predicted[k] - m.tp[k];
    return {
      class: name,
      tp: m.tp[k],
      fp,
      fn: m.actual[k] - m.tp[k],
      tn: Math.max(0, others[k] - fp),
      support: m.actual[k],
      predicted: m.predicted[k],
    };
  });
}

/** The number of right outcomes. */
export function correct(m: Marginals): number {
  return m.tp.reduce((sum, count) => sum + count, 0);
}

/** The places where any of the sums is not 0. */
export function places(...sums: Float64Array[]): number[] {
  return Array.from(sums[0].keys()).filter((k) => sums.some((counts) => counts[k] !== 0));
}

/** For each class the actual outcomes of all others; exactly 0 where there are none, which total - actual is not for fractions. */
export function actualOfOthers(m: Marginals): Float64Array {
  const others = new Float64Array(m.actual.length);
  let before = 0;
  for (let k = 0; k < others.length; k++) {
    others[k] = before;
    before += m.actual[k];
  }
  let after = 0;
  for (let k = others.length - 1; k >= 0; k--) {
    others[k] += after;
    after += m.actual[k];
  }
  return others;
}
