/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { readExpressions } from '../../../../alerting/expressions/expressions';
import { type Answer, type Value } from '../../../../alerting/expressions/values';
import { type Condition } from '../../../../alerting/rule';
import { asPromql } from '../../../../alerting/prometheusRules';
import { CONDITION, formulasOf, ruleData } from '../../../../alerting/ruleData';
import { isExpression } from '../../../../alerting/ruleQuery';
import { answered } from '../../../../../test/alertNumbers';
import { answerPlan } from '../../../../../test/answerPlan';
import * as world from '../../../../../test/driftWorld';
import { prometheusWith } from '../../../../../test/onPrometheus';
import { readDrift } from '../../../../frames/driftFrame';
import { readSeries } from '../../../../frames/readSeries';
import { driftMeasures } from '../../../../query/drift';
import { defaultMapping } from '../../../../query/mapping';
import { migrateQuery } from '../../../../query/migrate';
import { type ModelQuery } from '../../../../query/query';
import { type AlertPlan, type Plan, type Refusal, type TimeWindow } from '../../../engine';
import { getOrAdd } from '../../../tally';
import { prometheusEngine } from '../../prometheusEngine';
import { instantRequest } from '../../requests';

jest.setTimeout(120_000);

const { at, AGE, CHANNEL, INCOME, EDGES } = world;
const window: TimeWindow = { from: at(4.5), to: at(5.5), intervalMs: 600_000 };
const alerting = answered(prometheusEngine.alerting);

type Asked = { drift: object; reference?: object; window?: string };

const numeric = (name: string, edges: number[]) => ({
  of: 'feature',
  name,
  edges: [null, ...edges, null],
  counts: [...edges.map((_, i) => 10 * (i + 1)), 7],
  nulls: 3,
});
const baseline = {
  model: world.MODEL,
  versions: [],
  from: 0,
  to: 1,
  variables: [
    // One edge less than the histogram.
    numeric(INCOME, EDGES[INCOME].slice(1)),
    numeric(AGE, EDGES[AGE]),
    { of: 'feature', name: CHANNEL, categories: ['gone "$1"', 'web $x, a|b.*'], counts: [4, 90], nulls: 2 },
  ],
};
const references = {
  'the window before': { kind: 'previous' },
  'hours before, with a restart and the birth of a version between': { kind: 'offset', offset: '2h' },
  'a fixed time in which a process was born': { kind: 'fixed', from: String(at(1)), to: String(at(2.25)) },
  'another version': { kind: 'version', version: world.NEW },
  'a frozen baseline': { kind: 'baseline', baseline },
};

