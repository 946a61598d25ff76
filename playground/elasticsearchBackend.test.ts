import { answerElasticsearchQueries, type ElasticsearchHttpAnswer, keepsLabels } from './elasticsearchBackend';
import { type ElasticsearchTarget } from './elasticsearchQuery';
import { searchOf } from './elasticsearchRequest';

/** Oddities of Grafana's backend that no recording shows; that it is like the recorded one: elasticsearchBackend.opensearch.test.ts. */

const settings = {
  index: 'model-audit-*',
  timeField: '@timestamp',
  logMessageField: 'text',
  logLevelField: 'severity',
};
const window = { from: 0, to: 3_600_000 };
const count = { id: '1', type: 'count' };
const terms = (id: string, field: string, more = {}) => ({ id, type: 'terms', field, settings: more });
const overTime = (id: string, more = {}) => ({ id, type: 'date_histogram', settings: { interval: '1m', ...more } });
const target = (changes: Partial<ElasticsearchTarget>): ElasticsearchTarget => ({
  refId: 'A',
  metrics: [count],
  bucketAggs: [],
  ...changes,
});

const search = (changes: Partial<ElasticsearchTarget>, timeField = '@timestamp') =>
  searchOf(target(changes), window, timeField) as { aggs: Record<string, unknown>; sort: object };

/** What Grafana makes of these answers to its searches. */
async function answered(targets: ElasticsearchTarget[], responses: object[], withLabels = false) {
  const ask = async () => ({ status: 200, body: JSON.stringify({ responses }) });
  const { response } = await answerElasticsearchQueries(
    { queries: targets, from: '0', to: '1' },
    ask,
    settings,
    withLabels
  );
  return response.results;
}

const buckets = (...list: object[]) => ({ buckets: list });

async function framesOf(changes: Partial<ElasticsearchTarget>, aggregations: object, withLabels = false) {
  return (await answered([target(changes)], [{ aggregations }], withLabels)).A.frames ?? [];
}

describe('what is asked', () => {
  it('is one search of two lines for each target, with variables put in wherever they stand', async () => {
    const asked: string[] = [];
    const query = { query: 'a:$__interval_ms b:$__interval', intervalMs: 90_000, bucketAggs: [overTime('2')] };
    const ask = async ({ path, body }: { path: string; body: string }) => {
      asked.push(path, body);
      return { status: 200, body: '{"responses":[{},{}]}' };
    };
    const queries = [target(query), target({ ...query, refId: 'B' })];
    await answerElasticsearchQueries({ queries, from: '5', to: '7' }, ask, settings);
    expect(asked[0]).toBe('/_msearch?max_concurrent_shard_requests=5');
    const lines = asked[1].split('\n');
    expect(lines).toHaveLength(5);
    expect(JSON.parse(lines[0])).toMatchObject({ index: 'model-audit-*', ignore_unavailable: true });
    expect(JSON.parse(lines[3])).toMatchObject({
      size: 0,
      query: {
        bool: {
          filter: [
            { range: { '@timestamp': { gte: 5, lte: 7, format: 'epoch_millis' } } },
            { query_string: { query: 'a:90000 b:1m30s', analyze_wildcard: true } },
          ],
        },
      },
    });
  });

  it('takes terms of size 0 for 500, and orders them by a metric that stands beside them', () => {
    const by = terms('2', 'class', { size: '0', order: 'asc', orderBy: '7[95.0]', min_doc_count: '2', missing: '' });
    const metrics = [{ id: '7', type: 'percentiles', field: 'score', settings: { percents: ['95'] } }];
    expect(search({ metrics, bucketAggs: [by, overTime('3')] }).aggs).toMatchObject({
      '2': {
        terms: { field: 'class', size: 500, order: { '7[95.0]': 'asc' }, min_doc_count: 2, missing: '' },
        aggs: {
          '7': { percentiles: { field: 'score' } },
          '3': { aggs: { '7': { percentiles: { percents: ['95'] } } } },
        },
      },
    });
    const ordered = (orderBy: string) => search({ bucketAggs: [terms('2', 'class', { orderBy })] }).aggs['2'];
    expect(ordered('1')).toMatchObject({ terms: { order: { _count: 'desc' } } });
    expect(ordered('_term')).toMatchObject({ terms: { order: { _key: 'desc' } } });
    expect(ordered('99')).toMatchObject({ terms: { order: {} } });
  });

  it('knows calendar steps, an automatic step, an offset and a time zone', () => {
    const step = (more: object) => search({ bucketAggs: [overTime('2', more)] }).aggs['2'];
    expect(step({ interval: '1M', timeZone: 'Europe/Berlin' })).toMatchObject({
      date_histogram: {
        calendar_interval: '1M',
        time_zone: 'Europe/Berlin',
        extended_bounds: { min: 0, max: 3_600_000 },
      },
    });
    expect(step({ interval: 'auto', offset: '1ms', timeZone: 'utc', min_doc_count: '1' })).toEqual({
      date_histogram: {
        field: '@timestamp',
        fixed_interval: '$__interval_msms',
        min_doc_count: 1,
        extended_bounds: { min: 0, max: 3_600_000 },
        format: 'epoch_millis',
        offset: '1ms',
      },
    });
  });

  it('leaves out filters without a query, and names those without a label by it', () => {
    const filters = (list: object[]) => ({ id: '2', type: 'filters', settings: { filters: list } });
    expect(Object.keys(search({ bucketAggs: [filters([]), overTime('3')] }).aggs)).toEqual(['3']);
    expect(search({ bucketAggs: [filters([{ query: 'a:1' }]), overTime('3')] }).aggs['2']).toMatchObject({
      filters: { filters: { 'a:1': { query_string: { query: 'a:1' } } } },
    });
  });

  it('has pipelines work on metrics and on counts', () => {
    const script = { id: '3', type: 'bucket_script', settings: { script: { inline: 'params.a / params.n' } } };
    const variables = ['a/2', 'n/1', 'gone/9']
      .map((one) => one.split('/'))
      .map(([name, pipelineAgg]) => ({ name, pipelineAgg }));
    const metrics = [
      count,
      { id: '2', type: 'sum', field: 'x', settings: { missing: 'null' } },
      { ...script, pipelineVariables: variables },
      { id: '4', type: 'serial_diff', field: '1', settings: { lag: '24' } },
      { id: '5', type: 'derivative', field: 'nothing' },
    ];
    expect(search({ metrics, bucketAggs: [overTime('6')] }).aggs['6']).toMatchObject({
      aggs: {
        '2': { sum: { field: 'x' } },
        '3': { bucket_script: { buckets_path: { a: '2', n: '_count' }, script: 'params.a / params.n' } },
        '4': { serial_diff: { buckets_path: '_count', lag: 24 } },
      },
    });
  });

  it('sorts records by time only if the name of the field stands before _doc', () => {
    const logs = { metrics: [{ id: '1', type: 'logs', settings: { searchAfter: [5, 6], limit: '7' } }] };
    expect(Object.keys(search(logs).sort)).toEqual(['@timestamp', '_doc']);
    expect(Object.keys(search(logs, 'time').sort)).toEqual(['_doc', 'time']);
    expect(search(logs)).toMatchObject({ size: 7, search_after: [5, 6] });
  });
});

