/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { indexing } from '../../scripts/opensearchRecords';
import * as late from '../../test/lateOutcomes';
import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { valuesOf } from '../../test/valuesOf';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { type ModelQuery, timeBases } from '../query/query';
import { defaultRecordMapping } from '../query/recordFields';
import { isRefusal, type TimeWindow } from './engine';
import { elasticsearchEngine } from './elasticsearch/elasticsearchEngine';
import { recordsSource } from './sample/recordsSource';
import { sampleEngine } from './sample/sampleEngine';
import { eventsBetween } from './sample/story/events';
import { HOUR, MINUTE, story } from './sample/story/story';
import { recordOf } from './sample/story/storyRecords';

/**
 * One answer: the same records in a real OpenSearch and in the browser, on both clocks. Counts and what follows from them are
 * equal; response time quantiles are estimates of the index. The late world (test/lateOutcomes.ts) has hostile names, labels
 * that are days late and scores on bin edges; its version and class are born inside. Windows lie off every grid.
 */
jest.setTimeout(60_000);

const START = Date.UTC(2026, 10, 20);
const records = [
  ...eventsBetween({ story, start: START, seed: 3 }, START, START + 6 * HOUR).map(recordOf),
  ...late.records,
];
const sample = sampleEngine(recordsSource(records));
const elasticsearch = elasticsearchEngine(defaultRecordMapping);

const storyWindow: TimeWindow = { from: START + 2 * HOUR + 1234, to: START + 5 * HOUR + 1234, intervalMs: 15 * MINUTE };
const lateWindow: TimeWindow = { from: late.at(25) + 777, to: late.at(70) + 777, intervalMs: 3 * HOUR };
const models: Array<[string, TimeWindow]> = [
  ['credit-risk', storyWindow],
  ['intent', storyWindow],
  [late.MODEL, lateWindow],
];

const queryOf = (model: string, asked: object): ModelQuery =>
  migrateQuery({
    ...asked,
    model: {
      name: model,
      ...(model === 'credit-risk' && { positiveClass: 'reject' }),
      ...(model === late.MODEL && { positiveClass: late.POSITIVE }),
      ...('model' in asked ? (asked.model as object) : {}),
    },
  });

describeOnOpenSearch('a real OpenSearch and the records themselves', () => {
  const { answer } = onOpenSearch(() => records.map(indexing));

  async function fromIndex(query: ModelQuery, window: TimeWindow): Promise<DataFrame[]> {
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    return answer(elasticsearch.plan(query, defaultMapping, window, facts));
  }

  function fromRecords(query: ModelQuery, window: TimeWindow): DataFrame[] {
    const plan = sample.plan(query, defaultMapping, window, null);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    return plan.read([]);
  }

  /** What an answer says, rounded where sums are taken in another order. */
  const rounded = (frames: DataFrame[]) =>
    Object.fromEntries([...valuesOf(frames)].map(([place, value]) => [place, Number(value.toPrecision(10))]));

  async function expectSame(model: string, window: TimeWindow, asked: object) {
    const query = queryOf(model, asked);
    const expected = rounded(fromRecords(query, window));
    expect(Object.keys(expected).length).toBeGreaterThan(0);
    expect(rounded(await fromIndex(query, window))).toEqual(expected);
  }

  const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
  const ofClasses = [
    quality('accuracy', { interval: true, support: true }),
    quality('balancedAccuracy'),
    quality('mcc'),
    quality('kappa'),
    quality('recall', { average: 'each', support: true }),
    quality('precision', { average: 'macro' }),
    quality('fBeta', { average: 'weighted' }),
  ];
  const ofScores = ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece'].map((measure) =>
    quality(measure, { scores: 'binned' })
  );
  const shapes = [{}, { byVersion: true }, { result: 'series' }, { result: 'series', window: '1h', byVersion: true }];

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    describe.each(models)('of model %j', (model, window) => {
      it.each([{}, { byVersion: true }, { window: '90m' }])('count the same matrix: %j', async (shape) => {
        await expectSame(model, window, { kind: 'confusion', timeBasis, ...shape });
      });

      it.each(shapes)('measure classes alike: %j', async (shape) => {
        for (const asked of ofClasses) {
          await expectSame(model, window, { ...asked, timeBasis, ...shape });
        }
      });
    });

    describe.each(models.filter(([model]) => model !== 'intent'))('of model %j', (model, window) => {
      it.each(shapes)('measure scores alike: %j', async (shape) => {
        for (const asked of ofScores) {
          await expectSame(model, window, { ...asked, timeBasis, ...shape });
        }
      });

      it('draw the same curves, distribution, and matrix at a threshold', async () => {
        const binned = { quality: { scores: 'binned' }, timeBasis };
        for (const curve of ['roc', 'precisionRecall', 'reliability']) {
          await expectSame(model, window, { kind: 'curve', curve, ...binned });
        }
        await expectSame(model, window, { kind: 'distribution', distribution: { of: 'score' }, ...binned });
        await expectSame(model, window, { kind: 'confusion', threshold: '0.5', ...binned });
      });
    });

    it.each(shapes)('measure values alike: %j', async (shape) => {
      for (const measure of ['mae', 'rmse', 'mape', 'bias', 'r2']) {
        await expectSame('house-price', storyWindow, { ...quality(measure, { interval: true }), timeBasis, ...shape });
      }
    });

    it.each(shapes)('cover labels alike: %j', async (shape) => {
      await expectSame('credit-risk', storyWindow, {
        kind: 'operations',
        operations: { measure: 'labelCoverage' },
        timeBasis,
        ...shape,
      });
    });
  });

  it.each(['throughput', 'errorRate', 'errorShare'])('run alike: %s', async (measure) => {
    for (const shape of shapes) {
      await expectSame('credit-risk', storyWindow, { kind: 'operations', operations: { measure }, ...shape });
    }
  });

  it('take as long on average', async () => {
    for (const shape of [{}, { byVersion: true }, { result: 'series' }]) {
      await expectSame('credit-risk', storyWindow, {
        kind: 'operations',
        operations: { measure: 'responseTime', quantiles: [] },
        ...shape,
      });
    }
  });

  it('take as long at each quantile, within 2 % of it', async () => {
    const asked = { kind: 'operations', operations: { measure: 'responseTime', quantiles: [0.5, 0.95, 0.99] } };
    const query = queryOf('credit-risk', asked);
    const expected = valuesOf(fromRecords(query, storyWindow));
    const found = valuesOf(await fromIndex(query, storyWindow));
    expect([...found.keys()]).toEqual([...expected.keys()]);
    for (const [place, value] of expected) {
      expect(Math.abs((found.get(place) ?? NaN) / value - 1)).toBeLessThan(0.02);
    }
  });
});
