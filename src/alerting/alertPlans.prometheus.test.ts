/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { answered, byLabels, ofPanel, rounded } from '../../test/alertNumbers';
import { answerPlan } from '../../test/answerPlan';
import { prometheusWith } from '../../test/onPrometheus';
import { FROM, HOSTILE, mixedWorld, TO } from '../../test/mixedWorld';
import { type AlertPlan, type AlertQuestion, isRefusal, type Refusal } from '../engines/engine';
import { type PrometheusFacts } from '../engines/prometheus/facts';
import { prometheusEngine } from '../engines/prometheus/prometheusEngine';
import { readSeries } from '../frames/readSeries';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { type ModelQuery } from '../query/query';
import { companionOf, draftRule } from './draft';
import { readExpressions } from './expressions/expressions';
import { type Answer, labelsKey, type Value } from './expressions/values';
import { type Condition } from './rule';
import { CONDITION, formulasOf, ruleData } from './ruleData';
import { isExpression } from './ruleQuery';

const window = { from: FROM, to: TO, intervalMs: 600_000 };
const alerting = answered(prometheusEngine.alerting);

describe('a rule on a real Prometheus', () => {
  const prometheus = prometheusWith(() => [mixedWorld]);

  const questionOf = (model: string, changes: Record<string, unknown>, more: Partial<AlertQuestion> = {}) => ({
    query: migrateQuery({ ...changes, model: { name: model, ...(changes.model as object | undefined) } }),
    ...more,
  });

  const knowledge = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, ask: () => Promise<T>) => {
    const found = (knowledge.get(key) as Promise<T> | undefined) ?? ask();
    knowledge.set(key, found);
    return found;
  };

  function factsOf(query: ModelQuery): Promise<PrometheusFacts> {
    const discovery = prometheusEngine.discover(query, defaultMapping, window);
    return once(JSON.stringify(discovery.requests), () => answerPlan(discovery, prometheus().url));
  }

  async function planned(question: AlertQuestion): Promise<AlertPlan | Refusal> {
    const { query } = question;
    const facts = await factsOf(query);
    const names = alerting.discover(query, defaultMapping, window);
    const known = await once(JSON.stringify(names.requests), () => answerPlan(names, prometheus().url));
    return alerting.plan(question, defaultMapping, window, facts, known);
  }

  async function plan(question: AlertQuestion): Promise<AlertPlan> {
    return answered(await planned(question));
  }

  async function instant(expr: string): Promise<Answer> {
    const asked = { expr, instant: true, range: false, format: 'time_series' };
    const frames = await answerPlan(
      {
        requests: [{ name: 'A', target: asked, from: FROM, to: TO, intervalMs: 60_000, maxDataPoints: 1000 }],
        read: ([answer]) => answer,
      },
      prometheus().url
    );
    return readSeries(frames).map(({ labels, values }): Value => ({ type: 'number', labels, value: values[0] }));
  }

  /** What the rule's queries and expressions give, by refId. */
  async function evaluate(of: AlertPlan, condition: Condition): Promise<Map<string, Answer>> {
    const upstream = { type: 'prometheus', uid: 'prom' };
    const data = ruleData({ plan: of, condition, upstream });
    const answers = new Map<string, Answer>();
    for (const { refId, model } of data.filter((query) => !isExpression(query))) {
      answers.set(refId, await instant(String((model as { expr?: unknown }).expr)));
    }
    return answered(readExpressions(data, CONDITION)).evaluate(answers);
  }

  const below: Condition = { is: 'below', threshold: 0.5 };

  async function panel(question: AlertQuestion): Promise<DataFrame[]> {
    const { query } = question;
    const facts = await factsOf(query);
    return answerPlan(prometheusEngine.plan(query, defaultMapping, window, facts), prometheus().url);
  }

  async function expectSame(question: AlertQuestion) {
    const of = await plan(question);
    const results = await evaluate(of, below);
    const { compared = '' } = formulasOf(of, below);
    const expected = ofPanel(await panel(question), of.by);
    expect(byLabels(results.get(compared), of.by)).toEqual(expected);
    return expected;
  }

  const quality = (measure: string, more: object = {}, others: object = {}) => ({
    kind: 'quality',
    quality: { measure, interval: true, support: true, confidence: 0.99, ...more },
    ...others,
  });

  const ofMatrix: Array<[string, object]> = [
    ['accuracy', {}],
    ['balancedAccuracy', {}],
    ['baselineAccuracy', {}],
    ['kappa', {}],
    ['mcc', {}],
    ...['precision', 'recall', 'specificity', 'fBeta', 'support'].flatMap((measure) => [
      ...['cat', 'owl', 'unheard of'].map((name): [string, object] => [measure, { average: 'class', class: name }]),
      ...['each', 'macro', 'micro', 'weighted'].map((average): [string, object] => [measure, { average }]),
    ]),
  ];
  const measures = ofMatrix.filter(
    ([measure, more]) => !(measure === 'specificity' && 'average' in more && more.average === 'weighted')
  );

  describe.each(['mixed', 'perfect', 'disjoint'])('of model %s', (model) => {
    it.each(measures)('has the number of the panel: %s %j', async (measure, more) => {
      await expectSame(questionOf(model, quality(measure, more)));
    });
  });

  it.each(measures)('has an instance for each version: %s %j', async (measure, more) => {
    await expectSame(questionOf('mixed', quality(measure, more, { byVersion: true })));
  });

  it.each(measures)('has no number where there is no outcome: %s %j', async (measure, more) => {
    expect(await expectSame(questionOf('idle', quality(measure, more)))).toEqual({});
  });

  it.each(['mae', 'rmse', 'mape', 'bias'])('has the number of the panel for values: %s', async (measure) => {
    expect(await expectSame(questionOf('mixed', quality(measure)))).not.toEqual({});
    expect(await expectSame(questionOf('mixed', quality(measure, {}, { byVersion: true })))).not.toEqual({});
  });

  it.each(['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece'])(
    'has the number of the panel for scores: %s',
    async (measure) => {
      const scored = { model: { positiveClass: 'dog' } };
      expect(await expectSame(questionOf('mixed', quality(measure, {}, scored)))).not.toEqual({});
    }
  );

  it.each([
    ['accuracy', {}],
    ['precision', { average: 'class', class: 'dog' }],
    ['recall', { average: 'class', class: 'cat' }],
  ])('has the number of the panel at a score threshold: %s %j', async (measure, more) => {
    const scored = { model: { positiveClass: 'dog' }, threshold: '0.6' };
    expect(await expectSame(questionOf('mixed', quality(measure, more, scored)))).not.toEqual({});
  });

  const operations = (measure: string, more: object = {}, others: object = {}) => ({
    kind: 'operations',
    operations: { measure, ...more },
    ...others,
  });

  it.each([
    ['responseTime', { quantiles: [0.95] }],
    ['responseTime', { quantiles: [] }],
    ['throughput', {}],
    ['errorShare', {}],
    ['errorRate', {}],
    ['memory', {}],
    ['cpu', {}],
    ['inFlight', {}],
    ['labelCoverage', {}],
  ])('has the number of the panel: %s %j', async (measure, more) => {
    expect(await expectSame(questionOf('mixed', operations(measure, more)))).not.toEqual({});
    expect(await expectSame(questionOf('mixed', operations(measure, more, { byVersion: true })))).not.toEqual({});
  });

  it('says 0 of the throughput of a model that is not there', async () => {
    const of = await plan(questionOf('nobody', operations('throughput')));
    expect(byLabels((await evaluate(of, below)).get('value'), of.by)).toEqual({ '[]': 0 });
  });

  it.each(HOSTILE)('watches names as they come: %j', async (name) => {
    const question = questionOf(
      name,
      quality('recall', { average: 'class', class: name }, { byVersion: true, model: { versions: [name] } })
    );
    expect(await expectSame(question)).toEqual({ [labelsKey({ version: name, class: name })]: 0.5 });
  });

  describe('surely', () => {
    const surely = (is: 'above' | 'below'): Condition => ({ is, threshold: 0.5, surely: 0.99 });
    const withInterval = measures.filter(([measure, more]) => {
      const average = 'average' in more ? more.average : '';
      return (
        ['accuracy', 'balancedAccuracy'].includes(measure) ||
        (['precision', 'recall', 'specificity'].includes(measure) && ['class', 'each'].includes(String(average))) ||
        (measure === 'recall' && average !== 'class') ||
        (average === 'micro' && ['precision', 'fBeta'].includes(measure))
      );
    });

    it.each(withInterval)('compares the end of the interval that the panel shows: %s %j', async (measure, more) => {
      const question = questionOf('mixed', quality(measure, more));
      const of = await plan(question);
      const frames = await panel(question);
      for (const [is, end] of [
        ['below', 'upper'],
        ['above', 'lower'],
      ] as const) {
        const expected = ofPanel(frames, of.by, end);
        expect(byLabels((await evaluate(of, surely(is))).get(end), of.by)).toEqual(expected);
      }
    });

    it('of the mean error, by the spread of errors', async () => {
      const question = questionOf('mixed', quality('bias'));
      const of = await plan(question);
      const expected = ofPanel(await panel(question), of.by, 'lower');
      expect(expected).not.toEqual({});
      expect(byLabels((await evaluate(of, surely('above'))).get('lower'), of.by)).toEqual(expected);
    });

    it('outside fires on either side', async () => {
      const of = await plan(questionOf('mixed', quality('accuracy')));
      const fires = async (threshold: number, upperThreshold: number) =>
        byLabels(
          (await evaluate(of, { is: 'outside', threshold, upperThreshold, surely: 0.99 })).get(CONDITION),
          of.by
        );
      expect(await fires(0.9, 0.95)).toEqual({ '[]': 1 });
      expect(await fires(0.1, 0.2)).toEqual({ '[]': 1 });
      expect(await fires(0.1, 0.95)).toEqual({ '[]': 0 });
    });
  });

  describe('support', () => {
    it.each(measures.filter(([measure]) => measure !== 'support'))(
      'is that of the panel: %s %j',
      async (measure, more) => {
        const question = questionOf('mixed', quality(measure, more));
        const of = await plan(question);
        const support = of.inputs.find(({ name }) => name === 'support');
        const found = byLabels(await instant(String(support?.target.expr)), of.by);
        // A class that the panel has at 0 has no number that a rule could compare.
        const expected = Object.entries(ofPanel(await panel(question), of.by, 'support')).filter(
          ([, value]) => value > 0
        );
        expect(found).toEqual(Object.fromEntries(expected));
      }
    );

    it('leaves out instances with too few events', async () => {
      const ofClasses = quality('recall', { average: 'each' });
      const all = await plan(questionOf('mixed', ofClasses));
      const some = await plan(questionOf('mixed', ofClasses, { leastSupport: 100 }));
      expect(Object.keys(byLabels((await evaluate(all, below)).get('value'), all.by))).toHaveLength(3);
      expect(Object.keys(byLabels((await evaluate(some, below)).get('value'), some.by))).toEqual([
        labelsKey({ class: 'cat' }),
        labelsKey({ class: 'dog' }),
      ]);
      const surely = { ...below, surely: 0.99 };
      expect(Object.keys(byLabels((await evaluate(some, surely)).get('upper'), some.by))).toHaveLength(2);
    });

    it.each(['mcc', 'accuracy', 'kappa'])('gates a number of the whole matrix: %s', async (measure) => {
      const none = await plan(questionOf('mixed', quality(measure), { leastSupport: 1e6 }));
      expect(byLabels((await evaluate(none, below)).get('value'), none.by)).toEqual({});
      const enough = await plan(questionOf('mixed', quality(measure), { leastSupport: 10 }));
      expect(byLabels((await evaluate(enough, below)).get('value'), enough.by)).not.toEqual({});
    });
  });

  describe('a cell of the matrix', () => {
    const counted = async () => {
      const [frame] = await panel(questionOf('mixed', { kind: 'confusion' }));
      const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
      return column('count').map((count: number, i: number) => ({
        actual: String(column('actual')[i]),
        predicted: String(column('predicted')[i]),
        count,
      }));
    };

    it('has its count and its share of the actual class, by itself and among all', async () => {
      const cells = await counted();
      expect(cells).toHaveLength(7);
      const value = async (question: AlertQuestion) => {
        const of = await plan(question);
        return byLabels((await evaluate(of, below)).get('value'), of.by);
      };
      const confusion = (more: Partial<AlertQuestion>) => questionOf('mixed', { kind: 'confusion' }, more);
      const counts = await value(confusion({ cellAs: 'count' }));
      const shares = await value(confusion({ cellAs: 'share' }));
      for (const { actual, predicted, count } of cells) {
        const key = labelsKey({ actual, predicted });
        const row = cells.filter((cell) => cell.actual === actual).reduce((sum, cell) => sum + cell.count, 0);
        expect([key, counts[key], shares[key]]).toEqual([key, rounded(count), rounded(count / row)]);
        const cell = { actual, predicted };
        expect(await value(confusion({ cellAs: 'count', cell }))).toEqual({ [key]: rounded(count) });
        expect(await value(confusion({ cellAs: 'share', cell }))).toEqual({ [key]: rounded(count / row) });
      }
    });

    it('is 0 where the pair was never counted', async () => {
      const cell = { actual: 'owl', predicted: 'dog' };
      const of = await plan(questionOf('mixed', { kind: 'confusion' }, { cell, cellAs: 'share' }));
      expect(byLabels((await evaluate(of, below)).get('value'), of.by)).toEqual({ [labelsKey(cell)]: 0 });
    });
  });

  describe('its companion', () => {
    const fires = async (question: AlertQuestion, known: { classes: string[]; versions: string[] }) => {
      const { query } = question;
      const facts = await factsOf(query);
      const of = answered(alerting.plan(question, defaultMapping, window, facts, { ...known, scoreEdges: [] }));
      const rule = draftRule(of, below, {
        upstream: { type: 'prometheus', uid: 'prom' },
        folder: { uid: 'models', title: 'Models' },
        holdsFor: '5m',
      });
      const companion = companionOf(rule);
      if (!companion) {
        return undefined;
      }
      return byLabels((await evaluate(companion.plan, companion.condition)).get(CONDITION), companion.plan.by);
    };
    const of = (changes: object = {}) => questionOf('mixed', quality('accuracy', {}, changes));

    it('is at rest while nothing is new', async () => {
      const known = { classes: ['cat', 'dog', 'fox', 'owl'], versions: ['v1', 'v2'] };
      expect(await fires(of(), known)).toEqual({ '[]': 0 });
    });

    it('names what is new', async () => {
      expect(await fires(of(), { classes: ['cat', 'dog', 'owl'], versions: ['v1'] })).toEqual({
        '[]': 0,
        [labelsKey({ appeared: 'class', class: 'fox' })]: 1,
        [labelsKey({ appeared: 'version', version: 'v2' })]: 1,
      });
    });

    it('is not needed for what the rule follows by itself', async () => {
      const each = questionOf('mixed', quality('recall', { average: 'each' }, { byVersion: true }));
      expect(await fires(each, { classes: ['cat'], versions: ['v1'] })).toBeUndefined();
    });
  });

  it('knows classes, versions and the edges of scores', async () => {
    const { query } = questionOf('mixed', quality('rocAuc', {}, { model: { positiveClass: 'dog' } }));
    expect(await answerPlan(alerting.discover(query, defaultMapping, window), prometheus().url)).toEqual({
      classes: ['cat', 'dog', 'fox', 'owl'],
      versions: ['v1', 'v2'],
      scoreEdges: ['0.25', '0.5', '0.75', '1'],
    });
  });

  it.each([
    [{ kind: 'curve', model: { positiveClass: 'dog' } }, 'A curve is no number'],
    [{ kind: 'distribution', model: { positiveClass: 'dog' } }, 'A distribution is no number'],
    [quality('specificity', { average: 'weighted' }), 'Weighted specificity cannot be alerted on'],
    [quality('mcc', { zeroDivision: 0 }), 'MCC with a number in place of 0/0'],
    [operations('responseTime', { quantiles: [0.5, 0.9] }), 'one quantile'],
    [{ ...quality('accuracy'), timeBasis: 'prediction' }, 'outcome clock'],
  ])('refuses in a sentence: %j', async (changes, sentence) => {
    const found = await planned(questionOf('mixed', changes));
    expect(isRefusal(found) && found.sentence).toContain(sentence);
  });
});
