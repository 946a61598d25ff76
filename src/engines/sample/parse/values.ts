/** What people write where there is no value. */
const MISSING = new Set(['', 'null', 'none', 'nan', 'na', 'n/a', 'undefined']);

/** Whether a cell says that there is nothing. Class names may be any other text. */
export function isMissing(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && value === '');
}

/** A cell of a column of numbers: undefined where there is none, NaN where it is something else. */
export function readNumber(value: unknown, decimalComma = false): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  if (isMissing(value)) {
    return undefined;
  }
  if (typeof value !== 'string') {
    return NaN;
  }
  const text = value.trim();
  if (MISSING.has(text.toLowerCase())) {
    return undefined;
  }
  const plain = decimalComma ? text.replace(/^([+-]?\d*),(\d+)$/, '$1.$2') : text;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : NaN;
}

/** ISO 8601, with a blank for the T too; its basic form without a T has 14 digits. */
const ISO =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}(?::?\d{2})?)?$/i;
const DIGITS = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/;

/** The epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by size: from 1973 to 2200. */
const EPOCH_UNITS: ReadonlyArray<[from: number, below: number, inMilliseconds: number]> = [
  [1e8, 7.26e9, 1e3],
  [1e11, 7.26e12, 1],
  [1e14, 7.26e15, 1e-3],
  [1e17, 7.26e18, 1e-6],
];

export interface ReadTime {
  /** In ms since the epoch; NaN where the cell is no time. */
  time: number;
  /** The text had a time of day and no zone; it was read as UTC. */
  withoutZone: boolean;
}

/** ISO 8601 or the epoch; undefined where there is nothing. A date alone is its first moment in UTC. */
export function readTime(value: unknown): ReadTime | undefined {
  const number = readNumber(value);
  if (number === undefined) {
    return undefined;
  }
  const text = String(value).trim();
  // '20261120' is a date rather than a number of seconds.
  const match = (typeof value === 'string' && ISO.exec(text)) || DIGITS.exec(text);
  if (match) {
    return readIso(match);
  }
  const unit = EPOCH_UNITS.find(([from, below]) => number >= from && number < below);
  return { time: unit ? Math.round(number * unit[2]) : NaN, withoutZone: false };
}

function readIso([, year, month, day, hour, minute, second, fraction, zone]: RegExpExecArray): ReadTime {
  const [y, mo, d, h, mi, s] = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const ms = fraction ? Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6) : 0;
  const time = Date.UTC(y, mo - 1, d, h, mi, s, ms);
  const date = new Date(Date.UTC(y, mo - 1, d));
  const ofDay = (h * 60 + mi) * 60 + s;
  const valid =
    date.getUTCMonth() === mo - 1 && date.getUTCDate() === d && ofDay <= 86_400 && h <= 24 && mi < 60 && s <= 60;
  return { time: valid ? time - offsetOf(zone) : NaN, withoutZone: hour !== undefined && zone === undefined };
}

function offsetOf(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone ?? '');
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0)) * 60_000 : 0;
}
