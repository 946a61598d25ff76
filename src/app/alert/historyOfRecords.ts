/** The past of a rule on audit records: the same queries, of which each asks for all past evaluations at once. */
import { type DataFrame, type DataQueryRequest, type DataSourceApi } from '@grafana/data';

import { askedAs } from '../../alerting/ruleData';
import { type Answer } from '../../alerting/expressions/values';
import { type PastEvaluation } from '../../alerting/simulate';
import { planPast } from '../../engines/elasticsearch/alert/past';
import { type AlertInput, type Plan, type UpstreamRequest } from '../../engines/engine';
import { pastRequest, type HistoryWindow, historyTimes, HISTORY_STEP_MS } from './history';

export function planHistory(inputs: readonly AlertInput[], window: HistoryWindow): Plan<PastEvaluation[]> {
  const times = historyTimes(window);
  const { requests, read } = planPast(inputs, { times, everyMs: HISTORY_STEP_MS });
  return {
    requests,
    read: (answers) => {
      const past = read(answers);
      return times.map((time, i) => ({
        time,
        answers: new Map(inputs.map((input) => [askedAs(input), numbersOf(past.get(input.name)?.[i] ?? [])])),
      }));
    },
  };
}

const numbersOf = (found: ReadonlyArray<{ labels: Record<string, string>; value: number }>): Answer =>
  found.map(({ labels, value }) => ({ type: 'number', labels, value }));

/** Those of the same range go together: one request to the server, however many queries a rule has. */
export function requestsTogether(
  requests: readonly UpstreamRequest[],
  upstream: Pick<DataSourceApi, 'getRef'>
): DataQueryRequest[] {
  const ranges = new Map<string, UpstreamRequest[]>();
  for (const request of requests) {
    const key = JSON.stringify([request.from, request.to, request.intervalMs, request.headers]);
    ranges.set(key, [...(ranges.get(key) ?? []), request]);
  }
  return [...ranges.values()].map((together) => {
    const [{ from, to, intervalMs, headers = {} }] = together;
    const targets = together.map(({ name, target }) => ({ ...target, refId: name }));
    return { ...pastRequest(targets, { from, to, intervalMs }, upstream), headers: { ...headers } };
  });
}

/** Of all answers the frames of each request. */
export function framesOfEach(requests: readonly UpstreamRequest[], frames: readonly DataFrame[]): DataFrame[][] {
  return requests.map(({ name }) => frames.filter(({ refId }) => refId === name));
}
