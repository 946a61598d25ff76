import fc from 'fast-check';

import { completeMapping, metricNames } from '../query/mapping';
import { defaultRecordMapping } from '../query/recordFields';
import { type ModelwatchJsonData, readSettings } from './settings';

const read = (stored: unknown) => readSettings(stored as ModelwatchJsonData);

describe('stored settings', () => {
  it('without a source are those of a Prometheus, as they were before there were others', () => {
    expect(read(undefined)).toMatchObject({ source: 'prometheus', upstreamUid: undefined, records: undefined });
    expect(read({ upstreamUid: ' prom ' })).toMatchObject({ source: 'prometheus', upstreamUid: 'prom' });
    expect(read({ source: 'sample' }).source).toBe('sample');
    expect(read({ source: 'samples' }).source).toBe('prometheus');
  });

  it('keep what belongs to a source that is not chosen', () => {
    const records = { packed: 'H4sI', name: 'a.csv', format: 'csv' as const, model: 'loans' };
    expect(read({ source: 'sample', upstreamUid: 'prom', records })).toMatchObject({ upstreamUid: 'prom', records });
  });

  it('keep records with what is known of how to read them', () => {
    expect(read({ records: { packed: 'H4sI', format: 'xml', name: 7, model: ' ' } }).records).toEqual({
      packed: 'H4sI',
    });
    expect(read({ records: { name: 'a.csv' } }).records).toBeUndefined();
  });

  it('keep what is right of the details of a metric, and leave the rest out', () => {
    const right = { matchers: [{ label: 'code', operator: '=', value: '200' }], scale: 0.001, countedBy: 'n_total' };
    const details = {
      duration: { ...right, ofModel: true, matchers: [...right.matchers, { label: 'code' }, 'x', null] },
      memory: { scale: 0, countedBy: 7, ofModel: 'yes' },
      cpu: 'fast',
    };
    expect(read({ mapping: { details } }).mapping.details).toEqual({
      duration: { ...right, ofModel: true },
      memory: {},
    });
  });

  it('keep a Kibana whose address and data view are known, and where the traces are', () => {
    const kibana = { product: 'opensearch', url: 'https://logs.example/_dashboards/app/home#/', dataView: ' audit ' };
    expect(read({ kibana, traces: { datasourceUid: ' tempo ' } })).toMatchObject({
      kibana: { product: 'opensearch', url: 'https://logs.example/_dashboards', dataView: 'audit' },
      tracesUid: 'tempo',
    });
    expect(read({ kibana: { ...kibana, product: 'splunk' } }).kibana?.product).toBe('kibana');
    for (const lacking of [{ dataView: 7 }, { dataView: '' }, { url: 'javascript:alert(1)' }, { url: null }]) {
      expect(read({ kibana: { ...kibana, ...lacking }, traces: 'tempo' })).toMatchObject({
        kibana: undefined,
        tracesUid: undefined,
      });
    }
  });

  it('keep feedback counters that are named in full', () => {
    const feedback = { truePositive: 'tp', falsePositive: 'fp', falseNegative: 'fn', classLabel: 'class' };
    expect(read({ mapping: { feedback } }).mapping.feedback).toEqual(feedback);
    expect(read({ mapping: { feedback: { ...feedback, classLabel: '' } } }).mapping.feedback).toBeUndefined();
  });

  it('keep existing measures that name a metric', () => {
    const measure = { measure: 'recall', average: 'class', metric: 'my_recall', classLabel: 'class' };
    const existing = [measure, { measure: 'accuracy' }, null, { ...measure, average: 'mean', classLabel: 5 }];
    expect(read({ mapping: { existing } }).mapping.existing).toEqual([
      measure,
      { measure: 'recall', average: 'macro', metric: 'my_recall' },
    ]);
  });

  it('name fields of audit records, in texts, and what they mean, in numbers', () => {
    const fields = { actual: ' truth.keyword ', predicted: '', score: 7, colour: 'c' };
    expect(read({ source: 'elasticsearch', recordMapping: { fields, durationScale: 0.001 } })).toMatchObject({
      source: 'elasticsearch',
      recordMapping: {
        ...defaultRecordMapping,
        fields: { ...defaultRecordMapping.fields, actual: 'truth.keyword' },
        durationScale: 0.001,
      },
    });
    expect(read({ recordMapping: { featuresIn: '', redacted: ['user', 7, ' '] } }).recordMapping).toMatchObject({
      featuresIn: '',
      redacted: ['user'],
    });
    expect(
      read({ recordMapping: { fields: [], durationScale: '1', labelDelayMs: -1, redacted: 'x' } }).recordMapping
    ).toEqual(defaultRecordMapping);
  });

  it('say which documents are records, by conditions that are whole', () => {
    const right = { label: 'type', operator: '!=', value: 'say "hi" $x </script>' };
    const only = [right, { ...right, label: ' ' }, { ...right, operator: '>' }, { label: 'type', operator: '=' }, null];
    expect(read({ recordMapping: { only } }).recordMapping.only).toEqual([right]);
    expect(read({ recordMapping: { only: 'type=x' } }).recordMapping).toEqual(defaultRecordMapping);
  });

  it('whatever they are, become a mapping whose names are all texts', () => {
    const fields = ['source', 'mapping', 'records', 'metrics', 'details', 'feedback', 'existing', 'labels', 'duration'];
    const more = [
      'instanceLabels',
      'matchers',
      'packed',
      'recordMapping',
      'fields',
      'durationScale',
      'labelDelayMs',
      'redacted',
      'only',
    ];
    const shape = fc.object({ key: fc.constantFrom(...fields, ...more), maxDepth: 4 });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), shape), (stored) => {
        const { mapping, recordMapping } = read(stored);
        expect(Object.values(recordMapping.fields).every((name) => typeof name === 'string' && name !== '')).toBe(true);
        expect(read({ recordMapping }).recordMapping).toEqual(recordMapping);
        expect(metricNames(mapping).every((name) => typeof name === 'string' && name !== '')).toBe(true);
        expect(Object.values(mapping.labels).every((name) => typeof name === 'string')).toBe(true);
        // What is read is complete: reading it again changes nothing.
        expect(completeMapping(read({ mapping }).mapping)).toEqual(mapping);
      })
    );
  });
});
