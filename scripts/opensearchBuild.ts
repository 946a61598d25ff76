/** The jars and classes of the OpenSearch node: fetched and compiled once for each pom, kept under .cache/opensearch. */
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const source = join(__dirname, 'opensearch');
const cache = join(__dirname, '..', '.cache', 'opensearch');

/** Why no node can run here, as a sentence; undefined if one can. */
export function javaProblem(): string | undefined {
  const install =
    'Install a JDK of version 17 or later and Maven (on Debian and Ubuntu: scripts/install-java.sh) so that java, javac and mvn are on the PATH.';
  const said = versionOf('java');
  if (said === undefined) {
    return `OpenSearch needs Java, and java is not on the PATH. ${install}`;
  }
  const version = /version "(\d+)/.exec(said)?.[1];
  if (version !== undefined && Number(version) < 17) {
    return `OpenSearch needs Java 17, and java on the PATH is ${version}. ${install}`;
  }
  const missing = isBuilt() ? [] : ['javac', 'mvn'].filter((program) => versionOf(program) === undefined);
  return missing.length > 0
    ? `OpenSearch is fetched and compiled once, which needs ${missing.join(' and ')}. ${install}`
    : undefined;
}

/** What a program says of itself; undefined if it cannot be run. */
function versionOf(program: string): string | undefined {
  const { status, stdout, stderr } = spawnSync(program, ['-version'], { encoding: 'utf8' });
  return status === 0 ? stdout + stderr : undefined;
}

/**
 * @returns the class path of the node
 * @throws an Error whose sentence says what is missing, or with what Maven or the compiler said
 */
export async function prepareNode(): Promise<string> {
  const problem = javaProblem();
  if (problem !== undefined) {
    throw new Error(problem);
  }
  if (!isBuilt()) {
    await build();
  }
  return classPathOf(builtFolder());
}

/** By what it is built from. */
function builtFolder(): string {
  const hash = createHash('sha256');
  for (const name of ['pom.xml', 'DemoNode.java']) {
    hash.update(readFileSync(join(source, name)));
  }
  return join(cache, hash.digest('hex').slice(0, 16));
}

const isBuilt = () => existsSync(builtFolder());
const classPathOf = (folder: string) => [join(folder, 'classes'), join(folder, 'lib', '*')].join(delimiter);

/** Beside its place first: a build that was broken off must not look whole, and two at a time must not mix. */
async function build(): Promise<void> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'build-'));
  try {
    await run('mvn', [
      ...['-B', '-ntp', '-q', '-f', join(source, 'pom.xml')],
      'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies',
      '-DincludeScope=runtime',
      `-DoutputDirectory=${join(folder, 'lib')}`,
    ]);
    await run('javac', [
      ...['-nowarn', '--release', '17', '-cp', join(folder, 'lib', '*'), '-d', join(folder, 'classes')],
      join(source, 'DemoNode.java'),
    ]);
    await rename(folder, builtFolder()).catch((error: Error) => {
      if (!isBuilt()) {
        throw error;
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns what the program said on both streams; if it failed, that is the Error's message */
async function run(program: string, args: string[]): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, { maxBuffer: 1 << 26 });
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${program} failed: ${(stdout + stderr).trim().slice(-3000) || message}`);
  }
}
