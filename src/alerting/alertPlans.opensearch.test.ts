/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { indexing } from '../../scripts/opensearchRecords';
import { answered, byLabels, ofPanel, rounded } from '../../test/alertNumbers';
import { HOSTILE } from '../../test/mixedWorld';
import { evaluateOnRecords } from '../../test/evaluateOnRecords';
import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { LABEL_DELAY_MS, NOW, recordWorld, TIMEOUT, WINDOW_MS } from '../../test/recordWorld';
import { elasticsearchEngine } from '../engines/elasticsearch/elasticsearchEngine';
import { type AlertPlan, type AlertQuestion, type KnownNames, type Refusal } from '../engines/engine';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { type ModelQuery, timeBases } from '../query/query';
import { defaultRecordMapping, type RecordMapping } from '../query/recordFields';
import { companionOf, draftRule } from './draft';
import { outcomesOf } from './expressions/outcomes';
import { type Answer, labelsKey } from './expressions/values';
import { type Condition } from './rule';
import { CONDITION, formulasOf, ruleData } from './ruleData';

jest.setTimeout(60_000);

const mapping: RecordMapping = { ...defaultRecordMapping, labelDelayMs: LABEL_DELAY_MS };
const elasticsearch = elasticsearchEngine(mapping);
const alerting = answered(elasticsearch.alerting);
const upstream = { type: 'elasticsearch', uid: 'es' };
const below: Condition = { is: 'below', threshold: 0.5 };
const above: Condition = { is: 'above', threshold: 0.5 };
const outside: Condition = { is: 'outside', threshold: 0.1, upperThreshold: 0.2 };

/** What a panel calls the fields. */
const called = (name: string) =>
  ({ 'model.version': 'version', 'error.type': 'error_type', 'outcome.label': 'class', 'prediction.label': 'class' })[
    name
  ] ?? name;
const asItIs = (name: string) => name;

const windowAt = (to: number) => ({ from: to - WINDOW_MS, to, intervalMs: 600_000 });

/** Where the panel has to look for the rule's number: on the prediction clock outcomes have to be known. */
function panelWindow({ kind, timeBasis, operations }: ModelQuery) {
  const ofOutcomes = kind === 'quality' || kind === 'confusion' || operations.measure === 'labelCoverage';
  return windowAt(ofOutcomes && timeBasis === 'prediction' ? NOW - LABEL_DELAY_MS : NOW);
}

const questionOf = (model: string, changes: Record<string, unknown>, more: Partial<AlertQuestion> = {}) => ({
  query: migrateQuery({ ...changes, model: { name: model, ...(changes.model as object | undefined) } }),
  ...more,
});

const quality = (measure: string, more: object = {}, others: object = {}) => ({
  kind: 'quality',
  quality: { measure, interval: true, support: true, confidence: 0.99, ...more },
  ...others,
});

const operations = (measure: string, more: object = {}, others: object = {}) => ({
  kind: 'operations',
  operations: { measure, ...more },
  ...others,
});

type OfClass = { average?: string; class?: string };

const ofOneClass = ['precision', 'recall', 'specificity', 'fBeta'].flatMap((measure) =>
  ['cat', 'owl', 'fox', 'unheard of'].map((name): [string, OfClass] => [measure, { average: 'class', class: name }])
);
/** Whether there is anything of the class to divide by. */
function isDefined(measure: string, { class: name }: OfClass): boolean {
  switch (name) {
    case 'owl':
      return measure !== 'precision';
    case 'fox':
      return measure !== 'recall';
    case 'unheard of':
      return measure === 'specificity';
    default:
      return true;
  }
}

const measures: Array<[string, OfClass & { beta?: number }]> = [
  ['accuracy', {}],
  ['precision', { average: 'each' }],
  ['recall', { average: 'each' }],
  ['recall', { average: 'weighted' }],
  ['fBeta', { average: 'micro' }],
  ['fBeta', { average: 'class', class: 'dog', beta: 2 }],
  ...ofOneClass,
  ['balancedAccuracy', {}],
  ['mcc', {}],
  ['kappa', {}],
  ['baselineAccuracy', {}],
  ['recall', { average: 'macro' }],
  ['precision', { average: 'macro' }],
  ['precision', { average: 'weighted' }],
  ['specificity', { average: 'macro' }],
  ['specificity', { average: 'micro' }],
  ['specificity', { average: 'weighted' }],
  ['fBeta', { average: 'macro' }],
  ['fBeta', { average: 'weighted', beta: 2 }],
];

