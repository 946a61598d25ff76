/** @jest-environment ./test/browserWithNode.js */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type BulkAction } from '../scripts/opensearchClient';
import { auditIndex, learning, predicting } from '../scripts/opensearchRecords';
import { type AuditRecord } from '../src/engines/sample/records';
import { describeOnOpenSearch, onOpenSearch } from '../test/onOpenSearch';

/**
 * What shippers send, sent to a real server: a line in `message`, beside what the shipper says of itself. The lines
 * are the samples that lie beside Logstash's configuration.
 */
const provisioned = (...path: string[]) => readFileSync(join(__dirname, '..', 'provisioning', ...path), 'utf8');
const linesOf = (name: string) => provisioned('logstash', 'samples', name).trim().split('\n');

interface Found {
  _index: string;
  _id: string;
  _source: Record<string, unknown>;
}

const shippers: Array<[name: string, ofItself: object]> = [
  ['Logstash', {}],
  [
    'Filebeat',
    {
      '@timestamp': '2027-01-01T00:00:00Z',
      agent: { type: 'filebeat' },
      ecs: { version: '8.0.0' },
      host: { name: 'h' },
      input: { type: 'filestream' },
      log: { offset: 7, file: { path: '/records/p.ndjson' } },
    },
  ],
  ['Fluent Bit', { '@timestamp': '2027-01-01T00:00:00.000Z' }],
  ['The OpenTelemetry collector', {}],
];

