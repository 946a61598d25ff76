import { type DataFrame } from '@grafana/data';

import { indexing } from '../scripts/opensearchRecords';
import { elasticsearchEngine } from '../src/engines/elasticsearch/elasticsearchEngine';
import { isRefusal, type TimeWindow } from '../src/engines/engine';
import { recordsSource } from '../src/engines/sample/recordsSource';
import { sampleEngine } from '../src/engines/sample/sampleEngine';
import { type Baseline, driftMeasures, variableKinds } from '../src/query/drift';
import { defaultMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { type ModelQuery } from '../src/query/query';
import { defaultRecordMapping, type RecordMapping } from '../src/query/recordFields';
import { HOUR, NEW, ODD_NUMBER, ODD_TEXT, OLD, records, START } from './driftRecords';
import { HOSTILE } from './mixedWorld';
import { type OnSearchNode } from './onSearchNode';

const sample = sampleEngine(recordsSource(records));

/** Off every grid. */
const now = START + 114 * HOUR + 1234;
const windowOf = (hours: number): TimeWindow => ({ from: now - hours * HOUR, to: now, intervalMs: 2 * HOUR });

const FEATURES = ['income', 'age', ODD_NUMBER, ODD_TEXT];
const queryOf = (drift: object, more: object = {}, model = 'credit'): ModelQuery =>
  migrateQuery({
    kind: 'drift',
    result: 'number',
    drift: { usualPeriods: 0, edges: '-0.5, 0.1, 5, 20, 40.5, 60', features: FEATURES, ...drift },
    model: { name: model },
    ...more,
  });

const columns = (frame: DataFrame) =>
  Object.fromEntries(frame.fields.map(({ name, labels, values }) => [JSON.stringify([name, labels]), [...values]]));

/** What frames say: rows by what they are of, since frequent categories come first in an index, and by chance in a file. */
function told(frames: readonly DataFrame[]): unknown[] {
  return frames.map((frame) => {
    const all = columns(frame);
    const rows = Array.from({ length: frame.length }, (_, row) =>
      JSON.stringify(Object.entries(all).map(([name, values]) => [name, rounded(values[row])]))
    );
    return { name: frame.name, rows: rows.sort() };
  });
}

const rounded = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) ? Number(value.toPrecision(9)) : value;
const textsOf = (frames: readonly DataFrame[]) =>
  frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);

