import { type DataQueryResponse, type DataSourceInstanceSettings, LoadingState } from '@grafana/data';
import { lastValueFrom } from 'rxjs';

import { defaultQuery } from '../query/query';
import { ModelwatchDataSource } from './ModelwatchDataSource';
import { type ModelwatchJsonData } from './settings';
import { numberFrame, panelRequest, TestUpstream } from './testUpstream';
import { type ModelwatchQuery } from './types';

let upstream: TestUpstream;
let gone: { status: number } | undefined;

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getDataSourceSrv: () => ({
    get: () => (gone ? Promise.reject(gone) : Promise.resolve(upstream)),
    getInstanceSettings: () => undefined,
  }),
  getTemplateSrv: () => ({ replace: (text: string) => text, getVariables: () => [] }),
}));

const create = (jsonData: ModelwatchJsonData = { upstreamUid: 'prom' }) =>
  new ModelwatchDataSource({
    uid: 'ours',
    name: 'Models',
    type: 'modelwatch-monitoring-datasource',
    meta: {},
    jsonData,
  } as unknown as DataSourceInstanceSettings<ModelwatchJsonData>);

const target = (refId: string, changes: Partial<ModelwatchQuery> = {}): ModelwatchQuery => ({
  ...defaultQuery,
  model: { ...defaultQuery.model, name: 'credit-risk' },
  refId,
  ...changes,
});

const ask = (datasource: ModelwatchDataSource, ...args: Parameters<typeof panelRequest>): Promise<DataQueryResponse> =>
  lastValueFrom(datasource.query(panelRequest(...args)));

const messages = ({ errors }: DataQueryResponse) => errors?.map(({ refId, message }) => `${refId}: ${message}`);

/** One wrong and one right prediction, and the facts that go with them. */
const cells = (expr: string) =>
  expr.includes('modelwatch_metric')
    ? [numberFrame(2, { modelwatch_metric: 'model_outcomes_total', model: 'credit-risk' })]
    : [numberFrame(3, { actual: 'a', predicted: 'a' }), numberFrame(1, { actual: 'a', predicted: 'b' })];

beforeEach(() => {
  upstream = new TestUpstream();
  upstream.answer = cells;
  gone = undefined;
});

describe('a query', () => {
  it('gives frames with the refId of its target and the text that was asked', async () => {
    const { data, errors, state } = await ask(create(), [target('B')]);
    expect(errors).toBeUndefined();
    expect(state).toBe(LoadingState.Done);
    expect(data[0].refId).toBe('B');
    expect(data[0].meta.executedQueryString).toContain('model_outcomes_total');
  });

  it('is asked of the upstream as the upstream itself, without ad hoc filters, and leaves the request as it was', async () => {
    const request = panelRequest([target('A')], {
      filters: [{ key: 'region', operator: '=', value: 'eu"' }],
      headers: { 'X-Ours': '1' },
      app: 'explore',
    });
    const before = JSON.stringify(request);
    await lastValueFrom(create().query(request));
    expect(JSON.stringify(request)).toBe(before);
    const ids = new Set(upstream.arrived.map(({ requestId }) => requestId));
    expect(ids.size).toBe(upstream.arrived.length);
    for (const arrived of upstream.arrived) {
      expect(arrived.targets[0].datasource).toEqual({ type: 'prometheus', uid: 'prom' });
      expect(arrived.filters).toBeUndefined();
      expect(arrived.requestId).toMatch(/^Q1-A-/);
      expect(arrived.app).not.toBe('explore');
      expect(arrived.headers).not.toBe(request.headers);
    }
    expect(upstream.arrived.some(({ targets }) => JSON.stringify(targets).includes('region=\\"eu\\\\\\"\\"'))).toBe(
      true
    );
  });

  it('that is hidden or untouched is not run', async () => {
    const { data } = await ask(create(), [
      target('A', { hide: true }),
      { ...defaultQuery, refId: 'B' },
      { refId: 'C' },
    ]);
    expect(data).toEqual([]);
    expect(upstream.arrived).toEqual([]);
  });

  it('without a model says so, and leaves the other targets alone', async () => {
    const response = await ask(create(), [target('A', { kind: 'quality', model: defaultQuery.model }), target('B')]);
    expect(messages(response)).toEqual([
      'A: No model is chosen. Choose a model, or a dashboard variable that holds one.',
    ]);
    expect(response.state).toBe(LoadingState.Error);
    expect(response.data.map(({ refId }) => refId)).toEqual(['B']);
  });
});

