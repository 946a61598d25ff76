import { type Confusion } from '../../statistics/confusion';
import { type ClassView, isSum } from './classViews';
import { type Compared, verdictOf } from './compared';
import { type Intensity } from './options';

/** Which scale a cell's color is of. Of a comparison: what the change is. */
export const MIXED = 0;
export const GOOD = 1;
export const BAD = 2;

export interface Strengths {
  /** Of each cell: MIXED, GOOD or BAD. */
  tone: Uint8Array;
  /** Of each cell: how strong its color is, 0 to 1. */
  weight: Float32Array;
  /** The share that has the strongest color. */
  strongest: { right: number; wrong: number };
}

/**
 * A share of the row or column is a strength as it is, so that a color means the same in every panel; of all, strength is
 * relative to the largest of its kind. Errors are small where a model is good: their square root can still be told apart.
 */
export function strengths(cells: Confusion, classes: readonly ClassView[], total: number, intensity: Intensity) {
  const { actual, predicted, count } = cells;
  const tone = new Uint8Array(count.length);
  const weight = new Float32Array(count.length);
  const summed = Uint8Array.from(classes, (one) => (isSum(one) ? 1 : 0));
  const rows = Float64Array.from(classes, (one) => one.actual);
  const columns = Float64Array.from(classes, (one) => one.predicted);
  const largest = [0, 0, 0];
  for (let i = 0; i < count.length; i++) {
    tone[i] = actual[i] !== predicted[i] ? BAD : summed[actual[i]] ? MIXED : GOOD;
    largest[tone[i]] = Math.max(largest[tone[i]], count[i]);
  }
  for (let i = 0; i < count.length; i++) {
    const share =
      intensity === 'row'
        ? count[i] / rows[actual[i]]
        : intensity === 'column'
          ? count[i] / columns[predicted[i]]
          : count[i] / largest[tone[i]];
    weight[i] = tone[i] === GOOD ? share : Math.sqrt(share);
  }
  const strongest =
    intensity === 'all' ? { right: largest[GOOD] / total, wrong: largest[BAD] / total } : { right: 1, wrong: 1 };
  return { tone, weight, strongest } satisfies Strengths;
}

/** Changes that may be chance are this much paler than sure ones. */
const PALE = 0.35;

/** Of a comparison: the strength is the change against the largest, and better or worse is the scale. */
export function changeStrengths(cells: Confusion, classes: readonly ClassView[], compared: Compared): Strengths {
  const { actual, predicted } = cells;
  const tone = new Uint8Array(actual.length);
  const weight = new Float32Array(actual.length);
  for (let i = 0; i < weight.length; i++) {
    const change = compared.change[i] || 0;
    const verdict = verdictOf(change, actual[i] === predicted[i], isSum(classes[actual[i]]));
    tone[i] = verdict === 'better' ? GOOD : verdict === 'worse' ? BAD : MIXED;
    weight[i] = Math.min(1, Math.abs(change) / compared.limit) * (compared.sure[i] === 1 ? 1 : PALE);
  }
  return { tone, weight, strongest: { right: 1, wrong: 1 } };
}
