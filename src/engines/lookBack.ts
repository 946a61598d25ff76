import { parseDuration } from '../query/duration';
import { type ModelQuery } from '../query/query';
import { type TimeWindow } from './engine';

/** A series' window is never shorter: a rate needs two samples, and some scrape once a minute. */
const SHORTEST_SERIES_WINDOW_MS = 2 * 60_000;

/** How far each answer looks back, in milliseconds: whole seconds, so that panels of one dashboard share their requests. */
export function lookBack(query: ModelQuery, window: TimeWindow): number {
  const chosen = parseDuration(query.window);
  if (query.result === 'series') {
    return chosen ?? Math.max(window.intervalMs, SHORTEST_SERIES_WINDOW_MS);
  }
  return chosen ?? Math.max(1000, Math.round((window.to - window.from) / 1000) * 1000);
}
