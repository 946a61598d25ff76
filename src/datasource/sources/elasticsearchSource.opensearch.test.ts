/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame, dateTime, type TimeRange } from '@grafana/data';

import { fieldsIn, type Lookup, termsIn, termsSearch } from '../../../playground/elasticsearchLookups';
import { indexing } from '../../../scripts/opensearchRecords';
import { describeOnOpenSearch, onOpenSearch } from '../../../test/onOpenSearch';
import { elasticsearchAnnotator } from '../../engines/elasticsearch/annotations';
import { elasticsearchEngine } from '../../engines/elasticsearch/elasticsearchEngine';
import { isRefusal } from '../../engines/engine';
import { type AuditRecord } from '../../engines/sample/records';
import { migrateAnnotation, modelQueryOf } from '../../query/annotation';
import { defaultMapping } from '../../query/mapping';
import { completeRecordMapping, defaultRecordMapping, type RecordMapping } from '../../query/recordFields';
import { probeFields, reportFields } from '../fieldProbe';
import { TestUpstream } from '../testUpstream';
import { ElasticsearchSuggestions } from './elasticsearchSuggestions';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const hostile = ['say "hi"', 'back\\slash', '$model ${x} [[y]]', '</script>', 'a:b* OR c', '日本語'];

const made = (changes: Partial<AuditRecord>): AuditRecord => ({
  model: 'm',
  version: 'v2',
  time: NOON,
  features: { channel: 'web' },
  ...changes,
});

const range: TimeRange = (() => {
  const ends = { from: dateTime(NOON - 6 * HOUR), to: dateTime(NOON + 6 * HOUR) };
  return { ...ends, raw: ends };
})();

