import fc from 'fast-check';

import { readCompleteness } from '../../frames/completenessFrame';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { DAY_MS } from '../completeness';
import { isRefusal } from '../engine';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';
import { storySource } from './story/storySource';

const window = { from: 0, to: 100 * DAY_MS, intervalMs: DAY_MS };

function frameOf(records: AuditRecord[], model: object = {}, within = window) {
  const query = migrateQuery({ kind: 'audit', model: { name: 'm', ...model }, audit: { as: 'completeness' } });
  const plan = sampleEngine(recordsSource(records)).plan(query, defaultMapping, within, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([])[0];
}
const toldOf = (...asked: Parameters<typeof frameOf>) => readCompleteness(frameOf(...asked)) ?? { days: [] };
const noticesOf = (...asked: Parameters<typeof frameOf>) => frameOf(...asked).meta?.notices?.map(({ text }) => text);

const record = (more: Partial<AuditRecord>): AuditRecord => ({ model: 'm', version: 'v', features: {}, ...more });

it('counts every record with a time on one day, and finds the first and the last of all', () => {
  const times = fc.array(fc.integer({ min: 1, max: 200 * DAY_MS }), { minLength: 1 });
  fc.assert(
    fc.property(times, (made) => {
      const { days, kept } = toldOf(made.map((time) => record({ time })));
      expect(kept).toEqual({ first: Math.min(...made), last: Math.max(...made) });
      expect(days.reduce((sum, day) => sum + day.records, 0)).toBe(made.filter((time) => time <= window.to).length);
      for (const { time, oldest = NaN, newest = NaN } of days) {
        expect(time % DAY_MS === 0 && time <= oldest && oldest <= newest && newest < time + DAY_MS).toBe(true);
      }
    })
  );
});

it('looks for the first and the last among those that the query is about', () => {
  const records = [1, 5, 9].map((day) => record({ time: day * DAY_MS, version: `v${day}` }));
  expect(toldOf(records, { versions: ['v5'] }).kept).toEqual({ first: 5 * DAY_MS, last: 5 * DAY_MS });
  expect(toldOf(records, { versions: ['v7'] })).toEqual({ days: [] });
});

it('misses nothing in a failed request but what it had to have, and no outcome before it is known', () => {
  const error = { type: 'E', message: '' };
  const [day] = toldOf([record({ time: 1, id: 'a', error }), record({ time: 2, id: 'b', predicted: '' })]).days;
  expect(day).toMatchObject({ records: 2, failed: 1, withOutcome: 0 });
  expect(day.without).toEqual({ id: 0, version: 0, prediction: 0, 'outcome time': 0 });
});

it('says where the records begin, once', () => {
  expect(noticesOf([record({ time: DAY_MS })])).toEqual([expect.stringContaining('begin at 1970-01-02 00:00 UTC')]);
  expect(noticesOf([record({ time: DAY_MS })], {}, { ...window, from: DAY_MS })).toHaveLength(1);
  const query = migrateQuery({ kind: 'audit', model: { name: 'intent' }, audit: { as: 'completeness' } });
  const now = Date.UTC(2026, 10, 20, 3);
  const within = { from: now - 61 * DAY_MS, to: now - 60 * DAY_MS, intervalMs: DAY_MS };
  const plan = sampleEngine(storySource(() => now)).plan(query, defaultMapping, within, null);
  const texts = isRefusal(plan) ? [] : plan.read([])[0].meta?.notices?.map(({ text }) => text);
  expect(texts?.filter((text) => text.includes('before that there is no data'))).toHaveLength(1);
  expect(texts?.filter((text) => text.includes('begin at'))).toHaveLength(0);
});

it('says what it leaves out, and that there is nothing', () => {
  expect(noticesOf([record({ time: 1 }), record({})])).toContain('1 record has no time, so it is not counted here.');
  expect(noticesOf([record({ time: 500 * DAY_MS })])).toEqual([expect.stringContaining('begin at 1971-05-16 00:00')]);
  expect(noticesOf([record({})])).toContainEqual(expect.stringContaining("No record of model 'm' is there"));
});
