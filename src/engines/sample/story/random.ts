/**
 * Random numbers that are the same everywhere and every time: the demo's history, its live metrics, its audit records
 * and the in-browser sample must tell of the same events.
 */
import { type Random } from '../../../statistics/drift/permutation';

export { type Random };

/** One 32-bit hash of whole numbers (murmur3's mixing), to seed a generator from what it is for. */
export function hash(...parts: number[]): number {
  let h = 0x9747b28c;
  for (const part of parts) {
    let k = Math.imul(part | 0, 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded by whole numbers. */
export function random(...seed: number[]): Random {
  let a = hash(1, ...seed);
  let b = hash(2, ...seed);
  let c = hash(3, ...seed);
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) {
    next();
  }
  return next;
}

/** Standard normal (Box and Muller; one of the pair). */
export function normal(uniform: Random): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** How many events, if `mean` are expected (Knuth; for means up to a few hundred). */
export function poisson(uniform: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) {
    count++;
  }
  return count;
}

/** An index drawn in proportion to the weights. */
export function pick(uniform: Random, weights: readonly number[]): number {
  let rest = uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length - 1; i++) {
    rest -= weights[i];
    if (rest < 0) {
      return i;
    }
  }
  return weights.length - 1;
}