describe('a table', () => {
  const twoTerms = { bucketAggs: [terms('2', 'outer'), terms('3', 'inner')] };
  const outer = (key: unknown, ...inner: object[]) => ({ key, '3': buckets(...inner) });

  it('loses the rows and the columns before an outer bucket that has nothing in it', async () => {
    const rows = [outer('a', { key: 'x', doc_count: 1 }), outer('b'), outer('c', { key: 'y', doc_count: 2 })];
    const [frame] = await framesOf(twoTerms, { '2': buckets(...rows) });
    expect(frame.schema.fields.map(({ name }) => name)).toEqual(['inner', 'Count']);
    expect(frame.data.values).toEqual([['y'], [2]]);
  });

  it('writes outer numbers as whole ones, and inner truths as 0 and 1', async () => {
    const truth = { key: 1, key_as_string: 'true', doc_count: 3 };
    const [frame] = await framesOf(twoTerms, { '2': buckets(outer(2.75, truth), { ...truth, '3': buckets(truth) }) });
    expect(frame.data.values).toEqual([
      ['2', 'true'],
      [1, 1],
      [3, 3],
    ]);
  });

  it('has no frame where filters come last, or terms have nothing', async () => {
    const filters = [{ id: '2', type: 'filters', settings: { filters: [{ query: '*' }] } }];
    expect(await framesOf({ bucketAggs: filters }, { '2': { buckets: { '*': { doc_count: 1 } } } })).toEqual([]);
    expect(await answered([target({ bucketAggs: [terms('2', 'a')] })], [{ aggregations: { '2': buckets() } }])).toEqual(
      {
        A: { status: 200, frames: [] },
      }
    );
  });

  it('names metrics of one kind apart, takes 0 for a percentile of nothing, and one number of extended_stats', async () => {
    const metrics = [
      { id: '3', type: 'avg', field: 'x' },
      { id: '4', type: 'avg', field: 'y' },
      { id: '5', type: 'avg', field: 'y' },
      { id: '6', type: 'percentiles', field: 'x' },
      {
        id: '7',
        type: 'extended_stats',
        field: 'x',
        meta: { std_deviation_bounds_upper: true, max: true, sum: false },
      },
    ];
    const results = {
      '3': { value: 'NaN' },
      '4': { value: 'Infinity' },
      '6': { values: { '50.0': null } },
      '7': { max: 9, std_deviation_bounds: { upper: 8 } },
    };
    const [frame] = await framesOf(
      { metrics, bucketAggs: [terms('2', 'k')] },
      { '2': buckets({ key: 'a', ...results }) }
    );
    expect(frame.schema.fields.map(({ name }) => name)).toEqual([
      ...['k', 'Average x', 'Average y 4', 'Average y 5'],
      ...['p50.0 x', 'Extended Stats'],
    ]);
    expect(frame.data.values.flat()).toEqual(['a', null, null, null, 0, 9]);
    expect(frame.data.entities).toEqual([null, null, { Inf: [0] }, null, null, null]);
  });
});

