/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { auditDocument, indexing } from '../../../scripts/opensearchRecords';
import { startOpensearch } from '../../../scripts/opensearch';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { onSearchNode } from '../../../test/onSearchNode';
import { valuesOf } from '../../../test/valuesOf';
import { queryFailure } from '../../datasource/upstreamErrors';
import { readAudit } from '../../frames/auditFrame';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { timeBases } from '../../query/query';
import { completeRecordMapping, type PartialRecordMapping } from '../../query/recordFields';
import { isRefusal } from '../engine';
import { type AuditRecord } from '../sample/records';
import { recordsSource } from '../sample/recordsSource';
import { sampleEngine } from '../sample/sampleEngine';
import { elasticsearchEngine } from './elasticsearchEngine';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FROM = Date.UTC(2026, 10, 20, 6);
const TO = FROM + 4 * HOUR;
const window = { from: FROM, to: TO, intervalMs: HOUR };

/** Of classes, with a score, and a value: each answer has something of it. */
const one = (model: string, i: number, changes: Partial<AuditRecord> = {}): AuditRecord => ({
  id: `${model}-${i}`,
  time: FROM + (i + 1) * MINUTE,
  observed: FROM + (i + 2) * MINUTE,
  model,
  version: 'v1',
  actual: i % 3 ? 'yes' : 'no',
  predicted: i % 2 ? 'yes' : 'no',
  score: (i % 10) / 10,
  value: i,
  actualValue: i + 2,
  features: {},
  ...changes,
});
const times = (count: number, make: (i: number) => AuditRecord) => Array.from({ length: count }, (_, i) => make(i));

/** What cannot be right in the world, and can be in an index. */
const odd: AuditRecord[] = [
  one('odd', 1),
  one('odd', 2, { version: '' }),
  one('odd', 3, { actual: '', predicted: '' }),
  one('odd', 4, { actual: '' }),
  one('odd', 5, { predicted: undefined, score: undefined }),
  one('odd', 6, { score: -0.5 }),
  one('odd', 7, { score: 17 }),
  // Known before it was predicted.
  one('odd', 91, { observed: FROM + 3 * MINUTE }),
  // In the future.
  one('odd', 8, { time: TO + 3 * HOUR, observed: TO + 4 * HOUR }),
  one('odd', 9, { observed: TO + 365 * 24 * HOUR }),
  one('odd', 10, { time: Date.UTC(2090, 1, 1), observed: Date.UTC(2090, 1, 2) }),
];
const plain = times(40, (i) => one('partly', i));
const asText = times(20, (i) => one('partly', i + 40));
const records = [...odd, ...plain, ...times(10, (i) => one('lists', i))];

/** As whoever has no index template has it: each text is one, and a number that came as a text is one too. */
const OTHER = 'other-audit';
const BOTH = { index: `model-audit-*,${OTHER}` };
const typed = {
  properties: {
    model: { properties: { name: { type: 'keyword' }, version: { type: 'keyword' } } },
    prediction: { properties: { label: { type: 'keyword' }, value: { type: 'double' } } },
    outcome: { properties: { label: { type: 'keyword' }, value: { type: 'double' } } },
  },
};
const mappings = {
  properties: {
    model: { properties: { name: { type: 'keyword' }, version: { type: 'keyword' } } },
    prediction: { properties: { label: { type: 'text' }, value: { type: 'keyword' } } },
    outcome: { properties: { label: { type: 'text', fields: { keyword: { type: 'keyword' } } } } },
  },
};

