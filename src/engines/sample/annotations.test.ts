import { type DataFrame, textUtil } from '@grafana/data';

import { noticesOf, rowsOf } from '../../../test/onPrometheus';
import { migrateAnnotation, modelQueryOf } from '../../query/annotation';
import { defaultMapping } from '../../query/mapping';
import { isRefusal, type TimeWindow } from '../engine';
import { sampleAnnotator } from './annotations';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { type RecordSource } from './source';
import { CYCLE_HOURS, sampleStory } from './story/sampleStory';
import { storySource } from './story/storySource';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 20, 12);
const window: TimeWindow = { from: NOW - 10 * HOUR, to: NOW, intervalMs: 60_000 };
const hostile = `v2"\\\n$x, <b></script>`;

const record = (hoursAgo: number, version: string, more: Partial<AuditRecord> = {}): AuditRecord => ({
  model: 'm',
  version,
  time: NOW - hoursAgo * HOUR,
  predicted: 'a',
  features: {},
  ...more,
});

function answer(source: RecordSource, asked: object, over = window): DataFrame[] {
  const annotation = migrateAnnotation({ event: 'version', lookBack: '10h', model: { name: 'm' }, ...asked });
  const plan = sampleAnnotator(source).plan(annotation, modelQueryOf(annotation), defaultMapping, over, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  expect(plan.requests).toEqual([]);
  return plan.read([]);
}

const born = (records: AuditRecord[], asked: object = {}) =>
  rowsOf(answer(recordsSource(records), asked)).map(([time, , , , tags]) => [tags[2], (NOW - time) / HOUR]);

describe('new versions in records', () => {
  const old = record(11, 'v1');

  it('are those with a prediction in the window, and none in the look-back before it', () => {
    const records = [old, record(3, 'v1'), record(4, hostile), record(2, hostile), record(25, 'v0'), record(1, 'v0')];
    expect(born(records)).toEqual([
      [hostile, 4],
      ['v0', 1],
    ]);
    expect(born(records, { lookBack: '16h' })).toEqual([[hostile, 4]]);
  });

  it('are of windows that are open at their start and closed at their end', () => {
    expect(born([old, record(10, 'start'), record(0, 'end'), record(-1, 'after')])).toEqual([['end', 0]]);
    expect(born([record(20, 'before the look-back'), record(1, 'before the look-back')])).toHaveLength(1);
    expect(born([record(19.999, 'within'), record(1, 'within')])).toEqual([]);
  });

  it('are known by what they predict: a failed request is none', () => {
    const error = { type: 'TimeoutError', message: '' };
    expect(born([old, record(4, 'v2', { error }), record(3, 'v2')])).toEqual([['v2', 3]]);
    expect(born([record(11, 'v2', { error }), record(3, 'v2')])).toEqual([['v2', 3]]);
  });

  it('are narrowed by versions and matchers', () => {
    const records = [old, record(4, 'v2', { features: { site: 'eu' } }), record(3, 'v3')];
    expect(born(records, { model: { name: 'm', versions: ['v3'] } })).toEqual([['v3', 3]]);
    const matchers = [{ label: 'site', operator: '=', value: 'eu' }];
    expect(born(records, { model: { name: 'm', matchers } })).toEqual([['v2', 4]]);
  });

  it('say so, their names escaped where HTML is shown', () => {
    const [[, , title, text]] = rowsOf(answer(recordsSource([record(4, hostile)]), {}));
    expect(title).toBe(textUtil.escapeHtml(`Version ${hostile} of m first seen`));
    expect(text).toBe('It has predictions from here on, and had none in the 10 h before the time range.');
  });

  it('are marked in the built-in sample, where v2 is born in every cycle', () => {
    const start = Math.floor(NOW / (CYCLE_HOURS * HOUR)) * CYCLE_HOURS * HOUR - CYCLE_HOURS * HOUR;
    const hours = sampleStory.instances.flatMap(({ versions }) =>
      versions.filter(({ version }) => version === 'v2').map(({ from }) => from)
    );
    const model = { name: 'credit-risk' };
    const over = { from: start + 6 * HOUR, to: start + CYCLE_HOURS * HOUR, intervalMs: 60_000 };
    const frames = answer(
      storySource(() => NOW),
      { model, lookBack: '6h' },
      over
    );
    expect(rowsOf(frames).map(([, , , , tags]) => tags[2])).toEqual(['v2']);
    expect((rowsOf(frames)[0][0] - start) / HOUR).toBeCloseTo(Math.min(...hours), 0);
  });
});

describe('what records cannot tell is said in a sentence', () => {
  const refusal = (records: AuditRecord[], asked: object = {}) => {
    try {
      return noticesOf(answer(recordsSource(records), asked)).join(' ');
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each<[string, string, RegExp]>([
    ['restarts', refusal([record(1, 'v1')], { event: 'restart' }), /^Records say nothing of the processes/],
    ['another model', refusal([record(1, 'v1')], { model: { name: 'x' } }), /^There is no record of model 'x'\./],
    ['no times', refusal([record(1, 'v1', { time: undefined })]), /^The records of model 'm' have no times/],
    [
      'no version',
      refusal([record(1, '')]),
      /^The predictions of model 'm' do not name their version\. Give the records a/,
    ],
    ['none here', refusal([record(50, 'v1')]), /outside of this time range\. Choose a time range in between\.$/],
    [
      'a wrong pattern',
      refusal([record(1, 'v1')], { model: { name: 'm', matchers: [{ label: 'a', operator: '=~', value: '(' }] } }),
      /^The regular expression '\(' of the matcher on 'a' cannot be read\./,
    ],
  ])('%s', (_, said, expected) => {
    expect(said).toMatch(expected);
  });
});
