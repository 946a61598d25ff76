/** A node of a search engine on Java, as a process of ours: started, waited for, stopped. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sleep } from './prometheus';

export interface RunningNode {
  url: string;
  port: number;
  /** Resolves when the process has ended, by itself or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

export interface NodeCommand {
  /** For people. */
  name: string;
  port: number;
  /** What it says goes to server.log in there. */
  folder: string;
  /** Such as 512m. */
  heap: string;
  /** Of java, after those that every node has. */
  args: string[];
  env?: Record<string, string>;
  /** Whose process it is, if not ours. */
  user?: { uid: number; gid: number };
}

/**
 * Waits until the node can be written to and read from (at most two minutes).
 * @throws an Error with the last that the node said
 */
export async function runNode({ name, port, folder, heap, args, env, user }: NodeCommand): Promise<RunningNode> {
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(folder, 'server.log');
  const log = openSync(logFile, 'w');
  // The quick compiler and the small collector: a node of minutes, not of months.
  const ofAll = [`-Xms${heap}`, `-Xmx${heap}`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const child = spawn('java', [...ofAll, ...args], {
    stdio: ['ignore', log, log],
    cwd: folder,
    env: { ...process.env, ...env },
    ...user,
  });
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
      throw new Error(`${name} did not start on port ${port}: ${endOf(logFile)}`);
    }
    if (Date.now() > deadline) {
      await stop();
      throw new Error(`${name} was not up on port ${port} after two minutes: ${endOf(logFile)}`);
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
