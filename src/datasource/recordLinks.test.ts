// Grafana's scenes look for it while they are loaded.
import '../../test/noIntersections';

import { applyFieldOverrides, createTheme, type DataFrame, type LinkModel, type ScopedVars } from '@grafana/data';
import { EmbeddedScene, SceneCanvasText, sceneGraph } from '@grafana/scenes';
import fc from 'fast-check';

import { discoverQueryIn } from '../../test/discoverState';
import { hostileTexts } from '../../test/hostileTexts';
import { readKql } from '../../test/readKql';
import { auditFrame } from '../frames/auditFrame';
import { binsFrame } from '../frames/binsFrame';
import { confusionFrame } from '../frames/confusionFrame';
import { modelwatchMeta } from '../frames/modelwatchMeta';
import { cellInDiscover } from '../query/kibana';
import { defaultQuery, type ModelQuery } from '../query/query';
import { defaultRecordMapping } from '../query/recordFields';
import { readRecordsPage, RECORDS_PAGE } from '../query/recordsPage';
import { recordTargets, type RecordTargets, withRecordLinks } from './recordLinks';
import { readSettings } from './settings';

let tracesOf: { uid: string; name: string; type: string } | undefined;
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getDataSourceSrv: () => ({ getInstanceSettings: () => tracesOf }),
}));

const HOUR = 3_600_000;
const kibana = { product: 'kibana' as const, url: 'https://kibana.example', dataView: 'audit' };
const targets: RecordTargets = {
  datasource: 'ours',
  discover: { kibana, mapping: defaultRecordMapping },
  traces: { uid: 'tempo-1', name: 'Tempo', type: 'tempo' },
};
const query: ModelQuery = {
  ...defaultQuery,
  kind: 'audit',
  timeBasis: 'prediction',
  model: { name: 'loans', versions: [], matchers: [] },
};
const window = { from: 10 * HOUR, to: 12 * HOUR };

function records(id: string | undefined, traceId: string, asked = query) {
  const row = { time: 11 * HOUR + 7, id, traceId, model: 'loans', version: 'v1', features: {}, cursor: 'c' };
  return auditFrame([row], false, { query: asked, ...window }, []);
}

/** As a panel of Grafana gets them: variables, and the values of the row that is clicked, are put in by its scene. */
function linksOf(frame: DataFrame, field: string): LinkModel[] {
  const scene = new EmbeddedScene({ body: new SceneCanvasText({ text: '' }) });
  const [ready] = applyFieldOverrides({
    data: [frame],
    fieldConfig: { defaults: {}, overrides: [] },
    replaceVariables: (text, scopedVars?: ScopedVars, format?) =>
      sceneGraph.interpolate(scene, text, scopedVars, format as string),
    theme: createTheme(),
  });
  return ready.fields.find(({ name }) => name === field)?.getLinks?.({ valueRowIndex: 0 }) ?? [];
}

describe('the id of a record', () => {
  it('opens just this record, in the app and in Kibana, whatever it holds', () => {
    fc.assert(
      fc.property(
        hostileTexts.filter((text) => text !== ''),
        (id) => {
          const [page, discover] = linksOf(withRecordLinks(records(id, 't'), targets), 'id');
          expect([page.title, discover.title]).toEqual(['Open record', 'Open in Kibana']);
          const [path, search] = page.href.split('?');
          expect(path).toBe(RECORDS_PAGE);
          expect(readRecordsPage(search)).toMatchObject({
            datasource: 'ours',
            query: { model: { name: 'loans' }, timeBasis: 'prediction' },
            record: { id, time: 11 * HOUR + 7 },
            ...window,
          });
          const { query, from, to } = discoverQueryIn(discover.href);
          expect(readKql(query)).toMatchObject({ bool: { filter: [{ match_phrase: { 'prediction.id': id } }, {}] } });
          expect([from, to]).toEqual([11 * HOUR + 7 - 60_000, 11 * HOUR + 7 + 60_000]);
          expect(discover.target).toBe('_blank');
        }
      )
    );
  });

  it('is looked for in all the time that it may be of, where a transformation has taken its time away', () => {
    const frame = withRecordLinks(records('a', 't'), targets);
    const [page, discover] = linksOf({ ...frame, fields: frame.fields.filter(({ name }) => name !== 'time') }, 'id');
    expect(readRecordsPage(page.href.split('?')[1]).record).toEqual({ id: 'a' });
    const { from, to } = discoverQueryIn(discover.href);
    expect([from, to]).toEqual([window.from - defaultRecordMapping.labelDelayMs, window.to]);
  });

  it('leads to no Kibana where none is set up', () => {
    const links = linksOf(withRecordLinks(records('a', 't'), { datasource: 'ours' }), 'id');
    expect(links.map(({ title }) => title)).toEqual(['Open record']);
  });
});

