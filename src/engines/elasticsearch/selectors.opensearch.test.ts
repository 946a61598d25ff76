/** @jest-environment ./test/browserWithNode.js */
import { indexing } from '../../../scripts/opensearchRecords';
import { HOSTILE } from '../../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { valuesOf } from '../../../test/valuesOf';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type Matcher } from '../../query/query';
import { defaultRecordMapping } from '../../query/recordFields';
import { isRefusal } from '../engine';
import { type AuditRecord } from '../sample/records';
import { recordsSource } from '../sample/recordsSource';
import { sampleEngine } from '../sample/sampleEngine';
import { elasticsearchEngine } from './elasticsearchEngine';

const START = Date.UTC(2026, 10, 20);
const names = [...HOSTILE, 'plain', 'a/b', 'x.y+z', '*', 'NOT', ''];

/** One right and some wrong predictions of each class, so that each has a count of its own. */
const records: AuditRecord[] = names.flatMap((name, i) =>
  Array.from({ length: i + 1 }, (_, n) => ({
    id: `${i}-${n}`,
    time: START + 1000 * i + n,
    observed: START + 60_000 + 1000 * i + n,
    model: 'names',
    version: name,
    actual: name,
    predicted: n === 0 ? name : 'plain',
    features: { place: name },
  }))
);

describeOnOpenSearch('names as they come, in an index', () => {
  const { answer } = onOpenSearch(() => records.map(indexing));
  const elasticsearch = elasticsearchEngine(defaultRecordMapping);
  const sample = sampleEngine(recordsSource(records));
  const window = { from: START - 1000, to: START + 3_600_000, intervalMs: 60_000 };

  async function cells(model: object, byRecords: object = model) {
    const query = migrateQuery({ kind: 'confusion', timeBasis: 'prediction', model: { name: 'names', ...model } });
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    const found = await answer(elasticsearch.plan(query, defaultMapping, window, facts));
    const plan = sample.plan(
      migrateQuery({ ...query, model: { name: 'names', ...byRecords } }),
      defaultMapping,
      window,
      null
    );
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    return [Object.fromEntries(valuesOf(found)), Object.fromEntries(valuesOf(plan.read([])))];
  }

  async function expectSame(model: object, byRecords?: object) {
    const [found, expected] = await cells(model, byRecords);
    expect(found).toEqual(expected);
    return expected;
  }

  it('all come back', async () => {
    const all = await expectSame({});
    expect(Object.values(all).reduce((sum, count) => sum + count, 0)).toBe(records.length);
  });

  it.each(names.filter((name) => name !== ''))('select a version, and a class: %j', async (name) => {
    expect(await expectSame({ versions: [name] })).not.toEqual({});
    for (const operator of ['=', '!='] as const) {
      const matcher: Matcher = { label: 'actual', operator, value: name };
      expect(await expectSame({ matchers: [matcher] })).not.toEqual({});
    }
  });

  it.each([
    ['=~', 'plain|a/b'],
    ['!~', 'plain|a/b'],
    ['=~', 'x\\.y\\+z|\\*'],
    ['=~', 'p.*'],
    ['=~', '[a-z]/[a-z]'],
    ['=', ''],
    ['!=', ''],
  ])('match patterns, and nothing at all: %s %j', async (operator, value) => {
    expect(await expectSame({ matchers: [{ label: 'actual', operator, value }] })).not.toEqual({});
  });

  it('select by a feature', async () => {
    const ofIndex = { matchers: [{ label: 'features.place', operator: '=', value: 'say "hi"' }] };
    const ofRecords = { matchers: [{ label: 'place', operator: '=', value: 'say "hi"' }] };
    expect(await expectSame(ofIndex, ofRecords)).not.toEqual({});
  });

  it('refuse a pattern that the index would read as another', () => {
    const query = migrateQuery({
      kind: 'confusion',
      model: { name: 'names', matchers: [{ label: 'actual', operator: '=~', value: '\\d+' }] },
    });
    const plan = elasticsearch.plan(query, defaultMapping, window, { recordsWith: {}, classes: 0 });
    expect(isRefusal(plan) && plan.sentence).toContain('Elasticsearch does not know');
  });

  it('say how much of the outcomes is known on the clock of predictions', async () => {
    const query = migrateQuery({ kind: 'confusion', timeBasis: 'prediction', model: { name: 'nobody' } });
    const facts = await answer(elasticsearch.discover(query, defaultMapping, window));
    const [frame] = await answer(elasticsearch.plan(query, defaultMapping, window, facts));
    expect(frame.meta?.notices?.[0].text).toContain("No record of model 'nobody' in this time range. It has 'names'.");
  });
});
