import { plainFormats } from '../shared/formats';

export const { count, shortCount, share } = plainFormats();
const { change } = plainFormats();

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** '0.93', '0.0072', '12.4', '1,204': two digits that count, three from 10 on, no fraction from 100 on. */
export function plainScore(value: number): string {
  const size = Math.abs(value);
  return size >= 1e9
    ? String(Number(value.toPrecision(3)))
    : size >= 100
      ? whole.format(value)
      : String(Number(value.toPrecision(size >= 10 ? 3 : 2)));
}

/** '+12.5 points', of a difference of shares. */
export function points(difference: number): string {
  return `${change(difference)} points`;
}
