/** Counts as they come from outside: one that is negative, infinite or no number counts as 0. */

export function countAt(counts: ArrayLike<number>, k: number): number {
  const count = counts[k];
  return count > 0 && count < Infinity ? count : 0;
}

export function sumOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    sum += countAt(counts, k);
  }
  return sum;
}

/** As an array of the given length: what is missing counts as 0 too. One that is so already is not copied. */
export function cleaned(counts: ArrayLike<number>, length = counts.length): Float64Array {
  return counts instanceof Float64Array && counts.length === length && isClean(counts)
    ? counts
    : Float64Array.from({ length }, (_, k) => countAt(counts, k));
}

function isClean(counts: Float64Array): boolean {
  for (let k = 0; k < counts.length; k++) {
    if (!(counts[k] >= 0 && counts[k] < Infinity)) {
      return false;
    }
  }
  return true;
}
