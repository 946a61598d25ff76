/** Which bins a drift score comes from. docs/statistics.md has the measures. */
import { countAt } from './counts';
import { shareFloor } from './rows';
import { type DriftScore, samplesOf, type Side, type Sides } from './scores';

/**
 * What each bin or category, and last the nulls, adds to a score: terms from 0 on. They add up to PSI, KL, chi-square and the
 * total variation, and to the squares of the Jensen-Shannon distance, the Hellinger distance and Cramer's V. Of scores that
 * are no sum (KS, Wasserstein, L-infinity, shares) they are halves of the changes of shares, which add up to the total
 * variation.
 *
 * @returns undefined where a side is empty
 */
export function driftTerms(name: DriftScore, { reference, current }: Sides): Float64Array | undefined {
  const [n, m] = [samplesOf(reference), samplesOf(current)];
  if (!(n > 0 && m > 0)) {
    return undefined;
  }
  const [before, now] = [sharesOf(reference, n), sharesOf(current, m)];
  const term = termOf(name, n, m);
  if (name === 'psi' || name === 'kullbackLeibler') {
    const filled = before.filter((share, k) => share > 0 || now[k] > 0).length;
    raise(before, now, shareFloor(filled));
  }
  return before.map((share, k) => (share > 0 || now[k] > 0 ? term(share, now[k]) : 0));
}

function sharesOf(side: Side, all: number): Float64Array {
  const { counts, nulls } = side;
  return Float64Array.from({ length: counts.length + 1 }, (_, k) =>
    k < counts.length ? countAt(counts, k) / all : nulls / all
  );
}

/** As `compareCounts` does it: neither side below the floor where either has something, both divided by their new sums. */
function raise(before: Float64Array, now: Float64Array, floor: number) {
  let [sumBefore, sumNow] = [0, 0];
  for (let k = 0; k < before.length; k++) {
    if (before[k] > 0 || now[k] > 0) {
      before[k] = Math.max(floor, before[k]);
      now[k] = Math.max(floor, now[k]);
      sumBefore += before[k];
      sumNow += now[k];
    }
  }
  for (let k = 0; k < before.length; k++) {
    before[k] /= sumBefore;
    now[k] /= sumNow;
  }
}

/** Of shares p of the reference and q of the current side, of n and m values; not both are 0. */
function termOf(name: DriftScore, n: number, m: number): (p: number, q: number) => number {
  switch (name) {
    case 'psi':
      return (p, q) => (p - q) * Math.log(p / q);
    case 'kullbackLeibler':
      // q - p adds up to 0, and makes each term of the sum one from 0 on.
      return (p, q) => q * Math.log(q / p) - q + p;
    case 'jensenShannon':
      return (p, q) => shannon(p, q) / Math.LN2;
    case 'jensenShannonBaseE':
      return shannon;
    case 'hellinger':
      return (p, q) => (Math.sqrt(p) - Math.sqrt(q)) ** 2 / 2;
    case 'chiSquare':
      return (p, q) => (n * m * (p - q) ** 2) / (n * p + m * q);
    case 'cramersV':
      return (p, q) => (n * m * (p - q) ** 2) / (n * p + m * q) / (n + m);
    default:
      return (p, q) => Math.abs(p - q) / 2;
  }
}

function shannon(p: number, q: number): number {
  const middle = (p + q) / 2;
  const part = (share: number) => (share > 0 ? share * Math.log(share / middle) : 0);
  return Math.max(0, (part(p) + part(q)) / 2);
}
