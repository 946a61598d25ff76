/** The calls of Grafana's HTTP API that the page makes: queries, the data source's own, alerting. */
import { alertingBackend } from './alerting/alertingBackend';
import { type EvalRequest, evaluateRule } from './alerting/evaluateRule';
import { type ApiAnswer, type ApiCall } from './apiCall';
import { answerQueries, type QueryRequest, type QueryResponse } from './prometheusBackend';
import { ElasticsearchApi, type PlaygroundIndex } from './elasticsearchApi';
import { elasticsearchUid } from './elasticsearchUid';
import { type RawAnswer, reason, type Upstream } from './upstream';

/** The uid of the stand-in for Grafana's Prometheus data source. */
const prometheusUid = 'prometheus';

const notFound: ApiAnswer = { status: 404, body: { message: 'Not found' } };
const noDataSource: ApiAnswer = { status: 404, body: { message: 'Data source not found' } };

export class GrafanaApi {
  private readonly alerting = alertingBackend();
  private readonly elasticsearch: ElasticsearchApi | undefined;

  /** @param index of audit records, where there are any */
  constructor(
    private readonly upstream: Upstream,
    private readonly scrapeInterval: string,
    index?: PlaygroundIndex
  ) {
    this.elasticsearch = index && new ElasticsearchApi(index);
  }

  async answer(call: ApiCall, signal: AbortSignal): Promise<ApiAnswer | RawAnswer> {
    const { path, body } = call;
    const run = (request: QueryRequest) =>
      answerQueries(request, (asked) => this.upstream.ask(asked, signal), this.scrapeInterval);
    switch (path) {
      // What arrived at Prometheus since the playground started: for tests that count requests.
      case '/playground/calls':
        return { status: 200, body: this.upstream.calls };
      // What the page cannot know by itself.
      case '/playground/settings':
        return { status: 200, body: { elasticsearch: this.elasticsearch?.settings ?? null } };
      case '/api/ds/query': {
        const request = JSON.parse(body) as QueryRequest;
        return this.elasticsearch && isFor(request, elasticsearchUid)
          ? this.elasticsearch.query(call, signal)
          : query(request, run);
      }
      case '/api/v1/eval':
        return evaluateRule(
          JSON.parse(body) as EvalRequest,
          (uid) => uid === prometheusUid || (uid === elasticsearchUid && this.elasticsearch !== undefined),
          (request, uid) =>
            this.elasticsearch && uid === elasticsearchUid ? this.elasticsearch.evaluate(request, signal) : run(request)
        );
      default:
        return this.alerting(call) ?? this.resource(call);
    }
  }

  private async resource({ method, path, parameters, body }: ApiCall): Promise<ApiAnswer | RawAnswer> {
    const [, uid, isHealth, resource] =
      /^\/api\/datasources\/uid\/([^/]+)\/(?:(health)|resources(\/.*))$/.exec(path) ?? [];
    if (this.elasticsearch && uid === elasticsearchUid && resource !== undefined) {
      return this.elasticsearch.resource(resource, method === 'POST' ? body : undefined, parameters);
    }
    if (uid !== prometheusUid) {
      return uid === undefined ? notFound : noDataSource;
    }
    if (isHealth) {
      return this.health();
    }
    try {
      return method === 'POST'
        ? await this.upstream.post(resource, Object.fromEntries(new URLSearchParams(body)))
        : await this.upstream.get(resource, parameters);
    } catch (error) {
      return { status: 502, body: { message: reason(error) } };
    }
  }

  private async health(): Promise<ApiAnswer> {
    const result = await this.upstream.ask({ path: '/api/v1/query', parameters: { query: '1+1' } });
    return 'status' in result && result.status === 200
      ? { status: 200, body: { status: 'OK', message: 'Successfully queried the Prometheus API.' } }
      : {
          status: 400,
          body: { status: 'ERROR', message: `Prometheus at ${this.upstream.url} does not answer.` },
        };
  }
}

function isFor({ queries }: QueryRequest, uid: string): boolean {
  return queries.every(({ datasource }) => typeof datasource === 'object' && datasource.uid === uid);
}

async function query(
  request: QueryRequest,
  run: (request: QueryRequest) => Promise<QueryResponse>
): Promise<ApiAnswer> {
  if (!isFor(request, prometheusUid)) {
    return noDataSource;
  }
  const { status, response } = await run(request);
  return { status, body: response };
}
