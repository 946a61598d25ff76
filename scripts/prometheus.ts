/**
 * A real Prometheus for the demo and for tests: found, started, filled with history, asked, stopped.
 * Runs Prometheus 2.40 and later, and 3. Everything binds to 127.0.0.1.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream, rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Binary = 'prometheus' | 'promtool';

/**
 * The path of a binary: the environment variable PROMETHEUS or PROMTOOL, else the PATH.
 * @throws an Error whose sentence says what to install
 */
export function findBinary(name: Binary): string {
  const fromEnvironment = process.env[name.toUpperCase()];
  const candidates = fromEnvironment
    ? [fromEnvironment]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = candidates.find(isExecutable);
  if (!found) {
    const where = fromEnvironment
      ? `${name.toUpperCase()}=${fromEnvironment} cannot be run`
      : `${name} is not on the PATH`;
    throw new Error(
      `${where}. Install Prometheus (on Debian and Ubuntu: scripts/install-prometheus.sh), or set ${name.toUpperCase()} to its path.`
    );
  }
  return found;
}

/** Prometheus 2 knows no names with dots, and no settings of a scrape job for native histograms. */
export function isPrometheus2(): boolean {
  return /version 2[.]/.test(execFileSync(findBinary('prometheus'), ['--version'], { encoding: 'utf8' }));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A port of 127.0.0.1 that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('No port.'))
      );
    });
  });
}