describeOnOpenSearch('lines of records from shippers', () => {
  const node = onOpenSearch(() => []);
  const sending = (body: object, pipeline: string): BulkAction => ({
    action: { create: { _index: 'model-audit-incoming', pipeline } },
    body,
  });
  const found = async (indices: string, query: object = { match_all: {} }) => {
    await node.client().refresh(indices);
    const path = `${indices}/_search?ignore_unavailable=true&allow_no_indices=true`;
    const answer = await node.client().ask<{ hits: { hits: Found[] } }>('POST', path, { size: 100, query });
    return answer.hits.hits;
  };
  const record = async (id: string) => (await found('model-audit-*', { term: { _id: id } }))[0];
  const refusedBecause = async (message: string) =>
    (await found('model-refused'))
      .filter(({ _source }) => _source.message === message)
      .map(({ _source }) => (_source.refused as { reason: string }).reason);
  const empty = async () => {
    for (const index of ['model-audit-*', 'model-refused', 'model-outcomes-waiting']) {
      const hits = await found(index);
      await Promise.all(
        hits.map(({ _index, _id }) => node.client().ask('DELETE', `${_index}/_doc/${encodeURIComponent(_id)}`))
      );
    }
  };
  afterEach(empty);

  it.each([
    ['logstash', 'predictions.conf'],
    ['logstash', 'predictions-csv.conf'],
    ['logstash', 'outcomes.conf'],
    ['logstash', 'refused.conf'],
    ['shippers', 'filebeat.yml'],
    ['shippers', 'fluent-bit.yaml'],
    ['shippers', 'otel-collector.yaml'],
  ])('go through ingest pipelines that the set-up puts there: %s/%s', async (...file) => {
    const there = Object.keys(await node.client().ask<object>('GET', '_ingest/pipeline'));
    const named = Array.from(
      provisioned(...file).matchAll(/^\s*pipeline(?:: | => ")(model-[\w-]+)/gm),
      ([, name]) => name
    );
    expect(named.length).toBeGreaterThan(0);
    expect(there).toEqual(expect.arrayContaining(named));
  });

  describe.each(shippers)('%s', (_, ofItself) => {
    it('has each record in the index of the day of its prediction, under its id', async () => {
      const [first, second, third] = linesOf('predictions/credit-risk.ndjson');
      const lines = [first, second, third];
      await node.send(lines.map((message) => sending({ ...ofItself, message }, 'model-audit-lines')));
      const records = await found('model-audit-*');
      expect(records.map(({ _index, _id }) => [_id, _index]).sort()).toEqual([
        ['p-1', 'model-audit-2026.11.20'],
        ['p-2', 'model-audit-2026.11.21'],
        ['p-3', 'model-audit-2026.11.21'],
      ]);
      // Nothing of the shipper is left beside the record.
      for (const line of lines) {
        const told = JSON.parse(line) as { prediction: { id: string } };
        expect((await record(told.prediction.id))._source).toEqual(told);
      }
    });

    it('keeps what cannot be read, with the reason, and goes on with the next line', async () => {
      const [good, , , timeless, half] = linesOf('predictions/credit-risk.ndjson');
      const lines = [half, 'Traceback (most recent call last):', timeless, good];
      await node.send(lines.map((message) => sending({ ...ofItself, message }, 'model-audit-lines')));
      expect((await found('model-audit-*')).map(({ _id }) => _id)).toEqual(['p-1']);
      expect(await refusedBecause(half)).toEqual([expect.stringMatching(/Unexpected end-of-input/)]);
      expect(await refusedBecause(lines[1])).toEqual(['The line is no JSON object.']);
      const [kept] = (await found('model-refused')).filter(({ _source }) => _source.prediction !== undefined);
      expect(kept._source).toMatchObject({
        ...(JSON.parse(timeless) as object),
        refused: { reason: expect.stringMatching(/timestamp/), at: expect.any(Number) },
      });
    });
  });

  it('does not send a record twice: the second is refused, and its outcome stays', async () => {
    const [line] = linesOf('predictions/credit-risk.ndjson');
    await node.send([sending({ message: line }, 'model-audit-lines')]);
    const update = { doc: { outcome: { label: 'reject' } } };
    await node.send([{ action: { update: { _index: 'model-audit-2026.11.20', _id: 'p-1' } }, body: update }]);
    await expect(node.send([sending({ message: line }, 'model-audit-lines')])).rejects.toThrow(/p-1 .*already exists/);
    expect((await record('p-1'))._source).toMatchObject({ outcome: { label: 'reject' } });
  });

  describe('rows of a CSV', () => {
    beforeEach(() =>
      node.send(
        linesOf('predictions/csv-model.csv').map((message) =>
          sending({ '@timestamp': '2027-01-01T00:00:00Z', host: { name: 'h' }, message }, 'model-audit-csv')
        )
      )
    );

    it('are records: quoted texts, empty cells gone, features that are numbers as numbers', async () => {
      expect(await record('c-1')).toMatchObject({
        _index: 'model-audit-2026.11.20',
        _source: {
          '@timestamp': '2026-11-20T23:59:59.999Z',
          model: { name: 'csv-model', version: 'v1' },
          prediction: { id: 'c-1', label: 'approve, at once', score: '0.18' },
          event: { duration: '41200000' },
          features: { income: 41.2, age: '007' },
        },
      });
      expect((await record('c-1'))._source).not.toHaveProperty('outcome');
      expect((await record('c-1'))._source).not.toHaveProperty('message');
      expect((await record('c-1'))._source).not.toHaveProperty('host');
      expect((await record('c-2'))._source).toMatchObject({ outcome: { label: 'reject' }, features: { income: -300 } });
      expect((await record('c-2'))._source.features).not.toHaveProperty('age');
    });

    it('are found by numbers, though cells are text', async () => {
      const low = await found('model-audit-*', { range: { 'prediction.score': { lt: 0.5 } } });
      expect(low.map(({ _id }) => _id)).toEqual(['c-1']);
    });

    it('are kept where they are bad; the heading is none', async () => {
      const [, , , tooLong, timeless] = linesOf('predictions/csv-model.csv');
      expect(await found('model-refused')).toHaveLength(2);
      expect(await refusedBecause(tooLong)).toEqual([expect.stringMatching(/^The row has more cells/)]);
      expect(await refusedBecause(timeless)).toEqual([expect.stringMatching(/yesterday/)]);
      expect(await found('model-audit-*')).toHaveLength(2);
    });
  });

  describe('late outcomes', () => {
    const hostile = ['say "hi"', 'back\\slash', '$x ${y} %{z}', '</script>', '日本語', "it's"];
    const time = Date.parse('2026-11-20T23:59:59.999Z');
    const made = (id: string): AuditRecord => ({
      ...{ id, model: 'm', version: 'v1', time, features: {} },
      ...{ predicted: 'a', actual: 'b', observed: time + 86_400_000 },
    });

    it('is not taken for a record: alone it waits, and its prediction is not refused when it comes', async () => {
      const [timed, timeless] = linesOf('outcomes/credit-risk.ndjson');
      await node.send([timed, timeless].map((message) => sending({ message }, 'model-audit-lines')));
      expect(await found('model-audit-*')).toEqual([]);
      const waiting = await found('model-outcomes-waiting');
      expect(waiting.map(({ _source }) => _source.prediction)).toEqual([{ id: 'p-1' }, { id: 'p-3' }]);
      expect(waiting[0]._source.received).toBeGreaterThan(time);
      await node.send([sending({ message: linesOf('predictions/credit-risk.ndjson')[0] }, 'model-audit-lines')]);
      expect(await record('p-1')).toBeDefined();
    });

    it('waits too if it repeats the name of the model; what no model is named in is no record', async () => {
      const outcome = { '@timestamp': time, model: { name: 'm' }, prediction: { id: 'p' }, outcome: { label: 'a' } };
      const nobodys = { '@timestamp': time, level: 'info', text: 'Started' };
      await node.send(
        [outcome, nobodys].map((line) => sending({ message: JSON.stringify(line) }, 'model-audit-lines'))
      );
      expect(await found('model-audit-*')).toEqual([]);
      expect((await found('model-outcomes-waiting')).map(({ _source }) => _source.outcome)).toEqual([{ label: 'a' }]);
      const [kept] = await found('model-refused');
      expect(kept._source).toMatchObject({
        text: 'Started',
        refused: { reason: expect.stringMatching(/model\.name/) },
      });
    });

    it('waits as often as it comes: a corrected one does not get lost', async () => {
      const [line] = linesOf('outcomes/credit-risk.ndjson');
      await node.send([line, line].map((message) => sending({ message }, 'model-audit-lines')));
      expect(await found('model-outcomes-waiting')).toHaveLength(2);
    });

    it('waits too as Logstash sends one whose record is missing: as objects, without a line', async () => {
      const outcome = { prediction: { id: 'p-1' }, outcome: { label: 'a', correct: false } };
      const action = { index: { _index: 'model-outcomes-incoming', pipeline: 'model-audit-lines' } };
      await node.send([{ action, body: outcome }]);
      expect((await found('model-outcomes-waiting')).map(({ _source }) => _source)).toEqual([
        { ...outcome, received: expect.any(Number) },
      ]);
      expect(await found('model-outcomes-incoming')).toEqual([]);
    });

    it('is refused as an update while its record is missing, and creates none', async () => {
      await expect(node.send([learning(made('early'))])).rejects.toThrow(/early was refused .*document missing/);
      expect(await found('model-audit-*')).toEqual([]);
    });

    it.each(hostile)("is joined by the query of Logstash's joining.conf, whatever its id: %s", async (id) => {
      await node.send([predicting(made(id)), predicting(made(`other ${id}`))]);
      const query = provisioned('logstash', 'find-record.query').replace('%{[@metadata][id_as_json]}', () =>
        JSON.stringify(id)
      );
      await node.client().refresh('model-audit-*');
      const answer = await node
        .client()
        .ask<{ hits: { hits: Found[] } }>('POST', 'model-audit-*/_search', JSON.parse(query) as object);
      expect(answer.hits.hits.map(({ _index, _id, _source }) => [_index, _id, _source])).toEqual([
        [auditIndex(time), id, { prediction: { label: 'a' } }],
      ]);
      await node.send([learning(made(id))]);
      expect((await record(id))._source).toMatchObject({ outcome: { label: 'b', correct: false } });
    });
  });
});