describe('series', () => {
  const moment = (key: number, results = {}) => ({ key, doc_count: 1, ...results });
  const byClass = (name: string) => ({
    '2': buckets({ key: name, '3': buckets(moment(0, { '4': { value: 5 } }), moment(60_000)) }),
  });
  const bucketAggs = [terms('2', 'class'), overTime('3')];
  const metrics = [count, { id: '4', type: 'avg', field: 'x' }];

  it('are named by buckets and metric, and have no moment where a metric has no result', async () => {
    const frames = await framesOf({ metrics, bucketAggs }, byClass('a'));
    expect(frames.map(({ schema }) => schema.name)).toEqual(['a Count', 'a Average x']);
    expect(frames.map(({ data }) => data.values[0])).toEqual([[0, 60_000], [0]]);
  });

  it.each([
    ['{{term class}}/{{class}}/{{term gone}}', 'a$&b/a$&b/'],
    ['{{metric}} of {{field}}', 'Average of x'],
    ['{{nothing}}', '{{nothing}}'],
  ])('are named by the alias %s', async (alias, name) => {
    const changes = { alias, metrics: [metrics[1]], bucketAggs };
    expect((await framesOf(changes, byClass('a$&b')))[0].schema.name).toBe(name);
  });

  it('keep their labels for expressions, with an alias the id of the metric among them', async () => {
    const kept = async (alias: string) => {
      const [frame] = await framesOf({ alias, metrics: [metrics[1]], bucketAggs }, byClass('a'), true);
      return [frame.schema.name, frame.schema.fields[1].labels, frame.schema.fields[1].config];
    };
    expect(await kept('')).toEqual([undefined, { class: 'a' }, { displayNameFromDS: 'a' }]);
    expect(await kept('all')).toEqual([undefined, { class: 'a', metricId: '4' }, { displayNameFromDS: 'all' }]);
  });

  it('lose as many moments at each end as is said', async () => {
    const moments = { '3': buckets(...[1, 2, 3, 4, 5].map((key) => moment(key))) };
    const times = async (trimEdges: unknown) =>
      (await framesOf({ bucketAggs: [overTime('3', { trimEdges })] }, moments))[0].data.values[0];
    expect(await times('1')).toEqual([2, 3, 4]);
    expect(await times(2)).toEqual([3]);
    expect(await times('3')).toEqual([1, 2, 3, 4, 5]);
  });

  it('of pipelines are named by what they work on', async () => {
    const pipelines = [
      { ...count, hide: true },
      { id: '4', type: 'derivative', field: '1' },
      { id: '5', type: 'derivative', field: '9' },
    ];
    const results = { '3': buckets(moment(0, { '4': { value: 1, normalized_value: 2 }, '5': { value: 1 } })) };
    const frames = await framesOf({ metrics: pipelines, bucketAggs: [overTime('3')] }, results);
    expect(frames.map(({ schema }) => schema.name)).toEqual(['Derivative Count', 'Unset']);
    expect(frames[0].data.values[1]).toEqual([2]);
  });
});

