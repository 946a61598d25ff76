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
import { setUpAudit } from '../scripts/elasticsearch-setup';
import { javaProblem, type RunningOpensearch, startOpensearch } from '../scripts/opensearch';
import { type BulkAction, OpensearchClient } from '../scripts/opensearchClient';
import { isRefusal, type Plan, type Refusal } from '../src/engines/engine';

const problem = javaProblem();

/** As `describe`, on machines that can run OpenSearch: elsewhere its tests are skipped, with a sentence that says why. */
export const describeOnOpenSearch = problem === undefined ? describe : describe.skip;

if (problem !== undefined) {
  console.warn(`Tests on a real OpenSearch are skipped. ${problem}`);
}

const auditRecords: ElasticsearchSettings = { index: 'model-audit-*', timeField: '@timestamp' };

export interface OnOpenSearch {
  /** Runs a plan through the stand-in for Grafana's Elasticsearch backend. A refusal is thrown. */
  answer<T>(plan: Plan<T> | Refusal): Promise<T>;
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

/**
 * A real OpenSearch with these records, for the tests of the `describeOnOpenSearch` block that it is called in: index
 * template and pipeline are in place before.
 * @param actions what to send: see scripts/opensearchRecords.ts
 */
export function onOpenSearch(actions: () => Iterable<BulkAction>): OnOpenSearch {
  let node: RunningOpensearch;
  let folder: string;
  let client: OpensearchClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwatch-test-'));
    node = await startOpensearch({ dataFolder: folder });
    client = new OpensearchClient(node.url);
    await setUpAudit(node.url);
    await send(actions());
    // The first time there are jars to fetch.
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
  const query: OnOpenSearch['query'] = (body, headers = {}, settings = {}) =>
    answerElasticsearchQueries(body, ask, { ...auditRecords, ...settings }, keepsLabels(headers));
  const send: OnOpenSearch['send'] = async (more) => {
    await client.bulk(more);
    await client.refresh('model-audit-*');
  };

  return {
    query,
    send,
    client: () => client,
    url: () => node.url,
    answer: async (plan) => {
      if (isRefusal(plan)) {
        throw new Error(plan.sentence);
      }
      const answers: DataFrame[][] = [];
      for (const request of plan.requests) {
        const { name, intervalMs, maxDataPoints, from, to, headers, optional } = request;
        const target: ElasticsearchTarget = { refId: name, ...request.target, intervalMs, maxDataPoints };
        const body = { queries: [target], from: String(from), to: String(to) };
        const { error, frames = [] } = (await query(body, headers)).response.results[name];
        if (error !== undefined && !optional) {
          throw new Error(`${name}: ${error}`);
        }
        answers.push(frames.map((frame) => dataFrameFromJSON(frame as DataFrameJSON)));
      }
      return plan.read(answers);
    },
  };
}
