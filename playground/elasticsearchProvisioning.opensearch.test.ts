/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { addDataSources, setUpAudit } from '../scripts/elasticsearch-setup';
import { auditIndex, indexing, learning, predicting } from '../scripts/opensearchRecords';
import { type Plan } from '../src/engines/engine';
import { type AuditRecord } from '../src/engines/sample/records';
import { describeOnOpenSearch, onOpenSearch } from '../test/onOpenSearch';
import { rowsOf } from '../test/onPrometheus';

const MIDNIGHT = Date.parse('2026-11-21T00:00:00Z');
const HOUR = 3_600_000;

const hostile = ['say "hi"', 'back\\slash', 'two\nlines', '$model ${x} [[y]]', '</script>', '日本語 ünï', ' ', "it's"];

const made = (model: string, changes: Partial<AuditRecord> = {}): AuditRecord => ({
  model,
  version: 'v1',
  time: MIDNIGHT + HOUR,
  features: {},
  ...changes,
});

/** One query over three days, as an engine would plan it. */
const asking = (query: string, metrics: object[], bucketAggs: object[], changes = {}): Plan<DataFrame[]> => ({
  requests: [
    {
      name: 'counts',
      target: { query, metrics, bucketAggs, alias: '' },
      from: MIDNIGHT - 24 * HOUR,
      to: MIDNIGHT + 48 * HOUR,
      intervalMs: 60_000,
      maxDataPoints: 1000,
      ...changes,
    },
  ],
  read: ([frames]) => frames,
});

const count = { id: '1', type: 'count' };
const terms = (field: string) => ({
  id: '2',
  type: 'terms',
  field,
  settings: { order: 'asc', orderBy: '_key', size: '500' },
});
const source = { id: '1', type: 'raw_data', settings: { size: '500' } };

