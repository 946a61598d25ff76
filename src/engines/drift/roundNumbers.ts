/** Numbers of one size that differ in no more than so many digits are told apart. */
const DIGITS = 15;
/** Smaller ones have too few digits to be rounded. */
const LEAST_SIZE = 1e-290;

/**
 * The numbers in [low, high], the roundest first: 0, then the multiples of ever smaller steps, which are 1 and 5 times a power
 * of ten; those of one step ascending. Each once. There may be very many.
 */
export function* roundNumbers(low: number, high: number): Generator<number> {
  if (low <= 0 && high >= 0) {
    yield 0;
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (size > LEAST_SIZE && size < Infinity) {
    const top = Math.floor(Math.log10(size));
    for (let exponent = top; exponent > top - DIGITS; exponent--) {
      yield* multiples(low, high, 5, exponent);
      yield* multiples(low, high, 1, exponent);
    }
  }
}

/** Multiples of a step, without those of the next larger one. */
function* multiples(low: number, high: number, factor: 1 | 5, exponent: number): Generator<number> {
  const power = 10 ** Math.abs(exponent);
  // Divided by a whole number, a decimal comes out as it is written: 3 / 10 is 0.3, and 3 * 0.1 is not.
  const at = (k: number) => (exponent < 0 ? (k * factor) / power : k * factor * power);
  const inNext = factor === 5 ? 2 : 5;
  const first = Math.floor(exponent < 0 ? (low * power) / factor : low / power / factor);
  for (let k = first; at(k) <= high; k++) {
    if (k % inNext !== 0 && at(k) >= low) {
      yield at(k);
    }
  }
}

/** The roundest number in [from, below); `from` itself where these are too near to each other. */
export function roundest(from: number, below: number): number {
  for (const number of roundNumbers(from, below)) {
    if (number < below) {
      return number;
    }
  }
  return from;
}
