/** @jest-environment ./test/browserWithNode.js */
import { indexing } from '../../../scripts/opensearchRecords';
import { HOSTILE } from '../../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { valuesOf } from '../../../test/valuesOf';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type Matcher } from '../../query/query';
import { completeRecordMapping, defaultRecordMapping } from '../../query/recordFields';
import { isRefusal } from '../engine';
import { type AuditRecord } from '../sample/records';
import { recordsSource } from '../sample/recordsSource';
import { sampleEngine } from '../sample/sampleEngine';
import { recordsInDiscover } from './discoverQuery';
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
    ['=~', 'a/b|'],
    ['!~', 'a/b|'],
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

  describe('of documents that are records by the settings', () => {
    const asking = (only: Matcher[], query: object = {}) => {
      const mapping = completeRecordMapping({ only });
      const engine = elasticsearchEngine(mapping);
      const asked = migrateQuery({ kind: 'confusion', timeBasis: 'prediction', model: { name: 'names' }, ...query });
      return { engine, asked, mapping };
    };
    const counted = async (only: Matcher[]) => {
      const { engine, asked } = asking(only);
      const facts = await answer(engine.discover(asked, defaultMapping, window));
      const frames = await answer(engine.plan(asked, defaultMapping, window, facts));
      const sum = Object.values(Object.fromEntries(valuesOf(frames))).reduce((total, count) => total + count, 0);
      return { sum, known: facts.recordsWith.names?.[''] ?? 0 };
    };
    const place = (operator: Matcher['operator'], value: string): Matcher => ({
      label: 'features.place',
      operator,
      value,
    });
    const those = (fits: (name: string) => boolean) =>
      records.filter(({ features }) => fits(String(features?.place))).length;

    it.each(names.filter((name) => name !== ''))('are told by a value: %j', async (name) => {
      const right = those((one) => one === name);
      expect(await counted([place('=', name)])).toEqual({ sum: right, known: right });
      const others = those((one) => one !== name);
      expect(await counted([place('!=', name)])).toEqual({ sum: others, known: others });
    });

    it('are told by patterns, and by several conditions', async () => {
      const right = those((one) => one.startsWith('p'));
      expect(await counted([place('=~', 'p.*')])).toEqual({ sum: right, known: right });
      expect((await counted([place('=~', 'plain|a/b'), place('!=', 'plain')])).sum).toBe(those((one) => one === 'a/b'));
    });

    it.each(['prediction.label', 'outcome.observed', 'outcome', 'nowhere'])(
      'are told by a field: %s',
      async (label) => {
        const there = label === 'nowhere' ? 0 : records.length;
        expect((await counted([{ label, operator: '!=', value: '' }])).known).toBe(there);
        expect((await counted([{ label, operator: '=', value: '' }])).known).toBe(records.length - there);
      }
    );

    it('are all that is listed, here and in Discover', async () => {
      const name = names[0];
      const { engine, asked, mapping } = asking([place('=', name)], { kind: 'audit', audit: { pageSize: 100 } });
      const facts = await answer(engine.discover(asked, defaultMapping, window));
      const [frame] = await answer(engine.plan(asked, defaultMapping, window, facts));
      expect(frame.length).toBe(those((one) => one === name));
      expect(recordsInDiscover(asked, mapping, window)?.query).toMatch(/^\(features\.place: "/);
      const byPattern = asking([place('=~', 'p.*')], { kind: 'audit' });
      expect(recordsInDiscover(byPattern.asked, byPattern.mapping, window)?.language).toBe('lucene');
    });

    it('are refused by a pattern that the index would read as another', () => {
      const { engine, asked } = asking([place('=~', '\\d+')]);
      const plan = engine.plan(asked, defaultMapping, window, { recordsWith: {}, classes: 0 });
      expect(isRefusal(plan) && plan.sentence).toContain('Elasticsearch does not know');
    });
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
