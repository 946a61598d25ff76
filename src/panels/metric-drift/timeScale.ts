import { dateTimeFormat } from '@grafana/data';
import { type TimeZone } from '@grafana/schema';

/** Where a value lies on a line of pixels. */
export interface Scale {
  min: number;
  max: number;
  start: number;
  size: number;
}

export function place({ min, max, start, size }: Scale, value: number): number {
  return start + (max > min ? ((value - min) / (max - min)) * size : size / 2);
}

export function valueAt({ min, max, start, size }: Scale, pixel: number): number {
  return min + ((pixel - start) / (size || 1)) * (max - min);
}

/** Round numbers from within [min, max]: about as many as asked for. */
export function niceTicks(min: number, max: number, most: number): number[] {
  const span = max - min;
  if (!(span > 0 && Number.isFinite(span) && most >= 1)) {
    return Number.isFinite(min) ? [min] : [];
  }
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((one) => one >= rough * (1 - 1e-9)) ?? rough;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Of time axes. */
const steps = [
  ...[1000, 5000, 15_000, 30_000],
  ...[1, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 90, 365].map((n) => n * DAY),
];

export interface TimeTick {
  /** In pixels. */
  x: number;
  /** Empty where it would be cut. */
  text: string;
}

/** About how wide a character of a label is, and the room between two labels. */
const CHARACTER = 6.2;
const BETWEEN = 26;

/**
 * As Grafana's own axes: times of the day within a day, else days; on whole hours and days of the time zone.
 *
 * @param width of the whole axis, in pixels: no text is cut at its ends
 */
export function timeTicks({ min: from, max: to, start, size }: Scale, width: number, timeZone: TimeZone): TimeTick[] {
  const formatOf = (step: number) =>
    step < MINUTE ? 'HH:mm:ss' : step < DAY ? (to - from > DAY ? 'MM/DD HH:mm' : 'HH:mm') : 'MM/DD';
  const roomOf = (step: number) => formatOf(step).length * CHARACTER;
  const step = steps.find(
    (one) => ((to - from) / one) * (roomOf(one) + BETWEEN) <= Math.max(size, roomOf(one) + BETWEEN)
  );
  if (!(to > from) || step === undefined) {
    return [];
  }
  const format = formatOf(step);
  const offset = offsetOf(from, timeZone);
  const first = Math.ceil((from + offset) / step) * step - offset;
  const ticks: TimeTick[] = [];
  for (let time = first; time <= to; time += step) {
    const x = place({ min: from, max: to, start, size }, time);
    const fits = x >= roomOf(step) / 2 && x + roomOf(step) / 2 <= width;
    ticks.push({ x, text: fits ? dateTimeFormat(time, { format, timeZone }) : '' });
  }
  return ticks;
}

/** Of a time zone from UTC at a time, in milliseconds. */
function offsetOf(time: number, timeZone: TimeZone): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)/.exec(dateTimeFormat(time, { format: 'Z', timeZone })) ?? [];
  return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE) : 0;
}

/** 'May 3, 14:30' */
export function timeText(time: number, timeZone: TimeZone): string {
  return dateTimeFormat(time, { format: 'YYYY-MM-DD HH:mm', timeZone });
}