describeOnOpenSearch('an index of audit records', () => {
  const node = onOpenSearch(function* () {
    yield indexing(made('tidy', { id: 't1', predicted: 'a', actual: 'a', observed: MIDNIGHT + 2 * HOUR }));
    yield indexing(made('tidy', { id: 't2', predicted: 'a', actual: 'b', observed: MIDNIGHT + 5 * HOUR }));
    yield indexing(made('tidy', { id: 't3', predicted: 'b', score: 0.25, value: 3, duration: 0.0412 }));
    yield* hostile.map((name) => indexing(made('hostile', { predicted: name, actual: name, version: name })));
  });
  const rows = async (...asked: Parameters<typeof asking>) => rowsOf(await node.answer(asking(...asked)));
  const only = async (query: string): Promise<Record<string, unknown>> => {
    const [frame] = await node.answer(asking(query, [source], []));
    return Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[0]]));
  };
  const send = (model: string, features: Record<string, unknown>, more = {}) =>
    node.send([
      {
        action: { index: { _index: auditIndex(MIDNIGHT) } },
        body: { '@timestamp': MIDNIGHT, model: { name: model }, features, ...more },
      },
    ]);

  it('counts by every label, whatever it is', async () => {
    for (const field of ['prediction.label', 'outcome.label', 'model.version']) {
      const expected = [...hostile].sort().map((name) => [name, 1]);
      const counted = await rows('model.name:hostile', [count], [terms(field)]);
      expect(counted.sort(([a], [b]) => (a < b ? -1 : 1))).toEqual(expected);
    }
  });

  it('has the accuracy as the mean of outcome.correct, of the records whose outcome is known', async () => {
    const accuracy = [{ id: '1', type: 'avg', field: 'outcome.correct' }];
    expect(await rows('model.name:tidy', accuracy, [terms('model.version')])).toEqual([['v1', 0.5]]);
  });

  it('finds records by the time when their outcome became known', async () => {
    const known = 'model.name:tidy AND outcome.observed:{"2026-11-21T02:00:00.000Z" TO "2026-11-21T05:00:00.000Z"]';
    expect(await rows(known, [count], [terms('prediction.id')])).toEqual([['t2', 1]]);
  });

  it('has numbers with all their digits, durations in nanoseconds', async () => {
    expect(await only('prediction.id:t3')).toMatchObject({
      'prediction.score': 0.25,
      'prediction.value': 3,
      'event.duration': 41_200_000,
      'event.outcome': 'success',
    });
  });

  it('has a late outcome in the record of its prediction, on whichever day it arrives', async () => {
    const time = MIDNIGHT - 1;
    const record = made('late', { id: 'late-1', time, predicted: 'a', actual: 'b', observed: MIDNIGHT + 4 * HOUR });
    await node.send([predicting(record)]);
    expect(await only('model.name:late')).not.toHaveProperty('outcome.label');
    await node.send([learning(record)]);
    const [found, ...others] = await rows('model.name:late', [count], [terms('_index')]);
    expect(found).toEqual(['model-audit-2026.11.20', 1]);
    expect(others).toEqual([]);
    expect(await only('model.name:late')).toMatchObject({
      '@timestamp': time,
      'outcome.label': 'b',
      'outcome.correct': false,
      'outcome.observed': '2026-11-21T04:00:00.000Z',
    });
    await expect(node.send([predicting(record)])).rejects.toThrow(/The record late-1 was refused .* already exists/);
    expect(await only('model.name:late')).toMatchObject({ 'outcome.label': 'b' });
  });

  it('keeps a text of any length, but counts only those of up to 1024 characters', async () => {
    await send('long', { note: 'x'.repeat(40_000) }, { prediction: { label: 'y'.repeat(9000) } });
    await send('long', { note: 'x'.repeat(1024) }, { prediction: { label: 'y'.repeat(8191) } });
    expect(await rows('model.name:long', [count], [terms('features.note')])).toEqual([['x'.repeat(1024), 1]]);
    expect(await rows('model.name:long', [count], [terms('prediction.label')])).toEqual([['y'.repeat(8191), 1]]);
    const long = await only('model.name:long AND NOT _exists_:features.note');
    expect(long['features.note']).toHaveLength(40_000);
  });

  it('takes features of any kind: whole numbers, truths, objects, lists, dates, and a text among numbers', async () => {
    await send('kinds', { age: 41, vip: true, born: '1985-04-01', address: { city: 'Köln' }, tags: ['a', 'b'] });
    await send('kinds', { age: 41.5, vip: 'no', born: 'unknown', tags: 'c' });
    await send('kinds', { age: 'n/a' });
    const mean = [{ id: '1', type: 'avg', field: 'features.age' }];
    expect(await rows('model.name:kinds', mean, [terms('model.name')])).toEqual([['kinds', 41.25]]);
    const counted = (field: string) => rows('model.name:kinds', [count], [terms(field)]);
    expect(await counted('features.vip')).toEqual([
      ['no', 1],
      ['true', 1],
    ]);
    expect(await counted('features.born')).toHaveLength(2);
    expect(await counted('features.tags')).toHaveLength(3);
    expect(await counted('features.address.city')).toEqual([['Köln', 1]]);
    expect(await only('model.name:kinds AND _ignored:features.age')).toMatchObject({ 'features.age': 'n/a' });
  });

  it('refuses a record whose time is none, rather than lose it from sight', async () => {
    await expect(send('timeless', {}, { '@timestamp': 'yesterday' })).rejects.toThrow(/refused.*@timestamp/);
  });

  it('finds errors by a word of the message, and counts equal messages', async () => {
    const error = (message: string) => made('failing', { error: { type: 'TimeoutError', message } });
    await node.send(
      [error('No answer from gateway 7'), error('No answer from gateway 7'), error('Other')].map(indexing)
    );
    const messages = await rows('error.message:GATEWAY', [count], [terms('error.message.keyword')]);
    expect(messages).toEqual([['No answer from gateway 7', 2]]);
    expect(await rows('event.outcome:failure', [count], [terms('error.type')])).toEqual([['TimeoutError', 3]]);
  });

  it('keeps the labels of series when asked as expressions ask', async () => {
    const overTime = [terms('prediction.label'), { id: '3', type: 'date_histogram', settings: { interval: '10000d' } }];
    const headers = { 'X-Grafana-From-Expr': 'true' };
    const frames = await node.answer(asking('model.name:tidy', [count], overTime, { headers }));
    expect(frames.map(({ fields }) => fields[1].labels)).toEqual([
      { 'prediction.label': 'a' },
      { 'prediction.label': 'b' },
    ]);
  });

  it('goes on without what a plan can do without, and fails without what it needs', async () => {
    const broken = asking('model.name:"unclosed', [count], [terms('model.name')]);
    await expect(node.answer(broken)).rejects.toThrow('counts: Failed to parse query [model.name:"unclosed]');
    const optional = { ...broken, requests: [{ ...broken.requests[0], optional: true }] };
    expect(await node.answer(optional)).toEqual([]);
    await expect(node.answer({ sentence: 'Choose a model.' })).rejects.toThrow('Choose a model.');
  });

  describe('fed through the pipeline', () => {
    const pipe = (body: object) =>
      node.send([{ action: { create: { _index: 'model-audit-incoming', pipeline: 'model-audit' } }, body }]);

    it('makes objects of the dotted columns of a CSV, drops empty cells, and reads numbers in features', async () => {
      await pipe({
        '@timestamp': '2026-11-20T23:59:59.999Z',
        'model.name': 'csv',
        'prediction.id': 'csv-1',
        'prediction.label': 'say "hi", twice',
        'prediction.score': '0.18',
        'outcome.label': '',
        'outcome.correct': ' ',
        'features.income': '41.2',
        'features.change': '-3e2',
        'features.zip': '01234',
        'features.product': '12 kg',
        'features.code': '0x1F',
      });
      expect(await only('model.name:csv')).toMatchObject({
        '@timestamp': MIDNIGHT - 1,
        _id: 'csv-1',
        _index: 'model-audit-2026.11.20',
        'prediction.label': 'say "hi", twice',
        'features.income': 41.2,
        'features.change': -300,
        'features.zip': '01234',
        'features.product': '12 kg',
        'features.code': '0x1F',
      });
      const outcome = 'model.name:csv AND (_exists_:outcome.label OR _exists_:outcome.correct)';
      expect(await node.answer(asking(outcome, [count], [terms('model.name')]))).toEqual([]);
      expect(await rows('model.name:csv AND prediction.score:[0.17 TO 0.19]', [count], [terms('model.name')])).toEqual([
        ['csv', 1],
      ]);
    });

    it('reads a JSON line that nobody has read before', async () => {
      const line = { '@timestamp': MIDNIGHT, model: { name: 'json' }, prediction: { id: 7, label: hostile.join() } };
      await pipe({ message: ` ${JSON.stringify(line)}\n` });
      const found = await only('model.name:json');
      expect(found).toMatchObject({ _id: '7', _index: 'model-audit-2026.11.21', 'prediction.label': hostile.join() });
      expect(found).not.toHaveProperty('message');
    });

    it.each([
      ['has no time', { 'model.name': 'x' }, /timestamp/],
      ['is half a JSON line', { message: '{"@timestamp": 1' }, /Unexpected end-of-input/],
      [
        'has a value where others of its columns need an object',
        { '@timestamp': '2026-11-20T00:00:00Z', model: 'x', 'model.name': 'x' },
        /The column model\.name needs an object where the record has a value: model\.$/,
      ],
    ])('refuses a record that %s', async (_, body, reason) => {
      await expect(pipe(body)).rejects.toThrow(reason);
    });
  });

  it('is set up again without harm; a server without retention policies is told of', async () => {
    const sentences = await setUpAudit(node.url());
    expect(sentences).toEqual([
      expect.stringMatching(/^Audit records are kept forever: this server takes no retention/),
    ]);
    await expect(setUpAudit(`${node.url()}/nowhere`)).rejects.toThrow(/^GET \/ was refused \(404\): no such index/);
  });
});

