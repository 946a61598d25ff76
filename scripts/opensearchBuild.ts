/** The jars and classes of the OpenSearch node: fetched and compiled once for each pom, kept under .cache/opensearch. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { buildOnce, javaProblemOf, maven, run } from './mavenBuild';

const source = join(__dirname, 'opensearch');
const cache = join(__dirname, '..', '.cache', 'opensearch');

/** Why no node can run here, as a sentence; undefined if one can. */
export function javaProblem(): string | undefined {
  return javaProblemOf('OpenSearch', existsSync(builtFolder()), ['javac', 'mvn']);
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
  await buildOnce(builtFolder(), build);
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

const classPathOf = (folder: string) => [join(folder, 'classes'), join(folder, 'lib', '*')].join(delimiter);

async function build(folder: string): Promise<void> {
  const lib = join(folder, 'lib');
  const pom = join(source, 'pom.xml');
  await maven('copy-dependencies', ['-f', pom, '-DincludeScope=runtime', `-DoutputDirectory=${lib}`]);
  await run('javac', [
    ...['-nowarn', '--release', '17', '-cp', join(lib, '*'), '-d', join(folder, 'classes')],
    join(source, 'DemoNode.java'),
  ]);
}