describeOnOpenSearch('what is wrong in an index', () => {
  const { answer, send, client } = onOpenSearch(() => records.map(indexing));
  const sample = sampleEngine(recordsSource(records));

  beforeAll(async () => {
    await client().ask('PUT', OTHER, { mappings });
    await send(asText.map((record) => ({ action: { index: { _index: OTHER } }, body: auditDocument(record) })));
  });

  const queryOf = (model: string, asked: object) =>
    migrateQuery({ kind: 'confusion', ...asked, model: { name: model, positiveClass: 'yes' } });

  async function ask(model: string, asked: object, settings = {}, mapped: PartialRecordMapping = {}) {
    const engine = elasticsearchEngine(completeRecordMapping(mapped));
    const query = queryOf(model, asked);
    const facts = await answer(engine.discover(query, defaultMapping, window), settings);
    return answer(engine.plan(query, defaultMapping, window, facts), settings);
  }
  const failureOf = (asked: Promise<DataFrame[]>) =>
    asked.then(
      () => undefined,
      ({ message }: Error) => queryFailure({ message: message.replace(/^[\w-]+: /, '') }, 'Audit')
    );
  const sum = (frames: DataFrame[]) => [...valuesOf(frames).values()].reduce((all, value) => all + value, 0);
  const texts = ([frame]: DataFrame[]) => (frame.meta?.notices ?? []).map(({ text }) => text);
  const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    it.each([
      {},
      { byVersion: true },
      quality('accuracy', { support: true }),
      quality('rocAuc', { scores: 'binned', support: true }),
      quality('mae', { support: true }),
      { kind: 'distribution', distribution: { of: 'score' } },
      { kind: 'operations', operations: { measure: 'labelCoverage' } },
      { ...quality('accuracy'), result: 'series' },
    ])('counts odd records as the records themselves do: %j', async (asked) => {
      const query = queryOf('odd', { ...asked, timeBasis });
      const plan = sample.plan(query, defaultMapping, window, null);
      if (isRefusal(plan)) {
        throw new Error(plan.sentence);
      }
      const expected = Object.fromEntries(valuesOf(plan.read([])));
      expect(Object.keys(expected).length).toBeGreaterThan(0);
      const found = await ask('odd', { ...asked, timeBasis });
      expect(Object.fromEntries(valuesOf(found))).toEqual(expected);
      expect(texts(found).filter((text) => /missing|times/.test(text))).toEqual([]);
    });

    it('counts nothing that lies in the future of its clock', async () => {
      const inTime = odd.filter(({ time = 0, observed = 0, predicted }) => {
        const when = timeBasis === 'outcome' ? observed : time;
        return predicted !== undefined && when <= TO;
      });
      expect(sum(await ask('odd', { timeBasis }))).toBe(inTime.length);
      expect(inTime.length).toBe(timeBasis === 'outcome' ? 7 : 8);
    });
  });

  it('has an index that is missing for one without records, and says what to do', async () => {
    const [frame] = await ask('odd', {}, { index: 'no-such-index' });
    expect(frame.length).toBe(0);
    expect(texts([frame])).toEqual([
      "No record with the field model.name in this time range. Choose another time range, or map the field that holds the model's name in the data source settings.",
    ]);
  });

  it('says which field is missing', async () => {
    const found = await ask('odd', {}, {}, { fields: { actual: 'truth' } });
    expect(texts(found)[0]).toContain("No record of model 'odd' has the field truth in this time range.");
  });

  it('says that a field is text', async () => {
    const failure = await failureOf(ask('partly', {}, { index: OTHER }));
    expect(failure).toMatch(
      /^The field (outcome|prediction)\.label is text, and aggregations need a keyword field, such as/
    );
  });

  it.each([
    {},
    quality('accuracy'),
    { ...quality('recall', { average: 'each' }), result: 'series' },
    quality('rocAuc', { scores: 'binned' }),
    quality('mae'),
    { ...quality('bias'), result: 'series' },
  ])('says that a part of several indices could not count, which Grafana does not: %j', async (asked) => {
    const found = await ask('partly', asked, BOTH);
    expect(texts(found).join()).toMatch(
      /20 of 60 records are missing in this answer, which is wrong by as much: some indices could not count by outcome\.\w+ and prediction\.\w+\./
    );
    const ofOne = await ask('partly', asked);
    expect(valuesOf(found)).toEqual(valuesOf(ofOne));
    expect(texts(ofOne).join()).not.toContain('missing in this answer');
  });

  it('counts by a keyword that all have', async () => {
    const found = await ask('partly', {}, BOTH, { fields: { actual: 'model.name', predicted: 'model.version' } });
    expect(sum(found)).toBe(60);
    expect(texts(found)).toEqual([]);
  });

  it('says that records hold lists, which count once for each entry', async () => {
    const [first] = times(1, (i) => one('lists', i + 50));
    const body = {
      ...auditDocument(first),
      outcome: { label: ['yes', 'no', 'maybe'], observed: new Date(FROM + HOUR) },
    };
    await send([{ action: { index: { _index: 'model-audit-2026.11.20', _id: 'list' } }, body }]);
    const found = await ask('lists', {});
    expect(sum(found)).toBe(13);
    expect(texts(found)[0]).toContain('11 records were counted 13 times: some hold lists in outcome.label');
  });

  it('leaves out scores that are no numbers', async () => {
    const bad = ['NaN', 'Infinity', 'high', '', true, { of: 1 }].map((score, i) => ({
      action: { index: { _index: 'model-audit-2026.11.20', _id: `bad-${i}` } },
      body: { ...auditDocument(one('bad scores', i)), prediction: { label: 'yes', score } },
    }));
    const taken = bad.slice(0, 5);
    await send([...taken, ...times(8, (i) => one('bad scores', i + 20)).map(indexing)]);
    await expect(send(bad.slice(5))).rejects.toThrow('was refused');
    expect(sum(await ask('bad scores', {}))).toBe(13);
    expect(sum(await ask('bad scores', { kind: 'distribution', distribution: { of: 'score' } }))).toBe(8);
  });

  it('counts a record twice that lies in two indices, which nothing tells', async () => {
    const twice = one('twice', 1);
    await send([
      indexing(twice),
      { ...indexing(twice), action: { index: { _index: 'model-audit-2026.11.21', _id: twice.id } } },
    ]);
    expect(sum(await ask('twice', {}))).toBe(2);
  });

  it('lists records with a megabyte of input, and says what to do about pages of them', async () => {
    const large = (i: number) => one('large', i, { features: { text: String(i % 10).repeat(1 << 20) } });
    await send(times(12, large).map(indexing));
    const page = async (pageSize: number) =>
      (await ask('large', { kind: 'audit', timeBasis: 'prediction', audit: { pageSize } }))[0];
    const rows = readAudit(await page(12))?.rows ?? [];
    expect(rows.map(({ features }) => String(features.text).length)).toEqual(Array(12).fill(1 << 20));
    expect(texts([await page(12)])).toEqual([expect.stringContaining('Choose pages of 9 records')]);
    expect(texts([await page(9)])).toEqual([]);
  });

  /** Settings of the whole node, and back. */
  async function under(settings: Record<string, unknown>, run: () => Promise<void>) {
    await client().ask('PUT', '_cluster/settings', { transient: settings });
    const none = Object.fromEntries(Object.keys(settings).map((name) => [name, null]));
    await run().finally(() => client().ask('PUT', '_cluster/settings', { transient: none }));
  }

  it('says that an answer would have too many buckets', () =>
    under({ 'search.max_buckets': 3 }, async () => {
      expect(await failureOf(ask('odd', {}))).toMatch(
        /^The query is too large for Audit: .*Trying to create too many buckets.* Choose a shorter time range or window/
      );
    }));

  it('says that no more scripts are compiled', () =>
    under({ 'script.max_compilations_rate': '1/10m' }, async () => {
      const failures: unknown[] = [];
      for (const actualValue of ['prediction.score', 'event.duration', 'prediction.value']) {
        failures.push(await failureOf(ask('partly', quality('r2'), {}, { fields: { actualValue } })));
      }
      expect(failures).toContain(
        'Audit compiles no more scripts for now, since it was asked for too many. Refresh in five minutes, or raise script.max_compilations_rate.'
      );
    }));
});

