import { type DataFrame, type DataFrameJSON, dataFrameFromJSON } from '@grafana/data';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  answerElasticsearchQueries,
  type ElasticsearchQueryRequest,
  type ElasticsearchQueryResponse,
  keepsLabels,
} from '../playground/elasticsearchBackend';
import { type ElasticsearchSettings, type ElasticsearchTarget } from '../playground/elasticsearchQuery';
import { type ElasticsearchCall } from '../playground/elasticsearchRequest';
import { type RunningNode } from '../scripts/javaNode';
import { type BulkAction, OpensearchClient } from '../scripts/opensearchClient';
import { isRefusal, isStaged, type Plan, type Planned } from '../src/engines/engine';

/**
 * As `describe`, where tests on an engine can run: elsewhere they are skipped.
 * @param problem why they cannot, as a sentence that is printed
 */
export function describeWhere(engine: string, problem: string | undefined): jest.Describe {
  if (problem === undefined) {
    return describe;
  }
  console.warn(`Tests on a real ${engine} are skipped. ${problem}`);
  return describe.skip;
}

const auditRecords: ElasticsearchSettings = { index: 'model-audit-*', timeField: '@timestamp' };

export interface OnSearchNode {
  /** Runs a plan through the stand-in for Grafana's Elasticsearch backend. A refusal is thrown. */
  answer<T>(plan: Planned<T>, settings?: Partial<ElasticsearchSettings>): Promise<T>;
  /** Answers the body of POST /api/ds/query, as Grafana would. */
  query(
    body: ElasticsearchQueryRequest,
    headers?: Record<string, unknown>,
    settings?: Partial<ElasticsearchSettings>
  ): Promise<ElasticsearchQueryResponse>;
  /** Sends more, which can be searched afterwards. */
  send(actions: Iterable<BulkAction>): Promise<void>;
  client(): OpensearchClient;
  url(): string;
}

/** A search engine that tests may run on. */
export interface SearchNode {
  /** @param folder of its own: there, and removed afterwards */
  start(folder: string): Promise<RunningNode>;
  /** Puts in place what audit records need. */
  setUp(client: OpensearchClient, url: string): Promise<unknown>;
}

/**
 * A real search engine with these records, for the tests of the describe block that it is called in.
 * @param actions what to send: see scripts/opensearchRecords.ts
 */
export function onSearchNode({ start, setUp }: SearchNode, actions: () => Iterable<BulkAction>): OnSearchNode {
  let node: RunningNode;
  let folder: string;
  let client: OpensearchClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwatch-test-'));
    node = await start(folder);
    client = new OpensearchClient(node.url);
    await setUp(client, node.url);
    await send(actions());
    // The first time there is much to fetch.
  }, 600_000);

  afterAll(async () => {
    await node?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  const ask = async ({ path, body }: ElasticsearchCall) => {
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const response = await fetch(node.url + path, { method: 'POST', headers, body });
    return { status: response.status, body: await response.text() };
  };
  const query: OnSearchNode['query'] = (body, headers = {}, settings = {}) =>
    answerElasticsearchQueries(body, ask, { ...auditRecords, ...settings }, keepsLabels(headers));
  const send: OnSearchNode['send'] = async (more) => {
    await client.bulk(more);
    await client.refresh('*');
  };

  async function run<T>(plan: Plan<T>, settings?: Partial<ElasticsearchSettings>): Promise<T> {
    const answers: DataFrame[][] = [];
    for (const request of plan.requests) {
      const { name, intervalMs, maxDataPoints, from, to, headers, optional } = request;
      const target: ElasticsearchTarget = { refId: name, ...request.target, intervalMs, maxDataPoints };
      const body = { queries: [target], from: String(from), to: String(to) };
      const { error, frames = [] } = (await query(body, headers, settings)).response.results[name];
      if (error !== undefined && !optional) {
        throw new Error(`${name}: ${error}`);
      }
      answers.push(frames.map((frame) => dataFrameFromJSON(frame as DataFrameJSON)));
    }
    return plan.read(answers);
  }

  async function answer<T>(planned: Planned<T>, settings?: Partial<ElasticsearchSettings>): Promise<T> {
    if (isRefusal(planned)) {
      throw new Error(planned.sentence);
    }
    return isStaged(planned) ? answer(await run(planned.first, settings), settings) : run(planned, settings);
  }

  return { query, send, answer, client: () => client, url: () => node.url };
}
