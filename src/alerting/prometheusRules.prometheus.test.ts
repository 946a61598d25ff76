/** @jest-environment ./test/browserWithNode.js */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { stringify } from 'yaml';

import { accuracy, driftPlan, planOf, recallOfEach, ruleOf } from '../../test/alertRules';
import { HOSTILE } from '../../test/mixedWorld';
import { driftMeasures } from '../query/drift';
import { companionOf } from './draft';
import { prometheusRules } from './prometheusRules';
import { type AlertRule, type Condition } from './rule';

const below: Condition = { is: 'below', threshold: 0.8 };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'modelwatch-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function promtool(command: 'check' | 'test', file: string): string {
  const { status, stdout, stderr } = spawnSync('promtool', [command, 'rules', file], { encoding: 'utf8', cwd: folder });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

/** Outcomes a minute by actual and predicted class, for some minutes each: 'reject approve': '12x60 3x120'. */
type Story = Record<string, string>;

/** Which classes an alert fires for at a minute ('' where it has no class): promtool is asked for another, and says what it got. */
function firing(rules: AlertRule[], story: Story, minute: number, alert: AlertRule): string[] {
  writeFileSync(join(folder, 'rules.yaml'), prometheusRules(rules));
  const outcomes = Object.entries(story).map(([pair, rates]) => {
    const [actual, predicted] = pair.split(' ');
    return {
      series: `model_outcomes_total{job="m", instance="a", model="credit-risk", version="v1", actual="${actual}", predicted="${predicted}"}`,
      values: counterOf(rates),
    };
  });
  const test = {
    interval: '1m',
    input_series: [{ series: 'up{job="m", instance="a"}', values: '1+0x600' }, ...outcomes],
    alert_rule_test: [
      { eval_time: `${minute}m`, alertname: alert.title, exp_alerts: [{ exp_labels: { no: 'such alert' } }] },
    ],
  };
  const file = { rule_files: ['rules.yaml'], evaluation_interval: '1m', tests: [test] };
  writeFileSync(join(folder, 'test.yaml'), stringify(file));
  const said = promtool('test', 'test.yaml');
  expect(said).toContain('got:');
  const got = said.slice(said.indexOf('got:'));
  return [...got.matchAll(/Labels:\{([^}]*)\}/g)].map(([, labels]) => /class="([^"]*)"/.exec(labels)?.[1] ?? '');
}

/** '8x60 2x60': a counter that rises by 8 a minute for an hour and by 2 for another. */
function counterOf(rates: string): string {
  let total = 0;
  const parts = rates.split(' ').map((part) => {
    const [rate, minutes] = part.split('x').map(Number);
    const values = `${total}+${rate}x${minutes - 1}`;
    total += rate * minutes;
    return values;
  });
  return parts.join(' ');
}

