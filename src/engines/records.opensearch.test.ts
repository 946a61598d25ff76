/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { indexing, learning, predicting } from '../../scripts/opensearchRecords';
import { HOSTILE } from '../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { valuesOf } from '../../test/valuesOf';
import { type AuditRow, readAudit } from '../frames/auditFrame';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { timeBases } from '../query/query';
import { completeRecordMapping, defaultRecordMapping } from '../query/recordFields';
import { isRefusal, type TimeWindow } from './engine';
import { elasticsearchEngine } from './elasticsearch/elasticsearchEngine';
import { type AuditRecord } from './sample/records';
import { recordsSource } from './sample/recordsSource';
import { sampleEngine } from './sample/sampleEngine';
import { eventsBetween } from './sample/story/events';
import { HOUR, MINUTE, story } from './sample/story/story';
import { recordOf } from './sample/story/storyRecords';

/**
 * The same records in a real OpenSearch and in the browser: the same errors, the same records behind the same questions, and
 * no record lost or repeated between pages. The model 'names' has classes, errors and features of hostile names, many
 * records in one millisecond, and a midnight in it.
 */
jest.setTimeout(60_000);

const MIDNIGHT = Date.UTC(2026, 10, 20);
const START = MIDNIGHT + 6 * HOUR;

const names = [...HOSTILE, 'Plain', 'a/b', 'x.y+z', 'ÄRGER'];
const hostile: AuditRecord[] = names.flatMap((name, i) =>
  Array.from({ length: 8 }, (_, n): AuditRecord => {
    const time = MIDNIGHT + 1000 * (i - 4);
    const answered = {
      predicted: n % 2 === 0 ? name : 'Plain',
      actual: name,
      observed: time + HOUR + n,
      score: n / 10,
    };
    return {
      id: `${i}-${n}`,
      time,
      model: 'names',
      version: `v${n % 3}`,
      ...(n === 7
        ? { error: { type: name, message: `it failed: ${name} (twice)` } }
        : n === 6
          ? { predicted: name }
          : answered),
      features: { place: name, [`of ${i % 3}`]: i },
    };
  })
);
const records = [...eventsBetween({ story, start: START, seed: 3 }, START, START + 3 * HOUR).map(recordOf), ...hostile];

const storyWindow: TimeWindow = { from: START + HOUR + 1234, to: START + 3 * HOUR + 1234, intervalMs: 15 * MINUTE };
const namesWindow: TimeWindow = { from: MIDNIGHT - HOUR, to: MIDNIGHT + 2 * HOUR, intervalMs: MINUTE };
const windowOf = (model: string) => (model === 'names' ? namesWindow : storyWindow);

const sample = sampleEngine(recordsSource(records));
const elasticsearch = elasticsearchEngine(defaultRecordMapping);