function fromRecords(query: ModelQuery, window: TimeWindow): DataFrame[] {
  const plan = sample.plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

/** What drift of these records is on a real search engine that has them (driftRecords.ts): the tests of its describe block. */
export function testDriftOn({ answer, send, client }: OnSearchNode): void {
  async function fromIndex(
    query: ModelQuery,
    window: TimeWindow,
    mapping: RecordMapping = defaultRecordMapping
  ): Promise<DataFrame[]> {
    const engine = elasticsearchEngine(mapping);
    const facts = await answer(engine.discover(query, defaultMapping, window));
    return answer(engine.plan(query, defaultMapping, window, facts));
  }

  async function expectSame(query: ModelQuery, window: TimeWindow) {
    const expected = fromRecords(query, window);
    const found = await fromIndex(query, window);
    expect(expected[0].length).toBeGreaterThan(0);
    expect(told(found)).toEqual(told(expected));
    expect(textsOf(found)).toEqual(textsOf(expected));
    return found;
  }

  it.each(driftMeasures)('is that of the records, of features with hostile names: %s', async (measure) => {
    await expectSame(queryOf({ measure }), windowOf(24));
  });

  it.each(variableKinds.filter((of) => of !== 'feature'))('is that of the records: %s', async (of) => {
    await expectSame(queryOf({ of, edges: '0.05, 0.1, 0.15, 0.3, 0.6' }), windowOf(24));
  });

  it('is that of the records for predicted values', async () => {
    await expectSame(queryOf({ of: 'prediction' }, {}, 'price'), windowOf(48));
  });

  it.each([
    { kind: 'offset', offset: '48h' },
    { kind: 'fixed', from: '2026-11-20T03:04:05.678Z', to: '2026-11-21T01:00:00Z' },
    { kind: 'version', version: NEW },
  ])('is that of the records against any reference: %j', async (reference) => {
    const model = { name: 'credit', versions: reference.kind === 'version' ? [OLD] : [] };
    await expectSame(queryOf({}, { reference, model }), windowOf(24));
  });

  it('has the same usual level, whose past periods are asked in the same search', async () => {
    const query = queryOf({ usualPeriods: 4, usualEvery: '24h' });
    const [frame] = await expectSame(query, windowOf(6));
    expect(frame.fields.find(({ name }) => name === 'usual')?.values.filter(Number.isFinite).length).toBeGreaterThan(0);
  });

  it.each([{ window: '6h' }, { window: '2h' }, { window: '3h' }, { window: '7001s' }])(
    'goes over time as the records do: %j',
    async (shape) => {
      await expectSame(queryOf({}, { result: 'series', ...shape }), windowOf(shape.window === '7001s' ? 12 : 36));
    }
  );

  it('shows the same distributions', async () => {
    await expectSame(queryOf({}, { kind: 'distribution', distribution: { of: 'variable' } }), windowOf(24));
  });

  it('finds the features by itself, without what is null everywhere and what is redacted', async () => {
    const query = queryOf({ features: [] });
    const names = (frames: DataFrame[]) => [
      ...(frames[0].fields.find(({ name }) => name === 'variable')?.values ?? []),
    ];
    expect(names(await fromIndex(query, windowOf(24))).sort()).toEqual([...FEATURES, 'many'].sort());
    const without = { ...defaultRecordMapping, redacted: ['features.income', `features.${ODD_TEXT}`] };
    expect(names(await fromIndex(query, windowOf(24), without)).sort()).toEqual(['age', 'many', ODD_NUMBER].sort());
  });

  it('refuses to compare what is redacted', async () => {
    const without = { ...defaultRecordMapping, redacted: ['features.income'] };
    await expect(fromIndex(queryOf({}), windowOf(24), without)).rejects.toThrow(
      'The field features.income is redacted'
    );
  });

  it.each([
    { features: FEATURES },
    ...variableKinds.filter((of) => of !== 'feature').map((of) => ({ of })),
    { features: ['age'], measure: 'wasserstein' },
  ])('cuts bins by the deciles of the reference, which are those of the records: %j', async (drift) => {
    await expectSame(queryOf({ ...drift, edges: '' }), windowOf(24));
    await expectSame(
      queryOf({ ...drift, edges: '' }, { kind: 'distribution', distribution: { of: 'variable' } }),
      windowOf(48)
    );
  });

  it.each([{}, { of: 'score' }])(
    'says the very same each time it is asked, though the index estimates quantiles anew: %j',
    async (drift) => {
      const query = queryOf({ ...drift, edges: '' });
      const first = (await fromIndex(query, windowOf(48))).map(columns);
      for (let time = 0; time < 9; time++) {
        expect((await fromIndex(query, windowOf(48))).map(columns)).toEqual(first);
      }
    }
  );

  it('freezes what it counted, and compares with it', async () => {
    const variables: Baseline['variables'] = [
      { of: 'feature', name: 'income', edges: [null, 10, 30, 60, null], counts: [100, 120, 90, 10], nulls: 3 },
      { of: 'feature', name: ODD_TEXT, categories: [HOSTILE[0], 'gone'], counts: [100, 20], nulls: 3 },
    ];
    const baseline = { model: 'credit', versions: [], from: START, to: START + HOUR, variables };
    const reference = { kind: 'baseline', baseline };
    await expectSame(queryOf({ features: ['income', ODD_TEXT], edges: '' }, { reference }), windowOf(24));
  });

  it('tells the most frequent categories apart, and says that the others are one', async () => {
    const query = queryOf({ features: ['many'], measure: 'totalVariation' });
    const found = await fromIndex(query, windowOf(24));
    expect(textsOf(found)).toEqual([
      "many has more categories than are told apart: all but the most frequent ones are counted as '(all others)'.",
    ]);
    const drift = (frames: DataFrame[]) => frames[0].fields.find(({ name }) => name === 'drift')?.values[0] as number;
    expect(drift(found)).toBeLessThanOrEqual(drift(fromRecords(query, windowOf(24))));
    expect(drift(found)).toBeGreaterThan(0.05);
  });

  it('groups texts by the keyword beside them, and leaves out what is a number here and a text there', async () => {
    const { body } = indexing(records[0]);
    const index = 'model-audit-2026.11.24';
    await client().ask('PUT', `${index}/_mapping`, {
      properties: {
        features: { properties: { town: { type: 'text', fields: { keyword: { type: 'keyword' } } } } },
      },
    });
    const made = Array.from({ length: 40 }, (_, i) => ({
      action: { index: { _index: index, _id: `town ${i}` } },
      body: {
        ...(body as object),
        '@timestamp': new Date(now - (i + 1) * HOUR).toISOString(),
        model: { name: 'towns', version: OLD },
        prediction: { label: 'x' },
        error: undefined,
        features: { town: i % 3 === 0 ? 'New York' : 'York', both: i % 2 === 0 ? 7 : 'seven' },
      },
    }));
    await send(made);
    const found = await fromIndex(queryOf({ features: [] }, {}, 'towns'), windowOf(20));
    const shown = columns(found[1]);
    expect(JSON.stringify(shown)).toContain('New York');
    expect(textsOf(found).join()).toContain('both: a number in some records and a text in others');
  });

  it.each(['', '10, 20'])('leaves out numbers that an index has as texts, and says so: edges %j', async (edges) => {
    const index = 'model-audit-2026.11.22';
    await client().ask('PUT', `${index}/_mapping`, {
      properties: { features: { properties: { code: { type: 'keyword' } } } },
    });
    const [time, changes] = [START + 60 * HOUR, { model: 'codes', error: undefined, predicted: 'x' }];
    await send(
      Array.from({ length: 40 }, (_, i) =>
        indexing({ ...records[0], ...changes, id: `code ${i}`, time: time + i, features: { code: i, size: i } })
      )
    );
    const window = { from: time - HOUR, to: time + HOUR, intervalMs: HOUR };
    const found = await fromIndex(queryOf({ features: [], edges }, {}, 'codes'), window);
    expect(found[0].fields.find(({ name }) => name === 'variable')?.values).toEqual(['size']);
    expect(textsOf(found).join()).toContain('code is a number in the records, but features.code is none in the index');
  });

  it.each([
    [queryOf({}, {}, 'nobody'), "No record of model 'nobody' in this time range."],
    [queryOf({ features: ['unheard of'] }), "No record of model 'credit' has the features unheard of"],
    [queryOf({ of: 'score' }, {}, 'price'), 'has the field prediction.score'],
  ])('says what is missing', async (query, text) => {
    expect(textsOf(await fromIndex(query, windowOf(24))).join()).toContain(text);
  });

  it('refuses what takes more buckets than a search may have', async () => {
    const query = queryOf({}, { result: 'series', window: '7001s' });
    await expect(fromIndex(query, { ...windowOf(110), intervalMs: 60_000 })).rejects.toThrow(
      'more buckets than a search may have. Choose a longer step'
    );
  });
}
