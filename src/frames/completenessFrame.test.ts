import { FieldMatcherID, fieldMatchers } from '@grafana/data';

import { defaultQuery } from '../query/query';
import { type CompletenessDay, completenessFrame, readCompleteness } from './completenessFrame';

const DAY = Date.UTC(2026, 10, 20);
const meta = { query: defaultQuery, from: 1, to: 2 };
const day = (more: Partial<CompletenessDay> = {}): CompletenessDay => ({
  time: DAY,
  records: 10,
  failed: 2,
  withOutcome: 4,
  oldest: DAY + 1,
  newest: DAY + 5,
  without: { version: 1, 'trace id': 0 },
  ...more,
});
const columnsOf = (days: CompletenessDay[]) =>
  Object.fromEntries(completenessFrame(days, { first: 7, last: DAY }, meta, []).fields.map((f) => [f.name, f.values]));

/** As a Grafana has it by default. */
const withFallback = { settings: { featureToggles: { dataplaneFrontendFallback: true } } };
afterEach(() => Object.assign(window, { grafanaBootData: undefined }));

describe('a frame of completeness', () => {
  it('has a row for each day, by its name in UTC', () => {
    expect(columnsOf([day(), day({ time: DAY + 86_400_000 })])).toMatchObject({
      day: ['2026-11-20', '2026-11-21'],
      records: [10, 10],
      'without version': [1, 1],
      'first record': [7, 7],
    });
  });

  it('lets Grafana tell its times apart by their names', () => {
    Object.assign(window, { grafanaBootData: withFallback });
    const frame = completenessFrame([day()], undefined, meta, []);
    const isTime = fieldMatchers.get(FieldMatcherID.byName).get('time');
    expect(frame.fields.filter((field) => isTime(field, frame, [frame])).map(({ name }) => name)).toEqual(['time']);
  });

  it('has the outcomes as a share of what was answered, and the failed requests as one of all', () => {
    expect(columnsOf([day()])).toMatchObject({ 'outcome share': [0.5], 'error share': [0.2] });
  });

  it('has no share of nothing', () => {
    expect(columnsOf([day({ failed: 10, withOutcome: 0 })])).toMatchObject({
      'outcome share': [null],
      'error share': [1],
    });
  });

  it('is read back as it was written', () => {
    const days = [day(), day({ time: DAY + 86_400_000, oldest: undefined, without: { version: 0, 'trace id': 3 } })];
    const kept = { first: 3, last: 9 };
    expect(readCompleteness(completenessFrame(days, kept, meta, []))).toEqual({ days, kept });
    expect(readCompleteness(completenessFrame([], kept, meta, []))).toEqual({ days: [], kept });
    expect(readCompleteness({ fields: [], length: 0 })).toBeUndefined();
  });
});