describe('rules for Prometheus', () => {
  it('are taken by promtool, whatever is measured', () => {
    const asked: Array<Record<string, unknown>> = [
      accuracy,
      recallOfEach,
      { ...accuracy, byVersion: true },
      ...['mcc', 'kappa', 'balancedAccuracy'].map((measure) => ({ ...accuracy, quality: { measure } })),
      ...['r2', 'bias', 'rmse'].map((measure) => ({ ...accuracy, quality: { measure } })),
      ...['throughput', 'errorShare', 'responseTime', 'memory'].map((measure) => ({
        ...accuracy,
        kind: 'operations',
        operations: { measure, quantiles: [0.95] },
      })),
    ];
    const plans = [
      ...asked.map((query) => planOf(query)),
      planOf({ ...accuracy, kind: 'confusion' }, { cellAs: 'share' }),
    ];
    const rules = plans.flatMap((plan) => {
      const conditions: Condition[] = [
        { ...below, hysteresis: 0.05 },
        { is: 'outside', threshold: 0.1, upperThreshold: 0.9 },
        ...(plan.interval ? [{ ...below, surely: 0.99 }] : []),
        ...(plan.interval ? [{ is: 'outside', threshold: 0.1, upperThreshold: 0.9, surely: 0.99 } as const] : []),
      ];
      return conditions.map((condition) => ruleOf(plan, condition));
    });
    const drift = driftMeasures
      .filter((measure) => measure !== 'newShare')
      .map((measure) => driftPlan(measure, 24))
      .map((plan) =>
        ruleOf(plan, { is: 'above', threshold: 0.1, hysteresis: 0.05, ...(plan.interval && { surely: 0.99 }) })
      );
    writeFileSync(
      join(folder, 'all.yaml'),
      prometheusRules([...rules, ...drift, ...rules.flatMap((rule) => companionOf(rule) ?? [])])
    );
    expect(promtool('check', 'all.yaml')).toBe('');
  });

  it.each(HOSTILE)('are taken with names as they come: %j', (name) => {
    const model = { name, versions: [name], positiveClass: name };
    const plan = planOf({ ...accuracy, model, quality: { measure: 'recall', average: 'class', class: name } });
    writeFileSync(
      join(folder, 'hostile.yaml'),
      prometheusRules([ruleOf(plan, { ...below, hysteresis: 0.05, surely: 0.9 })])
    );
    expect(promtool('check', 'hostile.yaml')).toBe('');
  });

  describe('fire on written series', () => {
    const isRight = {
      'approve approve': '9x240',
      'reject reject': '9x240',
      'approve reject': '1x240',
      'reject approve': '1x240',
    };
    const getsWorse = { ...isRight, 'reject reject': '9x120 2x120', 'reject approve': '1x120 8x120' };

    it('when the number falls below the threshold, and not before', () => {
      const rule = ruleOf(planOf(accuracy), below);
      expect(firing([rule], isRight, 200, rule)).toEqual([]);
      expect(firing([rule], getsWorse, 119, rule)).toEqual([]);
      expect(firing([rule], getsWorse, 200, rule)).toEqual(['']);
    });

    it('only after the condition has held for its time', () => {
      const rule = ruleOf(planOf(accuracy), below, { holdsFor: '30m' });
      // Of the hour that is looked at, 17 minutes of 0.55 in place of 0.9 make 0.8.
      expect(firing([rule], getsWorse, 120 + 17 + 28, rule)).toEqual([]);
      expect(firing([rule], getsWorse, 120 + 17 + 32, rule)).toEqual(['']);
    });

    it('for each class by itself', () => {
      const rule = ruleOf(planOf(recallOfEach), below);
      expect(firing([rule], getsWorse, 200, rule)).toEqual(['reject']);
    });

    it('surely only where there are enough outcomes', () => {
      const rule = ruleOf(planOf(accuracy), { ...below, surely: 0.99 });
      expect(firing([rule], getsWorse, 230, rule)).toEqual(['']);
      const few = { 'approve approve': '0x230 1x2', 'reject approve': '0x230 1x2' };
      expect(firing([rule], few, 235, rule)).toEqual([]);
      const plain = ruleOf(planOf(accuracy), below, { holdsFor: '0s' });
      expect(firing([plain], few, 235, plain)).toEqual(['']);
    });

    it('not where fewer events than asked for were counted', () => {
      const rule = ruleOf(planOf(accuracy, { leastSupport: 100_000 }), below);
      expect(firing([rule], getsWorse, 200, rule)).toEqual([]);
    });

    it('until the number has come back far enough', () => {
      const recovers = (rate: number) => ({
        'approve approve': `9x240 ${rate}x240`,
        'reject reject': '2x240 9x240',
        'approve reject': '1x480',
        'reject approve': `8x240 ${10 - rate}x240`,
      });
      const plain = ruleOf(planOf(accuracy), below, { title: 'plain' });
      const patient = ruleOf(planOf(accuracy), { ...below, hysteresis: 0.1 }, { title: 'patient' });
      // 0.55, then 17 of 20: above 0.8, but not above 0.9.
      expect(firing([plain, patient], recovers(8), 400, plain)).toEqual([]);
      expect(firing([plain, patient], recovers(8), 400, patient)).toEqual(['']);
      const well = {
        'approve approve': '9x240 9x240',
        'reject reject': '2x240 10x240',
        'approve reject': '1x480',
        'reject approve': '8x240 0x240',
      };
      expect(firing([plain, patient], well, 400, patient)).toEqual([]);
    });

    it('where a class appears that the rule does not know', () => {
      const companion = companionOf(ruleOf(planOf(accuracy), below)) as AlertRule;
      expect(firing([companion], isRight, 200, companion)).toEqual([]);
      expect(firing([companion], { ...isRight, 'fraud reject': '0x150 1x90' }, 200, companion)).toEqual(['fraud']);
    });
  });

  it('say what is wrong with a rule that is broken', () => {
    writeFileSync(
      join(folder, 'broken.yaml'),
      prometheusRules([ruleOf(planOf(accuracy), below)]).replace('< 0.8', '< (')
    );
    expect(promtool('check', 'broken.yaml')).toContain('could not parse expression');
  });
});
