import { visibleName } from './names';

/** How values become text. Pure functions, the same text for the same value. */
export interface Formats {
  /** '1,635' */
  count(count: number): string;
  /** '1.6k', where there is little room. */
  shortCount(count: number): string;
  /** '27.5 %'; '<0.1 %' for what is not 0 but would read so. */
  share(share: number, decimals?: number): string;
  /** '26.3 to 28.6', of two shares, in percent. */
  range(lower: number, upper: number): string;
  /** '+2.1' or '−0.4', in percentage points, of a difference of shares. */
  change(difference: number, decimals?: number): string;
  /** '−0.4 to 2.8', of two differences of shares, in percentage points. */
  changeRange(lower: number, upper: number): string;
  /** '+1,203', of a difference of counts. */
  countChange(difference: number): string;
  /** '+0.012', of a difference of plain numbers. */
  plainChange(difference: number): string;
  /** A class as it is shown. */
  className(name: string): string;
  /** Stands where there is no data. */
  noValue: string;
}

/** English numbers throughout: sentences are English, and a comma must not mean two things in one of them. */
const locale = 'en-US';

export function plainFormats(decimals?: { count?: number; share?: number }): Formats {
  const ofShare = clampDecimals(decimals?.share, 1);
  const ofCount = new Intl.NumberFormat(locale, { maximumFractionDigits: clampDecimals(decimals?.count, 0) });
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumSignificantDigits: 2 });
  const formatCount = (count: number) => (count > 0 && count < 0.5 && !decimals?.count ? '<1' : ofCount.format(count));
  const points = (difference: number, digits: number) => (Math.abs(difference) * 100).toFixed(digits);
  return {
    count: formatCount,
    shortCount: (count) => (count < 1000 ? ofCount.format(count) : compact.format(count).replace('K', 'k')),
    share: (share, digits = ofShare) => percent(share, digits),
    range: (lower, upper) => `${(lower * 100).toFixed(ofShare)} to ${(upper * 100).toFixed(ofShare)}`,
    change: (difference, digits = ofShare) => signed(difference, points(difference, digits), 10 ** -digits),
    changeRange: (lower, upper) => {
      const end = (difference: number) => (difference < 0 ? MINUS : '') + points(difference, ofShare);
      return `${end(lower)} to ${end(upper)}`;
    },
    countChange: (difference) => signed(difference, formatCount(Math.abs(difference)), 1),
    plainChange: (difference) => signed(difference, Math.abs(difference).toFixed(3), 0.001),
    className: visibleName,
    noValue: '–',
  };
}

const MINUS = '\u2212';

/** @param digits of the absolute value; if they read as 0, `least` stands for what is less */
export function signed(difference: number, digits: string, least: number): string {
  if (difference === 0) {
    return digits;
  }
  const text = Number(digits) === 0 ? `<${least}` : digits;
  return `${difference < 0 ? MINUS : '+'}${text}`;
}

function percent(share: number, digits: number): string {
  const least = 10 ** -digits;
  const text = (share * 100).toFixed(digits);
  if (share > 0 && Number(text) === 0) {
    return `<${least.toFixed(digits)} %`;
  }
  if (share < 1 && Number(text) === 100) {
    return `>${(100 - least).toFixed(digits)} %`;
  }
  return `${text} %`;
}

function clampDecimals(decimals: number | null | undefined, fallback: number): number {
  return Number.isFinite(decimals) ? Math.max(0, Math.min(10, Math.round(decimals ?? 0))) : fallback;
}
