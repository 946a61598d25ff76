/** Two rows of counts as they could be without drift: the same samples, dealt anew to the two sides. */
import { logGamma } from './chiSquareDistribution';

/** Uniform in [0, 1). */
export type Random = () => number;

/**
 * Numbers that are the same at every run: 'mulberry32' (T. Ettinger), with a period of 2^32. The built-in story has a generator
 * of its own (sfc32, seeded by several numbers). One could do for both, but then either the story's events, which tests hold
 * to by their numbers, or every floor that was ever shown for the same counts would be others.
 */
export function seededRandom(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Deals the pooled counts to two sides of the given sizes, each way as likely as any other (R. A. Fisher 1935): one
 * hypergeometric draw for each bin. `first` and `second` are written.
 *
 * @param pooled whole counts
 * @param n size of the first side, a whole number up to the sum of `pooled`
 */
export function deal(pooled: Float64Array, n: number, random: Random, first: Float64Array, second: Float64Array): void {
  let left = 0;
  for (let k = 0; k < pooled.length; k++) {
    left += pooled[k];
  }
  let open = n;
  for (let k = 0; k < pooled.length; k++) {
    const drawn = hypergeometric(pooled[k], left - pooled[k], open, random);
    first[k] = drawn;
    second[k] = pooled[k] - drawn;
    left -= pooled[k];
    open -= drawn;
  }
}

/** Up to this many are dealt one by one; draws with a variance above the other are as good as normal. */
const FEW = 24;
const WIDE = 1000;

/** How many of `good` are among `drawn` from good + bad, without replacement. */
export function hypergeometric(good: number, bad: number, drawn: number, random: Random): number {
  const all = good + bad;
  const lowest = Math.max(0, drawn - bad);
  const highest = Math.min(good, drawn);
  if (lowest === highest) {
    return lowest;
  }
  if (good <= FEW) {
    return oneByOne(good, all, drawn, random);
  }
  const mean = (good * drawn) / all;
  const variance = (((mean * bad) / all) * (all - drawn)) / (all - 1);
  if (variance > WIDE) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return Math.min(highest, Math.max(lowest, Math.round(mean + normal * Math.sqrt(variance))));
  }
  return fromMode(good, bad, drawn, random);
}

function oneByOne(good: number, all: number, drawn: number, random: Random): number {
  let open = drawn;
  for (let i = 0; i < good; i++) {
    open -= random() * (all - i) < open ? 1 : 0;
  }
  return drawn - open;
}

/** By inversion, walking away from the most likely number on both sides (V. Kachitvichyanukul, B. W. Schmeiser 1985). */
function fromMode(good: number, bad: number, drawn: number, random: Random): number {
  const mode = Math.floor(((drawn + 1) * (good + 1)) / (good + bad + 2));
  const atMode = Math.exp(logChoose(good, mode) + logChoose(bad, drawn - mode) - logChoose(good + bad, drawn));
  let rest = random() - atMode;
  let [down, up] = [mode, mode];
  let [atDown, atUp] = [atMode, atMode];
  while (rest > 0 && (atDown > 0 || atUp > 0)) {
    // To one less, then to one more; 0 beyond the ends.
    atDown *= (down * (bad - drawn + down)) / ((good - down + 1) * (drawn - down + 1));
    down--;
    rest -= atDown;
    if (rest <= 0) {
      return down;
    }
    atUp *= ((good - up) * (drawn - up)) / ((up + 1) * (bad - drawn + up + 1));
    up++;
    rest -= atUp;
    if (rest <= 0) {
      return up;
    }
  }
  return mode;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function logFactorial(n: number): number {
  return n < logFactorials.length ? logFactorials[n] : logGamma(n + 1);
}

const logFactorials = new Float64Array(256);
for (let n = 2; n < logFactorials.length; n++) {
  logFactorials[n] = logFactorials[n - 1] + Math.log(n);
}
