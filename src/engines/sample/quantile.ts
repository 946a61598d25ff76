/** Numbers ascending, each once, and how often each is there. */
export interface Repeated {
  values: readonly number[];
  counts: readonly number[];
}

/**
 * The quantile of numbers, linear between the two nearest: numpy's default (R. J. Hyndman, Y. Fan, The American Statistician
 * 50 (1996), type 7).
 *
 * @param repeated not empty
 * @param quantile from 0 to 1
 */
export function quantileOf(repeated: Repeated, quantile: number): number {
  const { values, counts } = repeated;
  const place = quantile * (counts.reduce((sum, count) => sum + count, 0) - 1);
  const below = Math.floor(place);
  let k = 0;
  let upTo = counts[0];
  while (upTo <= below) {
    upTo += counts[++k];
  }
  const low = values[k];
  // The next number is the same one, unless it was the last of its kind.
  return place === below || below + 1 < upTo ? low : low + (place - below) * (values[k + 1] - low);
}

export function meanOf({ values, counts }: Repeated): number {
  let sum = 0;
  let n = 0;
  for (let k = 0; k < values.length; k++) {
    sum += values[k] * counts[k];
    n += counts[k];
  }
  return sum / n;
}
