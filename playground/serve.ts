/**
 * The playground: shows the built plugin (dist/) in a browser without a Grafana server, over a real Prometheus
 * and, if one is named, a real Elasticsearch or OpenSearch.
 *
 * By itself: PROMETHEUS_URL=http://127.0.0.1:9090 npx tsx playground/serve.ts [--port 3210]
 * It shows that the plugin works, not that Grafana runs it: Grafana's services are stood in for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { type BundledFile, bundlePage } from './bundle';
import { type PlaygroundIndex } from './elasticsearchApi';
import { GrafanaApi } from './grafanaApi';
import { html } from './html';
import { fileUnder, font, icon, pluginFolders, type StaticFile, systemJs } from './staticFiles';
import { reason, Upstream } from './upstream';

export interface PlaygroundOptions {
  /** Default: a free one. */
  port?: number;
  prometheusUrl: string;
  /** Of an Elasticsearch or OpenSearch with audit records of the telemetry contract; without it there is no such data source. */
  elasticsearchUrl?: string;
  /** The built plugin. Default: dist in the project. */
  dist?: string;
  /** How often Prometheus scrapes, as the data source's setting 'Scrape interval' says it. Default: 15s. */
  scrapeInterval?: string;
}

export interface Playground {
  url: string;
  stop(): Promise<void>;
}

interface Site {
  dist: string;
  bundle: Map<string, BundledFile>;
  api: GrafanaApi;
}

/** Bundles the page (seconds) and serves it on 127.0.0.1. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const upstream = new Upstream(options.prometheusUrl.replace(/\/+$/, ''));
  const site: Site = {
    dist: options.dist ?? join(__dirname, '..', 'dist'),
    bundle: await bundlePage(),
    api: new GrafanaApi(upstream, options.scrapeInterval ?? '15s', auditRecords(options.elasticsearchUrl)),
  };
  const server = createServer((request, response) => {
    answer(site, request, response).catch((error: unknown) => {
      if (!response.headersSent) {
        send(response, 500, 'application/json', JSON.stringify({ message: reason(error) }));
      }
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : options.port;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function auditRecords(url: string | undefined): PlaygroundIndex | undefined {
  return url === undefined
    ? undefined
    : { url: url.replace(/\/+$/, ''), index: 'model-audit-*', timeField: '@timestamp' };
}

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(pathname);
  if (path.startsWith('/api/') || path.startsWith('/playground/')) {
    return answerApi(site.api, request, response, pathname, searchParams);
  }
  if (path.startsWith('/build/') || path.startsWith('/public/')) {
    const file = await staticFile(site, path);
    return file ? sendFile(request, response, file) : send(response, 404, 'text/plain', 'Not found.');
  }
  return send(response, 200, 'text/html; charset=utf-8', html);
}

async function staticFile(site: Site, path: string): Promise<StaticFile | undefined> {
  const [, area, kind, ...rest] = path.split('/');
  if (area === 'build') {
    return site.bundle.get([kind, ...rest].join('/'));
  }
  switch (kind) {
    case 'plugins': {
      const folder = pluginFolders(site.dist).get(rest[0]);
      return folder ? fileUnder(folder, rest.slice(1).join('/')) : undefined;
    }
    case 'build':
      return icon(rest.slice(2).join('/'));
    case 'fonts':
      return font(rest.join('/'));
    case 'lib':
      return systemJs(rest.join('/'));
    default:
      return undefined;
  }
}

async function answerApi(
  api: GrafanaApi,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  parameters: URLSearchParams
): Promise<void> {
  const abort = new AbortController();
  response.once('close', () => abort.abort());
  const { method = 'GET', headers } = request;
  const answer = await api.answer({ method, path, parameters, headers, body: await readBody(request) }, abort.signal);
  return 'contentType' in answer
    ? send(response, answer.status, answer.contentType, answer.body)
    : send(response, answer.status, 'application/json', answer.body === undefined ? '' : JSON.stringify(answer.body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

const compress = promisify(gzip);
const compressed = new WeakMap<Uint8Array, Buffer>();

async function sendFile(request: IncomingMessage, response: ServerResponse, { contents, contentType }: StaticFile) {
  if (contents.length < 1400 || !request.headers['accept-encoding']?.includes('gzip')) {
    return send(response, 200, contentType, contents);
  }
  const zipped = compressed.get(contents) ?? (await compress(contents));
  compressed.set(contents, zipped);
  return send(response, 200, contentType, zipped, { 'Content-Encoding': 'gzip' });
}

function send(
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {}
) {
  response.writeHead(status, { 'Content-Type': contentType, 'Cache-Control': 'no-cache', ...headers }).end(body);
}

async function main() {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { port: text, prometheus: text, elasticsearch: text } });
  const prometheusUrl = values.prometheus ?? process.env.PROMETHEUS_URL ?? 'http://127.0.0.1:9090';
  const elasticsearchUrl = values.elasticsearch ?? process.env.ELASTICSEARCH_URL;
  const playground = await startPlayground({ port: Number(values.port ?? 0), prometheusUrl, elasticsearchUrl });
  console.log(`Playground: ${playground.url} (Prometheus: ${prometheusUrl})`);
  const stop = () => playground.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
