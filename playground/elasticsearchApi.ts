/** The calls of Grafana's HTTP API that its Elasticsearch data source makes: queries, and look-ups of fields and terms. */
import { labelledNumbers } from './alerting/labelledNumbers';
import { type ApiAnswer, type ApiCall } from './apiCall';
import { answerElasticsearchQueries, type ElasticsearchQueryRequest, keepsLabels } from './elasticsearchBackend';
import { type ElasticsearchSettings } from './elasticsearchQuery';
import { type FrameJson } from './frameJson';
import { type QueryResponse } from './prometheusBackend';
import { ElasticsearchUpstream, type RawAnswer, reason } from './upstream';

/** Where records lie. */
export interface PlaygroundIndex extends ElasticsearchSettings {
  /** Without a slash at the end. */
  url: string;
}

/** The resources that Grafana's backend lets through. */
const isLookup = (path: string) => path === '/_msearch' || /(^|\/)_mapping$/.test(path);

export class ElasticsearchApi {
  readonly settings: ElasticsearchSettings;
  private readonly upstream: ElasticsearchUpstream;

  constructor({ url, ...settings }: PlaygroundIndex) {
    this.settings = settings;
    this.upstream = new ElasticsearchUpstream(url);
  }

  async query({ body, headers }: Pick<ApiCall, 'body' | 'headers'>, signal: AbortSignal): Promise<ApiAnswer> {
    const request = JSON.parse(body) as ElasticsearchQueryRequest;
    const { status, response } = await this.run(request, keepsLabels(headers), signal);
    return { status, body: response };
  }

  /** The queries of an alert rule. */
  async evaluate(request: ElasticsearchQueryRequest, signal: AbortSignal): Promise<QueryResponse> {
    const { status, response } = await this.run(request, true, signal);
    const results = Object.entries(response.results).map(([refId, { frames = [], ...result }]) => [
      refId,
      { ...result, frames: frames.flatMap((frame) => labelledNumbers(frame as FrameJson)) },
    ]);
    return { status, response: { results: Object.fromEntries(results) } };
  }

  private run(request: ElasticsearchQueryRequest, withLabels: boolean, signal: AbortSignal) {
    return answerElasticsearchQueries(request, (call) => this.upstream.search(call, signal), this.settings, withLabels);
  }

  /** @param path begins with a slash, its parts as they were sent */
  async resource(path: string, body: string | undefined, parameters: URLSearchParams): Promise<ApiAnswer | RawAnswer> {
    if (!isLookup(path)) {
      return { status: 500, body: { message: `invalid resource URL: ${path.slice(1)}` } };
    }
    try {
      const search = parameters.size > 0 ? `?${parameters}` : '';
      return await this.upstream.ask(path + search, body);
    } catch (error) {
      return { status: 502, body: { message: reason(error) } };
    }
  }
}