describe('records', () => {
  const hit = (_source: object, more = {}) => ({ _index: 'i', _id: 'x', _source, sort: [1, 2], ...more });

  it('are logs with the message after the time, the level under its own name, and a source that is safe in a page', async () => {
    const source = {
      z: [{ b: 1, a: '</script>' }],
      text: 'hi',
      severity: 'warn',
      '@timestamp': 'x',
      empty: {},
      no: null,
    };
    const fields = { '@timestamp': ['2026-11-20T00:00:00.123456789Z'] };
    const logs = target({ metrics: [{ id: '1', type: 'logs' }] });
    const response = {
      hits: {
        total: { value: 1 },
        hits: [hit(source, { fields, highlight: { text: ['@HIGHLIGHT@hi@/HIGHLIGHT@'] } })],
      },
    };
    const [{ schema, data }] = (await answered([logs], [response])).A.frames ?? [];
    const row = Object.fromEntries(schema.fields.map(({ name }, i) => [name, data.values[i][0]]));
    expect(Object.keys(row).slice(0, 2)).toEqual(['@timestamp', 'text']);
    expect(row).toMatchObject({
      '@timestamp': Date.parse('2026-11-20T00:00:00.123Z'),
      level: 'warn',
      id: 'i#x',
      empty: {},
      no: null,
    });
    expect(row).not.toHaveProperty('severity');
    expect(row._source).toBe(
      '{"@timestamp":"x","empty":{},"no":null,"severity":"warn","text":"hi","z":[{"a":"\\u003c/script\\u003e","b":1}]}'
    );
    expect(schema.meta).toMatchObject({ custom: { limit: 500, searchWords: ['hi'], total: 1 } });
  });

  it('have a column of the type of its first value, without the values of other types', async () => {
    const raw = target({ metrics: [{ id: '1', type: 'raw_data' }] });
    const hits = [{ v: null }, { v: true }, { v: 'yes' }, {}].map((source) => hit(source));
    const [{ schema, data }] = (await answered([raw], [{ hits: { hits } }])).A.frames ?? [];
    const column = schema.fields.findIndex(({ name }) => name === 'v');
    expect(schema.fields[column]).toMatchObject({ type: 'boolean', typeInfo: { frame: 'bool', nullable: true } });
    expect(data.values[column]).toEqual([null, true, null, null]);
  });

  it('are a frame without columns where there are none', async () => {
    const raw = target({ metrics: [{ id: '1', type: 'raw_data' }] });
    const [frame] = (await answered([raw], [{ hits: { hits: [] } }])).A.frames ?? [];
    expect(frame).toEqual({ schema: { refId: 'A', fields: [] }, data: { values: [] } });
  });
});

describe('what goes wrong', () => {
  const queries = [target({ bucketAggs: [terms('2', 'a')] }), target({ refId: 'B', bucketAggs: [terms('2', 'a')] })];
  const answerTo = (answer: ElasticsearchHttpAnswer, asked = queries) =>
    answerElasticsearchQueries({ queries: asked, from: '0', to: '1' }, async () => answer, settings);

  it('with one search leaves the others be', async () => {
    const reason = (name: string) => ({ error: { reason: name, root_cause: [], caused_by: { reason: 'other' } } });
    const body = JSON.stringify({
      responses: [reason('bad'), { aggregations: { '2': buckets({ key: 'k', doc_count: 1 }) } }],
    });
    const { status, response } = await answerTo({ status: 200, body });
    expect(status).toBe(400);
    expect(response.results.A).toEqual({ error: 'bad', errorSource: 'downstream', status: 500 });
    expect(response.results.B.frames?.[0].data.values).toEqual([['k'], [1]]);
  });

  it('is called unknown where Elasticsearch does not say what', async () => {
    const { response } = await answerTo({ status: 200, body: '{"responses":[{"error":{}},{}]}' });
    expect(response.results.A.error).toBe('Unknown elasticsearch error response');
  });

  it.each<[string, ElasticsearchHttpAnswer, string | RegExp]>([
    ['no connection', { failure: 'connect ECONNREFUSED' }, 'connect ECONNREFUSED'],
    ['a gateway in between', { status: 502, body: '<html>' }, 'unexpected status code: 502'],
    ['an answer that is no JSON', { status: 200, body: '<html>' }, /JSON/],
  ])('with all of them is told of the first only: %s', async (_, answer, error) => {
    const { status, response } = await answerTo(answer);
    expect(status).toBe(400);
    expect(response.results).toEqual({
      A: { error: expect.stringMatching(error), errorSource: 'downstream', status: 500 },
    });
  });

  it('is a target that asks for nothing', async () => {
    const { response } = await answerTo({ failure: 'must not be asked' }, [target({})]);
    expect(response.results.A.error).toBe('received invalid query. invalid query, missing metrics and aggregations');
  });
});

it('knows the headers of expressions and alert rules, however they are written', () => {
  expect(keepsLabels({ 'X-Grafana-From-Expr': 'true' })).toBe(true);
  expect(keepsLabels({ 'x-grafana-from-expr': 'true' })).toBe(true);
  expect(keepsLabels({ FromAlert: 'true' })).toBe(true);
  expect(keepsLabels({ 'x-grafana-from-expr': undefined, accept: '*' })).toBe(false);
});
