import { type ModelQuery } from '../../query/query';
import { type TimeWindow, type UpstreamRequest } from '../engine';
import { type Expr } from './promql';

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