/** Turns one OpenMetrics file into blocks of a data folder. Prometheus must not run on it, or be restarted after. */
export async function createBlocks(file: string, dataFolder: string): Promise<void> {
  await mkdir(dataFolder, { recursive: true });
  const child = spawn(findBinary('promtool'), ['tsdb', 'create-blocks-from', 'openmetrics', '-q', file, dataFolder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const said = tail(child);
  const code = await withCleanUp(() => child.kill('SIGKILL'), ended(child));
  if (code !== 0) {
    throw new Error(`promtool could not turn ${file} into blocks (exit code ${code}): ${said()}`);
  }
}

/** Back-fills OpenMetrics text into a data folder, by way of a temporary file. promtool reads faster from files of at most 2 h. */
export async function backfill(text: Iterable<string> | AsyncIterable<string>, dataFolder: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'modelwatch-history-'));
  const write = async () => {
    const file = join(folder, 'history.om');
    await pipeline(Readable.from(inPieces(text)), createWriteStream(file));
    await createBlocks(file, dataFolder);
  };
  try {
    await withCleanUp(() => rmSync(folder, { recursive: true, force: true }), write());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What must still be done if this process exits in the midst of its work: no orphans, nothing left in /tmp. */
const cleanUps = new Set<() => void>();
process.once('exit', () => cleanUps.forEach((cleanUp) => cleanUp()));

async function withCleanUp<T>(cleanUp: () => void, work: Promise<T>): Promise<T> {
  cleanUps.add(cleanUp);
  try {
    return await work;
  } finally {
    cleanUps.delete(cleanUp);
  }
}

/** Joins small strings: one write for each line would take longer than making them. */
async function* inPieces(text: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const part of text) {
    piece += part;
    if (piece.length > 1 << 19) {
      yield piece;
      piece = '';
    }
  }
  yield piece;
}

export interface PrometheusOptions {
  /** Where its blocks are and will be; made if missing. */
  dataFolder: string;
  /** The configuration as YAML; without one it scrapes nothing. */
  config?: string;
  /** Rules as YAML, for a configuration that names the file rules.yaml. */
  rules?: string;
  /** Default: a free one. */
  port?: number;
  flags?: string[];
}

export interface RunningPrometheus {
  url: string;
  port: number;
  client: PrometheusClient;
  /** Resolves when the process has ended, by itself or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Prometheus and waits until it is ready (at most a minute). */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const binary = findBinary('prometheus');
  const port = options.port || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  await mkdir(options.dataFolder, { recursive: true });
  const configFolder = await mkdtemp(join(tmpdir(), 'modelwatch-prometheus-'));
  const configFile = join(configFolder, 'prometheus.yaml');
  await writeFile(configFile, options.config ?? 'global: {}\n');
  if (options.rules !== undefined) {
    await writeFile(join(configFolder, 'rules.yaml'), options.rules);
  }
  const child = spawn(
    binary,
    [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${options.dataFolder}`,
      '--storage.tsdb.retention.time=400d',
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=warn',
      ...(options.flags ?? []),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] }
  );
  const said = tail(child);
  const kill = () => child.kill('SIGKILL');
  const killAndForget = () => {
    kill();
    rmSync(configFolder, { recursive: true, force: true });
  };
  const finished = withCleanUp(killAndForget, ended(child)).then(() =>
    rm(configFolder, { recursive: true, force: true })
  );
  const stop = async () => {
    child.kill('SIGTERM');
    const insist = setTimeout(kill, 20_000);
    await finished;
    clearTimeout(insist);
  };
  for (const deadline = Date.now() + 60_000; !(await answersOk(`${url}/-/ready`)); await sleep(50)) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      await finished;
      throw new Error(`Prometheus did not start on port ${port}: ${said() || `exit code ${child.exitCode}`}`);
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`Prometheus was not ready on port ${port} after a minute: ${said()}`);
    }
  }
  return { url, port, client: new PrometheusClient(url), ended: finished, stop };
}

export type Labels = Record<string, string>;
/** Times in ms since the epoch. */
export interface InstantSample {
  metric: Labels;
  time: number;
  value: number;
}
export interface RangeSeries {
  metric: Labels;
  samples: Array<{ time: number; value: number }>;
}

/** A rule as it was evaluated last. */
export interface EvaluatedRule {
  name: string;
  type: 'recording' | 'alerting';
  health: 'ok' | 'err' | 'unknown';
  lastError?: string;
  /** How long that took, in seconds. */
  evaluationTime: number;
}
/** An alert that is pending or firing. */
export interface ActiveAlert {
  labels: Labels;
  annotations: Labels;
  state: 'pending' | 'firing';
}

/** The little of Prometheus' HTTP interface that tests need. Times in ms since the epoch. */
export class PrometheusClient {
  constructor(readonly url: string) {}

  /** A vector, or a scalar as one sample without labels. */
  async query(expression: string, time = Date.now()): Promise<InstantSample[]> {
    const data = await this.ask<{ resultType: string; result: unknown }>('query', {
      query: expression,
      time: String(time / 1000),
    });
    if (data.resultType === 'scalar') {
      return [instant({}, data.result as RawSample)];
    }
    if (data.resultType !== 'vector') {
      throw new Error(`Asked for an instant, Prometheus answered a ${data.resultType}: ${expression}`);
    }
    return (data.result as RawVector).map(({ metric, value }) => instant(metric, value));
  }

  async queryRange(expression: string, from: number, to: number, step: number): Promise<RangeSeries[]> {
    const data = await this.ask<{ result: RawMatrix }>('query_range', {
      query: expression,
      start: String(from / 1000),
      end: String(to / 1000),
      step: String(step / 1000),
    });
    return ranges(data.result);
  }

  /** The raw samples of a range selector such as `up[5m]`. */
  async samples(selector: string, time = Date.now()): Promise<RangeSeries[]> {
    const data = await this.ask<{ result: RawMatrix }>('query', { query: selector, time: String(time / 1000) });
    return ranges(data.result);
  }

  /** All rules, in the order of their groups. */
  async rules(): Promise<EvaluatedRule[]> {
    const { groups } = await this.ask<{ groups: Array<{ rules: EvaluatedRule[] }> }>('rules');
    return groups.flatMap(({ rules }) => rules);
  }

  async alerts(): Promise<ActiveAlert[]> {
    return (await this.ask<{ alerts: ActiveAlert[] }>('alerts')).alerts;
  }

  private async ask<T>(path: string, parameters?: Record<string, string>): Promise<T> {
    const response = await fetch(`${this.url}/api/v1/${path}`, {
      ...(parameters && { method: 'POST', body: new URLSearchParams(parameters) }),
    });
    const answer = (await response.json()) as { status: string; error?: string; data: T };
    if (answer.status !== 'success') {
      throw new Error(`Prometheus answered ${response.status}: ${answer.error} (asked: ${parameters?.query ?? path})`);
    }
    return answer.data;
  }
}

type RawSample = [number, string];
type RawVector = Array<{ metric: Labels; value: RawSample }>;
type RawMatrix = Array<{ metric: Labels; values: RawSample[] }>;

const sample = ([time, value]: RawSample) => ({ time: Math.round(time * 1000), value: parseValue(value) });
const instant = (metric: Labels, raw: RawSample): InstantSample => ({ metric, ...sample(raw) });
const ranges = (matrix: RawMatrix): RangeSeries[] =>
  matrix.map(({ metric, values }) => ({ metric, samples: values.map(sample) }));

function parseValue(text: string): number {
  return text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

/** The last lines that a process wrote to standard error. */
function tail(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (data: Buffer) => (text = (text + data.toString()).slice(-2000)));
  return () => text.trim();
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', (code) => resolve(code));
  });
}