describeOnOpenSearch('an index on a server that allows no scripts', () => {
  const settings = { 'script.allowed_types': 'none' };
  const { answer } = onSearchNode(
    {
      start: (dataFolder) => startOpensearch({ dataFolder, settings }),
      // The ingest pipeline has scripts of its own.
      setUp: (client) =>
        client.ask('PUT', '_index_template/model-audit', {
          index_patterns: ['model-audit-*'],
          template: { mappings: typed },
        }),
    },
    () => plain.map(indexing)
  );
  const engine = elasticsearchEngine(completeRecordMapping());

  async function ask(asked: object) {
    const query = migrateQuery({ ...asked, model: { name: 'partly', positiveClass: 'yes' } });
    const facts = await answer(engine.discover(query, defaultMapping, window));
    return answer(engine.plan(query, defaultMapping, window, facts));
  }

  it('answers what needs none', async () => {
    for (const measure of ['accuracy', 'rocAuc']) {
      expect(valuesOf(await ask({ kind: 'quality', quality: { measure, scores: 'binned' } })).size).toBe(1);
    }
  });

  it('says that errors of values take scripts', async () => {
    const failure = await ask({ kind: 'quality', quality: { measure: 'mae' } }).catch((error: Error) => error.message);
    expect(queryFailure({ message: failure }, 'Audit')).toBe(
      'Audit allows no scripts, which measures of predicted values take. Allow inline scripts (script.allowed_types), or ask for other measures.'
    );
  });
});
