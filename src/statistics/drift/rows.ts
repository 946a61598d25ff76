/** The loops over counts behind `measures.ts`: flat arrays in, numbers out, no object for each row. */
import { LOST_DIGITS } from '../regression';
import { logUpToTwo } from './logarithm';

/**
 * PSI and KL are infinite where a bin is empty on one side, so shares are raised to this one there, on both sides alike,
 * and divided by their new sum. The other measures need no floor, and have none. Bins that are empty on both sides count
 * for nothing.
 */
export const SHARE_FLOOR = 1e-4;

/** With more than 1000 bins the floor is a tenth of an even share, so that it does not lift what is rare but there. */
export function shareFloor(bins: number): number {
  return Math.min(SHARE_FLOOR, 0.1 / bins);
}

/**
 * The measures of one row of many, in the order of `driftMeasureNames`; NaN where one is not defined.
 *
 * Shares r/n and c/m are compared as r·m and c·n, which are equal to the last digit where the shares are, and whatever is
 * small for shares that are nearly equal is computed from their difference: no digits are lost near 0.
 *
 * @param reference counts that are all finite and not negative
 * @param from the place of the row's first count
 * @param places of the bins, from `placesOf`; absent for categories
 * @param placesFrom the place of the row's first one among them
 */
export function compareRow(
  reference: Float64Array,
  current: Float64Array,
  from: number,
  bins: number,
  places: Float64Array | undefined,
  placesFrom: number,
  found: Float64Array
): void {
  let n = 0;
  let m = 0;
  let filled = 0;
  for (let i = from; i < from + bins; i++) {
    n += reference[i];
    m += current[i];
    filled += reference[i] + current[i] > 0 ? 1 : 0;
  }
  if (!(n > 0 && m > 0)) {
    found.fill(NaN);
    return;
  }
  compareShares(reference, current, from, bins, n, m, shareFloor(filled), found);
  if (places === undefined) {
    found.fill(NaN, 6);
  } else {
    comparePlaces(reference, current, from, bins, n, m, places, placesFrom, found);
  }
}

/** What does not depend on the order of bins. Sums are in units of 1 / (n · m). */
function compareShares(
  reference: Float64Array,
  current: Float64Array,
  from: number,
  bins: number,
  n: number,
  m: number,
  share: number,
  found: Float64Array
): void {
  const whole = n * m;
  const floor = share * whole;
  // For PSI and KL: of (a - b) ln(a / b) and of b ln(b / a), and what the floor added to each side.
  let spread = 0;
  let divergence = 0;
  let raisedReference = 0;
  let raisedCurrent = 0;
  let shannon = 0;
  let hellinger = 0;
  let variation = 0;
  let most = 0;
  for (let i = from; i < from + bins; i++) {
    const x = reference[i] * m;
    const y = current[i] * n;
    const total = x + y;
    if (total === 0) {
      continue;
    }
    const difference = x - y;
    const distance = Math.abs(difference);
    variation += distance;
    most = distance > most ? distance : most;
    const inverse = 1 / total;
    const d = difference * inverse;
    const u = d * d;
    // 1 + d and 1 - d, with all of their digits.
    const ofReference = 2 * x * inverse;
    const ofCurrent = 2 * y * inverse;
    hellinger += (total * u) / (1 + Math.sqrt(ofReference * ofCurrent));
    let logRatio = 0;
    if (u < SMALL) {
      shannon += total * u * (1 + u * (1 / 6 + u * (1 / 15)));
      logRatio = d * (2 + u * (2 / 3 + u * (2 / 5)));
    } else if (x > 0 && y > 0) {
      const up = logUpToTwo(ofReference);
      const down = logUpToTwo(ofCurrent);
      shannon += total * (ofReference * up + ofCurrent * down);
      logRatio = up - down;
    } else {
      shannon += total * (2 * Math.LN2);
    }
    if (x >= floor && y >= floor) {
      spread += difference * logRatio;
      divergence -= y * logRatio;
    } else {
      const a = x < floor ? floor : x;
      const b = y < floor ? floor : y;
      raisedReference += a - x;
      raisedCurrent += b - y;
      const raised = Math.log(a / b);
      spread += (a - b) * raised;
      divergence -= b * raised;
    }
  }
  const wholeReference = 1 + raisedReference / whole;
  const wholeCurrent = 1 + raisedCurrent / whole;
  const kl = divergence / whole / wholeCurrent + Math.log(wholeReference / wholeCurrent);
  // PSI is the sum of KL in both directions.
  const psi = (spread + divergence * (wholeReference / wholeCurrent - 1)) / whole / wholeReference;
  // Rounding must not push a measure out of its range by a last digit.
  found[0] = Math.max(0, psi);
  found[1] = Math.min(1, Math.sqrt(shannon / whole / (4 * Math.LN2)));
  found[2] = Math.max(0, kl);
  found[3] = Math.min(1, Math.sqrt(hellinger / whole / 2));
  found[4] = Math.min(1, variation / whole / 2);
  found[5] = Math.min(1, most / whole);
}

/** What depends on the order of bins, and on where they lie. */
function comparePlaces(
  reference: Float64Array,
  current: Float64Array,
  from: number,
  bins: number,
  n: number,
  m: number,
  places: Float64Array,
  placesFrom: number,
  found: Float64Array
): void {
  const whole = n * m;
  const origin = places[placesFrom];
  let ahead = 0;
  let most = 0;
  let moved = 0;
  let before = origin;
  let sum = 0;
  let squares = 0;
  for (let k = 0; k < bins; k++) {
    const place = places[placesFrom + k];
    const gap = Math.abs(ahead);
    most = gap > most ? gap : most;
    moved += gap * (place - before);
    before = place;
    const r = reference[from + k];
    ahead += r * m - current[from + k] * n;
    const away = r * (place - origin);
    sum += away;
    squares += away * (place - origin);
  }
  found[6] = Math.min(1, most / whole);
  found[7] = moved / whole;
  const mean = sum / n;
  const variance = squares / n - mean * mean;
  found[8] = variance > LOST_DIGITS * (squares / n) ? moved / whole / Math.sqrt(variance) : NaN;
}

/**
 * Where the counts of each bin are taken to lie: at its middle, and of a bin with an open end at the other one. A bin whose
 * edges coincide is none, and lies where the one before does. NaN where no two bins have different places, and a bin is open.
 *
 * @param edges of one row, ascending
 */
export function placesOf(edges: ArrayLike<number>): Float64Array {
  const places = new Float64Array(Math.max(0, edges.length - 1));
  for (let k = 0; k < places.length; k++) {
    const [low, high] = [edges[k], edges[k + 1]];
    const isBin = low < high || k === 0;
    places[k] = !isBin ? places[k - 1] : low === -Infinity ? high : high === Infinity ? low : (low + high) / 2;
  }
  const isOpen = edges[0] === -Infinity || edges[edges.length - 1] === Infinity;
  return isOpen && !(places[0] < places[places.length - 1]) ? places.fill(NaN) : places;
}

/**
 * Below this d², where logarithms would cancel, their series take their place: of ln((1 + d) / (1 - d)) / d, and of
 * ((1 + d) ln(1 + d) + (1 - d) ln(1 - d)) / d².
 */
const SMALL = 2 ** -20;