describeOnOpenSearch('a data source over audit records', () => {
  const node = onOpenSearch(function* () {
    yield indexing(made({ id: '1', version: 'v10', predicted: 'a', actual: 'b', observed: NOON + HOUR }));
    yield indexing(made({ id: '2', version: 'v2', predicted: 'a', time: NOON - 2 * HOUR, features: { vip: 'true' } }));
    yield indexing(made({ id: '3', model: 'other', predicted: 'z', features: { channel: 'phone' } }));
    yield* hostile.map((name) => indexing(made({ model: name, version: name, predicted: name })));
  });

  /** Looks up as Grafana's own data source does, in the real node. */
  class Records extends TestUpstream {
    async metricFindQuery(query: string, options?: { range?: TimeRange }) {
      const lookup = JSON.parse(query) as Lookup;
      if (lookup.find === 'fields') {
        return fieldsIn(await node.client().ask('GET', 'model-audit-*/_mapping'), lookup.type);
      }
      const { from, to } = options?.range ?? range;
      const settings = { index: 'model-audit-*', timeField: '@timestamp' };
      const search = termsSearch(lookup, { from: from.valueOf(), to: to.valueOf() }, settings);
      return termsIn(await node.client().ask('POST', '_msearch', search)) as Array<{ text: string }>;
    }
  }
  const suggestions = (mapping: RecordMapping = defaultRecordMapping) =>
    new ElasticsearchSuggestions(async () => new Records('elasticsearch'), mapping);

  it('suggests models, versions and classes, each of its model, whatever they are called', async () => {
    expect((await suggestions().models(range)).sort()).toEqual(['m', 'other', ...hostile].sort());
    expect(await suggestions().versions('m', range)).toEqual(['v2', 'v10']);
    expect(await suggestions().classes('m', range)).toEqual(['a', 'b']);
    for (const name of hostile) {
      expect(await suggestions().versions(name, range)).toEqual([name]);
      expect(await suggestions().classes(name, range)).toEqual([name]);
    }
  });

  it('suggests the fields that records can be told apart by, and their values', async () => {
    const labels = await suggestions().labels(range);
    expect(labels).toEqual(expect.arrayContaining(['model.version', 'features.channel', 'features.vip']));
    expect(labels).not.toContain('error.message');
    expect(await suggestions().labelValues('features.channel', [], range)).toEqual(['phone', 'web']);
    const ofModel = [{ label: 'model', operator: '=' as const, value: 'other' }];
    expect(await suggestions().labelValues('features.channel', ofModel, range)).toEqual(['phone']);
    expect(await suggestions().labelValues('version', ofModel, range)).toEqual(['v2']);
    const allBut = [{ label: 'model', operator: '!=' as const, value: 'other' }];
    expect(await suggestions().labelValues('features.channel', allBut, range)).toEqual(['web']);
  });

  it('suggests the inputs by the names that records have', async () => {
    expect(await suggestions().features('m', range)).toEqual(['channel', 'vip']);
    const redacted = completeRecordMapping({ redacted: ['features.vip'] });
    expect(await suggestions(redacted).features('m', range)).toEqual(['channel']);
  });

  it('finds every field of the contract in the index template, of a type that can do its job', async () => {
    const upstream = { name: 'Audit', timeField: '@timestamp' };
    const found = await probeFields(suggestions(), range);
    expect(reportFields(found, defaultRecordMapping, upstream)).toMatchObject({
      status: 'success',
      message: expect.stringMatching(/^Audit answers\. All fields are there, each of a type that can do its job\./),
    });
    const wrong = completeRecordMapping({ fields: { errorType: 'error.message', actual: 'truth' } });
    const report = reportFields(await probeFields(suggestions(wrong), range), wrong, upstream);
    expect(report.status).toBe('warning');
    expect(report.details?.message).toContain('error.message is text: aggregations need error.message.keyword.');
    expect(report.details?.message).toContain('truth: no such field. Map the field that holds the actual class');
  });

  it('finds that one index of several has a field in another type', async () => {
    const properties = { outcome: { properties: { label: { type: 'text' } } } };
    await node.client().ask('PUT', 'model-audit-odd', { mappings: { properties } });
    const found = await probeFields(suggestions(), range);
    await node.client().ask('DELETE', 'model-audit-odd');
    expect(found.kinds?.get('outcome.label')?.sort()).toEqual(['keyword', 'text']);
    expect(found.kinds?.get('prediction.label')).toEqual(['keyword']);
    const report = reportFields(found, defaultRecordMapping, { name: 'Audit', timeField: '@timestamp' });
    expect(report.status).toBe('warning');
    expect(report.details?.message).toMatch(/outcome\.label is (keyword|text)/);
  });

  it('marks versions that are first seen, as annotations', async () => {
    const engine = elasticsearchEngine(defaultRecordMapping);
    const annotator = elasticsearchAnnotator(engine, defaultRecordMapping);
    const annotation = migrateAnnotation({ refId: 'Anno', event: 'version', model: { name: 'm' }, lookBack: '1h' });
    const query = modelQueryOf(annotation);
    const versions = async (from: number, to: number) => {
      const window = { from, to, intervalMs: 60_000 };
      const facts = await node.answer(engine.discover(query, defaultMapping, window));
      const plan = annotator.plan(annotation, query, defaultMapping, window, facts);
      const [frame] = await node.answer<DataFrame[]>(plan);
      const [times, titles] = [0, 2].map((i) => frame.fields[i].values);
      return { times, titles };
    };
    const all = await versions(NOON - 6 * HOUR, NOON + HOUR);
    expect(JSON.stringify(all)).toContain('Version v10 of m first seen');
    expect(JSON.stringify(all)).toContain('Version v2 of m first seen');
    // Of v2, nothing in the hour before; the prediction at noon exactly lies in the window that ends there.
    const later = await versions(NOON - HOUR, NOON);
    expect(JSON.stringify(later)).toContain('Version v10 of m first seen');
    const restarts = annotator.plan(
      { ...annotation, event: 'restart' },
      query,
      defaultMapping,
      { from: NOON, to: NOON + HOUR, intervalMs: 60_000 },
      { recordsWith: {}, classes: 0 }
    );
    expect(isRefusal(restarts) && restarts.sentence).toMatch(/^Records say nothing of the processes/);
  });
});