describe('two panels of one dashboard', () => {
  const refresh = (datasource: ModelwatchDataSource, run: number) =>
    Promise.all(
      [1, 2].map((panelId) =>
        ask(datasource, [target('A')], {
          panelId,
          requestId: `Q${run}${panelId}`,
          startTime: run * 1000,
          intervalMs: 7000 + panelId,
        })
      )
    );

  it('share their upstream requests, and ask again on a manual refresh of the same window', async () => {
    const datasource = create();
    await refresh(datasource, 1);
    const first = upstream.arrived.length;
    const expressions = upstream.arrived.map(({ targets }) => JSON.stringify((targets[0] as { expr?: string }).expr));
    expect(new Set(expressions).size).toBe(first);
    await refresh(datasource, 2);
    expect(upstream.arrived.length).toBe(2 * first);
  });
});

describe('what goes wrong is said in a sentence', () => {
  it.each<[string, ModelwatchJsonData, { status: number } | undefined, RegExp]>([
    ['nothing chosen', {}, undefined, /^No Prometheus data source is chosen\. Choose one in the settings/],
    ['deleted', { upstreamUid: 'prom' }, { status: 404 }, /was deleted\. Choose another one/],
    ['forbidden', { upstreamUid: 'prom' }, { status: 403 }, /^You may not see the data source .* Ask an administrator/],
  ])('upstream: %s', async (_name, jsonData, missing, sentence) => {
    gone = missing;
    const response = await ask(create(jsonData), [target('A'), target('B')]);
    expect(response.errors?.map(({ refId }) => refId)).toEqual(['A', 'B']);
    expect(response.errors?.[0].message).toMatch(sentence);
  });

  it('upstream: of a type that cannot be asked', async () => {
    upstream = new TestUpstream('loki');
    expect(messages(await ask(create(), [target('A')]))?.[0]).toMatch(
      /is of the type 'loki', which cannot be asked yet/
    );
  });

  it.each([
    [
      'down',
      { status: 502, message: 'connection refused' },
      /cannot be reached: connection refused\. Check that it runs/,
    ],
    ['slow', { status: 504, message: 'timeout' }, /took too long to answer.*Choose a shorter time range/],
    ['4xx', { status: 400, message: 'bad_data: no' }, /refused the query \(400\): bad_data: no\. Check the names/],
    ['5xx', { status: 500, message: 'oops' }, /answered with an error \(500\): oops\. Look at its log/],
    ['not to be queried', { status: 403 }, /^A: You may not query the data source Prom \(403\)/],
  ])('Prometheus: %s', async (_name, answer, sentence) => {
    upstream.answer = () => answer;
    expect(messages(await ask(create(), [target('A')]))?.[0]).toMatch(sentence);
  });

  it('half of several requests failing: the rest stays, with a notice', async () => {
    // The facts about all models are asked optionally.
    upstream.answer = (expr) =>
      expr.startsWith('group by (modelwatch_metric') ? { status: 500, message: 'oops' } : cells(expr);
    const { data, errors } = await ask(create(), [target('A')]);
    expect(errors).toBeUndefined();
    expect(data[0].length).toBe(2);
    expect(data[0].meta.notices.map(({ text }: { text: string }) => text)).toEqual([
      'A part of the query failed. Prom answered with an error (500): oops. Look at its log, and refresh to ask again.',
    ]);
  });

  it('no series under the name: which, and where to map it', async () => {
    upstream.answer = () => [];
    const { data } = await ask(create(), [target('A')]);
    expect(data[0].meta.notices[0].text).toMatch(
      /^No series named model_outcomes_total in Prometheus\. Map the metric/
    );
  });

  it('no data in the window: which model, and what to widen', async () => {
    upstream.answer = (expr) => (expr.includes('modelwatch_metric') ? cells(expr) : []);
    const { data } = await ask(create(), [target('A')]);
    expect(data[0].meta.notices[0].text).toMatch(/model 'credit-risk' in this window\. Widen the time range/);
  });

  it('a name that is missing is looked for again at the next refresh', async () => {
    const datasource = create();
    upstream.answer = () => [];
    await ask(datasource, [target('A')]);
    upstream.answer = cells;
    const { data } = await ask(datasource, [target('A')], { requestId: 'Q2', startTime: 2000 });
    expect(data[0].length).toBe(2);
    expect(data[0].meta.notices ?? []).toEqual([]);
  });
});

