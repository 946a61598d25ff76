import { type MeasureStyle } from '../../frames/measureFrame';

/** Shares are written in percent. */
const factorOf = ({ unit }: MeasureStyle) => (unit === 'percentunit' ? 100 : 1);

const NAMES: Record<string, string> = { percentunit: '%', s: 's', bytes: 'bytes', reqps: 'req/s' };

/** What stands behind an input of a number of this style; empty where the number has no unit that we know a name for. */
export function unitName({ unit = '' }: MeasureStyle): string {
  return NAMES[unit] ?? '';
}

/** What somebody wrote as a number; NaN where it is none. A comma counts as a point. */
export function readNumber(text: string, style: MeasureStyle): number {
  const number = text.trim().replace(/\s*%$/, '').replace(',', '.');
  return number === '' ? NaN : exact(Number(number) / factorOf(style));
}

export function writeNumber(value: number, style: MeasureStyle): string {
  return String(exact(value * factorOf(style)));
}

/** Without the digits that 0.29 * 100 leaves. */
const exact = (value: number) => Number(value.toPrecision(12));