/** Of a score: what is one number of both sides of a threshold. */
const atThreshold: Array<[string, OfClass]> = [
  ['accuracy', {}],
  ['precision', { average: 'class', class: 'reject' }],
  ['recall', { average: 'class', class: 'reject' }],
  ['specificity', { average: 'class', class: 'reject' }],
  ['fBeta', { average: 'class', class: 'reject' }],
  ['recall', { average: 'class', class: 'not reject' }],
  ['balancedAccuracy', {}],
  ['precision', { average: 'macro' }],
  ['mcc', {}],
  ['kappa', {}],
];

const scoreMeasures = ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece'];
const positive = { model: { positiveClass: 'reject' } };

describeOnOpenSearch('a rule on a real OpenSearch', () => {
  const { answer, query: ask } = onOpenSearch(() => recordWorld.map(indexing));

  async function planned(question: AlertQuestion, known?: Partial<KnownNames>): Promise<AlertPlan | Refusal> {
    const { query } = question;
    const facts = await answer(elasticsearch.discover(query, defaultMapping, windowAt(NOW)));
    const names = await answer(alerting.discover(query, defaultMapping, windowAt(NOW)));
    return alerting.plan(question, defaultMapping, windowAt(NOW), facts, { ...names, ...known });
  }

  const plan = async (question: AlertQuestion) => answered(await planned(question));

  async function panel({ query }: AlertQuestion): Promise<DataFrame[]> {
    const window = panelWindow(query);
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    return answer(elasticsearch.plan(query, defaultMapping, window, facts));
  }

  /** What the rule's queries and expressions give, by refId. */
  async function evaluate(of: AlertPlan, condition: Condition): Promise<Map<string, Answer>> {
    return evaluateOnRecords(ruleData({ plan: of, condition, upstream }), ask, NOW);
  }

  async function numbers(question: AlertQuestion, names = called): Promise<Record<string, number>> {
    const of = await plan(question);
    const { compared = '' } = formulasOf(of, below);
    return byLabels((await evaluate(of, below)).get(compared), of.by, names);
  }

  async function expectSame(question: AlertQuestion) {
    const of = await plan(question);
    const expected = ofPanel(await panel(question), of.by.map(called));
    expect(await numbers(question)).toEqual(expected);
    return expected;
  }

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    it.each(measures)('has the number of the panel, of all and by version: %s %j', async (measure, more) => {
      for (const byVersion of [false, true]) {
        const found = await expectSame(questionOf('mixed', quality(measure, more, { timeBasis, byVersion })));
        expect(Object.keys(found).length > 0).toBe(isDefined(measure, more));
      }
    });

    it.each([
      ['right', 1],
      ['wrong', 0],
    ])('has a number where all or none is: %s', async (model, share) => {
      const accuracy = questionOf(model, quality('accuracy', {}, { timeBasis }));
      expect(await expectSame(accuracy)).toEqual({ '[]': share });
      const recall = await expectSame(questionOf(model, quality('recall', { average: 'each' }, { timeBasis })));
      expect(new Set(Object.values(recall))).toEqual(new Set([share]));
    });

    it.each(['mae', 'rmse', 'bias', 'r2', 'mape'])('has the number of the panel for values: %s', async (measure) => {
      for (const byVersion of [false, true]) {
        const found = await expectSame(questionOf('price', quality(measure, {}, { timeBasis, byVersion })));
        expect(Object.keys(found)).toHaveLength(byVersion ? 2 : 1);
      }
    });

    it.each(scoreMeasures)('has the number of the panel for scores: %s', async (measure) => {
      const asked = (byVersion: boolean) =>
        quality(measure, { scores: 'binned' }, { timeBasis, byVersion, ...positive });
      expect(Object.keys(await expectSame(questionOf('scored', asked(false))))).toHaveLength(1);
      expect(Object.keys(await expectSame(questionOf('scored', asked(true))))).toHaveLength(2);
      // No probabilities, and no positive outcome.
      const isArea = measure === 'rocAuc' || measure === 'prAuc';
      expect(Object.keys(await expectSame(questionOf('odd', asked(false))))).toHaveLength(isArea ? 1 : 0);
      expect(await expectSame(questionOf('early', asked(false)))).toEqual({});
    });

    it.each(atThreshold)('has the number of the panel at a score threshold: %s %j', async (measure, more) => {
      for (const [threshold, byVersion] of [
        ['0.5', false],
        ['0.33', true],
        ['0', false],
        ['0.99', false],
      ] as const) {
        const asked = quality(measure, more, { timeBasis, byVersion, threshold, ...positive });
        const found = await expectSame(questionOf('scored', asked));
        expect(Object.keys(found).length).toBeGreaterThanOrEqual(threshold === '0.5' ? 1 : 0);
        // Of two classes the other one is called by its name.
        if (more.class !== 'not reject') {
          await expectSame(questionOf('odd', asked));
        }
        expect(await numbers(questionOf('early', asked))).toEqual({});
      }
    });

    it('has the count of the panel and its share of the row, of one cell and of each', async () => {
      const asked = { kind: 'confusion', timeBasis };
      const [frame] = await panel(questionOf('mixed', asked));
      const column = (name: string) => frame.fields.find((field) => field.name === name)?.values ?? [];
      const cells = column('count').map((count: number, i: number) => ({
        cell: { actual: String(column('actual')[i]), predicted: String(column('predicted')[i]) },
        count,
      }));
      expect(cells.length).toBeGreaterThan(6);
      const counts = await numbers(questionOf('mixed', asked, { cellAs: 'count' }), asItIs);
      const shares = await numbers(questionOf('mixed', asked, { cellAs: 'share' }), asItIs);
      expect(Object.keys(counts)).toHaveLength(cells.length);
      for (const { cell, count } of [...cells, { cell: { actual: 'owl', predicted: 'dog' }, count: 0 }]) {
        const row = cells.filter((one) => one.cell.actual === cell.actual).reduce((sum, one) => sum + one.count, 0);
        const key = labelsKey({ 'outcome.label': cell.actual, 'prediction.label': cell.predicted });
        expect([counts[key] ?? 0, shares[key] ?? 0]).toEqual([count, rounded(count / row)]);
        expect(await numbers(questionOf('mixed', asked, { cell, cellAs: 'count' }))).toEqual({ '[]': count });
        expect(await numbers(questionOf('mixed', asked, { cell, cellAs: 'share' }))).toEqual({
          '[]': rounded(count / row),
        });
      }
    });

    it('has the number of outcomes that the panel has, of all, of a class and of each that has some', async () => {
      for (const byVersion of [false, true]) {
        const support = (more: OfClass) => questionOf('mixed', quality('support', more, { timeBasis, byVersion }));
        await expectSame(support({ average: 'macro' }));
        await expectSame(support({ average: 'class', class: 'cat' }));
        const each = await panel(support({ average: 'each' }));
        const shown = Object.entries(ofPanel(each, byVersion ? ['version', 'class'] : ['class']));
        expect(await numbers(support({ average: 'each' }))).toEqual(
          Object.fromEntries(shown.filter(([, count]) => count > 0))
        );
      }
      expect(await numbers(questionOf('idle', quality('support', {}, { timeBasis })))).toEqual({ '[]': 0 });
    });

    it('has the label coverage of the panel', async () => {
      const coverage = operations('labelCoverage', {}, { timeBasis });
      expect(await expectSame(questionOf('mixed', coverage))).not.toEqual({});
      expect(await numbers(questionOf('idle', coverage))).toEqual({ '[]': 0 });
    });

    it.each(measures)('has no number, and does not fire, where nothing is known: %s %j', async (measure, more) => {
      for (const byVersion of [false, true]) {
        const of = await plan(questionOf('idle', quality(measure, more, { timeBasis, byVersion })));
        for (const condition of [below, above, outside]) {
          const data = ruleData({ plan: of, condition, upstream });
          const outcomes = outcomesOf(data, CONDITION, await evaluate(of, condition));
          expect(outcomes.map(({ state }) => state)).toEqual(['NoData']);
        }
      }
    });
  });

  it('has the label coverage of each version on the clock of the prediction', async () => {
    const coverage = operations('labelCoverage', {}, { timeBasis: 'prediction', byVersion: true });
    expect(Object.keys(await expectSame(questionOf('mixed', coverage)))).toHaveLength(2);
  });

  it.each([
    ['responseTime', { quantiles: [0.95] }],
    ['responseTime', { quantiles: [] }],
    ['throughput', {}],
    ['errorShare', {}],
    ['errorRate', {}],
  ])('has the number of the panel: %s %j', async (measure, more) => {
    expect(await expectSame(questionOf('mixed', operations(measure, more)))).not.toEqual({});
    expect(await expectSame(questionOf('mixed', operations(measure, more, { byVersion: true })))).not.toEqual({});
  });

  it('has the number of errors by type', async () => {
    const errors = await expectSame(questionOf('mixed', { kind: 'errors' }));
    expect(Object.keys(errors)).toContain(labelsKey({ error_type: TIMEOUT }));
  });

  it('says 0 where no request fails, and where none is made', async () => {
    expect(await numbers(questionOf('right', operations('errorShare')))).toEqual({ '[]': 0 });
    expect(await numbers(questionOf('nobody', operations('throughput')))).toEqual({ '[]': 0 });
    expect(await numbers(questionOf('nobody', operations('errorShare')))).toEqual({});
  });

  it.each(HOSTILE)('watches names as they come: %j', async (name) => {
    const named = { byVersion: true, model: { versions: [name] } };
    const recall = quality('recall', { average: 'class', class: name }, named);
    expect(await expectSame(questionOf(name, recall))).toEqual({ [labelsKey({ version: name })]: 0.5 });
    const mean = await expectSame(questionOf(name, quality('balancedAccuracy', {}, named)));
    expect(mean).toEqual({ [labelsKey({ version: name })]: 0.5 });
    const each = quality('precision', { average: 'each' }, named);
    expect(await expectSame(questionOf(name, each))).toEqual({
      [labelsKey({ version: name, class: name })]: 1,
      [labelsKey({ version: name, class: 'other' })]: 0,
    });
  });

  describe('surely', () => {
    const shares = measures.filter(
      ([measure, { average }]) =>
        ['accuracy', 'recall', 'balancedAccuracy'].includes(measure) ||
        (['precision', 'specificity'].includes(measure) &&
          average !== undefined &&
          ['class', 'each'].includes(average)) ||
        (average === 'micro' && measure !== 'specificity')
    );
    it.each(shares)('compares the end of the interval that the panel shows: %s %j', async (measure, more) => {
      for (const byVersion of [false, true]) {
        const question = questionOf('mixed', quality(measure, more, { byVersion }));
        const of = await plan(question);
        const frames = await panel(question);
        for (const [is, end] of [
          ['below', 'upper'],
          ['above', 'lower'],
        ] as const) {
          const found = await evaluate(of, { is, threshold: 0.5, surely: 0.99 });
          expect(byLabels(found.get(end), of.by, called)).toEqual(ofPanel(frames, of.by.map(called), end));
        }
      }
    });

    it('compares the end of the interval of the mean error, and of a share at a score threshold', async () => {
      // Fewer than 30 outcomes have no interval.
      const bias = questionOf('price', quality('bias', {}, { timeBasis: 'prediction', window: '6h' }));
      const accuracy = questionOf('scored', quality('accuracy', {}, { threshold: '0.5', ...positive }));
      for (const question of [bias, accuracy]) {
        const of = await plan(question);
        const found = await evaluate(of, { is: 'below', threshold: 0, surely: 0.99 });
        const expected = ofPanel(await panel(question), [], 'upper');
        expect(Object.keys(expected)).toHaveLength(1);
        expect(byLabels(found.get('upper'), [])).toEqual(expected);
      }
    });

    it('outside fires on either side', async () => {
      const of = await plan(questionOf('wrong', quality('accuracy')));
      const fires = async (threshold: number, upperThreshold: number) =>
        byLabels((await evaluate(of, { is: 'outside', threshold, upperThreshold, surely: 0.99 })).get(CONDITION), []);
      expect(await fires(0.5, 0.9)).toEqual({ '[]': 1 });
      expect(await fires(-0.5, 0.9)).toEqual({ '[]': 0 });
    });
  });

  describe('support', () => {
    it.each(measures)('is that of the panel: %s %j', async (measure, more) => {
      const question = questionOf('mixed', quality(measure, more));
      const of = await plan(question);
      const found = byLabels((await evaluate({ ...of, value: '$support' }, below)).get('support'), of.by, called);
      const expected = Object.entries(ofPanel(await panel(question), of.by.map(called), 'support'));
      // A class that the panel has at 0 has no number that a rule could compare.
      expect(found).toEqual(Object.fromEntries(expected.filter(([, value]) => value > 0)));
    });

    it('leaves out instances with too few events, which then do not fire', async () => {
      const all = await panel(questionOf('mixed', quality('recall', { average: 'each' })));
      const support = ofPanel(all, ['class'], 'support');
      const least = Math.max(...Object.values(support).filter((value) => value < Math.max(...Object.values(support))));
      const question = questionOf('mixed', quality('recall', { average: 'each' }), { leastSupport: least });
      const kept = Object.keys(support).filter((key) => support[key] >= least);
      expect(kept).toHaveLength(2);
      expect(Object.keys(await numbers(question)).sort()).toEqual(kept.sort());
      const of = await plan(question);
      for (const condition of [{ ...outside, surely: 0.99 }, above]) {
        const data = ruleData({ plan: of, condition, upstream });
        const outcomes = outcomesOf(data, CONDITION, await evaluate(of, condition));
        expect(outcomes.map(({ state }) => state)).not.toContain('NoData');
        expect(outcomes).toHaveLength(2);
      }
    });

    it.each<[string, object, Partial<AlertQuestion>]>([
      ['a share', quality('accuracy'), {}],
      ['F', quality('fBeta', { average: 'class', class: 'cat' }), {}],
      ['a response time', operations('responseTime', { quantiles: [0.5] }), {}],
      ['a cell', { kind: 'confusion' }, { cell: { actual: 'cat', predicted: 'dog' }, cellAs: 'count' }],
    ])('gates %s', async (_, changes, more) => {
      const of = (leastSupport: number) => questionOf('mixed', { ...changes }, { ...more, leastSupport });
      expect(await numbers(of(1e6))).toEqual({});
      const [gated, all] = [await numbers(of(10)), await numbers(of(0))];
      expect(Object.keys(gated)).toEqual(Object.keys(all));
      for (const key of Object.keys(all)) {
        // An index estimates quantiles, and in the middle not always by the same digits.
        expect(gated[key] / all[key]).toBeCloseTo(1, 1);
      }
      const none = await plan(of(1e6));
      const condition: Condition = { is: 'outside', threshold: 1e6, upperThreshold: 2e6 };
      const data = ruleData({ plan: none, condition, upstream });
      const outcomes = outcomesOf(data, CONDITION, await evaluate(none, condition));
      expect(outcomes.map(({ state }) => state)).toEqual(['NoData']);
    });
  });

  describe('its companion', () => {
    async function fires(question: AlertQuestion, known: Partial<KnownNames> = {}) {
      const of = answered(await planned(question, known));
      const folder = { uid: 'models', title: 'Models' };
      const companion = companionOf(draftRule(of, below, { upstream, folder, holdsFor: '5m' }));
      return (
        companion &&
        byLabels((await evaluate(companion.plan, companion.condition)).get(CONDITION), companion.plan.by, (name) =>
          name === 'model.version' ? 'version' : name
        )
      );
    }

    it('is at rest while nothing is new, and where something is fires for what it is', async () => {
      const accuracy = questionOf('mixed', quality('accuracy'));
      expect(await fires(accuracy)).toEqual({});
      expect(await fires(accuracy, { versions: ['v1'] })).toMatchObject({
        [labelsKey({ version: 'v2 "\\', 'outcome.label': 'cat', 'prediction.label': 'cat' })]: 1,
      });
      const fox = Object.keys((await fires(accuracy, { classes: ['cat', 'dog', 'owl', ''] })) ?? {});
      expect(fox.length).toBeGreaterThan(0);
      fox.forEach((key) => expect(key).toContain('fox'));
      expect(await fires(questionOf('mixed', operations('throughput')), { versions: ['v1'] })).toEqual({
        [labelsKey({ version: 'v2 "\\' })]: 1,
      });
      expect(await fires(questionOf('nobody', quality('accuracy')), { versions: ['v1'] })).toEqual({});
    });

    it('is not needed for what the rule follows by itself', async () => {
      const each = questionOf('mixed', quality('recall', { average: 'each' }, { byVersion: true }));
      expect(await fires(each, { classes: ['cat'], versions: ['v1'] })).toBeUndefined();
    });
  });

  it('knows classes and versions', async () => {
    const { query } = questionOf('mixed', quality('accuracy'));
    expect(await answer(alerting.discover(query, defaultMapping, windowAt(NOW)))).toEqual({
      classes: ['', 'cat', 'dog', 'fox', 'owl'],
      versions: ['v1', 'v2 "\\'],
      scoreEdges: [],
    });
  });
});
