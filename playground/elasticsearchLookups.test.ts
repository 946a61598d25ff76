import { fieldsIn, termsIn, termsSearch } from './elasticsearchLookups';

describe("look-ups of Grafana's Elasticsearch data source", () => {
  it('list a field with its type, and what lies in objects and beside texts', () => {
    const properties = {
      outcome: { properties: { label: { type: 'keyword' }, observed: { type: 'date' } } },
      message: { type: 'text', fields: { keyword: { type: 'keyword' } } },
      steps: { type: 'nested', properties: { name: { type: 'keyword' } } },
    };
    expect(fieldsIn({ a: { mappings: { properties } }, b: { mappings: {} } })).toEqual([
      { text: 'outcome.label', type: 'keyword' },
      { text: 'outcome.observed', type: 'date' },
      { text: 'message.keyword', type: 'keyword' },
      { text: 'message', type: 'text' },
      { text: 'steps.name', type: 'keyword' },
      { text: 'steps', type: 'nested' },
    ]);
  });

  it('ask for the values of a field within the window and the query', () => {
    const settings = { index: 'audit-*', timeField: '@timestamp' };
    const [header, search] = termsSearch({ find: 'terms', field: 'a', query: 'b:"c"' }, { from: 1, to: 2 }, settings)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(header.index).toBe('audit-*');
    expect(search.query.bool.filter[0].range['@timestamp']).toMatchObject({ gte: 1, lte: 2 });
    expect(search.query.bool.filter[1].query_string.query).toBe('b:"c"');
    expect(search.aggs['1'].terms).toMatchObject({ field: 'a', size: 500 });
  });

  it('read truth values as their texts, and nothing from a search that failed', () => {
    const buckets = [{ key: 1, key_as_string: 'true' }, { key: 'x' }];
    expect(termsIn({ responses: [{ aggregations: { '1': { buckets } } }] })).toEqual([
      { text: 'true', value: 1 },
      { text: 'x', value: 'x' },
    ]);
    expect(termsIn({ responses: [{}] })).toEqual([]);
  });
});
