/** How each model server is started and asked. All listen on 127.0.0.1. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile, cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort, sleep } from '../prometheus';

export interface ModelServer {
  id: string;
  preset: string;
  /** What identifies the model in the server's telemetry. */
  model: string;
  /** Program of its environment, and arguments, given three free ports and its folder. */
  command(ports: Ports, folder: string): [string, ...string[]];
  /** Files that it reads, besides those of its folder in this project. */
  files?(ports: Ports): Record<string, string>;
  metrics: keyof Ports;
  path: string;
  body(seconds: number): unknown;
  /** What its failures are called. */
  errorType?: string;
  /** How long a request must last to be seen in flight: some publish a gauge only now and then. 0: not at all. */
  inFlightSeconds: number;
  /** Its histograms sum up the middles of buckets, not what was observed. */
  sumsMiddles?: boolean;
}

export interface Ports {
  http: number;
  grpc: number;
  metrics: number;
}

const tensor = (seconds: number, shape: number[], datatype: string) => ({
  inputs: [{ name: 'seconds', shape, datatype, data: [seconds] }],
});

export const modelServers: ModelServer[] = [
  {
    id: 'bentoml',
    preset: 'bentoml',
    model: 'credit-risk',
    command: ({ http }) => ['bentoml', 'serve', 'service:CreditRisk', '--host', '127.0.0.1', '--port', String(http)],
    metrics: 'http',
    path: '/predict',
    body: (seconds) => ({ seconds }),
    errorType: '500',
    inFlightSeconds: 4,
  },
  {
    id: 'kserve',
    preset: 'kserve',
    model: 'credit-risk',
    command: ({ http }) => ['python', 'app.py', String(http)],
    metrics: 'http',
    path: '/v1/models/credit-risk:predict',
    body: (seconds) => ({ instances: [seconds] }),
    inFlightSeconds: 0,
  },
  {
    id: 'mlserver',
    preset: 'mlserver',
    model: 'credit-risk',
    command: (_, folder) => ['mlserver', 'start', folder],
    files: ({ http, grpc, metrics }) => ({
      'settings.json': JSON.stringify({
        host: '127.0.0.1',
        http_port: http,
        grpc_port: grpc,
        metrics_port: metrics,
        metrics_dir: '.metrics',
      }),
    }),
    metrics: 'metrics',
    path: '/v2/models/credit-risk/versions/v2/infer',
    body: (seconds) => tensor(seconds, [1], 'FP64'),
    inFlightSeconds: 0,
  },
  {
    id: 'opentelemetry',
    preset: 'opentelemetry-genai-server',
    model: 'credit-risk',
    command: ({ http, metrics }) => ['python', 'app.py', String(http), String(metrics)],
    metrics: 'metrics',
    path: '/',
    body: (seconds) => ({ seconds }),
    errorType: 'ValueError',
    inFlightSeconds: 0,
  },
  {
    id: 'ray',
    preset: 'ray-serve',
    model: 'credit-risk',
    command: ({ http, metrics }) => ['python', 'app.py', String(http), String(metrics)],
    metrics: 'metrics',
    path: '/',
    body: (seconds) => ({ seconds }),
    errorType: 'ValueError',
    inFlightSeconds: 25,
    sumsMiddles: true,
  },
  {
    id: 'triton',
    preset: 'triton',
    model: 'credit-risk',
    command: ({ http, grpc, metrics }) => ['python', 'app.py', String(http), String(grpc), String(metrics)],
    metrics: 'metrics',
    path: '/v2/models/credit-risk/infer',
    body: (seconds) => tensor(seconds, [1, 1], 'FP32'),
    errorType: 'BACKEND',
    inFlightSeconds: 0,
  },
];

export interface RunningServer {
  metricsAddress: string;
  pid: number;
  /** The answer's status; its body is read. */
  ask(seconds: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server in a copy of its folder, and waits until it answers (at most two minutes). */
export async function startServer(server: ModelServer): Promise<RunningServer> {
  const root = join(__dirname, '../..');
  const folder = await mkdtemp(join(tmpdir(), `modelwatch-${server.id}-`));
  await cp(join(__dirname, server.id), folder, { recursive: true });
  const ports: Ports = { http: await freePort(), grpc: await freePort(), metrics: await freePort() };
  for (const [name, text] of Object.entries(server.files?.(ports) ?? {})) {
    await writeFile(join(folder, name), text);
  }
  const bin = join(root, '.cache/model-servers', server.id, 'bin');
  const [program, ...args] = server.command(ports, folder);
  await mkdir(join(root, '.cache/model-servers/logs'), { recursive: true });
  const log = join(root, '.cache/model-servers/logs', `${server.id}.log`);
  const child = spawn(join(bin, program), args, {
    cwd: folder,
    detached: true,
    env: {
      ...process.env,
      PATH: `${bin}:${process.env.PATH}`,
      BENTOML_HOME: join(folder, 'bentoml-home'),
      BENTOML_DO_NOT_TRACK: 'True',
      RAY_USAGE_STATS_ENABLED: '0',
      RAY_AUTH_MODE: 'disabled',
      PYTHONUNBUFFERED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log);
  child.stdout?.pipe(output, { end: false });
  child.stderr?.pipe(output, { end: false });
  const ask = async (seconds: number) => {
    const response = await fetch(`http://127.0.0.1:${ports.http}${server.path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(server.body(seconds)),
    });
    await response.text();
    return response.status;
  };
  const stop = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + 120_000; ; await sleep(500)) {
    if ((await ask(0).catch(() => 0)) === 200) {
      return { metricsAddress: `127.0.0.1:${ports[server.metrics]}`, pid: child.pid ?? 0, ask, stop };
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`${server.id} did not start; ${log} says why. Is it installed? Run scripts/model-servers.sh.`);
    }
  }
}

/** Servers have workers: the whole process group is ended. */
async function end(child: ChildProcess): Promise<void> {
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid ?? 0), name);
    } catch {
      // It has ended already.
    }
  };
  signal('SIGTERM');
  for (const deadline = Date.now() + 15_000; child.exitCode === null && Date.now() < deadline;) {
    await sleep(100);
  }
  signal('SIGKILL');
}
