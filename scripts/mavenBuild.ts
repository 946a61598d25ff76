/** What nodes of Java are fetched and built by: once for each version, with Maven, kept under .cache. */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const DEPENDENCY_PLUGIN = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';

/**
 * Why a node cannot run here, as a sentence; undefined if it can.
 * @param built whether it is here already
 * @param builders the programs that fetch and build it
 */
export function javaProblemOf(name: string, built: boolean, builders: readonly string[]): string | undefined {
  const install =
    'Install a JDK of version 17 or later and Maven (on Debian and Ubuntu: scripts/install-java.sh) so that java, javac and mvn are on the PATH.';
  const said = versionOf('java');
  if (said === undefined) {
    return `${name} needs Java, and java is not on the PATH. ${install}`;
  }
  const version = /version "(\d+)/.exec(said)?.[1];
  if (version !== undefined && Number(version) < 17) {
    return `${name} needs Java 17, and java on the PATH is ${version}. ${install}`;
  }
  const missing = built ? [] : builders.filter((program) => versionOf(program) === undefined);
  return missing.length > 0
    ? `${name} is fetched and built once, which needs ${missing.join(' and ')}. ${install}`
    : undefined;
}

/** What a program says of itself; undefined if it cannot be run. */
function versionOf(program: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  return status === 0 ? stdout + stderr : undefined;
}

/**
 * Builds a folder if it is not there. Beside its place first: a build that was broken off must not look whole, and two at a
 * time must not mix.
 */
export async function buildOnce(folder: string, build: (into: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) {
    return;
  }
  await mkdir(dirname(folder), { recursive: true });
  const into = await mkdtemp(join(dirname(folder), 'build-'));
  try {
    await build(into);
    await rename(into, folder).catch((error: Error) => {
      if (!existsSync(folder)) {
        throw error;
      }
    });
  } finally {
    await rm(into, { recursive: true, force: true });
  }
}

/**
 * @param goal of Maven's dependency plugin, with its options
 * @param cwd where it is run: without a project it leaves a folder of marks there
 */
export async function maven(goal: string, options: string[], cwd?: string): Promise<void> {
  await run('mvn', ['-B', '-ntp', '-q', `${DEPENDENCY_PLUGIN}:${goal}`, ...options], cwd);
}

/** @returns what the program said on both streams; if it failed, that is the Error's message */
export async function run(program: string, args: string[], cwd?: string): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { maxBuffer: 1 << 26, cwd });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${program} failed: ${(stdout + stderr).trim().slice(-3000) || message}`);
  }
}
