import { type DataFrame, type DataQueryRequest, type DataSourceApi, dateTime } from '@grafana/data';

import { type Answer, type Value } from '../../alerting/expressions/values';
import { type PastEvaluation } from '../../alerting/simulate';
import { type AlertInput } from '../../engines/engine';
import { readAllSeries } from '../../frames/readSeries';

export const HISTORY_DAYS = 7;
const MINUTE_MS = 60_000;

/** 336 steps: few enough to be answered at once, and near enough to see a bad hour. */
export const HISTORY_STEP_MS = 30 * MINUTE_MS;

/** (from, to], in milliseconds since the epoch, on whole steps. */
export interface HistoryWindow {
  from: number;
  to: number;
}

export function historyWindow(now: number): HistoryWindow {
  const to = Math.floor(now / HISTORY_STEP_MS) * HISTORY_STEP_MS;
  return { from: to - HISTORY_DAYS * 24 * 60 * MINUTE_MS, to };
}

let serial = 0;

/** What an input of a rule would have answered over the last week, as one request for the user's own data source. */
export function historyRequest(
  { name, target, toMs }: AlertInput,
  { from, to }: HistoryWindow,
  upstream: Pick<DataSourceApi, 'getRef'>
): DataQueryRequest {
  const overTime = { ...target, instant: false, range: true, refId: name };
  return pastRequest([overTime], { from: from - toMs, to: to - toMs, intervalMs: HISTORY_STEP_MS }, upstream);
}

/** A request of its own, outside of any panel. */
export function pastRequest(
  targets: ReadonlyArray<Record<string, unknown> & { refId: string }>,
  { from, to, intervalMs }: HistoryWindow & { intervalMs: number },
  upstream: Pick<DataSourceApi, 'getRef'>
): DataQueryRequest {
  // In UTC, so that steps lie on whole half hours wherever the browser is.
  const range = { from: dateTime(from).utc(), to: dateTime(to).utc() };
  return {
    // Unique, since Grafana cancels the older of two requests with one id.
    requestId: `modelwatch-alert-${++serial}`,
    interval: `${intervalMs / MINUTE_MS}m`,
    intervalMs,
    maxDataPoints: Math.ceil((to - from) / intervalMs) + 1,
    range: { ...range, raw: range },
    scopedVars: {},
    targets: targets.map((target) => ({ ...target, datasource: upstream.getRef() })),
    timezone: 'utc',
    app: 'modelwatch-alert',
    startTime: Date.now(),
    headers: {},
  };
}

/** When the rule would have been evaluated. */
export function historyTimes({ from, to }: HistoryWindow): number[] {
  return Array.from({ length: Math.round((to - from) / HISTORY_STEP_MS) }, (_, i) => from + (i + 1) * HISTORY_STEP_MS);
}

/** The evaluations of a week, from what its inputs answered over time. A series without a point at a step has no element there. */
export function readHistory(
  inputs: readonly AlertInput[],
  answers: ReadonlyMap<string, readonly DataFrame[]>,
  window: HistoryWindow
): PastEvaluation[] {
  const evaluations = historyTimes(window).map((time) => ({ time, answers: new Map<string, Answer>() }));
  for (const { name, toMs } of inputs) {
    const atStep = evaluations.map((): Value[] => []);
    for (const { labels, times, values } of readAllSeries(answers.get(name) ?? [])) {
      times.forEach((time, i) =>
        atStep[Math.round((time + toMs - window.from) / HISTORY_STEP_MS) - 1]?.push({
          type: 'number',
          labels,
          value: values[i],
        })
      );
    }
    evaluations.forEach(({ answers }, i) => answers.set(name, atStep[i]));
  }
  return evaluations;
}
