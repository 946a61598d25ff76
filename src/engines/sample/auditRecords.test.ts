import fc from 'fast-check';

import { type Audit, readAudit } from '../../frames/auditFrame';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal } from '../engine';
import { type AuditRecord } from './records';
import { recordsSource } from './recordsSource';
import { sampleEngine } from './sampleEngine';

/** Records in a page, from a file: some in the same millisecond, some without an id, some without any time. */
const window = { from: 0, to: 100_000, intervalMs: 1000 };

function frameOf(records: AuditRecord[], audit: object, more: object = {}) {
  const query = migrateQuery({ kind: 'audit', timeBasis: 'prediction', model: { name: 'm' }, audit, ...more });
  const plan = sampleEngine(recordsSource(records)).plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([])[0];
}
const pageOf = (records: AuditRecord[], audit: object, more?: object): Audit =>
  readAudit(frameOf(records, audit, more)) ?? { rows: [] };

const record = (more: Partial<AuditRecord>): AuditRecord => ({
  model: 'm',
  version: '',
  features: {},
  predicted: 'a',
  ...more,
});

it('pages neither lose nor repeat a record, whatever their times and ids are', () => {
  const some = fc.record({
    time: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    id: fc.option(fc.constantFrom('x', 'y', '~'), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(some, { minLength: 1 }), fc.integer({ min: 1, max: 5 }), (made, pageSize) => {
      const records = made.map(({ time, id }, i) => record({ time, id, score: i / 1000 }));
      const seen: Array<number | undefined> = [];
      let cursor: string | undefined = '';
      while (cursor !== undefined) {
        const page: Audit = pageOf(records, { pageSize, cursor });
        expect(page.rows.length).toBeLessThanOrEqual(pageSize);
        seen.push(...page.rows.map(({ score }) => score));
        cursor = page.next;
      }
      expect(seen).toHaveLength(records.length);
      expect(new Set(seen).size).toBe(records.length);
    })
  );
});

it('a page goes on where it was, though later records have come', () => {
  const records = [1, 2, 3, 4].map((time) => record({ time, id: String(time) }));
  const first = pageOf(records, { pageSize: 2 });
  const grown = [...records, record({ time: 5, id: '5' })];
  const ids = pageOf(grown, { pageSize: 2, cursor: first.next }).rows.map(({ id }) => id);
  expect(ids).toEqual(['2', '1']);
});

it('says that there are no older records, and why there are none at all', () => {
  const records = [record({ time: 1, id: 'one' })];
  const [row] = pageOf(records, {}).rows;
  const noticeOf = (audit: object) => frameOf(records, audit).meta?.notices?.[0].text;
  expect(noticeOf({ cursor: row.cursor })).toContain('There are no older records.');
  expect(noticeOf({ id: 'two' })).toContain("No record of model 'm' is as asked in this time range.");
});

describe('a search', () => {
  const records = [
    record({ time: 1, id: 'p-1', predicted: 'say "hi"', features: { place: 'hidden' } }),
    record({ time: 2, id: 'p-2', predicted: undefined, error: { type: 'Timeout', message: 'No answer [x] in 2 s' } }),
    record({ time: 3, id: 'p-3', version: 'Ärger.*' }),
  ];
  const found = (search: string) => pageOf(records, { search }).rows.map(({ id }) => id);

  it.each([
    ['', ['p-3', 'p-2', 'p-1']],
    ['"HI"', ['p-1']],
    ['answer TIMEOUT', ['p-2']],
    ['answer elsewhere', []],
    ['[x]', ['p-2']],
    ['ärger.*', ['p-3']],
    ['.*', ['p-3']],
    ['p-', ['p-3', 'p-2', 'p-1']],
    ['hidden', []],
    ['\\', []],
  ])('for %j finds what holds every word, as it is written', (search, ids) => {
    expect(found(search)).toEqual(ids);
  });
});

it('errors are counted by type', () => {
  const failed = (time: number, type: string) => record({ time, predicted: undefined, error: { type, message: '' } });
  const query = migrateQuery({ kind: 'errors', model: { name: 'm' } });
  const source = recordsSource([failed(1, 'A'), failed(2, 'B'), failed(3, 'B'), record({ time: 4 })]);
  const plan = sampleEngine(source).plan(query, defaultMapping, window, null);
  const frames = isRefusal(plan) ? [] : plan.read([]);
  expect(frames.map(({ fields }) => [fields[1].labels, fields[1].values, fields[1].config.unit])).toEqual([
    [{ error_type: 'A' }, [1], 'short'],
    [{ error_type: 'B' }, [2], 'short'],
  ]);
});
