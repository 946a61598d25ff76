import { dateTime, type TimeRange } from '@grafana/data';

/** A time range that does not move, of milliseconds since the epoch. */
export function fixedRange({ from, to }: { from: number; to: number }): TimeRange {
  const range = { from: dateTime(from), to: dateTime(to) };
  return { ...range, raw: range };
}
