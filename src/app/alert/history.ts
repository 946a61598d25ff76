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
  // In UTC, so that steps lie on whole half hours wherever the browser is.
  const range = { from: dateTime(from - toMs).utc(), to: dateTime(to - toMs).utc() };
  const overTime = { ...target, instant: false, range: true };
  return {
    // Unique, since Grafana cancels the older of two requests with one id.
    requestId: `modelwatch-alert-${++serial}`,
    interval: `${HISTORY_STEP_MS / MINUTE_MS}m`,
    intervalMs: HISTORY_STEP_MS,
    maxDataPoints: (to - from) / HISTORY_STEP_MS + 1,
    range: { ...range, raw: range },
    scopedVars: {},
    targets: [{ ...overTime, refId: name, datasource: upstream.getRef() }],
    timezone: 'utc',
    app: 'modelwatch-alert',
    startTime: Date.now(),
    headers: {},
  };
}

/** The evaluations of a week, from what its inputs answered over time. A series without a point at a step has no element there. */
export function readHistory(
  inputs: readonly AlertInput[],
  answers: ReadonlyMap<string, readonly DataFrame[]>,
  { from, to }: HistoryWindow
): PastEvaluation[] {
  const steps = Math.round((to - from) / HISTORY_STEP_MS);
  const evaluations = Array.from({ length: steps }, (_, i) => ({
    time: from + (i + 1) * HISTORY_STEP_MS,
    answers: new Map<string, Answer>(),
  }));
  for (const { name, toMs } of inputs) {
    const atStep = Array.from({ length: steps }, (): Value[] => []);
    for (const { labels, times, values } of readAllSeries(answers.get(name) ?? [])) {
      times.forEach((time, i) =>
        atStep[Math.round((time + toMs - from) / HISTORY_STEP_MS) - 1]?.push({
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
