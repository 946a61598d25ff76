/** Confidence intervals of shares. Sources and what they are worth: docs/statistics.md. */

/** Both ends lie in [0, 1]. */
export interface Interval {
  lower: number;
  upper: number;
}

/**
 * Wilson's score interval of a share: E. B. Wilson, 'Probable inference, the law of succession, and statistical
 * inference', JASA 22 (1927); method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998); recommended by
 * L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16 (2001). Without continuity correction.
 *
 * @param successes 0 to n; may be a fraction (extrapolated counts)
 * @param n number of outcomes
 * @param confidence between 0 and 1, such as 0.95
 * @returns undefined where n is 0 or an argument is out of its range
 */
export function wilson(successes: number, n: number, confidence: number): Interval | undefined {
  if (!(n > 0 && n < Infinity && successes >= 0 && successes <= n && confidence > 0 && confidence < 1)) {
    return undefined;
  }
  return wilsonAt(successes, n, twoSidedQuantile(confidence));
}

/** The same by the normal quantile z, for many shares at one confidence; 0 <= successes <= n, n above 0 and finite. */
export function wilsonAt(successes: number, n: number, z: number): Interval {
  const failures = n - successes;
  const width = z * Math.sqrt(z * z + 4 * successes * (failures / n));
  const scale = 2 * (n + z * z);
  // The upper end by the share of failures: both ends keep their digits near 0 and 1, and are exactly 0 and 1 there.
  const lower = Math.max(0, (2 * successes + z * z - width) / scale);
  const upper = 1 - Math.max(0, (2 * failures + z * z - width) / scale);
  // Rounding must not push the share itself out by a last digit.
  const share = successes / n;
  return { lower: successes === 0 ? 0 : Math.min(lower, share), upper: failures === 0 ? 1 : Math.max(upper, share) };
}

/**
 * The delta-method (Wald) interval of the mean of independent shares, for macro recall (balanced accuracy):
 * variance = sum of r (1 - r) / n over the classes, divided by K squared; K. Takahashi, K. Yamamoto, A. Kuchiba,
 * T. Koyama, 'Confidence interval for micro-averaged F1 and macro-averaged F1 scores', Applied Intelligence 52 (2022).
 *
 * @param shares of the K classes, each 0 to 1
 * @param n number of outcomes under each share; 0 for a share that is fixed (zero_division) and has no variance
 * @returns undefined where the estimated variance is 0 (every share 0 or 1): that says nothing about certainty
 */
export function meanOfSharesInterval(
  shares: ArrayLike<number>,
  n: ArrayLike<number>,
  confidence: number
): Interval | undefined {
  let sum = 0;
  let variance = 0;
  for (let k = 0; k < shares.length; k++) {
    sum += shares[k];
    variance += n[k] > 0 ? (shares[k] * (1 - shares[k])) / n[k] : 0;
  }
  if (!(variance > 0 && variance < Infinity && confidence > 0 && confidence < 1)) {
    return undefined;
  }
  const mean = sum / shares.length;
  const half = (twoSidedQuantile(confidence) * Math.sqrt(variance)) / shares.length;
  return { lower: Math.max(0, mean - half), upper: Math.min(1, mean + half) };
}

/** Delta-method interval of macro recall over the classes that have actual outcomes. */
export function macroRecallInterval(
  tp: ArrayLike<number>,
  actual: ArrayLike<number>,
  confidence: number
): Interval | undefined {
  const shares: number[] = [];
  const n: number[] = [];
  for (let k = 0; k < actual.length; k++) {
    if (actual[k] > 0) {
      shares.push(Math.min(1, tp[k] / actual[k]));
      n.push(actual[k]);
    }
  }
  return meanOfSharesInterval(shares, n, confidence);
}

let latest = { confidence: NaN, z: NaN };

/** The z of a two-sided interval: 1.959964 for 0.95. */
export function twoSidedQuantile(confidence: number): number {
  // Many intervals in a row are asked at one confidence.
  if (latest.confidence !== confidence) {
    // By the lower tail, where digits are not lost as confidence nears 1.
    latest = { confidence, z: -normalQuantile((1 - confidence) / 2) };
  }
  return latest.z;
}

/**
 * The standard normal distribution's quantile: M. J. Wichura, 'Algorithm AS 241: the percentage points of the normal
 * distribution', Applied Statistics 37 (1988), PPND16; relative error about 1e-16.
 *
 * @returns -Infinity for 0, Infinity for 1, NaN outside [0, 1]
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) {
    return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  }
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(central.above, r)) / polynomial(central.below, r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(middle.above, r - 1.6) / polynomial(middle.below, r - 1.6)
      : polynomial(tail.above, r - 5) / polynomial(tail.below, r - 5);
  return q < 0 ? -x : x;
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);
}

const central = {
  above: [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
    67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  below: [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852545925,
  ],
};
const middle = {
  above: [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  below: [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
};
const tail = {
  above: [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  below: [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
};
