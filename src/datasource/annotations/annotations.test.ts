import { type DataQueryResponse, type DataSourceInstanceSettings, dateTime, type ScopedVars } from '@grafana/data';
import { lastValueFrom } from 'rxjs';

import { ModelwatchDataSource } from '../ModelwatchDataSource';
import { type ModelwatchJsonData } from '../settings';
import { numberFrame, panelRequest, TestUpstream, TO } from '../testUpstream';
import { type ModelwatchQuery } from '../types';

let upstream: TestUpstream;
const variables: Record<string, string[]> = {};

/** As Grafana's: a variable with several values goes through the format function as a list. */
function replace(text: string, _scopedVars?: ScopedVars, format?: unknown): string {
  return text.replace(/\$(\w+)/g, (found, name: string) => {
    const values = variables[name];
    const value = values?.length === 1 ? values[0] : values;
    return values && typeof format === 'function' ? String(format(value)) : found;
  });
}

jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual('@grafana/runtime'),
  getDataSourceSrv: () => ({ get: () => Promise.resolve(upstream), getInstanceSettings: () => undefined }),
  getTemplateSrv: () => ({ replace, getVariables: () => [] }),
}));

const create = (jsonData: ModelwatchJsonData = { upstreamUid: 'prom' }) =>
  new ModelwatchDataSource({
    uid: 'ours',
    name: 'Models',
    type: 'modelwatch-monitoring-datasource',
    meta: {},
    jsonData,
  } as unknown as DataSourceInstanceSettings<ModelwatchJsonData>);

/** As Grafana runs what a dashboard stores of an annotation: executeAnnotationQuery, and runRequest's filter. */
async function run(stored: object, datasource = create()): Promise<DataQueryResponse> {
  const { annotations } = datasource;
  const annotation = {
    name: 'Versions',
    enable: true,
    iconColor: 'red',
    ...annotations?.getDefaultQuery?.(),
    ...stored,
  };
  const query = annotations?.prepareQuery?.(annotation);
  const targets = [{ ...query, refId: 'Anno' } as ModelwatchQuery].filter((one) => datasource.filterQuery(one));
  const request = panelRequest(targets, { panelId: undefined, requestId: 'AQ100', intervalMs: 1000 });
  return lastValueFrom(datasource.query(request));
}
const target = (fields: object) => ({ target: { refId: 'Anno', model: { name: 'm' }, ...fields } });
const messages = ({ errors }: DataQueryResponse) => errors?.map(({ message }) => message);
const asked = () => upstream.arrived.map(({ targets }) => (targets[0] as unknown as { expr: string }).expr);
const facts = [numberFrame(1, { modelwatch_metric: 'model_predictions_total', model: 'm' })];
const isFacts = (expr: string) => expr.includes('modelwatch_metric');

beforeEach(() => {
  upstream = new TestUpstream();
  upstream.answer = (expr) => (isFacts(expr) ? facts : []);
  Object.keys(variables).forEach((name) => delete variables[name]);
});

describe('an annotation of a dashboard', () => {
  it('is answered with one frame of events, by requests of the upstream', async () => {
    upstream.answer = (expr) =>
      isFacts(expr)
        ? facts
        : expr.includes('[168h]')
          ? [numberFrame(5, { version: 'v1' })]
          : [numberFrame(7, { version: 'v1' }), numberFrame(7, { version: 'v2' })];
    const { data, errors } = await run(target({ event: 'version' }));
    expect(errors).toBeUndefined();
    expect(data).toHaveLength(1);
    expect(data[0].refId).toBe('Anno');
    const fields = data[0].fields as Array<{ name: string; values: unknown[] }>;
    expect(Object.fromEntries(fields.map(({ name, values }) => [name, values[0]]))).toEqual({
      time: TO,
      timeEnd: TO,
      title: 'Version v2 of m first seen',
      text: 'It has predictions from here on, and had none in the 7 d before the time range.',
      tags: ['version', 'm', 'v2'],
    });
  });

  it('may store nothing, a part, or its target where version 2 of the dashboard schema has it', async () => {
    const noModel = 'No model is chosen. Choose a model, or a dashboard variable that holds one.';
    expect(messages(await run({}))).toEqual([noModel]);
    expect(messages(await run({ target: null }))).toEqual([noModel]);
    expect(messages(await run({ target: 'version' }))).toEqual([noModel]);
    expect(
      messages(await run({ query: { kind: 'DataQuery', spec: { event: 'restart', model: { name: 'm' } } } }))
    ).toBe(undefined);
    expect(asked().some((expr) => expr.includes('process_start_time_seconds'))).toBe(true);
  });

  it('has what Grafana stores beside it left alone', () => {
    const stored = {
      name: '',
      enable: true,
      iconColor: '',
      ...target({ event: 'restart', datasource: { uid: 'ours' } }),
    };
    const { annotations } = create();
    expect(annotations?.prepareQuery?.(stored as never)).toMatchObject({
      refId: 'Anno',
      datasource: { uid: 'ours' },
      event: 'restart',
      lookBack: '7d',
    });
  });

  it('is told from a query of a panel, which is answered as ever', async () => {
    const datasource = create();
    const query = { refId: 'A', kind: 'confusion', model: { name: 'm' } } as unknown as ModelwatchQuery;
    upstream.answer = (expr) => (isFacts(expr) ? [] : [numberFrame(3, { actual: 'a', predicted: 'a' })]);
    const { data } = await lastValueFrom(datasource.query(panelRequest([query])));
    expect((data[0].fields as Array<{ name: string }>).map(({ name }) => name)).toContain('actual');
  });

  it('shares the requests of another annotation of the same refresh', async () => {
    const datasource = create();
    await Promise.all([run(target({ event: 'version' }), datasource), run(target({ event: 'version' }), datasource)]);
    expect(new Set(asked()).size).toBe(asked().length);
  });

  it('cancels its requests when it is left', async () => {
    upstream.answer = () => 'never';
    const query = { refId: 'Anno', event: 'restart', model: { name: 'm' } } as unknown as ModelwatchQuery;
    const subscription = create()
      .query(panelRequest([query]))
      .subscribe();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(upstream.arrived.length).toBeGreaterThan(0);
    subscription.unsubscribe();
    expect(upstream.cancelled).toBe(upstream.arrived.length);
  });

  it('takes steps of a tenth of its window for quality, which are enough, and the finest for the rest', async () => {
    const quality = { event: 'quality', reference: { value: '0.9' }, window: '1h' };
    const stepsOf = async (fields: object) => {
      upstream.arrived.splice(0);
      await run(target(fields));
      return upstream.arrived.filter((_, i) => !isFacts(asked()[i])).map(({ intervalMs }) => intervalMs);
    };
    // On the ladder that all panels share.
    expect(await stepsOf(quality)).toEqual([10 * 60_000]);
    expect(await stepsOf({ event: 'restart' })).toEqual([15_000, 15_000]);
  });
});

