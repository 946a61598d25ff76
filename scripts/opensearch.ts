/**
 * A real OpenSearch for the demo and for tests: one node on Java 17, its jars from Maven Central, on 127.0.0.1.
 *
 * By itself: npx tsx scripts/opensearch.ts [--port 9200] [--data .cache/opensearch/data]
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { javaProblem, prepareNode } from './opensearchBuild';
import { freePort, sleep } from './prometheus';

export { javaProblem };

export interface OpensearchOptions {
  /** Where its indices are and will be; made if missing. */
  dataFolder: string;
  /** Default: a free one. */
  port?: number;
  /** Default: 512m. */
  heap?: string;
  /** Settings of the node beside those that make it a node of its own. */
  settings?: Record<string, string>;
}

export interface RunningOpensearch {
  url: string;
  port: number;
  /** Resolves when the process has ended, by itself or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a node and waits until it can be written to and read from (at most two minutes). The first time it fetches 70 MB
 * of jars. What the node says is in server.log in the data folder.
 * @throws an Error whose sentence says what is missing
 */
export async function startOpensearch(options: OpensearchOptions): Promise<RunningOpensearch> {
  const classPath = await prepareNode();
  const port = options.port || (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const dataFolder = resolve(options.dataFolder);
  const heap = options.heap ?? '512m';
  await mkdir(dataFolder, { recursive: true });
  const logFile = join(dataFolder, 'server.log');
  const log = openSync(logFile, 'w');
  const settings = Object.entries(options.settings ?? {}).map(([name, value]) => `${name}=${value}`);
  const child = spawn(
    'java',
    // The quick compiler and the small collector: a node of minutes, not of months.
    [
      `-Xms${heap}`,
      `-Xmx${heap}`,
      '-XX:+UseSerialGC',
      '-XX:TieredStopAtLevel=1',
      '-Dlog4j2.level=WARN',
      '-cp',
      classPath,
      'DemoNode',
      dataFolder,
      String(port),
      ...settings,
    ],
    { stdio: ['ignore', log, log] }
  );
  closeSync(log);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((done) => {
    child.once('error', () => done());
    child.once('close', () => done());
  }).then(() => void process.off('exit', kill));
  const stop = async () => {
    child.kill('SIGTERM');
    const insist = setTimeout(kill, 20_000);
    await ended;
    clearTimeout(insist);
  };
  for (const deadline = Date.now() + 120_000; !(await isUp(url)); await sleep(100)) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
      throw new Error(`OpenSearch did not start on port ${port}: ${endOf(logFile)}`);
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`OpenSearch was not up on port ${port} after two minutes: ${endOf(logFile)}`);
    }
  }
  return { url, port, ended, stop };
}

/** A single node is never green with the default of one replica: yellow is all that is asked for. */
async function isUp(url: string): Promise<boolean> {
  try {
    const response = await fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=2s`, {
      signal: AbortSignal.timeout(5000),
    });
    const { status } = (await response.json()) as { status?: string };
    return status === 'green' || status === 'yellow';
  } catch {
    return false;
  }
}

function endOf(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().slice(-2000) || 'it said nothing.';
}

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string' }, data: { type: 'string' } } });
  const dataFolder = values.data ?? join(__dirname, '..', '.cache', 'opensearch', 'data');
  const node = await startOpensearch({ dataFolder, port: Number(values.port ?? 9200) });
  console.log(`OpenSearch: ${node.url} (data: ${dataFolder})`);
  process.once('SIGINT', () => void node.stop());
  process.once('SIGTERM', () => void node.stop());
  await node.ended;
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
