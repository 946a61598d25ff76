/**
 * The demo without a web page: history, live models, a Prometheus that has both, and an OpenSearch with the same events.
 *
 * By itself: node --import tsx demo/start.ts; Ctrl-C ends all that it started.
 * With a page: call startDemo(), point the page at `prometheusUrl`, call stop() at the end (playground/ does).
 */
import { rmSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBinary, startPrometheus } from '../scripts/prometheus';
import { type World } from '../src/engines/sample/story/events';
import { dataFolder, demoFolder, prepareHistory } from './history';
import { startRecords } from './records';
import { serveModels } from './serve';

/** Where provisioning/prometheus/prometheus.yaml, made for docker-compose, finds the models. */
const COMPOSE_ADDRESS = 'demo:9464';

export interface DemoOptions {
  /** Where history is kept between starts. Default: .cache/demo in the project. */
  folder?: string;
  /** Default: free ones. */
  prometheusPort?: number;
  modelsPort?: number;
  /** Progress in plain lines. Default: to the console. */
  log?: (line: string) => void;
}

export interface Demo {
  prometheusUrl: string;
  /** Of an OpenSearch with the same events as audit records; undefined where none can run here. */
  elasticsearchUrl?: string;
  /** Of the live metrics. */
  modelsUrl: string;
  /** For the truth: see truth.ts. */
  world: World;
  /** Resolves when Prometheus has ended, wanted or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts the demo; on failure nothing of it is left running. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { folder = demoFolder(), log = console.log } = options;
  findBinary('promtool');
  findBinary('prometheus');
  const unlock = await lock(folder);
  const stops: Array<() => Promise<void>> = [unlock];
  const stop = async () => {
    while (stops.length > 0) {
      await stops.pop()?.();
    }
  };
  const startMetrics = async () => {
    const { world, fleet } = await prepareHistory(folder, log);
    const models = await serveModels(world, { port: options.modelsPort }, fleet);
    stops.push(models.stop);
    log(`Models: live at http://${models.address}`);
    const prometheus = await startPrometheus({
      dataFolder: dataFolder(folder),
      config: await prometheusConfig(models.address),
      rules: await prometheusRulesFile(),
      port: options.prometheusPort,
      // Blocks stay as they were written: prepareHistory() takes out the live ones, which must not have been merged.
      flags: ['--storage.tsdb.min-block-duration=2h', '--storage.tsdb.max-block-duration=2h'],
    });
    stops.push(prometheus.stop);
    log(`Prometheus: ready at ${prometheus.url}`);
    return { world, prometheus, modelsUrl: `http://${models.address}` };
  };
  try {
    const starting = startMetrics();
    // Records are written when Prometheus is ready: that keeps this process busy.
    const recording = startRecords(folder, starting, log);
    stops.push(async () => (await recording)?.stop());
    const { prometheus, ...started } = await starting;
    const elasticsearchUrl = (await recording)?.url;
    return { prometheusUrl: prometheus.url, elasticsearchUrl, ended: prometheus.ended, stop, ...started };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The provisioned configuration, with the models at another address. */
export async function prometheusConfig(address: string): Promise<string> {
  return (await provisioned('prometheus.yaml')).replaceAll(COMPOSE_ADDRESS, address);
}

/** The rules that the provisioned configuration names (alertFiles.ts). */
export function prometheusRulesFile(): Promise<string> {
  return provisioned('rules.yaml');
}

function provisioned(file: string): Promise<string> {
  return readFile(join(__dirname, '..', 'provisioning', 'prometheus', file), 'utf8');
}

/** Two demos in one folder would write over each other's data. */
async function lock(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'demo.pid');
  const pid = Number(await readFile(file, 'utf8').catch(() => ''));
  if (pid > 0 && pid !== process.pid && isRunning(pid)) {
    throw new Error(
      `A demo is running already (process ${pid}). Stop it first; if it is none of ours, delete ${file}.`
    );
  }
  await mkdir(folder, { recursive: true });
  await writeFile(file, String(process.pid));
  const removeNow = () => rmSync(file, { force: true });
  process.once('exit', removeNow);
  return () => {
    process.removeListener('exit', removeNow);
    return rm(file, { force: true });
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; one that comes more than a second later ends the process at once. */
export function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    let first = 0;
    const onSignal = () => {
      // A terminal and a wrapper such as npx may both pass on the same Ctrl-C.
      if (first > 0 && Date.now() > first + 1000) {
        process.exit(130);
      }
      first ||= Date.now();
      resolve();
    };
    (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).forEach((signal) => process.on(signal, onSignal));
  });
}

async function main() {
  const stopping = interrupted();
  let started = false;
  // While starting there is nothing to end in an orderly way: exiting ends the children (scripts/prometheus.ts).
  void stopping.then(() => started || process.exit(130));
  const demo = await startDemo({ prometheusPort: Number(process.env.PROMETHEUS_PORT ?? 0) });
  started = true;
  console.log('Ctrl-C ends the demo.');
  await Promise.race([stopping, demo.ended]);
  await demo.stop();
  process.exit(0);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