/** A server that remembers what it is sent, by path: a list, since Grafana takes many to one. */
async function listening(answer: object, refuse: (path: string) => number | undefined) {
  const seen: Array<[path: string, body: unknown]> = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const path = String(request.url).slice(1);
      const status = refuse(path) ?? 200;
      if (request.method !== 'GET' && status === 200) {
        seen.push([path, JSON.parse(Buffer.concat(parts).toString())]);
      }
      response.writeHead(status).end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { seen, url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

describe('the retention of audit records', () => {
  /** What is put; there is no server with retention policies to be had for tests. */
  async function puts(version: object, refuse: (path: string) => number | undefined = () => undefined) {
    const server = await listening({ version }, refuse);
    const sentences = await setUpAudit(server.url).finally(server.close);
    return { seen: Object.fromEntries(server.seen), sentences };
  }

  it('is a lifecycle of Elasticsearch, in force on every new index', async () => {
    const { seen, sentences } = await puts({ number: '8.15.0' });
    expect(sentences).toEqual([]);
    expect(Object.keys(seen)).toEqual([
      '_ilm/policy/model-audit',
      '_component_template/model-audit-retention',
      '_index_template/model-audit',
      '_index_template/model-audit-waiting',
      '_ingest/pipeline/model-audit',
      '_ingest/pipeline/model-audit-lines',
      '_ingest/pipeline/model-audit-csv',
    ]);
    expect(seen['_component_template/model-audit-retention']).toEqual({
      template: { settings: { index: { lifecycle: { name: 'model-audit', parse_origination_date: true } } } },
    });
  });

  it('is a policy of OpenSearch, which finds its indices itself; one that is there already stays', async () => {
    const openSearch = { distribution: 'opensearch', number: '2.19.0' };
    const { seen } = await puts(openSearch);
    const policy = seen['_plugins/_ism/policies/model-audit'] as { policy: { ism_template: unknown } };
    const template = seen['_index_template/model-audit'] as { index_patterns: string[] };
    expect(policy.policy.ism_template).toEqual([expect.objectContaining({ index_patterns: template.index_patterns })]);
    expect(seen['_component_template/model-audit-retention']).toEqual({ template: { settings: {} } });
    expect((await puts(openSearch, (path) => (path.includes('_ism') ? 409 : undefined))).sentences).toEqual([]);
  });

  it('lasts equally long in both', async () => {
    const elastic = JSON.stringify((await puts({})).seen['_ilm/policy/model-audit']);
    const open = JSON.stringify(
      (await puts({ distribution: 'opensearch' })).seen['_plugins/_ism/policies/model-audit']
    );
    const [, age] = /"min_age":"(\d+d)","actions":\{"delete"/.exec(elastic) ?? [];
    expect(open).toContain(`"min_index_age":"${age}"`);
  });

  it('is not passed over in silence if the server refuses it for another reason', async () => {
    await expect(puts({}, (path) => (path.startsWith('_ilm') ? 403 : undefined))).rejects.toThrow(
      /PUT \/_ilm\/policy\/model-audit was refused \(403\)/
    );
  });
});

describe('the data sources over audit records', () => {
  const adding = async (refuse: (path: string) => number | undefined = () => undefined) => {
    const grafana = await listening({ message: 'not allowed' }, refuse);
    await addDataSources(grafana.url, 'http://elasticsearch:9200').finally(grafana.close);
    return grafana.seen;
  };

  it('are those of the provisioning file, at the address of the server', async () => {
    expect(await adding()).toEqual([
      [
        'api/datasources',
        expect.objectContaining({ uid: 'modelwatch-audit', type: 'elasticsearch', url: 'http://elasticsearch:9200' }),
      ],
      [
        'api/datasources',
        expect.objectContaining({
          uid: 'modelwatch-records',
          jsonData: { source: 'elasticsearch', upstreamUid: 'modelwatch-audit' },
        }),
      ],
    ]);
  });

  it('stay as they are where they are there already, and a refusal is said', async () => {
    expect(await adding(() => 409)).toEqual([]);
    await expect(adding(() => 403)).rejects.toThrow('POST /api/datasources was refused (403)');
  });
});
