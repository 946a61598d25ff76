/**
 * @jest-environment ./test/browserWithNode.js
 *
 * The demo's alert rules in a real Prometheus at some hours of the story: they fire for what happens, and for nothing else.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type ActiveAlert, type EvaluatedRule, findBinary, sleep, startPrometheus } from '../scripts/prometheus';
import { HOUR, MINUTE, SECOND } from '../src/engines/sample/story/story';
import { backfillHistory } from './backfill';
import { Fleet } from './metrics';
import { serveModels } from './serve';
import { prometheusConfig, prometheusRulesFile } from './start';
import { CALM_HOURS, demoWorld } from './world';

const INTERVAL = 30 * SECOND;
/** The longest window of a rule, and what lies before it. Rules on drift look at the same hours of the day before. */
const HISTORY = 3 * HOUR + 20 * MINUTE;
const DAY = 24 * HOUR;

/** What Prometheus says of its rules when it has just begun to evaluate them at an hour of the story. */
async function rulesAt(hour: number): Promise<{ rules: EvaluatedRule[]; alerts: ActiveAlert[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-demo-alerts-'));
  const stops = [() => rm(folder, { recursive: true, force: true })];
  try {
    const now = Math.floor(Date.now() / INTERVAL) * INTERVAL;
    const world = demoWorld({ start: now - (CALM_HOURS + hour) * HOUR, seed: 3 });
    const fleet = new Fleet(world);
    const write = (after: number, to: number) =>
      backfillHistory(world, { after, to, interval: INTERVAL }, folder, undefined, fleet);
    await write(now - DAY - HISTORY, now - DAY);
    await write(now - HISTORY, now);
    const models = await serveModels(world);
    stops.push(models.stop);
    const rules = (await prometheusRulesFile())
      .replace(/interval: \d+s/g, 'interval: 1s')
      .replace(/for: \w+/g, 'for: 0s');
    const prometheus = await startPrometheus({
      dataFolder: folder,
      config: await prometheusConfig(models.address),
      rules,
    });
    stops.push(prometheus.stop);
    for (const deadline = Date.now() + 60_000; ; await sleep(200)) {
      const evaluated = await prometheus.client.rules();
      if (evaluated.every(({ health }) => health !== 'unknown')) {
        return { rules: evaluated, alerts: await prometheus.client.alerts() };
      }
      if (Date.now() > deadline) {
        throw new Error('Prometheus did not evaluate all rules within a minute.');
      }
    }
  } finally {
    for (const stop of stops.reverse()) {
      await stop();
    }
  }
}

const decay = 'recall of reject of credit-risk surely below 60%: v1';
const employments = 'PSI of employment of credit-risk surely above 0.100';
const incomes = 'PSI of income of credit-risk surely above 0.100';
const nulls = 'change of the share of nulls of debt_ratio of credit-risk surely above 5%';
const channels = 'PSI of channel of intent surely above 0.100';
const told = ({ labels: { alertname, version, instance } }: ActiveAlert) =>
  [alertname, version ?? instance].filter(Boolean).join(': ');

it.each<{ hour: number; is: string; fires: string[]; isMaybe?: string[] }>([
  { hour: 20, is: 'all is well', fires: [] },
  { hour: 30.5, is: 'incomes have begun to rise, and v2 is tried', fires: [] },
  // How surely v1 has decayed by then depends on how many outcomes the time of day brings.
  {
    hour: 37.5,
    is: 'memory leaks',
    fires: [employments, incomes, 'memory of credit-risk above 1 GiB: credit-risk-2:8080', nulls],
    isMaybe: [decay],
  },
  {
    hour: 43.3,
    is: 'the feature store hardly answers',
    fires: [
      channels,
      employments,
      incomes,
      nulls,
      'error share of credit-risk surely above 5%',
      'p95 response time of credit-risk above 500 ms',
    ],
    isMaybe: [decay],
  },
  { hour: 48, is: 'v1 has decayed, and v2 has not', fires: [channels, employments, incomes, nulls, decay] },
])(
  'at hour $hour, when $is',
  async ({ hour, fires, isMaybe = [] }) => {
    const { rules, alerts } = await rulesAt(hour);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    expect(rules.length).toBeGreaterThan(20);
    const fired = alerts.map(told).filter((alert) => !isMaybe.includes(alert));
    expect(fired.sort()).toEqual([...fires].sort());
    for (const { state, annotations } of alerts) {
      expect(state).toBe('firing');
      // No template is left, and none failed.
      expect(annotations.summary).not.toMatch(/[{}]|<error|%!/);
    }
  },
  240_000
);

it('promtool takes the file', () => {
  const file = join(__dirname, '..', 'provisioning', 'prometheus', 'rules.yaml');
  const { status, stderr } = spawnSync(findBinary('promtool'), ['check', 'rules', file], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
