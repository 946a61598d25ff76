/**
 * A real Elasticsearch 7.17 for tests, on 127.0.0.1: what Elastic publishes on Maven Central for tests of its clients. It has
 * no scripts and no ingest processors. It refuses to run as root, and runs as `nobody` then.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { type NodeCommand, type RunningNode, runNode } from './javaNode';
import { buildOnce, javaProblemOf, maven } from './mavenBuild';
import { freePort } from './prometheus';

const VERSION = '7.17.29';
const home = join(__dirname, '..', '.cache', 'elasticsearch', VERSION);
const name = `Elasticsearch ${VERSION}`;

/** Why no node can run here, as a sentence; undefined if one can. */
export function elasticsearch7Problem(): string | undefined {
  const problem = javaProblemOf(name, existsSync(home), ['mvn']);
  if (problem !== undefined || process.getuid?.() !== 0) {
    return problem;
  }
  const user = nobody();
  return user !== undefined && spawnSync('java', ['-version'], user).status === 0
    ? undefined
    : `${name} refuses to run as root, and java cannot be run as the user nobody here. Run the tests as another user.`;
}

/**
 * Starts a node and waits until it can be written to and read from (at most two minutes). The first time it fetches 57 MB.
 * What the node says is in server.log in the folder.
 * @param folder of its own, where other users may get to; made if missing
 * @throws an Error whose sentence says what is missing
 */
export async function startElasticsearch7(folder: string): Promise<RunningNode> {
  const problem = elasticsearch7Problem();
  if (problem !== undefined) {
    throw new Error(problem);
  }
  await buildOnce(home, fetchHome);
  const own = resolve(folder);
  const temporary = join(own, 'temporary');
  await mkdir(temporary, { recursive: true });
  // The project's own folder may be closed to that user.
  await cp(join(home, `elasticsearch-${VERSION}`), join(own, 'home'), { recursive: true });
  const user = process.getuid?.() === 0 ? nobody() : undefined;
  if (user) {
    await handOver(own, user);
  }
  const port = await freePort();
  return runNode({
    name,
    port,
    folder: own,
    heap: '512m',
    args: argumentsOf(own, temporary, port),
    env: { LIBFFI_TMPDIR: temporary },
    ...(user && { user }),
  });
}

function argumentsOf(folder: string, temporary: string, port: number): string[] {
  const settings = {
    'http.port': port,
    'http.host': '127.0.0.1',
    'transport.port': 0,
    'discovery.type': 'single-node',
    'xpack.security.enabled': false,
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  const homeThere = join(folder, 'home');
  return [
    '-Djava.security.manager=allow',
    `-Djava.io.tmpdir=${temporary}`,
    `-Djna.tmpdir=${temporary}`,
    // As its own start script has them; without the two of the log it does not end.
    '-Djava.locale.providers=SPI,COMPAT',
    '-Dlog4j2.disable.jmx=true',
    '-Dlog4j.shutdownHookEnabled=false',
    `-Des.path.home=${homeThere}`,
    `-Des.path.conf=${join(homeThere, 'config')}`,
    '-Des.distribution.flavor=default',
    '-Des.distribution.type=zip',
    ...['-cp', join(homeThere, 'lib', '*'), 'org.elasticsearch.bootstrap.Elasticsearch'],
    ...Object.entries(settings).map(([setting, value]) => `-E${setting}=${value}`),
  ];
}

async function fetchHome(into: string): Promise<void> {
  const artifact = `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${VERSION}:zip`;
  const marks = await mkdtemp(join(tmpdir(), 'maven-'));
  await maven('unpack', [`-Dartifact=${artifact}`, `-DoutputDirectory=${into}`], marks);
  await rm(marks, { recursive: true });
}

type User = NonNullable<NodeCommand['user']>;

function nobody(): User | undefined {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, 'nobody'], { encoding: 'utf8' }).stdout);
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

async function handOver(folder: string, { uid, gid }: User): Promise<void> {
  await chown(folder, uid, gid);
  for (const path of await readdir(folder, { recursive: true })) {
    await chown(join(folder, path), uid, gid);
  }
}
