import { type Refusal } from '../engines/engine';
import { type MeasureStyle } from '../frames/measureFrame';
import { type Condition } from './rule';

/** A number at one time, with its interval where it has one. */
export interface PastNumber {
  value: number;
  lower?: number;
  upper?: number;
}

export interface Suggestion extends Pick<Condition, 'threshold' | 'upperThreshold'> {
  /** Where it comes from, in a full sentence; absent: from the past numbers. */
  says?: string;
}

/** A number that is worse than this share of the past is rare enough to look at. */
const USUAL = 0.95;
const DIGITS = 2;

/** Which side of a threshold is worth an alert, by whether the number is better when it is higher. */
export function usualDirection(isBetterHigher: boolean | undefined): Condition['is'] {
  return isBetterHigher === undefined ? 'outside' : isBetterHigher ? 'below' : 'above';
}

/**
 * A threshold beyond what was usual: the 5th (95th) percentile of the past numbers of the instance that lies lowest
 * (highest), moved outwards by half the width of its interval, rounded outwards to two significant digits, within the
 * measure's bounds.
 *
 * @param instances the past numbers of each instance; without an order
 * @returns why there is none, where there is no past, or where no number could lie beyond
 */
export function suggestThreshold(
  instances: ReadonlyArray<readonly PastNumber[]>,
  is: Condition['is'],
  { min = -Infinity, max = Infinity }: Pick<MeasureStyle, 'min' | 'max'>
): Suggestion | Refusal {
  const known = instances.map((numbers) => numbers.filter(({ value }) => Number.isFinite(value)));
  const filled = known.filter((numbers) => numbers.length > 0);
  if (filled.length === 0) {
    return { sentence: 'The last 7 days have no number to suggest a threshold from. Write one.' };
  }
  const low = Math.max(min, roundedOutward(Math.min(...filled.map((numbers) => usualEnd(numbers, -1))), -1));
  const high = Math.min(max, roundedOutward(Math.max(...filled.map((numbers) => usualEnd(numbers, 1))), 1));
  if ((is !== 'above' && low <= min) || (is !== 'below' && high >= max)) {
    return {
      sentence:
        'In the last 7 days the number was as far out as it can be, so no threshold beyond that is suggested. Write one, or ask for a least number of events.',
    };
  }
  switch (is) {
    case 'below':
      return { threshold: low };
    case 'above':
      return { threshold: high };
    case 'outside':
      return low < high
        ? { threshold: low, upperThreshold: high }
        : { sentence: 'The number was always the same in the last 7 days, so no range is suggested. Write one.' };
  }
}

/** Where an instance's usual numbers end on one side, its interval included. */
function usualEnd(numbers: readonly PastNumber[], side: -1 | 1): number {
  const end = quantile(
    numbers.map(({ value }) => value),
    side < 0 ? 1 - USUAL : USUAL
  );
  const widths = numbers.map(({ lower = NaN, upper = NaN }) => upper - lower).filter(Number.isFinite);
  return widths.length > 0 ? end + (side * quantile(widths, 0.5)) / 2 : end;
}

/** By linear interpolation: method 7 of R. J. Hyndman, Y. Fan, The American Statistician 50 (1996). */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)] - below);
}

/** The nearest number of two significant digits that does not lie inwards. */
function roundedOutward(value: number, side: -1 | 1): number {
  if (value === 0) {
    return 0;
  }
  const scale = 10 ** (Math.floor(Math.log10(Math.abs(value))) - DIGITS + 1);
  // 0.29 / 0.01 is 28.999...: what rounding leaves must not cost a digit.
  const scaled = Number((value / scale).toPrecision(12));
  return Number(((side < 0 ? Math.floor(scaled) : Math.ceil(scaled)) * scale).toPrecision(DIGITS + 1));
}
