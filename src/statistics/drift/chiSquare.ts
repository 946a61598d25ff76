/** Pearson's test whether two rows of counts come from one distribution. docs/statistics.md has sources. */
import { chiSquareTail } from './chiSquareDistribution';
import { countAt, sumOf } from './counts';

/** Below this expected count in a cell the chi-square distribution is no good stand-in (W. G. Cochran, Biometrics 10 (1954)). */
export const FEWEST_EXPECTED = 5;

export interface ChiSquare {
  statistic: number;
  degrees: number;
  /** How likely so large a statistic is without drift. */
  pValue: number;
  /** Cramer's V, in [0, 1]: how large the difference is, whatever the number of samples. */
  cramersV: number;
  /** The least expected count of a cell; below FEWEST_EXPECTED the p-value is not to be trusted. */
  leastExpected: number;
}

/**
 * scipy's `chi2_contingency([reference, current], correction=False)`, without the bins that are empty on both sides. A
 * count that is negative, infinite or no number counts as 0.
 *
 * @returns undefined where a side is empty, and where only one bin is filled
 */
export function chiSquare(reference: ArrayLike<number>, current: ArrayLike<number>): ChiSquare | undefined {
  const bins = Math.max(reference.length, current.length);
  const [n, m] = [sumOf(reference), sumOf(current)];
  let statistic = 0;
  let filled = 0;
  let least = Infinity;
  for (let k = 0; k < bins; k++) {
    const [r, c] = [countAt(reference, k), countAt(current, k)];
    if (r + c > 0) {
      filled++;
      least = Math.min(least, r + c);
      statistic += (r * m - c * n) ** 2 / (r + c);
    }
  }
  if (!(n > 0 && m > 0 && filled > 1)) {
    return undefined;
  }
  statistic /= n * m;
  return {
    statistic,
    degrees: filled - 1,
    pValue: chiSquareTail(statistic, filled - 1),
    cramersV: Math.min(1, Math.sqrt(statistic / (n + m))),
    leastExpected: (least * Math.min(n, m)) / (n + m),
  };
}
