/**
 * Stands in for the server half of Grafana's Elasticsearch data source: takes the body of POST /api/ds/query, says what to
 * ask Elasticsearch or OpenSearch, and turns the answers into the frames that Grafana 12.3 would give, its oddities
 * included. Written from recorded requests and answers (test/frames/elasticsearch), which a test holds it to. Pure but for
 * the `ask` that is handed in.
 */
import { failureIn, type SearchAnswer } from './elasticsearchAnswer';
import { bucketFrames } from './elasticsearchBuckets';
import { type ElasticsearchFrame } from './elasticsearchFrames';
import { type ElasticsearchSettings, type ElasticsearchTarget, recordMetricOf } from './elasticsearchQuery';
import { recordFrames } from './elasticsearchRecords';
import { type ElasticsearchCall, multiSearch, targetProblem } from './elasticsearchRequest';

export interface ElasticsearchQueryRequest {
  queries: ElasticsearchTarget[];
  /** Milliseconds since the epoch, as text. */
  from: string;
  to: string;
}

/** What came back; `failure` where nothing did. */
export type ElasticsearchHttpAnswer = { status: number; body: string } | { failure: string };

export interface ElasticsearchResult {
  status: number;
  /** Missing where nothing was found, and where an error is. */
  frames?: ElasticsearchFrame[];
  error?: string;
  errorSource?: string;
}

export interface ElasticsearchQueryResponse {
  status: number;
  response: { results: Record<string, ElasticsearchResult> };
}

/** With one of these headers Grafana leaves the labels on series, instead of naming frames by them. In lower case. */
const labelHeaders = ['x-grafana-from-expr', 'fromalert'];

export function keepsLabels(headers: Record<string, unknown>): boolean {
  return Object.entries(headers).some(([name, value]) => labelHeaders.includes(name.toLowerCase()) && Boolean(value));
}

/**
 * Runs all targets of a request in one search. What fails as a whole (no connection, no _msearch, a target that makes no
 * sense) is told of one target only, the others have no result then: so does Grafana.
 * @param withLabels see `keepsLabels`
 */
export async function answerElasticsearchQueries(
  { queries, from, to }: ElasticsearchQueryRequest,
  ask: (call: ElasticsearchCall) => Promise<ElasticsearchHttpAnswer>,
  settings: ElasticsearchSettings,
  withLabels = false
): Promise<ElasticsearchQueryResponse> {
  for (const target of queries) {
    const problem = targetProblem(target);
    if (problem !== undefined) {
      return answered({ [target.refId]: failed(problem) });
    }
  }
  const answer = await ask(multiSearch(queries, { from: Number(from), to: Number(to) }, settings));
  const searches = readAnswers(answer);
  if (typeof searches === 'string') {
    return answered({ [queries[0].refId]: failed(searches) });
  }
  const results = queries.map((target, i) => [target.refId, resultOf(searches[i], target, settings, withLabels)]);
  return answered(Object.fromEntries(results));
}

function answered(results: Record<string, ElasticsearchResult>): ElasticsearchQueryResponse {
  const anyFailed = Object.values(results).some(({ error }) => error !== undefined);
  return { status: anyFailed ? 400 : 200, response: { results } };
}

const failed = (error: string): ElasticsearchResult => ({ error, errorSource: 'downstream', status: 500 });

/** @returns the answer to each search, or why there is none */
function readAnswers(answer: ElasticsearchHttpAnswer): SearchAnswer[] | string {
  if ('failure' in answer) {
    return answer.failure;
  }
  if (answer.status >= 400) {
    return `unexpected status code: ${answer.status}`;
  }
  try {
    return (JSON.parse(answer.body) as { responses?: SearchAnswer[] }).responses ?? [];
  } catch (error) {
    return String(error);
  }
}

function resultOf(
  search: SearchAnswer | undefined,
  target: ElasticsearchTarget,
  settings: ElasticsearchSettings,
  withLabels: boolean
): ElasticsearchResult {
  if (!search) {
    return { status: 200 };
  }
  const failure = failureIn(search);
  if (failure !== undefined) {
    return failed(failure);
  }
  const kind = recordMetricOf(target);
  const frames = kind ? recordFrames(kind, search, target, settings) : bucketFrames(search, target, withLabels);
  return { status: 200, ...(frames && { frames }) };
}
