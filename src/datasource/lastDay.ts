import { dateTime, type TimeRange } from '@grafana/data';

const DAY_MS = 86_400_000;

/** The last 24 hours, as a range of Grafana's. @param now in milliseconds since the epoch */
export function lastDay(now: number = Date.now()): TimeRange {
  const range = { from: dateTime(now - DAY_MS), to: dateTime(now) };
  return { ...range, raw: range };
}
