/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { answerPlan } from '../../../test/answerPlan';
import { prometheusWith } from '../../../test/onPrometheus';
import { exposition, rising } from '../../../test/promWorld';
import { modelwatchMeta } from '../../frames/modelwatchMeta';
import { completeMapping, defaultMapping, type TelemetryMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type ModelQuery } from '../../query/query';
import { type PrometheusFacts } from './facts';
import { prometheusEngine } from './prometheusEngine';

const TO = Date.UTC(2026, 10, 20, 12);
const FROM = TO - 2 * 3_600_000;
const BIRTH = FROM - 3_600_000;
const window = { from: FROM, to: TO, intervalMs: 600_000 };

/** Class names, model names and versions as they come from outside. */
const HOSTILE = [
  'say "hi"',
  'back\\slash',
  'two\nlines',
  '{a="b"}',
  '$__range',
  '${model}',
  '[[model]]',
  '日本語',
  '</script>',
  'a|b',
  'a,b',
  ' ',
  '$1',
  "it's",
];

/** approve/reject of v1: 90 10 / 4 16, of v2: 80 0 / 0 20, over the two hours, half of it in each. */
const CELLS: Array<[string, string, string, number]> = [
  ['v1', 'approve', 'approve', 90],
  ['v1', 'approve', 'reject', 10],
  ['v1', 'reject', 'approve', 4],
  ['v1', 'reject', 'reject', 16],
  ['v2', 'approve', 'approve', 80],
  ['v2', 'reject', 'reject', 20],
];

const identity = { model: 'credit', version: 'v1' };
const world = exposition([
  ...CELLS.map(([version, actual, predicted, count]) =>
    rising('model_outcomes_total', { model: 'credit', version, actual, predicted }, (count * 3) / 2, BIRTH, TO)
  ),
  ...HOSTILE.map((name, i) =>
    rising(
      'model_outcomes_total',
      { model: name, version: name, actual: name, predicted: HOSTILE[(i + 1) % 14] },
      150,
      BIRTH,
      TO
    )
  ),
  ...HOSTILE.map((name, i) =>
    rising(
      'model_outcomes_total',
      { model: 'hostile', version: 'v1', actual: name, predicted: name },
      30 * (i + 1),
      BIRTH,
      TO
    )
  ),
  rising('model_predictions_total', { ...identity, predicted: 'approve' }, 5400, BIRTH, TO),
  rising('model_predictions_total', { ...identity, predicted: 'reject' }, 0, BIRTH, TO),
  rising('model_prediction_errors_total', { ...identity, error_type: 'TimeoutError' }, 600, BIRTH, TO),
  rising('model_predictions_total', { model: 'healthy', version: 'v1', predicted: 'x' }, 540, BIRTH, TO),
  rising(
    'model_prediction_errors_total',
    { model: 'healthy', version: 'v1', error_type: 'TimeoutError' },
    0,
    BIRTH,
    TO
  ),
  ...[
    ['0.1', 900],
    ['0.2', 1800],
    ['+Inf', 1800],
  ].map(([le, count]) =>
    rising('model_prediction_duration_seconds_bucket', { ...identity, le: String(le) }, Number(count), BIRTH, TO)
  ),
  rising('model_prediction_duration_seconds_count', identity, 1800, BIRTH, TO),
  rising('model_prediction_duration_seconds_sum', identity, 180, BIRTH, TO),
  {
    ...rising('process_resident_memory_bytes', {}, 0, BIRTH, TO),
    samples: [
      [TO - 60_000, 3e8],
      [TO, 2e8],
    ],
  },
  { ...rising('process_resident_memory_bytes', { instance: 'elsewhere:80' }, 0, BIRTH, TO), samples: [[TO, 9e9]] },
  { ...rising('team_accuracy', { model: 'credit', version: 'v1' }, 0, BIRTH, TO), samples: [[TO, 0.875]] },
  { ...rising('team_recall', { model: 'gauged', version: 'v1', label: 'cat' }, 0, BIRTH, TO), samples: [[TO, 0.5]] },
]);

