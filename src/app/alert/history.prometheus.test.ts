/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { answerPlan } from '../../../test/answerPlan';
import { prometheusWith } from '../../../test/onPrometheus';
import { exposition, rising } from '../../../test/promWorld';
import { type AlertInput, isRefusal } from '../../engines/engine';
import { prometheusEngine } from '../../engines/prometheus/prometheusEngine';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { HISTORY_STEP_MS, historyRequest, historyWindow, readHistory } from './history';
import { pastNumbers } from './pastNumbers';

const NOW = Date.UTC(2026, 10, 24, 12, 10);
const HOUR = 3_600_000;
const START = NOW - 30 * HOUR;

/** Nine in ten are right, of counters that begin 30 hours ago. */
const world = exposition(
  [
    { predicted: 'a', total: 5400 },
    { predicted: 'b', total: 600 },
  ].map(({ predicted, total }) =>
    rising('model_outcomes_total', { model: 'm', version: 'v', actual: 'a', predicted }, total, START, NOW)
  )
);

describe('the past of a rule on a real Prometheus', () => {
  const prometheus = prometheusWith(() => [world]);

  it('has at each step what the rule would have been told then, and nothing before there was anything', async () => {
    const query = migrateQuery({ kind: 'quality', model: { name: 'm' }, window: '2h' });
    const window = { from: NOW - 24 * HOUR, to: NOW, intervalMs: 60_000 };
    const { alerting } = prometheusEngine;
    if (isRefusal(alerting)) {
      throw new Error(alerting.sentence);
    }
    const facts = await answerPlan(prometheusEngine.discover(query, defaultMapping, window), prometheus().url);
    const known = await answerPlan(alerting.discover(query, defaultMapping, window), prometheus().url);
    const plan = alerting.plan({ query }, defaultMapping, window, facts, known);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    const past = historyWindow(NOW);
    const answers = new Map<string, DataFrame[]>();
    for (const input of plan.inputs) {
      answers.set(input.name, await ask(input));
    }
    const evaluations = readHistory(plan.inputs, answers, past);
    const [numbers] = pastNumbers(plan, { type: 'prometheus', uid: 'prom' }, evaluations, 0.99);
    // 30 hours of half hours, and no more.
    expect(numbers.length).toBeGreaterThanOrEqual(58);
    expect(numbers.length).toBeLessThanOrEqual(60);
    const { value, lower = NaN, upper = NaN } = numbers[numbers.length - 1];
    expect(value).toBeCloseTo(0.9, 2);
    expect(lower).toBeLessThan(value);
    expect(upper).toBeGreaterThan(value);

    async function ask(input: AlertInput): Promise<DataFrame[]> {
      const { targets, range } = historyRequest(input, past, { getRef: () => ({ type: 'prometheus', uid: 'prom' }) });
      const { refId, datasource, ...asked } = targets[0];
      const [from, to] = [range.from.valueOf(), range.to.valueOf()];
      return answerPlan(
        {
          requests: [{ name: refId, target: asked, from, to, intervalMs: HISTORY_STEP_MS, maxDataPoints: 337 }],
          read: ([frames]) => frames,
        },
        prometheus().url
      );
    }
  }, 120_000);
});