describe('a panel that is left', () => {
  it('cancels its upstream requests', async () => {
    upstream.answer = () => 'never';
    const subscription = create()
      .query(panelRequest([target('A')]))
      .subscribe();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(upstream.arrived.length).toBeGreaterThan(0);
    subscription.unsubscribe();
    expect(upstream.cancelled).toBe(upstream.arrived.length);
  });

  it('shows the answers that are there while another is slow', async () => {
    upstream.answer = (expr) => (expr.includes('slow-model') ? 'never' : cells(expr));
    const got: DataQueryResponse[] = [];
    const subscription = create()
      .query(panelRequest([target('A'), target('B', { model: { ...defaultQuery.model, name: 'slow-model' } })]))
      .subscribe((response) => got.push(response));
    await new Promise((resolve) => setTimeout(resolve, 50));
    subscription.unsubscribe();
    expect(got[got.length - 1]).toMatchObject({ state: LoadingState.Loading, data: [{ refId: 'A' }] });
  });
});

describe('variables and filters', () => {
  const list = (query: Parameters<ModelwatchDataSource['listVariable']>[0]) =>
    create()
      .listVariable(query, panelRequest([]))
      .then((found) => found.map(({ text }) => text));

  it('list models, versions as people count, and classes by number where all are numbers', async () => {
    upstream.find = (query) =>
      query.endsWith(', version)') ? ['v10', 'v2'] : query.endsWith(', model)') ? ['b', 'a'] : ['10', '9'];
    expect(await list({ refId: 'V', subject: 'models' })).toEqual(['a', 'b']);
    expect(await list({ refId: 'V', subject: 'versions', model: 'a' })).toEqual(['v2', 'v10']);
    expect(await list({ refId: 'V', subject: 'classes', model: 'a' })).toEqual(['9', '10']);
  });

  it('never let a hostile model name out of its quotes, nor into a dashboard variable', async () => {
    await list({ refId: 'V', subject: 'versions', model: 'a"} or $x\n\\' });
    expect(upstream.lookups[0]).toContain('model="a\\"} or \\x24x\\n\\\\"');
  });

  it('list the features of a model, numeric ones and categories, whatever it is called', async () => {
    upstream.find = (query) => (query.endsWith(', feature)') ? ['x10', 'x2', '</script>'] : []);
    expect(await list({ refId: 'V', subject: 'features', model: 'a"$b' })).toEqual(['</script>', 'x2', 'x10']);
    const [lookup] = upstream.lookups;
    for (const name of ['model_feature_value_count', 'model_feature_category_total']) {
      expect(lookup).toContain(name);
    }
    expect(lookup).toContain('model="a\\"\\x24b"');
  });

  it('offer labels that are not used yet, and their values', async () => {
    upstream.find = (query) => (query.startsWith('label_names') ? ['__name__', 'model', 'region', 'le'] : ['eu']);
    const datasource = create();
    const filters = [{ key: 'model', operator: '=', value: 'a' }];
    expect(await datasource.getTagKeys({ filters })).toEqual([{ text: 'region', value: 'region' }]);
    expect(await datasource.getTagValues({ key: 'region', filters })).toEqual([{ text: 'eu', value: 'eu' }]);
    expect(upstream.lookups[upstream.lookups.length - 1]).toContain('model="a"');
  });
});

