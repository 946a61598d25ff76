/**
 * The playground: shows the built plugin (dist/) in a browser without a Grafana server, over a real Prometheus.
 *
 * By itself: PROMETHEUS_URL=http://127.0.0.1:9090 npx tsx playground/serve.ts [--port 3210]
 * It shows that the plugin works, not that Grafana runs it: Grafana's services are stood in for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { type BundledFile, bundlePage } from './bundle';
import { html } from './html';
import { answerQueries, type QueryRequest } from './prometheusBackend';
import { fileUnder, font, icon, pluginFolders, type StaticFile, systemJs } from './staticFiles';
import { reason, Upstream } from './upstream';

export interface PlaygroundOptions {
  /** Default: a free one. */
  port?: number;
  prometheusUrl: string;
  /** The built plugin. Default: dist in the project. */
  dist?: string;
  /** How often Prometheus scrapes, as the data source's setting 'Scrape interval' says it. Default: 15s. */
  scrapeInterval?: string;
}

export interface Playground {
  url: string;
  stop(): Promise<void>;
}

/** The uid of the stand-in for Grafana's Prometheus data source. */
const prometheusUid = 'prometheus';

interface Site extends Required<Omit<PlaygroundOptions, 'port'>> {
  bundle: Map<string, BundledFile>;
  upstream: Upstream;
}

/** Bundles the page (seconds) and serves it on 127.0.0.1. */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const prometheusUrl = options.prometheusUrl.replace(/\/+$/, '');
  const site: Site = {
    prometheusUrl,
    dist: options.dist ?? join(__dirname, '..', 'dist'),
    scrapeInterval: options.scrapeInterval ?? '15s',
    bundle: await bundlePage(),
    upstream: new Upstream(prometheusUrl),
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

async function answer(site: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const path = decodeURIComponent(pathname);
  if (path.startsWith('/api/') || path.startsWith('/playground/')) {
    return answerApi(site, request, response, path, search);
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
  { upstream, scrapeInterval, prometheusUrl }: Site,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  search: string
): Promise<void> {
  const json = (status: number, body: unknown) => send(response, status, 'application/json', JSON.stringify(body));
  // What arrived at Prometheus since the playground started: for tests that count requests.
  if (path === '/playground/calls') {
    return json(200, upstream.calls);
  }
  if (path === '/api/ds/query') {
    const body = JSON.parse(await readBody(request)) as QueryRequest;
    if (body.queries.some(({ datasource }) => typeof datasource !== 'object' || datasource.uid !== prometheusUid)) {
      return json(404, { message: 'Data source not found' });
    }
    const abort = new AbortController();
    response.once('close', () => abort.abort());
    const result = await answerQueries(body, (call) => upstream.ask(call, abort.signal), scrapeInterval);
    return json(result.status, result.response);
  }
  const resource = /^\/api\/datasources\/uid\/([^/]+)\/(resources(\/.*)|health)$/.exec(path);
  if (!resource) {
    return json(404, { message: 'Not found' });
  }
  if (resource[1] !== prometheusUid) {
    return json(404, { message: 'Data source not found' });
  }
  if (resource[2] === 'health') {
    const result = await upstream.ask({ path: '/api/v1/query', parameters: { query: '1+1' } });
    const works = 'status' in result && result.status === 200;
    const message = works
      ? 'Successfully queried the Prometheus API.'
      : `Prometheus at ${prometheusUrl} does not answer.`;
    return json(works ? 200 : 400, { status: works ? 'OK' : 'ERROR', message });
  }
  try {
    const result =
      request.method === 'POST'
        ? await upstream.post(resource[3], Object.fromEntries(new URLSearchParams(await readBody(request))))
        : await upstream.get(encodeURI(resource[3]), search);
    return send(response, result.status, result.contentType, result.body);
  } catch (error) {
    return json(502, { message: reason(error) });
  }
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
  const { values } = parseArgs({ options: { port: { type: 'string' }, prometheus: { type: 'string' } } });
  const prometheusUrl = values.prometheus ?? process.env.PROMETHEUS_URL ?? 'http://127.0.0.1:9090';
  const playground = await startPlayground({ port: Number(values.port ?? 0), prometheusUrl });
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
