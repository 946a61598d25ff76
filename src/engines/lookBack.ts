import { parseDuration } from '../query/duration';
import { type ModelQuery } from '../query/query';
import { type TimeWindow } from './engine';

/** A series' window is never shorter: a rate needs two samples, and some scrape once a minute. */
const SHORTEST_SERIES_WINDOW_MS = 2 * 60_000;

/** The times at which answers stand: the window's end, or the multiples of the step in it, from the one at or before its start. */
export function answerTimes({ result }: ModelQuery, { from, to, intervalMs }: TimeWindow): number[] {
  if (result === 'number') {
    return [to];
  }
  const first = Math.floor(from / intervalMs);
  const last = Math.floor(to / intervalMs);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * intervalMs);
}

/** How far each answer looks back, in milliseconds: whole seconds, so that panels of one dashboard share their requests. */
export function lookBack(query: ModelQuery, window: TimeWindow): number {
  const chosen = parseDuration(query.window);
  if (query.result === 'series') {
    return chosen ?? Math.max(window.intervalMs, SHORTEST_SERIES_WINDOW_MS);
  }
  return chosen ?? Math.max(1000, Math.round((window.to - window.from) / 1000) * 1000);
}
