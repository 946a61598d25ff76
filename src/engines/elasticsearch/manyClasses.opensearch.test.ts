/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { indexing } from '../../../scripts/opensearchRecords';
import { HOSTILE } from '../../../test/mixedWorld';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { valuesOf } from '../../../test/valuesOf';
import { readConfusion } from '../../frames/readConfusion';
import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type ModelQuery, timeBases } from '../../query/query';
import { completeRecordMapping, defaultRecordMapping } from '../../query/recordFields';
import { accuracy, marginals } from '../../statistics/classification';
import { isRefusal } from '../engine';
import { type AuditRecord } from '../sample/records';
import { recordsSource } from '../sample/recordsSource';
import { sampleEngine } from '../sample/sampleEngine';
import { hash, random } from '../sample/story/random';
import { elasticsearchEngine } from './elasticsearchEngine';
import { type ElasticsearchFacts } from './facts';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 19, 22);
const OTHERS = '(other classes)';
const ANOTHER = '(another of the other classes)';
const AWKWARD = [...HOSTILE, '', 'other', OTHERS, `(${OTHERS})`, 'NOT', '*', 'a/b'];

/** The first classes are far more frequent than the last ones; awkward names are among both. */
function* recordsOf(model: string, classes: number): Generator<AuditRecord> {
  const names = Array.from({ length: classes }, (_, k) => `class ${k}`);
  AWKWARD.forEach((name, i) => (names[i % 2 ? i * 3 : classes - 1 - i] = name));
  const uniform = random(hash(classes));
  const any = () => names[Math.floor(classes * uniform() ** 3)];
  for (let i = 0; i < classes * 8; i++) {
    // Every class once at least.
    const actual = i < classes ? names[i] : any();
    const time = START + Math.floor(uniform() * 30 * HOUR);
    yield {
      id: `${model}-${i}`,
      time,
      observed: time + Math.floor(uniform() * HOUR),
      model,
      version: uniform() < 0.7 ? 'v1' : 'v2',
      actual,
      predicted: uniform() < 0.6 ? actual : any(),
      features: {},
    };
  }
}

const models: Array<[string, number]> = [
  ['of 300', 300],
  ['of 1000', 1000],
];
const records = models.flatMap(([model, classes]) => [...recordsOf(model, classes)]);
/** Three days, and so three indices. */
const window = { from: START + HOUR, to: START + 28 * HOUR, intervalMs: 9 * HOUR };