describe('Save & test', () => {
  it('says name by name what was found, and what to do about the rest', async () => {
    upstream.answer = (expr) => (expr.includes('modelwatch_metric') ? cells(expr) : [numberFrame(1)]);
    const { status, message, details } = await create().testDatasource();
    expect(status).toBe('success');
    expect(message).toBe('Prom answers. 18 of 19 names have nothing under them.');
    expect(details?.message).toContain('model_outcomes_total: 2 series of 1 model (credit-risk).');
    expect(details?.message).toContain(
      'model_predictions_total: nothing under this name in the last 24 hours. Map the'
    );
  });

  it('warns where neither outcomes nor predictions are there', async () => {
    upstream.answer = () => [];
    expect((await create().testDatasource()).status).toBe('warning');
  });

  it('says which label is missing', async () => {
    upstream.answer = (expr) =>
      expr.includes('modelwatch_metric') ? cells(expr) : expr.includes('actual!=') ? [] : [numberFrame(1)];
    expect((await create().testDatasource()).details?.message).toContain(
      "model_outcomes_total has no label 'actual'. Map the label that holds the actual class."
    );
  });

  it('says why the upstream cannot be asked', async () => {
    expect(await create({}).testDatasource()).toEqual({
      status: 'error',
      message: 'No Prometheus data source is chosen. Choose one in the settings of the data source Models.',
    });
  });
});

describe('over audit records in Elasticsearch', () => {
  const records = (recordMapping: ModelwatchJsonData['recordMapping'] = {}) =>
    create({ source: 'elasticsearch', upstreamUid: 'audit', recordMapping });
  const asked = () =>
    upstream.arrived.map(({ targets }) => String((targets[0] as unknown as { query: string }).query)).join('\n');

  beforeEach(() => {
    upstream = new TestUpstream('elasticsearch');
  });

  it('a query is one of Elasticsearch, with the mapped fields, and ad hoc filters on fields by their full names', async () => {
    const filters = [
      { key: 'features.income', operator: '=', value: 'a"b' },
      { key: 'version', operator: '=', value: 'v1' },
    ];
    const datasource = records({ fields: { model: 'm.keyword' } });
    await ask(datasource, [target('A')], { filters });
    expect(asked()).toContain('m.keyword:"credit-risk"');
    expect(asked()).toContain('features.income:"a\\"b"');
    expect(asked()).toContain('model.version:"v1"');
  });

  it('variables list what the records have', async () => {
    upstream.find = () => ['v10', 'v2'];
    const found = await records().listVariable({ refId: 'V', subject: 'versions', model: 'a"$b' }, panelRequest([]));
    expect(found.map(({ text }) => text)).toEqual(['v2', 'v10']);
    expect(JSON.parse(upstream.lookups[0])).toEqual({
      find: 'terms',
      field: 'model.version',
      query: 'model.name:"a\\"\\u0024b"',
    });
  });

  it('a variable lists the fields that are inputs', async () => {
    upstream.find = () => [
      'features.age',
      'features.say "hi"',
      'features.user',
      'model.name',
      '@timestamp',
      'features.city.keyword',
    ];
    const found = await records({ redacted: ['features.user'] }).listVariable(
      { refId: 'V', subject: 'features' },
      panelRequest([])
    );
    expect(found.map(({ text }) => text)).toEqual(['age', 'city.keyword', 'say "hi"']);
    const outside = records({ featuresIn: '' }).listVariable({ refId: 'V', subject: 'features' }, panelRequest([]));
    expect((await outside).map(({ text }) => text)).not.toContain('model.name');
  });

  it("'Save & test' says what to do about an index without fields, and about another type of data source", async () => {
    expect(await records().testDatasource()).toMatchObject({
      status: 'warning',
      message: expect.stringMatching(/^Prom answers, and its index has no fields\. Check the index name/),
    });
    upstream = new TestUpstream('prometheus');
    expect(await records().testDatasource()).toEqual({
      status: 'error',
      message:
        "The data source Prom is of the type 'prometheus', which cannot be asked yet. Choose an Elasticsearch data source in the settings of Models.",
    });
  });
});