describe('a trace id', () => {
  const openedBy = (type: string, traceId = '4bf92f') => {
    const traces = { uid: 'traces', name: 'Traces', type };
    const [link] = linksOf(withRecordLinks(records('a', traceId), { ...targets, traces }), 'trace id');
    return link && JSON.parse(new URL(link.href, 'http://grafana.example').searchParams.get('left') ?? '');
  };

  it.each([
    ['tempo', { queryType: 'traceql', query: '4bf92f' }],
    ['jaeger', { query: '4bf92f' }],
    ['zipkin', { queryType: 'traceID', query: '4bf92f' }],
  ])('opens in Explore, in the window of the answer: %s', (type, asked) => {
    expect(openedBy(type)).toEqual({
      datasource: 'traces',
      queries: [{ refId: 'A', datasource: { uid: 'traces' }, ...asked }],
      range: { from: String(window.from), to: String(window.to) },
    });
  });

  it('stays as it is, whatever it holds', () => {
    fc.assert(
      fc.property(
        hostileTexts.filter((text) => text !== ''),
        (traceId) => {
          expect(openedBy('jaeger', traceId).queries[0].query).toBe(traceId);
        }
      )
    );
  });

  it('is no link to a data source whose queries are not known', () => {
    expect(openedBy('loki')).toBeUndefined();
    expect(linksOf(withRecordLinks(records('a', 't'), { datasource: 'ours' }), 'trace id')).toEqual([]);
  });
});

describe('a page of records', () => {
  const discoverOf = (asked: ModelQuery) =>
    discoverQueryIn(modelwatchMeta(withRecordLinks(records('a', 't', asked), targets))?.discover ?? '');

  it('says where all of them are in Discover', () => {
    const cell = { actual: 'reject', predicted: 'approve' };
    const asked = { ...query, audit: { ...query.audit, cell, cursor: '5~a' } };
    expect(discoverOf(asked)).toEqual({
      language: 'kuery',
      query:
        'model.name: "loans" and outcome.label: * and prediction.label: * and outcome.label: "reject" and prediction.label: "approve"',
      from: window.from + 1,
      to: window.to,
    });
  });

  it('says it in Lucene where KQL has no word for it', () => {
    const matchers = [{ label: 'region', operator: '=~' as const, value: 'eu-.+' }];
    expect(discoverOf({ ...query, model: { ...query.model, matchers } }).language).toBe('lucene');
    expect(discoverOf({ ...query, audit: { ...query.audit, search: 'timeout' } }).language).toBe('lucene');
    const several = [{ label: 'region', operator: '!~' as const, value: 'eu\\.1|us' }];
    expect(discoverOf({ ...query, model: { ...query.model, matchers: several } })).toMatchObject({
      language: 'kuery',
      query: 'model.name: "loans" and not (region: "eu.1" or region: "us")',
    });
  });
});

describe('a matrix', () => {
  const matrix = (model: Partial<ModelQuery['model']> = {}) => {
    const asked: ModelQuery = {
      ...query,
      kind: 'confusion',
      timeBasis: 'outcome',
      model: { ...query.model, ...model },
    };
    return confusionFrame([{ actual: 'a', predicted: 'b', count: 3 }], { query: asked, ...window }, []);
  };

  it('says whose the records behind it are, and where they are in Discover', () => {
    const behind = modelwatchMeta(withRecordLinks(matrix(), targets))?.records;
    expect(behind?.datasource).toBe('ours');
    const url = behind?.discover && cellInDiscover(behind.discover, { actual: 'a', predicted: 'b' });
    expect(discoverQueryIn(url ?? '')).toEqual({
      language: 'kuery',
      query:
        'model.name: "loans" and (outcome.observed > "1970-01-01T10:00:00.000Z" and outcome.observed <= "1970-01-01T12:00:00.000Z") and outcome.label: "a" and prediction.label: "b"',
      from: window.from - defaultRecordMapping.labelDelayMs + 1,
      to: window.to,
    });
  });

  it('does not lead to Discover where a matcher is a pattern', () => {
    const matchers = [{ label: 'region', operator: '=~' as const, value: 'eu-.+' }];
    expect(modelwatchMeta(withRecordLinks(matrix({ matchers }), targets))?.records).toEqual({ datasource: 'ours' });
  });
});

it('other answers are left as they are', () => {
  const frame = binsFrame([0, 1], [], { query: { ...query, kind: 'distribution' }, ...window }, []);
  expect(withRecordLinks(frame, targets)).toBe(frame);
});

describe('where records lead', () => {
  const jsonData = {
    kibana: { url: 'https://kibana.example/app/home', dataView: 'audit' },
    traces: { datasourceUid: 't' },
  };

  it('is what the settings say, as far as it is there', () => {
    tracesOf = { uid: 't', name: 'Tempo', type: 'tempo' };
    const settings = readSettings({ source: 'elasticsearch', ...jsonData });
    expect(recordTargets(settings, 'ours')).toEqual({
      datasource: 'ours',
      discover: { kibana, mapping: defaultRecordMapping },
      traces: tracesOf,
    });
    tracesOf = undefined;
    expect(recordTargets(settings, 'ours')?.traces).toBeUndefined();
  });

  it('is no Kibana of records in the browser, and nothing without records', () => {
    expect(recordTargets(readSettings({ source: 'sample', ...jsonData }), 'ours')).toEqual({ datasource: 'ours' });
    expect(recordTargets(readSettings({ source: 'prometheus', ...jsonData }), 'ours')).toBeUndefined();
  });
});
