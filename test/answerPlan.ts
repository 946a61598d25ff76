import { type DataFrame, type DataFrameJSON, dataFrameFromJSON } from '@grafana/data';

import { answerQueries, type PrometheusCall } from '../playground/prometheusBackend';
import { isRefusal, type Plan, type Refusal } from '../src/engines/engine';

/** Runs a plan against a real Prometheus, through the stand-in for Grafana's Prometheus backend. A refusal is thrown. */
export async function answerPlan<T>(plan: Plan<T> | Refusal, prometheusUrl: string): Promise<T> {
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  const ask = async ({ path, parameters }: PrometheusCall) => {
    const response = await fetch(prometheusUrl + path, { method: 'POST', body: new URLSearchParams(parameters) });
    return { status: response.status, body: await response.text() };
  };
  const answers: DataFrame[][] = [];
  for (const { name, target, from, to, intervalMs, maxDataPoints } of plan.requests) {
    const { response } = await answerQueries(
      { queries: [{ refId: name, ...target, intervalMs, maxDataPoints }], from: String(from), to: String(to) },
      ask
    );
    const { error, frames } = response.results[name];
    if (error) {
      throw new Error(`${name}: ${error}`);
    }
    answers.push(frames.map((frame) => dataFrameFromJSON(frame as unknown as DataFrameJSON)));
  }
  return plan.read(answers);
}
