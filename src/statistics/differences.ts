/** Whether two shares differ: intervals of a difference, and which of many differences are sure. docs/statistics.md has the choice. */
import { type Interval, twoSidedQuantile, wilson, wilsonAt } from './intervals';

/** A share, a mean of shares, or the like; its interval where one is defined. */
export interface Measured {
  value?: number;
  lower?: number;
  upper?: number;
}

/** `a.value - b.value`; an interval where both have one. Ends lie in [-1, 1] where values do in [0, 1]. */
export interface Difference {
  value: number;
  lower?: number;
  upper?: number;
}

/**
 * The difference of two independent estimates, its interval from theirs ('square and add', MOVER): each end lies as far
 * from the difference as the two ends that pull it there, added as squares. Of Wilson intervals this is Newcombe's hybrid
 * score interval: method 10 of R. G. Newcombe, 'Interval estimation for the difference between independent proportions',
 * Statistics in Medicine 17 (1998) 873-890; in general G. Y. Zou, A. Donner, Statistics in Medicine 27 (2008) 1693-1702.
 *
 * @returns undefined where either has no value
 */
export function difference(a: Measured, b: Measured): Difference | undefined {
  if (a.value === undefined || b.value === undefined) {
    return undefined;
  }
  const value = a.value - b.value;
  if (a.lower === undefined || a.upper === undefined || b.lower === undefined || b.upper === undefined) {
    return { value };
  }
  return {
    value,
    lower: value - Math.hypot(a.value - a.lower, b.upper - b.value),
    upper: value + Math.hypot(a.upper - a.value, b.value - b.lower),
  };
}

/**
 * Newcombe's interval of `successesA / nA - successesB / nB`, of independent outcomes.
 *
 * @param successesA 0 to nA; counts may be fractions (extrapolated)
 * @param confidence between 0 and 1
 * @returns undefined where either n is 0 or an argument is out of its range
 */
export function newcombe(
  successesA: number,
  nA: number,
  successesB: number,
  nB: number,
  confidence: number
): Interval | undefined {
  const [a, b] = [wilson(successesA, nA, confidence), wilson(successesB, nB, confidence)];
  if (!a || !b) {
    return undefined;
  }
  const { lower, upper } = difference({ value: successesA / nA, ...a }, { value: successesB / nB, ...b }) ?? {};
  return lower === undefined || upper === undefined ? undefined : { lower, upper };
}

/** Many pairs of shares: `successes[i]` of `n[i]`, now and in the reference. */
export interface SharePairs {
  successes: ArrayLike<number>;
  n: ArrayLike<number>;
  referenceSuccesses: ArrayLike<number>;
  referenceN: ArrayLike<number>;
}

export interface SureDifferences {
  /** Of each pair: 1 where the shares surely differ. */
  sure: Uint8Array;
  /** How many pairs were looked at: those with outcomes on both sides and a success on either. */
  tested: number;
}

/**
 * Which pairs of shares differ, so that with the given confidence not one of the marks is due to chance: Newcombe's
 * interval excludes 0 at a level that S. Holm's step-down procedure corrects for the number of pairs (Scand. J. Statist. 6
 * (1979) 65-70). Holm's and not Benjamini and Hochberg's, since 'surely' is said of each mark, and since it holds however
 * the pairs depend on each other: shares of one row add up to 1. Pairs without a success on either side cannot differ
 * whatever the level, so they do not count among the tests (R. E. Tarone, Biometrics 46 (1990) 515-522).
 */
export function surelyDifferent(pairs: SharePairs, confidence: number): SureDifferences {
  const { successes, n, referenceSuccesses, referenceN } = pairs;
  const sure = new Uint8Array(n.length);
  let open: number[] = [];
  for (let i = 0; i < n.length; i++) {
    if (n[i] > 0 && referenceN[i] > 0 && successes[i] + referenceSuccesses[i] > 0) {
      open.push(i);
    }
  }
  const tested = open.length;
  const differs = (level: number) => {
    const z = twoSidedQuantile(level);
    // A count summed over series may be a last digit above its total.
    return (i: number) =>
      excludesZero(
        Math.min(successes[i], n[i]),
        n[i],
        Math.min(referenceSuccesses[i], referenceN[i]),
        referenceN[i],
        z
      );
  };
  // No level on the way is below the option's own: who does not pass it never will.
  open = open.filter(differs(confidence));
  // Holm's steps, as many at once as the level of the first of them lets through.
  for (let found = 0, passed = -1; passed !== found;) {
    passed = found;
    const isSure = differs(1 - (1 - confidence) / (tested - found));
    open = open.filter((i) => {
      sure[i] = isSure(i) ? 1 : 0;
      found += sure[i];
      return sure[i] === 0;
    });
    if (open.length === 0) {
      break;
    }
  }
  return { sure, tested };
}

/** Whether Newcombe's interval at the normal quantile z lies on one side of 0. */
function excludesZero(successesA: number, nA: number, successesB: number, nB: number, z: number): boolean {
  const [a, b] = [successesA / nA, successesB / nB];
  const [intervalA, intervalB] = [wilsonAt(successesA, nA, z), wilsonAt(successesB, nB, z)];
  return a > b
    ? a - b > Math.hypot(a - intervalA.lower, intervalB.upper - b)
    : b - a > Math.hypot(intervalA.upper - a, b - intervalB.lower);
}
