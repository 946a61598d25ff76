/** The thin shells between the stand-ins and real servers: they fetch, and that of Prometheus remembers what was asked, for tests that count. */
import { type ElasticsearchHttpAnswer } from './elasticsearchBackend';
import { type ElasticsearchCall } from './elasticsearchRequest';
import { type PrometheusAnswer, type PrometheusCall } from './prometheusBackend';

export interface UpstreamCall {
  path: string;
  parameters: Record<string, string>;
}

export interface RawAnswer {
  status: number;
  contentType: string;
  body: string;
}

export class Upstream {
  /** In the order of asking. */
  readonly calls: UpstreamCall[] = [];

  /** @param url - the address of Prometheus, without a slash at the end */
  constructor(readonly url: string) {}

  async ask(call: PrometheusCall, signal?: AbortSignal): Promise<PrometheusAnswer> {
    try {
      const { status, body } = await this.post(call.path, call.parameters, signal);
      return { status, body };
    } catch (error) {
      return { failure: `Post "${this.url}${call.path}": ${reason(error)}` };
    }
  }

  /** What Grafana passes through as it is: labels, series, metadata. */
  async get(path: string, parameters: URLSearchParams): Promise<RawAnswer> {
    this.calls.push({ path, parameters: Object.fromEntries(parameters) });
    return read(await fetch(`${this.url}${path}?${parameters}`));
  }

  async post(path: string, parameters: Record<string, string>, signal?: AbortSignal): Promise<RawAnswer> {
    this.calls.push({ path, parameters });
    const body = new URLSearchParams(parameters);
    return read(await fetch(`${this.url}${path}`, { method: 'POST', body, signal }));
  }
}

async function read(response: Response): Promise<RawAnswer> {
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'application/json',
    body: await response.text(),
  };
}

/** The same for a real Elasticsearch or OpenSearch, whose calls nobody counts. */
export class ElasticsearchUpstream {
  /** @param url - its address, without a slash at the end */
  constructor(readonly url: string) {}

  async search({ path, body }: ElasticsearchCall, signal?: AbortSignal): Promise<ElasticsearchHttpAnswer> {
    try {
      return await this.ask(path, body, signal);
    } catch (error) {
      return { failure: `Post "${this.url}${path}": ${reason(error)}` };
    }
  }

  /** GET, or POST of lines of JSON where there is a body. */
  async ask(path: string, body?: string, signal?: AbortSignal): Promise<RawAnswer> {
    const headers = { 'Content-Type': 'application/x-ndjson' };
    const sent = body === undefined ? {} : { method: 'POST', headers, body };
    return read(await fetch(this.url + path, { ...sent, signal }));
  }
}

/** fetch() says only 'fetch failed'; the reason is in the cause. */
export function reason(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string; code?: string }; message?: string };
  return cause?.message || cause?.code || message || String(error);
}
