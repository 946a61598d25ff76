import { type DataFrame } from '@grafana/data';

import { isRefusal, type TimeWindow } from '../src/engines/engine';
import { elasticsearchEngine } from '../src/engines/elasticsearch/elasticsearchEngine';
import { recordsSource } from '../src/engines/sample/recordsSource';
import { sampleEngine } from '../src/engines/sample/sampleEngine';
import { eventsBetween } from '../src/engines/sample/story/events';
import { HOUR, MINUTE, story } from '../src/engines/sample/story/story';
import { recordOf } from '../src/engines/sample/story/storyRecords';
import { defaultMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { type ModelQuery } from '../src/query/query';
import { defaultRecordMapping } from '../src/query/recordFields';
import * as late from './lateOutcomes';
import { type OnSearchNode } from './onSearchNode';
import { valuesOf } from './valuesOf';

/**
 * The records that a search engine and the browser answer alike, and what is asked of both. The late world
 * (lateOutcomes.ts) has hostile names, labels that are days late and scores on bin edges; its version and class are born
 * inside. Windows lie off every grid.
 */
const START = Date.UTC(2026, 10, 20);
export const records = [
  ...eventsBetween({ story, start: START, seed: 3 }, START, START + 6 * HOUR).map(recordOf),
  ...late.records,
];
const sample = sampleEngine(recordsSource(records));
const elasticsearch = elasticsearchEngine(defaultRecordMapping);

export const storyWindow: TimeWindow = {
  from: START + 2 * HOUR + 1234,
  to: START + 5 * HOUR + 1234,
  intervalMs: 15 * MINUTE,
};
const lateWindow: TimeWindow = { from: late.at(25) + 777, to: late.at(70) + 777, intervalMs: 3 * HOUR };
export const models: Array<[string, TimeWindow]> = [
  ['credit-risk', storyWindow],
  ['intent', storyWindow],
  [late.MODEL, lateWindow],
];

export const queryOf = (model: string, asked: object): ModelQuery =>
  migrateQuery({
    ...asked,
    model: {
      name: model,
      ...(model === 'credit-risk' && { positiveClass: 'reject' }),
      ...(model === late.MODEL && { positiveClass: late.POSITIVE }),
      ...('model' in asked ? (asked.model as object) : {}),
    },
  });

export const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
export const ofClasses = [
  quality('accuracy', { interval: true, support: true }),
  quality('balancedAccuracy'),
  quality('mcc'),
  quality('kappa'),
  quality('recall', { average: 'each', support: true }),
  quality('precision', { average: 'macro' }),
  quality('fBeta', { average: 'weighted' }),
];
export const ofScores = ['rocAuc', 'prAuc', 'logLoss', 'brier', 'ece'].map((measure) =>
  quality(measure, { scores: 'binned' })
);
export const ofEstimates = ['accuracy', 'precision', 'recall'].map((measure) =>
  quality(measure, { average: 'class', source: 'estimated', calibration: '2h', support: true })
);
export const shapes = [
  {},
  { byVersion: true },
  { result: 'series' },
  { result: 'series', window: '1h', byVersion: true },
];

/** Asks a real search engine that has the records, and the browser. */
export function comparing(answer: OnSearchNode['answer']) {
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

  return { fromIndex, fromRecords, expectSame };
}
