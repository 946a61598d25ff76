/** From here on sorting by digits is faster than by comparisons. */
const MANY = 2000;

/** The digits of a 64 bit number from the lowest on, in base 2048 or less: which half it lies in, and from which bit on. */
const DIGITS = [
  { high: false, shift: 0 },
  { high: false, shift: 11 },
  { high: false, shift: 22 },
  { high: true, shift: 0 },
  { high: true, shift: 11 },
  { high: true, shift: 22 },
];
const BASE = 2048;
const isHighSecond = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * Sorts numbers ascending, several times as fast as `values.sort()` where they are many: by their digits, one after the
 * other (H. H. Seward 1954).
 *
 * @param values without NaN; overwritten
 */
export function sortNumbers(values: Float64Array): Float64Array {
  if (values.length < MANY) {
    return values.sort();
  }
  let source: Float64Array = values;
  let target: Float64Array = new Float64Array(values.length);
  const places = new Uint32Array(BASE);
  for (const { high, shift } of DIGITS) {
    if (placesOfDigits(source, high, shift, places)) {
      moveByDigit(source, high, shift, places, target);
      [source, target] = [target, source];
    }
  }
  return negativesFirst(source, target);
}

function halves(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
}

/** Where the first number with each digit goes; false where all have the same, so that there is nothing to move. */
function placesOfDigits(source: Float64Array, high: boolean, shift: number, places: Uint32Array): boolean {
  const words = halves(source);
  const from = high === isHighSecond ? 1 : 0;
  places.fill(0);
  for (let i = from; i < words.length; i += 2) {
    places[(words[i] >>> shift) & (BASE - 1)]++;
  }
  if (places[(words[from] >>> shift) & (BASE - 1)] === source.length) {
    return false;
  }
  for (let digit = 0, place = 0; digit < BASE; digit++) {
    const count = places[digit];
    places[digit] = place;
    place += count;
  }
  return true;
}

function moveByDigit(
  source: Float64Array,
  high: boolean,
  shift: number,
  places: Uint32Array,
  target: Float64Array
): void {
  const words = halves(source);
  const from = high === isHighSecond ? 1 : 0;
  for (let i = 0; i < source.length; i++) {
    target[places[(words[2 * i + from] >>> shift) & (BASE - 1)]++] = source[i];
  }
}

/** By their digits negative numbers come last, the least of them at the end: their sign is the highest digit. */
function negativesFirst(source: Float64Array, target: Float64Array): Float64Array {
  let firstNegative = source.length;
  while (firstNegative > 0 && (source[firstNegative - 1] < 0 || Object.is(source[firstNegative - 1], -0))) {
    firstNegative--;
  }
  const negatives = source.length - firstNegative;
  for (let i = 0; i < negatives; i++) {
    target[i] = source[source.length - 1 - i];
  }
  target.set(source.subarray(0, firstNegative), negatives);
  return target;
}
