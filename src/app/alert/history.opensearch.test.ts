/** @jest-environment ./test/browserWithNode.js */
import { readExpressions } from '../../alerting/expressions/expressions';
import { CONDITION, formulasOf, ruleData } from '../../alerting/ruleData';
import { elasticsearchEngine } from '../../engines/elasticsearch/elasticsearchEngine';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type ModelQuery } from '../../query/query';
import { defaultRecordMapping } from '../../query/recordFields';
import { indexing } from '../../../scripts/opensearchRecords';
import { answered, byLabels, ofPanel } from '../../../test/alertNumbers';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { LABEL_DELAY_MS, NOW, recordWorld } from '../../../test/recordWorld';
import { HISTORY_STEP_MS, historyWindow } from './history';
import { planHistory } from './historyOfRecords';

jest.setTimeout(60_000);

const mapping = { ...defaultRecordMapping, labelDelayMs: LABEL_DELAY_MS };
const elasticsearch = elasticsearchEngine(mapping);
const alerting = answered(elasticsearch.alerting);
const below = { is: 'below', threshold: 0.5 } as const;
const past = historyWindow(NOW);
const HOUR = 3_600_000;

const called = (name: string) =>
  ({ 'model.version': 'version', 'error.type': 'error_type', 'outcome.label': 'class', 'prediction.label': 'class' })[
    name
  ] ?? name;

const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
const operations = (measure: string, more: object = {}) => ({ kind: 'operations', operations: { measure, ...more } });

/** Windows of whole half hours, shorter ones, and one that no grid fits. */
const asked: Array<[model: string, object]> = [
  ['mixed', quality('accuracy')],
  ['mixed', { ...quality('accuracy'), timeBasis: 'prediction' }],
  ['mixed', { ...quality('accuracy'), window: '47m' }],
  ['mixed', { ...quality('recall', { average: 'each' }), byVersion: true }],
  ['mixed', { ...quality('recall', { average: 'each' }), byVersion: true, window: '107m' }],
  ['mixed', quality('balancedAccuracy')],
  ['mixed', quality('fBeta', { average: 'class', class: 'cat' })],
  ['price', quality('mae')],
  ['price', { ...quality('mae'), window: '47m', byVersion: true }],
  ['scored', { ...quality('rocAuc'), model: { name: 'scored', positiveClass: 'reject' } }],
  ['mixed', { ...operations('throughput'), window: '10m' }],
  ['mixed', operations('errorShare')],
  ['mixed', operations('errorRate')],
  ['mixed', { ...operations('responseTime', { quantiles: [] }), byVersion: true }],
  ['mixed', operations('responseTime', { quantiles: [0.95] })],
];

describeOnOpenSearch('the past of a rule on a real OpenSearch', () => {
  const { answer } = onOpenSearch(() => recordWorld.map(indexing));

  async function evaluationsOf(query: ModelQuery) {
    const window = { from: NOW - 2 * HOUR, to: NOW, intervalMs: 60_000 };
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    const known = await answer(alerting.discover(query, defaultMapping, window));
    const plan = answered(alerting.plan({ query, leastSupport: 2 }, defaultMapping, window, facts, known));
    const evaluations = await answer(planHistory(plan.inputs, past));
    const data = ruleData({ plan, condition: below, upstream: { type: 'elasticsearch', uid: 'es' } });
    const expressions = answered(readExpressions(data, CONDITION));
    const { compared = '' } = formulasOf(plan, below);
    const numbersAt = (time: number) => {
      const at = evaluations.find((evaluation) => evaluation.time === time);
      return byLabels(at && expressions.evaluate(at.answers).get(compared), plan.by, called);
    };
    return { plan, evaluations, numbersAt };
  }

  it.each(asked)('has at each step what a panel says of then: %s %j', async (model, changes) => {
    const query = migrateQuery({ window: '2h', model: { name: model }, ...changes });
    const { plan, evaluations, numbersAt } = await evaluationsOf(query);
    expect(evaluations).toHaveLength(336);
    const settled = plan.inputs[0].toMs;
    for (const stepsAgo of [0, 1, 4, 7]) {
      const time = past.to - stepsAgo * HISTORY_STEP_MS;
      const window = { from: time - settled - plan.windowMs, to: time - settled, intervalMs: 60_000 };
      const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
      const panel = await answer(elasticsearch.plan(query, defaultMapping, window, facts));
      const expected = ofPanel(panel, plan.by.map(called));
      const found = numbersAt(time);
      expect(Object.keys(found).length).toBeGreaterThan(0);
      if (JSON.stringify(changes).includes('0.95')) {
        // An estimate, which depends on how the index puts its parts together.
        expect(found['[]'] / expected['[]']).toBeCloseTo(1, 2);
      } else {
        expect(expected).toMatchObject(found);
      }
    }
  });

  it('has nothing before there was anything, and 0 where nothing is counted as 0', async () => {
    const throughput = await evaluationsOf(migrateQuery({ ...operations('throughput'), model: { name: 'mixed' } }));
    expect(throughput.numbersAt(past.from + HISTORY_STEP_MS)).toEqual({ '[]': 0 });
    const accuracy = await evaluationsOf(migrateQuery({ ...quality('accuracy'), model: { name: 'mixed' } }));
    expect(accuracy.numbersAt(past.from + HISTORY_STEP_MS)).toEqual({});
  });
});
