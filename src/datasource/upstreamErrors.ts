import { type DataQueryError } from '@grafana/data';

import { elasticsearchFailure } from './elasticsearchErrors';

/** A failure with a sentence that says what is missing and what to do. */
export class SentenceError extends Error {
  override name = 'SentenceError';
}

/**
 * Why a query to the upstream failed, in a sentence. `error` is whatever the upstream threw or answered with: Grafana's
 * DataQueryError or FetchError, an Error, a text.
 */
export function queryFailure(error: unknown, upstreamName: string): string {
  if (error instanceof SentenceError) {
    return error.message;
  }
  const { status, text, cancelled } = readError(error);
  const said = text ? `: ${endless(text)}.` : '.';
  if (cancelled) {
    return `The query to ${upstreamName} was cancelled. Refresh to ask again.`;
  }
  const ofElasticsearch = elasticsearchFailure(text, upstreamName);
  if (ofElasticsearch !== undefined) {
    return ofElasticsearch;
  }
  if (status === 401 || status === 403) {
    return `You may not query the data source ${upstreamName} (${status}). Ask an administrator for the permission to query it.`;
  }
  if (status === 404 && !isPrometheusError(text)) {
    return `The data source ${upstreamName} was not found (404). Choose another one in the data source settings.`;
  }
  if (status === 429) {
    return `${upstreamName} refused the query, since it gets too many (429)${said} Refresh less often, or raise its limits.`;
  }
  if (isTimeout(status, text)) {
    return `${upstreamName} took too long to answer${said} Choose a shorter time range or window, or raise the timeout in its settings.`;
  }
  if (isTooMuch(text)) {
    return `The query is too large for ${upstreamName}${said} Choose a shorter time range or window, or narrow it by version or matchers.`;
  }
  if (isUnreachable(status, text)) {
    return `${upstreamName} cannot be reached${said} Check that it runs, and the address in its settings.`;
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return `${upstreamName} refused the query (${status})${said} Check the names in the mapping of the data source settings.`;
  }
  const code = status === undefined ? '' : ` (${status})`;
  return `${upstreamName} answered with an error${code}${said} Look at its log, and refresh to ask again.`;
}

interface Read {
  status?: number;
  text: string;
  cancelled: boolean;
}

function readError(error: unknown): Read {
  if (typeof error === 'string') {
    return { text: oneLine(error), cancelled: false };
  }
  if (typeof error !== 'object' || error === null) {
    return { text: '', cancelled: false };
  }
  const { status, statusText, message, data, type, ...rest } = error as DataQueryError & { cancelled?: boolean };
  return {
    status: typeof status === 'number' && status > 0 ? status : undefined,
    text: oneLine(reasonIn(data?.error) ?? data?.message ?? message ?? statusText ?? ''),
    cancelled: type === 'cancelled' || rest.cancelled === true,
  };
}

/** Elasticsearch says it in an object. */
function reasonIn(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'reason' in error ? error.reason : error;
}

const isPrometheusError = (text: string) => /^(bad_data|execution|internal):/.test(text);

function isTimeout(status: number | undefined, text: string) {
  return status === 504 || status === 408 || /deadline exceeded|time[d]?[ -]?out|Client\.Timeout/i.test(text);
}

function isTooMuch(text: string) {
  return /too many samples|maximum resolution|exceeded maximum|limit exceeded|too many buckets|too many chunks|query too long/i.test(
    text
  );
}

function isUnreachable(status: number | undefined, text: string) {
  const network = /connection refused|no such host|connection reset|no route to host|dial tcp|Failed to fetch|EOF$/i;
  return status === 502 || status === 503 || network.test(text);
}

const oneLine = (text: unknown) => (typeof text === 'string' ? text.replace(/\s+/g, ' ').trim().slice(0, 500) : '');

/** Without a full stop of its own, since one follows. */
const endless = (text: string) => text.replace(/[.\s]+$/, '');
