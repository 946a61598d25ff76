/** Stands between who asks and a real server, passes everything on, and counts it. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export interface Counted {
  requests: number;
  /** Of the bodies of requests and answers, as they are before compression; of a GET, what follows the question mark. */
  bytes: number;
}

export interface Meter {
  /** Without a slash at the end. */
  url: string;
  /** Since the start. */
  counted(): Counted;
  /** Resolves once there was a request since `before`, and then none under way for as long. */
  quiet(before: Counted, milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startMeter(upstream: string): Promise<Meter> {
  const target = upstream.replace(/\/+$/, '');
  const total: Counted = { requests: 0, bytes: 0 };
  let underWay = 0;
  let last = Date.now();
  const server = createServer((request, response) => {
    underWay++;
    pass(target, request, total)
      .then(({ status, contentType, body }) => response.writeHead(status, { 'Content-Type': contentType }).end(body))
      .catch((error: Error) => response.writeHead(502).end(error.message))
      .finally(() => {
        underWay--;
        last = Date.now();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`,
    counted: () => ({ ...total }),
    quiet: async (before, milliseconds) => {
      while (total.requests === before.requests || underWay > 0 || Date.now() - last < milliseconds) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function pass(target: string, request: IncomingMessage, total: Counted) {
  const { method = 'GET', url = '/', headers } = request;
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  const sent = Buffer.concat(parts);
  const answer = await fetch(target + url, {
    method,
    headers: contentType(headers),
    ...(sent.length > 0 && { body: sent }),
  });
  const body = Buffer.from(await answer.arrayBuffer());
  total.requests++;
  total.bytes += sent.length + body.length + (url.split('?')[1] ?? '').length;
  return { status: answer.status, contentType: answer.headers.get('content-type') ?? 'application/json', body };
}

/** Nothing else means anything to those who are asked here. */
function contentType(headers: IncomingHttpHeaders): Record<string, string> {
  const type = headers['content-type'];
  return type === undefined ? {} : { 'Content-Type': type };
}