describeOnOpenSearch('models of many classes, in an index and in the browser', () => {
  const { answer } = onOpenSearch(() => records.map(indexing));
  const elasticsearch = elasticsearchEngine(defaultRecordMapping);
  const sample = sampleEngine(recordsSource(records));

  const queryOf = (model: string, asked: object) =>
    migrateQuery({ kind: 'confusion', ...asked, model: { name: model } });
  const discovered = new Map<string, Promise<ElasticsearchFacts>>();
  const known = (query: ModelQuery): Promise<ElasticsearchFacts> => {
    const key = JSON.stringify([query.model.name, query.kind, query.timeBasis, query.result, query.window]);
    const found = discovered.get(key) ?? answer(elasticsearch.discover(query, defaultMapping, window));
    discovered.set(key, found);
    return found;
  };
  /** As if there were so many records that each pair of classes could be among them. */
  const ofMoreRecords = (facts: ElasticsearchFacts) => ({ ...facts, recordsWith: {} });

  async function fromIndex(query: ModelQuery, change = (facts: ElasticsearchFacts) => facts): Promise<DataFrame[]> {
    return answer(elasticsearch.plan(query, defaultMapping, window, change(await known(query))));
  }

  function fromRecords(query: ModelQuery): DataFrame[] {
    const plan = sample.plan(query, defaultMapping, window, null);
    if (isRefusal(plan)) {
      throw new Error(plan.sentence);
    }
    return plan.read([]);
  }

  const rounded = (frames: DataFrame[]) =>
    Object.fromEntries([...valuesOf(frames)].map(([place, value]) => [place, Number(value.toPrecision(10))]));

  interface Row {
    version: string;
    actual: string;
    predicted: string;
    count: number;
  }
  const rowsOf = ([frame]: DataFrame[]): Row[] =>
    Array.from({ length: frame.length }, (_, i) => {
      const at = (name: string) => frame.fields.find((field) => field.name === name)?.values[i];
      return { version: at('version') ?? '', actual: at('actual'), predicted: at('predicted'), count: at('count') };
    });
  const keyed = (rows: Row[]) => {
    const sums: Record<string, number> = {};
    for (const { count, ...place } of rows) {
      const key = JSON.stringify([place.version, place.actual, place.predicted]);
      sums[key] = (sums[key] ?? 0) + count;
    }
    return sums;
  };
  const textsOf = ([frame]: DataFrame[]) => (frame.meta?.notices ?? []).map(({ text }) => text);

  it.each(models)('knows how many classes there are: %s', async (model, classes) => {
    const facts = await known(queryOf(model, {}));
    expect(Math.abs(facts.classes / classes - 1)).toBeLessThan(0.02);
    expect(facts.versions).toBe(2);
    expect(facts.frequent).toHaveLength(100);
  });

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    it.each(models)('counts every pair where there are not too many records: %s', async (model) => {
      for (const byVersion of [false, true]) {
        const query = queryOf(model, { timeBasis, byVersion });
        const found = await fromIndex(query);
        expect(rounded(found)).toEqual(rounded(fromRecords(query)));
        expect(textsOf(found)).toEqual([]);
      }
    });

    it.each(models)('else shows the most frequent, and all others as one: %s', async (model) => {
      for (const byVersion of [false, true]) {
        const query = queryOf(model, { timeBasis, byVersion });
        const found = await fromIndex(query, ofMoreRecords);
        const all = rowsOf(fromRecords(query));
        const [others, another] = [`((${OTHERS}))`, ANOTHER];
        const shown = new Set(rowsOf(found).map(({ actual }) => actual));
        expect(shown.delete(others)).toBe(true);
        expect(shown.size).toBe(100);
        const folded = all.map(({ actual, predicted, ...row }) => ({
          ...row,
          actual: shown.has(actual) ? actual : others,
          predicted: shown.has(predicted) ? predicted : shown.has(actual) || actual === predicted ? others : another,
        }));
        expect(keyed(rowsOf(found))).toEqual(keyed(folded));
        expect(textsOf(found)[0]).toMatch(
          /^There are (300|\d+) classes: the 100 most frequent are shown, and the others summed as '\(\(\(other classes\)\)\)'\./
        );
      }
    });

    it.each(models)(
      'shows those that are more frequent than all others, and the accuracy of all: %s',
      async (model) => {
        const query = queryOf(model, { timeBasis });
        const found = await fromIndex(query, ofMoreRecords);
        const support = new Map<string, number>();
        rowsOf(fromRecords(query)).forEach(({ actual, count }) =>
          support.set(actual, (support.get(actual) ?? 0) + count)
        );
        const shown = new Set(rowsOf(found).map(({ actual }) => actual));
        const least = Math.min(...[...support].filter(([name]) => shown.has(name)).map(([, count]) => count));
        const most = Math.max(...[...support].filter(([name]) => !shown.has(name)).map(([, count]) => count));
        expect(least).toBeGreaterThanOrEqual(most);
        const accuracies = [found, fromRecords(query)].map((frames) => {
          const read = readConfusion(frames);
          return 'confusion' in read ? accuracy(marginals(read.confusion)) : undefined;
        });
        expect(accuracies[0]).toBeGreaterThan(0.5);
        expect(accuracies[0]).toBe(accuracies[1]);
      }
    );

    it.each([{}, { byVersion: true }, { result: 'series' }, { result: 'series', byVersion: true, window: '18h' }])(
      'measures each class, and averages over all of them: %j',
      async (shape) => {
        for (const [model] of models) {
          for (const quality of [
            { measure: 'accuracy', interval: true, support: true },
            { measure: 'mcc' },
            { measure: 'fBeta', average: 'macro' },
            { measure: 'precision', average: 'weighted' },
            { measure: 'recall', average: 'class', class: HOSTILE[0] },
            ...(model === 'of 300' ? [{ measure: 'precision', average: 'each', support: true }] : []),
          ]) {
            const query = queryOf(model, { kind: 'quality', quality, timeBasis, ...shape });
            const expected = rounded(fromRecords(query));
            expect(Object.keys(expected).length).toBeGreaterThan(0);
            expect(rounded(await fromIndex(query))).toEqual(expected);
            expect(rounded(await fromIndex(query, ofMoreRecords))).toEqual(expected);
          }
        }
      }
    );
  });

  it('refuses what needs more buckets than a search may have', async () => {
    const query = queryOf('of 1000', { kind: 'quality', quality: { measure: 'accuracy' }, result: 'series' });
    const facts = ofMoreRecords(await known(query));
    const fine = { ...window, intervalMs: 60_000 };
    const plan = elasticsearch.plan(query, defaultMapping, fine, facts);
    expect(isRefusal(plan) && plan.sentence).toMatch(
      /^About (1,0\d\d|99\d) classes at 1,6\d\d times are more than the 65,535 buckets that a search may have\. Choose a longer step/
    );
  });

  it('says so where records do not tell whether they were right', async () => {
    const mapping = completeRecordMapping({ fields: { correct: 'outcome.none' } });
    const engine = elasticsearchEngine(mapping);
    const query = queryOf('of 1000', { kind: 'quality', quality: { measure: 'accuracy' } });
    const facts = await answer(engine.discover(query, defaultMapping, window));
    const many = { ...facts, classes: 70_000 / 2 };
    const [ofModel] = Object.values(many.recordsWith);
    expect(ofModel.correct).toBeUndefined();
    const more = { ...many, recordsWith: { 'of 1000': { actual: 1e6, predicted: 1e6 } } };
    const plan = engine.plan(query, defaultMapping, window, more);
    expect(isRefusal(plan) && plan.sentence).toContain(
      'is read from the field outcome.none then, and no record has it.'
    );
    const frames = await answer(engine.plan(query, defaultMapping, window, { ...many, recordsWith: {} }));
    expect(textsOf(frames)[0]).toMatch(/^[\d,]+ outcomes have no outcome\.none and are taken for wrong/);
  });
});