describe('dashboard variables', () => {
  it('are put into model, versions, look-back and reference, and cannot leave their quotes', async () => {
    Object.assign(variables, { model: ['a"} or $x\n\\'], version: ['v1', 'v2'], long: ['3d'] });
    await run(target({ model: { name: '$model', versions: ['$version'] }, event: 'version', lookBack: '$long' }));
    const expr = asked().find((one) => one.includes('[72h]')) ?? '';
    expect(expr).toContain('model="a\\"} or \\x24x\\n\\\\"');
    expect(expr).toContain('version=~"v1|v2"');
  });

  it('with several values are refused where one is needed, and only where the event uses them', async () => {
    Object.assign(variables, { many: ['0.1', '0.2', '0.3', '0.4'] });
    const reference = { kind: 'value', value: '$many', offset: '$many' };
    expect(messages(await run(target({ event: 'quality', reference })))).toEqual([
      "The reference must be one, and '$many' holds 4: 0.1, 0.2, 0.3, .... Choose one.",
    ]);
    expect(messages(await run(target({ event: 'quality', reference: { ...reference, kind: 'offset' } })))).toEqual([
      expect.stringMatching(/^The offset must be one/),
    ]);
    expect(messages(await run(target({ event: 'restart', lookBack: '$many', reference })))).toBeUndefined();
  });
});

describe('what cannot be marked is said in a sentence', () => {
  const quality = (fields: object) => target({ event: 'quality', reference: { value: '0.9' }, ...fields });

  it.each<[string, object, RegExp]>([
    ['an unknown event', target({ event: 'births' }), /^The event 'births' is not known\. Choose one of/],
    ['no reference', target({ event: 'quality' }), /^The measure has no reference\. Write a number/],
    ['no interval', quality({ quality: { measure: 'logLoss' } }), /^No interval is defined for the measure log loss/],
    ['a wrong window', quality({ window: 'soon' }), /^The window 'soon' is no duration\./],
    ['no class', quality({ quality: { measure: 'recall', average: 'class' } }), /is asked for one class, and no class/],
  ])('%s', async (_, stored, sentence) => {
    expect(messages(await run(stored))).toEqual([expect.stringMatching(sentence)]);
    expect(upstream.arrived).toEqual([]);
  });

  it('of records: restarts', async () => {
    expect(
      messages(await run(target({ event: 'restart', model: { name: 'intent' } }), create({ source: 'sample' })))
    ).toEqual([expect.stringMatching(/^Records say nothing of the processes that serve a model/)]);
  });

  it('what failed in Prometheus', async () => {
    upstream.answer = () => ({ status: 502, message: 'connection refused' });
    expect(messages(await run(target({ event: 'version' })))).toEqual([
      expect.stringContaining('cannot be reached: connection refused'),
    ]);
  });
});

describe('the built-in sample', () => {
  it('has its stretches of low quality marked', async () => {
    const stored = target({
      event: 'quality',
      model: { name: 'credit-risk' },
      reference: { value: '0.999' },
      window: '12h',
    });
    const datasource = create({ source: 'sample' });
    const query = datasource.annotations?.prepareQuery?.(stored as never) as ModelwatchQuery;
    const range = { from: dateTime().subtract(48, 'h'), to: dateTime() };
    const request = panelRequest([query], { range: { ...range, raw: range }, intervalMs: 600_000 });
    const { data, errors } = await lastValueFrom(datasource.query(request));
    expect(errors).toBeUndefined();
    expect(data[0].fields[2].values[0]).toBe('accuracy of credit-risk surely below 99.9%');
  });
});