describe('a rule on drift, on a real Prometheus', () => {
  const prometheus = prometheusWith(world.driftHistory);
  /** Panels and rules on several measures ask the same. */
  const known = new Map<string, Promise<DataFrame[]>>();
  async function ask<T>(asked: Plan<T> | Refusal): Promise<T> {
    const { requests, read } = answered(asked);
    const answers = requests.map((request) =>
      getOrAdd(known, JSON.stringify({ ...request, name: '' }), () =>
        answerPlan({ requests: [request], read: ([frames]) => frames }, prometheus().url)
      )
    );
    return read(await Promise.all(answers));
  }
  const queryOf = ({ drift, ...asked }: Asked): ModelQuery =>
    migrateQuery({
      ...asked,
      kind: 'drift',
      model: { name: world.MODEL, versions: [world.OLD] },
      drift: { usualPeriods: 0, ...drift },
    });

  async function planned(query: ModelQuery, of = window): Promise<AlertPlan | Refusal> {
    const facts = await ask(prometheusEngine.discover(query, defaultMapping, of));
    const known = await ask(alerting.discover(query, defaultMapping, of));
    return alerting.plan({ query }, defaultMapping, of, facts, known);
  }

  async function evaluate(expr: string): Promise<Value[]> {
    const target = { ...instantRequest('A', '' as never, window), target: { expr, instant: true, range: false } };
    const frames = await ask({ requests: [target], read: ([answer]) => answer });
    return readSeries(frames).map(({ labels, values }) => ({ type: 'number', labels, value: values[0] }));
  }

  /** The number that the rule compares, and whether it fires. */
  async function ruleOf(plan: AlertPlan, condition: Condition) {
    const data = ruleData({ plan, condition, upstream: { type: 'prometheus', uid: 'prom' } });
    const answers = new Map<string, Answer>();
    for (const { refId, model } of data.filter((query) => !isExpression(query))) {
      answers.set(refId, await evaluate(String((model as { expr?: unknown }).expr)));
    }
    const results = answered(readExpressions(data, CONDITION)).evaluate(answers);
    const numberOf = (refId: string) => {
      const [first] = answered<readonly Value[]>(results.get(refId) ?? []);
      return first?.type === 'number' ? first.value : undefined;
    };
    return { value: numberOf('value'), lower: numberOf('lower'), fires: numberOf(CONDITION) === 1 };
  }

  async function panelOf(query: ModelQuery): Promise<Record<string, number>> {
    const facts = await ask(prometheusEngine.discover(query, defaultMapping, window));
    const [frame] = await ask(prometheusEngine.plan(query, defaultMapping, window, facts));
    const rows = readDrift(frame) ?? [];
    return Object.fromEntries(rows.flatMap(({ variable, drift }) => (drift === undefined ? [] : [[variable, drift]])));
  }

  const above = (threshold: number): Condition => ({ is: 'above', threshold });

  async function expectPanelsNumber(asked: Asked, variable: string) {
    const query = queryOf(asked);
    const { [variable]: expected } = await panelOf(query);
    const { value } = await ruleOf(answered(await planned(query)), above(0));
    expect(expected).toBeGreaterThanOrEqual(0);
    expect(Math.abs((value ?? NaN) - expected)).toBeLessThan(1e-9 * Math.max(1, expected));
  }

  describe.each(Object.entries(references))('beside %s', (_, reference) => {
    it.each(driftMeasures)("gives the panel's %s of every feature for which it is defined", async (measure) => {
      const defined = Object.keys(await panelOf(queryOf({ reference, drift: { measure } })));
      expect(defined.length).toBeGreaterThan(0);
      for (const feature of defined) {
        await expectPanelsNumber({ reference, drift: { measure, features: [feature] } }, feature);
      }
    });
  });

  it('cuts at the edges that the query names, where the histogram has them', () =>
    expectPanelsNumber({ drift: { features: [INCOME], edges: '20, 40.5' } }, INCOME));

  it.each([
    ['prediction', 'prediction', 'psi'],
    ['prediction', 'prediction', 'cramersV'],
    ['score', 'score', 'ks'],
    ['score', 'score', 'jensenShannon'],
    ['responseTime', 'response time', 'wassersteinInDeviations'],
    ['responseTime', 'response time', 'psi'],
  ])('gives the number of the %s', (of, shown, measure) => expectPanelsNumber({ drift: { of, measure } }, shown));

  it.each(driftMeasures)(
    "gives it by Prometheus's own arithmetic too, where the rule is one of Prometheus: %s",
    async (measure) => {
      const features = [measure === 'newShare' ? CHANNEL : AGE];
      const plan = answered(await planned(queryOf({ drift: { measure, features } })));
      const condition = { ...above(0), ...(plan.interval && { surely: 0.9 }) };
      const { inputs, formulas, compared = '' } = formulasOf(plan, condition);
      const known = new Map<string, string>();
      for (const { name, expr } of [
        ...inputs.map(({ name, target }) => ({ name, expr: () => String(target.expr) })),
        ...formulas.map(({ name, formula }) => ({ name, expr: () => asPromql(formula, known) })),
      ]) {
        const [first] = await evaluate(expr());
        known.set(name, `vector(${first.type === 'number' ? first.value : NaN})`);
      }
      const { value, lower } = await ruleOf(plan, condition);
      for (const [name, expected] of Object.entries({ value, [compared]: plan.interval ? lower : value })) {
        expect([name, Number(known.get(name)?.slice('vector('.length, -1))]).toEqual([
          name,
          expect.closeTo(expected ?? NaN, 9),
        ]);
      }
    }
  );

  it('fires above the threshold, and surely so only above what such samples show without drift', async () => {
    const reference = { kind: 'offset', offset: '4h' };
    const moved = answered(await planned(queryOf({ reference, drift: { features: [CHANNEL] } })));
    expect((await ruleOf(moved, above(0.1))).fires).toBe(true);
    expect((await ruleOf(moved, { ...above(0.1), surely: 0.99 })).fires).toBe(true);
    expect((await ruleOf(moved, above(5))).fires).toBe(false);
    const still = answered(await planned(queryOf({ drift: { of: 'responseTime' } })));
    expect((await ruleOf(still, above(0))).fires).toBe(true);
    expect(await ruleOf(still, { ...above(0), surely: 0.99 })).toMatchObject({ lower: 0, fires: false });
  });

  it.each([
    ['too few values now', { window: '1m' }],
    ['nothing in the reference', { reference: { kind: 'fixed', from: '1000', to: '3601000' } }],
  ])('has no number and does not fire with %s', async (_, asked) => {
    const plan = answered(await planned(queryOf({ ...asked, drift: { features: [AGE] } })));
    expect(await ruleOf(plan, above(0))).toEqual({ value: undefined, lower: undefined, fires: false });
  });

  it.each([
    [{ features: [] }, 'Name just one'],
    [{ features: ['nobody has this'] }, 'none is known of the last 7 days'],
    [{ features: [CHANNEL], measure: 'ks' }, 'needs the order of numbers'],
    [{ features: [AGE], measure: 'newShare' }, 'is of categories'],
  ])('refuses %j', async (drift, sentence) => {
    expect(await planned(queryOf({ drift }))).toEqual({ sentence: expect.stringContaining(sentence) as string });
  });
});