describeOnOpenSearch('records, from an index and in the browser', () => {
  const { answer, send } = onOpenSearch(() => records.map(indexing));

  const queryOf = (model: string, asked: object) => migrateQuery({ kind: 'audit', model: { name: model }, ...asked });

  async function fromIndex(model: string, asked: object, engine = elasticsearch, window = windowOf(model)) {
    const query = queryOf(model, asked);
    const facts = await answer(engine.discover(query, defaultMapping, window));
    return answer(engine.plan(query, defaultMapping, window, facts));
  }

  function fromRecords(model: string, asked: object): DataFrame[] {
    const plan = sample.plan(queryOf(model, asked), defaultMapping, windowOf(model), null);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    return plan.read([]);
  }

  const auditIn = ([frame]: DataFrame[]) => readAudit(frame) ?? { rows: [] };
  const byId = (a: AuditRow, b: AuditRow) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1);
  /** Without their order at the same time, which is any, features that only others have, and what lies below a nanosecond. */
  const comparable = (rows: AuditRow[]) =>
    [...rows].sort(byId).map(({ cursor, duration, features, ...row }) => ({
      ...row,
      features: Object.fromEntries(Object.entries(features).filter(([, value]) => value !== null)),
      duration: duration && Number(duration.toFixed(9)),
    }));
  const isLatestFirst = (rows: AuditRow[]) =>
    rows.every(({ time = NaN }, i) => i === 0 || time <= (rows[i - 1].time ?? NaN));

  async function expectSame(model: string, audit: object, more: object = {}): Promise<number> {
    const asked = { audit: { pageSize: 5000, ...audit }, ...more };
    const expected = auditIn(fromRecords(model, asked));
    const found = auditIn(await fromIndex(model, asked));
    expect(isLatestFirst(found.rows)).toBe(true);
    expect(comparable(found.rows)).toEqual(comparable(expected.rows));
    return found.rows.length;
  }

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    it.each(['all', 'outcome', 'wrong'])('are the same: %s', async (only) => {
      for (const model of ['names', 'credit-risk', 'intent', 'house-price']) {
        const found = await expectSame(model, { only }, { timeBasis });
        expect(found > 0).toBe(!(model === 'house-price' && only === 'wrong'));
      }
    });

    it.each(['names', 'credit-risk'])('behind a cell of the matrix are as many as it counts: %s', async (model) => {
      const [matrix] = await fromIndex(model, { kind: 'confusion', timeBasis });
      const column = (name: string) => matrix.fields.find((field) => field.name === name)?.values ?? [];
      expect(matrix.length).toBeGreaterThan(3);
      for (let i = 0; i < matrix.length; i++) {
        const cell = { actual: column('actual')[i], predicted: column('predicted')[i] };
        expect(await expectSame(model, { cell }, { timeBasis })).toBe(column('count')[i]);
      }
    });
  });

  it('of errors are the same, and by type as many', async () => {
    for (const model of ['names', 'credit-risk']) {
      const ofErrors = { kind: 'errors', errors: { as: 'records' } };
      const found = await expectSame(model, { only: 'wrong' }, ofErrors);
      expect(found).toBeGreaterThan(0);
      expect(await expectSame(model, { only: 'errors' })).toBe(found);
      const byType = await fromIndex(model, { kind: 'errors' });
      const sum = [...valuesOf(byType).values()].reduce((all, count) => all + count, 0);
      expect(sum).toBe(found);
    }
  });

  it.each([{}, { byVersion: true }, { result: 'series' }, { result: 'series', window: '1h', byVersion: true }])(
    'count errors by type alike: %j',
    async (shape) => {
      const expected = valuesOf(fromRecords('credit-risk', { kind: 'errors', ...shape }));
      const found = valuesOf(await fromIndex('credit-risk', { kind: 'errors', ...shape }));
      const counted = (values: Map<string, number>) => new Map([...values].filter(([, count]) => count !== 0));
      expect(counted(expected).size).toBeGreaterThan(0);
      expect(counted(found)).toEqual(counted(expected));
    }
  );

  it('are found by a text that they hold, in either case', async () => {
    const words = [...names.flatMap((name) => name.split(/\s+/u)), 'plain', 'FAILED', 'ärger', '(TWICE)', 'v1', '3-5'];
    for (const search of words.filter((word) => word !== '')) {
      expect(await expectSame('names', { search }, { timeBasis: 'prediction' })).toBeGreaterThan(0);
    }
    expect(await expectSame('names', { search: ' v1  plain ' }, { timeBasis: 'prediction' })).toBeGreaterThan(0);
    expect(await expectSame('names', { search: 'nowhere' }, { timeBasis: 'prediction' })).toBe(0);
  });

  it('are found by their id, and let through by matchers', async () => {
    expect(await expectSame('names', { id: '3-4' }, { timeBasis: 'prediction' })).toBe(1);
    for (const [label, value] of [
      ['error_type', names[0]],
      ['actual', names[1]],
    ]) {
      const model = { name: 'names', matchers: [{ label, operator: '=', value }] };
      expect(await expectSame('names', {}, { model, timeBasis: 'prediction' })).toBeGreaterThan(0);
    }
  });

  /** Every page, one after another, with what happens in between. */
  async function pages(asked: { timeBasis: string; pageSize: number }, between: () => Promise<void>) {
    const rows: AuditRow[] = [];
    let cursor: string | undefined = '';
    let count = 0;
    while (cursor !== undefined) {
      const audit = { pageSize: asked.pageSize, cursor };
      const page: ReturnType<typeof auditIn> = auditIn(await fromIndex('names', { audit, timeBasis: asked.timeBasis }));
      expect(page.rows.length).toBeLessThanOrEqual(asked.pageSize);
      rows.push(...page.rows);
      cursor = page.next;
      count++;
      await between();
    }
    return { rows, count };
  }

  it.each(timeBases)('come page by page, none lost and none twice: %s', async (timeBasis) => {
    const expected = auditIn(fromRecords('names', { audit: { pageSize: 5000 }, timeBasis })).rows;
    for (const pageSize of [3, 8]) {
      const { rows, count } = await pages({ timeBasis, pageSize }, async () => undefined);
      expect(count).toBe(Math.ceil(expected.length / pageSize));
      expect(comparable(rows)).toEqual(comparable(expected));
    }
  });

  it('come so while records of the same time are written anew, as late outcomes do', async () => {
    const late = Array.from({ length: 20 }, (_, i): AuditRecord => ({
      id: `late-${i}`,
      time: MIDNIGHT + 5000,
      observed: MIDNIGHT + HOUR,
      model: 'names',
      version: 'late',
      predicted: 'yes',
      actual: 'yes',
      features: {},
    }));
    await send(late.map(predicting));
    let learnt = 0;
    const { rows } = await pages({ timeBasis: 'prediction', pageSize: 5 }, async () => {
      await send(late.slice(learnt, ++learnt).map(learning));
    });
    const ids = rows.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id?.startsWith('late-'))).toHaveLength(late.length);
    expect(ids).toHaveLength(late.length + hostile.length);
  });

  it('come in pages of more than 500', async () => {
    const all = auditIn(fromRecords('intent', { audit: { pageSize: 5000 }, timeBasis: 'prediction' })).rows;
    expect(all.length).toBeGreaterThan(1100);
    const first = auditIn(await fromIndex('intent', { audit: { pageSize: 700 }, timeBasis: 'prediction' }));
    const audit = { pageSize: 5000, cursor: first.next };
    const rest = auditIn(await fromIndex('intent', { audit, timeBasis: 'prediction' }));
    expect(first.rows).toHaveLength(700);
    expect(comparable([...first.rows, ...rest.rows])).toEqual(comparable(all));
  });

  it('say that there are no older ones, and none at all', async () => {
    const { rows } = auditIn(await fromIndex('names', { audit: { pageSize: 5000 }, timeBasis: 'prediction' }));
    const audit = { cursor: rows.at(-1)?.cursor };
    const [older] = await fromIndex('names', { audit, timeBasis: 'prediction' });
    expect(older.meta?.notices?.[0].text).toContain('There are no older records.');
    const [wrong] = await fromIndex('house-price', { audit: { only: 'wrong' } });
    expect(wrong.meta?.notices?.[0].text).toContain('has the field outcome.correct');
  });

  it('are neither shown nor searched in what is redacted', async () => {
    const mapping = completeRecordMapping({ redacted: ['features.place', 'error', 'outcome.label'] });
    const asked = { timeBasis: 'prediction', audit: { pageSize: 5000 } };
    const [frame] = await fromIndex('names', asked, elasticsearchEngine(mapping));
    const shown = frame.fields.map(({ name }) => name);
    expect(shown).toContain('features.of 0');
    expect(shown).not.toContain('features.place');
    expect(shown).not.toContain('error message');
    expect(shown).not.toContain('outcome');
    const searched = { ...asked, audit: { pageSize: 5000, search: 'failed' } };
    expect(auditIn(await fromIndex('names', searched, elasticsearchEngine(mapping))).rows).toEqual([]);
    const place = { label: 'features.place', operator: '=', value: 'Plain' };
    const guessed = fromIndex('names', { model: { name: 'names', matchers: [place] } }, elasticsearchEngine(mapping));
    await expect(guessed).rejects.toThrow('The field features.place is redacted');
    const cell = { ...asked, audit: { cell: { actual: 'Plain' } } };
    await expect(fromIndex('names', cell, elasticsearchEngine(mapping))).rejects.toThrow('outcome.label is redacted');
  });
});
