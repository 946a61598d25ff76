/** Exact measures from single values, by sorting. Definitions and sources: docs/statistics.md. */
import { sortNumbers } from './sortNumbers';

export interface ValueDrift {
  /** Largest distance of the two empirical distribution functions, in [0, 1]. */
  ks?: number;
  /** Asymptotic, of `ks`. */
  ksPValue?: number;
  /** In the values' own unit; absent where one is infinite. */
  wasserstein?: number;
  /** In standard deviations of the reference (divided by n); absent where all of its values are equal. */
  wassersteinInDeviations?: number;
  /** Values that are numbers, on each side. */
  samples: { reference: number; current: number };
}

/** Nulls and NaN are left out. Without values on a side there is no measure. */
export function compareValues(
  reference: ArrayLike<number | null | undefined>,
  current: ArrayLike<number | null | undefined>
): ValueDrift {
  const [a, b] = [sorted(reference), sorted(current)];
  const samples = { reference: a.length, current: b.length };
  if (a.length === 0 || b.length === 0) {
    return { samples };
  }
  const { ks, wasserstein } = walk(a, b);
  const deviation = deviationOf(a);
  return {
    ks,
    ksPValue: ksPValue(ks, a.length, b.length),
    ...(Number.isFinite(wasserstein) && { wasserstein }),
    ...(Number.isFinite(wasserstein) && deviation > 0 && { wassersteinInDeviations: wasserstein / deviation }),
    samples,
  };
}

/** Numbers only, ascending; a copy. */
function sorted(values: ArrayLike<number | null | undefined>): Float64Array {
  const numbers = new Float64Array(values.length);
  let size = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === 'number' && value === value) {
      numbers[size++] = value;
    }
  }
  return sortNumbers(numbers.subarray(0, size));
}

/** Both in one walk over the two, from value to value. */
function walk(a: Float64Array, b: Float64Array): { ks: number; wasserstein: number } {
  const [n, m] = [a.length, b.length];
  let i = 0;
  let j = 0;
  let most = 0;
  let area = 0;
  let before = Math.min(a[0], b[0]);
  // Shares i/n and j/m differ by |i·m - j·n| / (n·m).
  let gap = 0;
  while (i < n || j < m) {
    const value = i === n ? b[j] : j === m ? a[i] : Math.min(a[i], b[j]);
    if (gap > 0) {
      area += gap * (value - before);
    }
    while (i < n && a[i] === value) {
      i++;
    }
    while (j < m && b[j] === value) {
      j++;
    }
    gap = Math.abs(i * m - j * n);
    most = gap > most ? gap : most;
    before = value;
  }
  return { ks: most / (n * m), wasserstein: area / n / m };
}

function deviationOf(ascending: Float64Array): number {
  // Exactly 0 for equal values, whatever rounding would leave.
  if (ascending[0] === ascending[ascending.length - 1]) {
    return 0;
  }
  let sum = 0;
  for (let i = 0; i < ascending.length; i++) {
    sum += ascending[i];
  }
  const mean = sum / ascending.length;
  let squares = 0;
  for (let i = 0; i < ascending.length; i++) {
    squares += (ascending[i] - mean) ** 2;
  }
  return Math.sqrt(squares / ascending.length);
}

/**
 * How likely so large a KS statistic is without drift, as both sides grow: Kolmogorov's distribution (1933) at
 * statistic · sqrt(n·m / (n + m)) (N. Smirnov 1939); scipy's `kstwobign.sf`. Over bins, or with ties, it is too large: safe.
 */
export function ksPValue(statistic: number, n: number, m: number): number {
  const x = statistic * Math.sqrt((n / (n + m)) * m);
  if (!(x > 0)) {
    return 1;
  }
  // Two series of the same function, of which each falls fast on its side.
  if (x < 1.18) {
    const base = (-Math.PI * Math.PI) / (8 * x * x);
    let sum = 0;
    for (let k = 1; k <= 9; k += 2) {
      sum += Math.exp(base * k * k);
    }
    return Math.max(0, 1 - (Math.sqrt(2 * Math.PI) / x) * sum);
  }
  let sum = 0;
  for (let k = 1; k <= 6; k++) {
    sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  }
  return sum;
}
