/**
 * The simulated models live: /<instance>/metrics of each, all on one port. Counters go on from where history ended,
 * since both are folded from the same events.
 *
 * By itself: node --import tsx demo/serve.ts [--data FOLDER] [--port 9464] [--host 127.0.0.1]
 */
import { createServer, type ServerResponse } from 'node:http';
import { parseArgs } from 'node:util';
import { type World } from '../src/engines/sample/story/events';
import { demoFolder, readWorld } from './history';
import { Fleet } from './metrics';
import { textExposition } from './registry';

export interface ModelsServer {
  /** host:port, as Prometheus' targets have it. */
  address: string;
  stop(): Promise<void>;
}

export interface ServeOptions {
  /** Default: a free one. */
  port?: number;
  /** Default: 127.0.0.1. */
  host?: string;
}

/**
 * Serves a world's processes as they are at each moment.
 * @param fleet that has walked through history; one that begins takes some seconds for it before it answers
 */
export async function serveModels(
  world: World,
  { port = 0, host = '127.0.0.1' }: ServeOptions = {},
  fleet = new Fleet(world)
): Promise<ModelsServer> {
  fleet.advance(Date.now());
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    fleet.advance(Date.now());
    const targets = fleet.targets().map(({ instance, families }) => ({ path: metricsPath(instance), families }));
    const target = targets.find((t) => t.path === path);
    if (target?.families) {
      answer(response, 200, textExposition(target.families), 'text/plain; version=0.0.4; charset=utf-8');
    } else if (target) {
      answer(response, 503, 'This process is not running now.\n');
    } else if (path === '/-/ready') {
      answer(response, 200, 'Ready.\n');
    } else {
      const list = targets.map((t) => `${t.path}\n`).join('');
      answer(response, path === '/' ? 200 : 404, `The metrics of the simulated models are at:\n${list}`);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const bound = server.address();
  const boundPort = bound && typeof bound === 'object' ? bound.port : port;
  return {
    address: `${host}:${boundPort}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Where an instance's metrics are: 'credit-risk-1:8080' at /credit-risk-1/metrics. */
export function metricsPath(instance: string): string {
  return `/${instance.replace(/:\d+$/, '')}/metrics`;
}

function answer(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8') {
  response.writeHead(status, { 'Content-Type': type }).end(text);
}

async function main() {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const world = await readWorld(values.data ?? demoFolder());
  const server = await serveModels(world, { port: Number(values.port ?? 9464), host: values.host });
  console.log(`The simulated models are at http://${server.address}`);
  const stop = () => server.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
