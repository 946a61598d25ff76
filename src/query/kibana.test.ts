import fc from 'fast-check';

import { discoverQueryIn, discoverState } from '../../test/discoverState';
import { hostileTexts } from '../../test/hostileTexts';
import { readKql } from '../../test/readKql';
import { cellInDiscover, discoverUrl, type Kibana, kibanaProducts, kibanaRoot, recordInDiscover } from './kibana';
import { exists } from './kql';
import { defaultFields } from './recordFields';

const kibana: Kibana = { product: 'kibana', url: 'https://kibana.example/s/team', dataView: 'audit-1' };
const dashboards: Kibana = { ...kibana, product: 'opensearch', url: 'https://logs.example/_dashboards' };
const asked = { language: 'kuery' as const, query: 'a: "b"', from: 0, to: 1000 };
const time = { from: '1970-01-01T00:00:00.000Z', to: '1970-01-01T00:00:01.000Z' };
const given = hostileTexts.filter((text) => text !== '');

describe('the address of a Kibana', () => {
  it.each([
    ['https://kibana.example', 'https://kibana.example'],
    [' https://kibana.example:5601/base/s/team/ ', 'https://kibana.example:5601/base/s/team'],
    ['https://kibana.example/s/team/app/discover#/?_g=(time:(from:now-1h))', 'https://kibana.example/s/team'],
    ['http://logs.example/_dashboards/app/data-explorer/discover#?_a=()', 'http://logs.example/_dashboards'],
    ['https://kibana.example/applications', 'https://kibana.example/applications'],
  ])('is taken from what the browser shows: %s', (address, root) => {
    expect(kibanaRoot(address)).toBe(root);
  });

  it.each(['', 'kibana', '/kibana', 'javascript:alert(1)', 'file:///etc', 'data:text/html,x'])(
    'is none of a server: %s',
    (address) => {
      expect(kibanaRoot(address)).toBeUndefined();
    }
  );
});

describe('Discover', () => {
  it('of Kibana has the query in its application state, with the data view', () => {
    expect(discoverState(discoverUrl(kibana, asked, '@timestamp'))).toEqual({
      page: 'https://kibana.example/s/team/app/discover#/',
      states: {
        _g: { filters: [], refreshInterval: { pause: true, value: 0 }, time },
        _a: {
          columns: [],
          filters: [],
          index: 'audit-1',
          interval: 'auto',
          query: { language: 'kuery', query: 'a: "b"' },
          sort: [['@timestamp', 'desc']],
        },
      },
    });
  });

  it('of OpenSearch Dashboards has it in a state of its own', () => {
    expect(discoverState(discoverUrl(dashboards, asked, '@timestamp'))).toEqual({
      page: 'https://logs.example/_dashboards/app/data-explorer/discover#',
      states: {
        _a: {
          discover: { columns: ['_source'], isDirty: false, sort: [['@timestamp', 'desc']] },
          metadata: { indexPattern: 'audit-1', view: 'discover' },
        },
        _g: { filters: [], refreshInterval: { pause: true, value: 0 }, time },
        _q: { filters: [], query: { language: 'kuery', query: 'a: "b"' } },
      },
    });
  });

  it('opens one record by its id, around its time or in a range', () => {
    fc.assert(
      fc.property(given, given, fc.constantFrom(...kibanaProducts), (id, model, product) => {
        const url = recordInDiscover({ ...kibana, product }, defaultFields, { id, model }, 120_000) ?? '';
        const { language, query, from, to } = discoverQueryIn(url);
        expect({ language, from, to }).toEqual({ language: 'kuery', from: 60_000, to: 180_000 });
        expect(readKql(query)).toEqual({
          bool: { filter: [{ match_phrase: { 'prediction.id': id } }, { match_phrase: { 'model.name': model } }] },
        });
      })
    );
    const ranged = recordInDiscover(kibana, defaultFields, { id: 'a', model: 'm' }, { from: 1, to: 2 });
    expect(discoverQueryIn(ranged ?? '')).toMatchObject({ from: 1, to: 2 });
  });

  const outcomes = { kibana, asked: { ...asked, query: exists('outcome.label') }, fields: defaultFields };

  it('opens the records of a cell, of the versions that it counts', () => {
    fc.assert(
      fc.property(given, given, fc.array(given, { minLength: 2, maxLength: 3 }), (actual, predicted, versions) => {
        const url = cellInDiscover(outcomes, { actual, predicted }, versions) ?? '';
        expect(readKql(discoverQueryIn(url).query)).toEqual({
          bool: {
            filter: [
              { exists: { field: 'outcome.label' } },
              { bool: { should: versions.map((version) => ({ match_phrase: { 'model.version': version } })) } },
              { match_phrase: { 'outcome.label': actual } },
              { match_phrase: { 'prediction.label': predicted } },
            ],
          },
        });
      })
    );
  });

  it('does not open a cell of an empty class, which KQL cannot name', () => {
    expect(cellInDiscover(outcomes, { actual: '', predicted: 'a' })).toBeUndefined();
    expect(cellInDiscover(outcomes, { actual: 'a', predicted: 'a' }, [''])).toBeUndefined();
  });
});
