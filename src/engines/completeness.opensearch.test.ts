/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { indexing } from '../../scripts/opensearchRecords';
import { HOSTILE } from '../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { readCompleteness } from '../frames/completenessFrame';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { completeRecordMapping, defaultRecordMapping } from '../query/recordFields';
import { DAY_MS } from './completeness';
import { elasticsearchEngine } from './elasticsearch/elasticsearchEngine';
import { isRefusal, type TimeWindow } from './engine';
import { type AuditRecord } from './sample/records';
import { recordsSource } from './sample/recordsSource';
import { sampleEngine } from './sample/sampleEngine';

/** The same records with the same holes, in a real OpenSearch and in the browser: each day holds and lacks as much. */
jest.setTimeout(60_000);

const MIDNIGHT = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;

/** On both sides of three midnights and on them; each is a hole of its own, or several. */
const records: AuditRecord[] = [...HOSTILE, 'Plain'].flatMap((name, i) =>
  [-DAY_MS, -1, 0, 1, DAY_MS - 1, 3 * DAY_MS].map((after, n): AuditRecord => {
    const time = MIDNIGHT + after + (n === 5 ? i : 0);
    const failed = (i + n) % 4 === 0;
    const known = !failed && (i + n) % 3 !== 0;
    return {
      id: `${i}-${n}`,
      time,
      model: 'names',
      version: (i + n) % 5 === 0 ? '' : `v${n % 2}`,
      ...(failed
        ? { error: { type: name, message: name } }
        : { ...(n !== 2 && { predicted: name }), ...((i + n) % 7 !== 0 && { score: 0.25 }) }),
      ...(known && { actual: 'Plain', ...(i % 2 === 0 && { observed: time + HOUR }) }),
      ...(i % 3 !== 0 && { duration: 0.5 }),
      features: i % 4 === 1 ? { place: null } : i % 4 === 2 ? {} : { place: name },
    };
  })
);
const prices = [0, 1, 2].map((n): AuditRecord => ({
  id: `price-${n}`,
  time: MIDNIGHT + n,
  model: 'price',
  version: 'v1',
  ...(n > 0 && { value: 3.5 }),
  ...(n === 2 && { actualValue: 4, observed: MIDNIGHT + HOUR }),
  features: {},
}));
const nameless = records.filter(({ id }) => id?.endsWith('-3'));
/** As the browser has them: without the id that each needs in an index. */
const asRead = [...records, ...prices].map((record) =>
  nameless.includes(record) ? { ...record, id: undefined } : record
);

function asWritten(record: AuditRecord) {
  const { action, body } = indexing(record);
  const document = JSON.parse(JSON.stringify(body));
  if (record.version === '') {
    delete document.model.version;
  }
  if (nameless.includes(record)) {
    delete document.prediction.id;
  }
  return { action, body: document };
}

const around: TimeWindow = { from: MIDNIGHT - 9 * DAY_MS, to: MIDNIGHT + 9 * DAY_MS, intervalMs: HOUR };
const within: TimeWindow = { from: MIDNIGHT - 1, to: MIDNIGHT + DAY_MS - 1, intervalMs: HOUR };
const sample = sampleEngine(recordsSource(asRead));
const elasticsearch = elasticsearchEngine(defaultRecordMapping);

describeOnOpenSearch('the completeness of records, from an index and in the browser', () => {
  const { answer } = onOpenSearch(() => [...records, ...prices].map(asWritten));

  const queryOf = (model: object) => migrateQuery({ kind: 'audit', audit: { as: 'completeness' }, model });

  async function fromIndex(model: object, window: TimeWindow, engine = elasticsearch): Promise<DataFrame> {
    const facts = await answer(engine.discover(queryOf(model), defaultMapping, window));
    const [frame] = await answer(engine.plan(queryOf(model), defaultMapping, window, facts));
    return frame;
  }

  function fromRecords(model: object, window: TimeWindow): DataFrame {
    const plan = sample.plan(queryOf(model), defaultMapping, window, null);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    return plan.read([])[0];
  }

  async function expectSame(model: object, window: TimeWindow) {
    const found = await fromIndex(model, window);
    const expected = fromRecords(model, window);
    expect(found.fields.map(({ name, values }) => [name, values])).toEqual(
      expected.fields.map(({ name, values }) => [name, values])
    );
    const told = readCompleteness(found);
    expect(told?.days.length).toBeGreaterThan(0);
    return { found, days: told?.days ?? [], kept: told?.kept };
  }

  it('is the same day by day, in UTC', async () => {
    const { days, kept } = await expectSame({ name: 'names' }, around);
    expect(days.map(({ time }) => time)).toEqual([-1, 0, 3].map((day) => MIDNIGHT + day * DAY_MS));
    expect(days.reduce((sum, day) => sum + day.records, 0)).toBe(records.length);
    for (const need of ['id', 'version', 'prediction', 'score', 'features', 'response time', 'outcome time']) {
      expect([need, days.some(({ without }) => without[need] > 0)]).toEqual([need, true]);
    }
    expect(kept).toEqual({ first: MIDNIGHT - DAY_MS, last: MIDNIGHT + 3 * DAY_MS + HOSTILE.length });
  });

  it('is of the window only, which leaves its beginning out; what is kept at all is told beside it', async () => {
    const { days, kept, found } = await expectSame({ name: 'names' }, within);
    expect(days).toMatchObject([{ time: MIDNIGHT, oldest: MIDNIGHT, newest: MIDNIGHT + DAY_MS - 1 }]);
    expect(kept?.first).toBe(MIDNIGHT - DAY_MS);
    expect(found.meta?.notices).toEqual([]);
  });

  it('is of the versions and of what the matchers let through', async () => {
    await expectSame({ name: 'names', versions: ['v1'] }, around);
    const matchers = [{ label: 'error_type', operator: '=', value: HOSTILE[0] }];
    const { days } = await expectSame({ name: 'names', matchers }, around);
    expect(days.every(({ records, failed }) => records === failed)).toBe(true);
  });

  it('does not miss in a regression what only classes have', async () => {
    const { days } = await expectSame({ name: 'price' }, around);
    expect(days).toMatchObject([{ records: 3, withOutcome: 1 }]);
    expect(days[0].without).toEqual({ id: 0, version: 0, prediction: 1, 'outcome time': 0 });
  });

  it('says where the records begin and end, if the window lies elsewhere', async () => {
    const early = await fromIndex({ name: 'names' }, { ...around, to: MIDNIGHT });
    expect(early.meta?.notices).toMatchObject([{ text: expect.stringContaining('begin at 2026-11-19 00:00 UTC') }]);
    const late = await fromIndex({ name: 'names' }, { ...around, from: MIDNIGHT + 8 * DAY_MS });
    expect(late.length).toBe(0);
    expect(late.meta?.notices?.[0].text).toContain('end at 2026-11-23 00:00 UTC');
  });

  it('tells nothing of what is redacted', async () => {
    const mapping = completeRecordMapping({ redacted: ['features', 'prediction.id'] });
    const told = readCompleteness(await fromIndex({ name: 'names' }, around, elasticsearchEngine(mapping)));
    expect(Object.keys(told?.days[0].without ?? {})).toEqual([
      'version',
      'prediction',
      'score',
      'response time',
      'outcome time',
    ]);
  });
});
