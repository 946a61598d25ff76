import { parseDuration } from '../../query/duration';
import { type ModelQuery } from '../../query/query';
import { type TimeWindow, type UpstreamRequest } from '../engine';
import { type Expr } from './promql';

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

/** The expression, evaluated once at the window's end for a number, at each step for a series. */
export function promRequest(name: string, expr: Expr, query: ModelQuery, window: TimeWindow): UpstreamRequest {
  return query.result === 'series' ? rangeRequest(name, expr, window) : instantRequest(name, expr, window);
}

/** A single evaluation knows no step: panels of any width ask for the same, and share it. */
const INSTANT_STEP_MS = 60_000;

export function instantRequest(name: string, expr: Expr, window: TimeWindow): UpstreamRequest {
  return request(name, expr, { ...window, intervalMs: INSTANT_STEP_MS }, { instant: true, range: false });
}

export function rangeRequest(name: string, expr: Expr, window: TimeWindow): UpstreamRequest {
  return request(name, expr, window, { instant: false, range: true });
}

function request(
  name: string,
  expr: Expr,
  { from, to, intervalMs }: TimeWindow,
  mode: { instant: boolean; range: boolean }
): UpstreamRequest {
  return {
    name,
    // Never both modes; 'time_series', since 'table' turns -Infinity into +Infinity.
    target: { expr, ...mode, format: 'time_series', exemplar: false, editorMode: 'code', legendFormat: '__auto' },
    from,
    to,
    intervalMs,
    maxDataPoints: Math.max(1, Math.ceil((to - from) / Math.max(1, intervalMs))),
  };
}
