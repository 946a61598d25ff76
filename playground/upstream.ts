/** The thin shell between the stand-in and a real Prometheus: fetches, and remembers what was asked, for tests that count. */
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

/** fetch() says only 'fetch failed'; the reason is in the cause. */
export function reason(error: unknown): string {
  const { cause, message } = error as { cause?: { message?: string; code?: string }; message?: string };
  return cause?.message || cause?.code || message || String(error);
}
