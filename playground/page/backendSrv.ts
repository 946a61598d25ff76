/** Stands in for Grafana's HTTP client: fetch, as an observable that aborts when nobody listens any more. */
import { type BackendSrv, type BackendSrvRequest, type FetchResponse } from '@grafana/runtime';
import { lastValueFrom, Observable, throwError } from 'rxjs';

/** A second request with the same id takes the first one's place. */
const running = new Map<string, () => void>();

function fetchIt<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const { requestId } = options;
    const fail = (status: number, statusText: string, data: unknown, cancelled = false) =>
      subscriber.error({ status, statusText, data, config: options, cancelled });
    const cancel = () => {
      abort.abort();
      fail(-1, 'Request was aborted', null, true);
    };
    if (requestId) {
      running.get(requestId)?.();
      running.set(requestId, cancel);
    }
    const search = new URLSearchParams(parameters(options.params)).toString();
    const url = search ? `${options.url}${options.url.includes('?') ? '&' : '?'}${search}` : options.url;
    // Texts go as they are, such as lines of JSON; their caller says of what type they are.
    const asItIs = options.data instanceof URLSearchParams || typeof options.data === 'string';
    fetch(url.startsWith('/') ? url : `/${url}`, {
      method: options.method ?? 'GET',
      signal: abort.signal,
      headers: { ...(options.data && !asItIs ? { 'Content-Type': 'application/json' } : {}), ...options.headers },
      body: options.data ? (asItIs ? options.data : JSON.stringify(options.data)) : undefined,
    })
      .then(async (response) => {
        const text = await response.text();
        const data = parse(text, options.responseType);
        if (!response.ok) {
          return fail(response.status, response.statusText, data);
        }
        const { status, statusText, ok, headers, redirected, type } = response;
        subscriber.next({
          data,
          status,
          statusText,
          ok,
          headers,
          redirected,
          type,
          url,
          config: options,
        } as FetchResponse<T>);
        return subscriber.complete();
      })
      .catch((error: Error) => abort.signal.aborted || fail(0, error.message, { message: error.message }));
    return () => {
      if (requestId && running.get(requestId) === cancel) {
        running.delete(requestId);
      }
      abort.abort();
    };
  });
}

function parameters(params: Record<string, unknown> = {}): string[][] {
  return Object.entries(params).flatMap(([name, value]) =>
    value === undefined ? [] : (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)])
  );
}

function parse(text: string, responseType: BackendSrvRequest['responseType'] = 'json'): unknown {
  try {
    return responseType === 'json' ? JSON.parse(text) : text;
  } catch {
    return { message: text };
  }
}

const data = async <T>(options: BackendSrvRequest): Promise<T> => (await lastValueFrom(fetchIt<T>(options))).data;

export const backendSrv: BackendSrv = {
  fetch: fetchIt,
  request: data,
  datasourceRequest: (options) => lastValueFrom(fetchIt(options)),
  get: (url, params, requestId, options) => data({ ...options, url, params, requestId, method: 'GET' }),
  delete: (url, body, options) => data({ ...options, url, data: body, method: 'DELETE' }),
  post: (url, body, options) => data({ ...options, url, data: body, method: 'POST' }),
  patch: (url, body, options) => data({ ...options, url, data: body, method: 'PATCH' }),
  put: (url, body, options) => data({ ...options, url, data: body, method: 'PUT' }),
  chunked: () => throwError(() => new Error('The playground has no streams.')),
};