describe('the Prometheus engine on a real Prometheus', () => {
  const prometheus = prometheusWith(() => [world]);

  async function answer(stored: object, mapping = defaultMapping, adjust = (facts: PrometheusFacts) => facts) {
    const query = migrateQuery(stored);
    const facts = await answerPlan(prometheusEngine.discover(query, mapping, window), prometheus().url);
    return answerPlan(prometheusEngine.plan(query, mapping, window, adjust(facts)), prometheus().url);
  }
  const model = (name: string, more: Partial<ModelQuery['model']> = {}) => ({ model: { name, ...more } });
  const rows = ([frame]: DataFrame[]) =>
    Array.from({ length: frame.length }, (_, i) => frame.fields.map((field) => field.values[i]));
  const values = (frames: DataFrame[], field = 'Value') =>
    frames.map((frame) => frame.fields.find(({ name }) => name === field)?.values);
  const notices = (frames: DataFrame[]) => frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);

  describe('confusion', () => {
    it('counts each pair of classes, all versions together', async () => {
      expect(rows(await answer({ kind: 'confusion', ...model('credit') }))).toEqual([
        ['approve', 'approve', 170],
        ['approve', 'reject', 10],
        ['reject', 'approve', 4],
        ['reject', 'reject', 36],
      ]);
    });

    it('splits by version, and narrows to some', async () => {
      const frames = await answer({
        kind: 'confusion',
        byVersion: true,
        ...model('credit', { versions: ['v2', 'v3'] }),
      });
      expect(rows(frames)).toEqual([
        ['v2', 'approve', 'approve', 80],
        ['v2', 'reject', 'reject', 20],
      ]);
    });

    it('looks back as far as the query says', async () => {
      expect(rows(await answer({ kind: 'confusion', window: '1h', ...model('credit', { versions: ['v1'] }) }))).toEqual(
        [
          ['approve', 'approve', 45],
          ['approve', 'reject', 5],
          ['reject', 'approve', 2],
          ['reject', 'reject', 8],
        ]
      );
    });

    it.each(HOSTILE)('takes a model, a version and classes named %j literally', async (name) => {
      const frames = await answer({ kind: 'confusion', ...model(name, { versions: [name] }) });
      expect(rows(frames)).toEqual([[name, HOSTILE[(HOSTILE.indexOf(name) + 1) % 14], 100]]);
    });

    it('takes several hostile versions as alternatives, not as a pattern', async () => {
      const frames = await answer({ kind: 'confusion', ...model('a|b', { versions: HOSTILE }) });
      expect(rows(frames)).toHaveLength(1);
    });

    it('applies a matcher on a class to the outcomes, hostile or not', async () => {
      const matchers = [{ label: 'actual', operator: '=' as const, value: 'two\nlines' }];
      expect(rows(await answer({ kind: 'confusion', ...model('hostile', { matchers }) }))).toEqual([
        ['two\nlines', 'two\nlines', 60],
      ]);
    });
  });

  describe('quality', () => {
    const quality = (measure: string, more: object = {}) => ({
      kind: 'quality',
      quality: { measure, ...more },
      ...model('credit', { versions: ['v1'], positiveClass: 'reject' }),
    });

    it.each([
      ['accuracy', {}, 106 / 120],
      ['precision', { average: 'class' }, 16 / 26],
      ['recall', { average: 'class', class: 'approve' }, 90 / 100],
      ['recall', { average: 'macro' }, (0.9 + 0.8) / 2],
      ['support', { average: 'class' }, 20],
    ])('%s %j', async (measure, more, expected) => {
      const [[value]] = values(await answer(quality(measure, more))) as number[][];
      expect(value).toBeCloseTo(expected, 12);
    });

    it('carries support and a Wilson interval, and shows them where asked', async () => {
      const [frame] = await answer(quality('accuracy', { interval: true, support: true }));
      expect(modelwatchMeta(frame)).toMatchObject({ support: 120 });
      expect(values([frame], 'support')).toEqual([[120]]);
      // scipy.stats.binomtest(106, 120).proportion_ci(0.95, 'wilson')
      expect(values([frame], 'lower')[0]?.[0]).toBeCloseTo(0.8136664838239611, 12);
      expect(values([frame], 'upper')[0]?.[0]).toBeCloseTo(0.9292188219216995, 12);
    });

    it('answers over time, each event counted once', async () => {
      const frames = await answer({ ...quality('support', { average: 'each' }), result: 'series' });
      const perClass = frames.map((frame) => ({
        class: frame.fields[1].labels?.class,
        sum: frame.fields[1].values.slice(1).reduce((sum: number, value: number) => sum + value, 0),
      }));
      expect(perClass).toEqual([
        { class: 'approve', sum: 100 },
        { class: 'reject', sum: 20 },
      ]);
    });

    it('gives the same from cells and from marginals, for names of any kind', async () => {
      const many = (facts: PrometheusFacts) => ({ ...facts, seriesOfModel: { model_outcomes_total: 1e6 } });
      for (const name of ['hostile', 'credit']) {
        for (const measure of ['recall', 'precision']) {
          const query = { kind: 'quality', quality: { measure, average: 'each' }, ...model(name) };
          const fromMarginals = await answer(query, defaultMapping, many);
          expect(values(fromMarginals)).toEqual(values(await answer(query)));
          expect(fromMarginals.length).toBe(name === 'credit' ? 2 : 14);
        }
      }
    });

    it('says of which version it is, where it is split', async () => {
      const frames = await answer({ ...quality('accuracy'), byVersion: true, model: { name: 'credit' } });
      expect(frames.map(({ name }) => name)).toEqual(['accuracy (v1)', 'accuracy (v2)']);
      expect(frames.map(({ fields }) => fields[1].labels)).toEqual([{ version: 'v1' }, { version: 'v2' }]);
    });

    it('is no data where nothing was predicted so, never 0', async () => {
      expect(values(await answer(quality('precision', { average: 'class', class: 'unheard of' })))).toEqual([[null]]);
    });

    const existing: TelemetryMapping = completeMapping({
      existing: [
        { measure: 'accuracy', average: 'macro', metric: 'team_accuracy' },
        { measure: 'recall', average: 'class', metric: 'team_recall', classLabel: 'label' },
      ],
    });

    it('reads a measure that somebody computes already', async () => {
      expect(values(await answer(quality('accuracy', { source: 'existing' }), existing))).toEqual([[0.875]]);
      const frames = await answer(
        { kind: 'quality', quality: { measure: 'recall', average: 'each' }, ...model('gauged') },
        existing
      );
      expect(values(frames)).toEqual([[0.5]]);
      expect(frames[0].fields[1].labels).toEqual({ class: 'cat' });
    });

    it('prefers counted outcomes where there are some', async () => {
      const [[value]] = values(await answer(quality('accuracy'), existing)) as number[][];
      expect(value).toBeCloseTo(106 / 120, 12);
    });
  });

  describe('operations', () => {
    const operations = (measure: string, more: object = {}) => ({
      kind: 'operations',
      operations: { measure, ...more },
      ...model('credit'),
    });

    it.each([
      ['throughput', {}, 3600 / 7200],
      ['errorShare', {}, 400 / 4000],
      ['errorRate', {}, 400 / 7200],
      ['labelCoverage', {}, 220 / 3600],
      ['responseTime', { quantiles: [0.5] }, 0.1],
      ['responseTime', { quantiles: [] }, 0.1],
      ['memory', {}, 3e8],
    ])('%s %j', async (measure, more, expected) => {
      const all = values(await answer(operations(measure, more))) as number[][];
      expect(all).toHaveLength(1);
      expect(all[0][0]).toBeCloseTo(expected, 9);
    });

    it('says 0 of a model without failures, since its failures are counted', async () => {
      expect(values(await answer({ ...operations('errorShare'), ...model('healthy') }))).toEqual([[0]]);
    });

    it('says nothing of failures that nobody counts', async () => {
      const frames = await answer({ ...operations('errorShare'), ...model('hostile') });
      expect(values(frames)).toEqual([[]]);
      expect(notices(frames).join()).toContain("model_prediction_errors_total has no series of model 'hostile'");
    });

    it('gives the quantiles of the response time over time', async () => {
      const frames = await answer({ ...operations('responseTime', { quantiles: [0.5, 0.95] }), result: 'series' });
      expect(frames.map(({ name }) => name)).toEqual(['response time p50', 'response time p95']);
      for (const value of frames[1].fields[1].values) {
        expect(value).toBeCloseTo(0.19, 2);
      }
    });
  });

  describe('what is missing', () => {
    it('names the metric that no series has, and what to do', async () => {
      const mapping = completeMapping({ metrics: { outcomes: 'verdicts_total' } });
      expect(notices(await answer({ kind: 'confusion', ...model('credit') }, mapping))).toEqual([
        'No series named verdicts_total in Prometheus. Map the metric that counts outcomes in the data source settings.',
      ]);
    });

    it('names the models that there are', async () => {
      const [text] = notices(await answer({ kind: 'confusion', ...model('credti') }));
      expect(text).toContain("model_outcomes_total has no series of model 'credti' in this window. It has ");
    });

    it('refuses quality on the prediction clock', () => {
      const query = migrateQuery({ kind: 'confusion', timeBasis: 'prediction', ...model('credit') });
      expect(prometheusEngine.plan(query, defaultMapping, window, { seriesOfModel: {}, modelsByMetric: {} })).toEqual({
        sentence: expect.stringContaining('outcome clock only'),
      });
    });

    it('answers for a model without versions, and refuses to split it', async () => {
      const mapping = completeMapping({ labels: { version: '' } });
      expect(rows(await answer({ kind: 'confusion', ...model('credit') }, mapping))).toHaveLength(4);
      await expect(answer({ kind: 'confusion', byVersion: true, ...model('credit') }, mapping)).rejects.toThrow(
        'no version label'
      );
    });
  });
});
