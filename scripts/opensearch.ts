/**
 * A real OpenSearch for the demo and for tests: one node on Java 17, its jars from Maven Central, on 127.0.0.1.
 *
 * By itself: npx tsx scripts/opensearch.ts [--port 9200] [--data .cache/opensearch/data]
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { type RunningNode, runNode } from './javaNode';
import { javaProblem, prepareNode } from './opensearchBuild';
import { freePort } from './prometheus';

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

/**
 * Starts a node and waits until it can be written to and read from (at most two minutes). The first time it fetches 70 MB
 * of jars. What the node says is in server.log in the data folder.
 * @throws an Error whose sentence says what is missing
 */
export async function startOpensearch(options: OpensearchOptions): Promise<RunningNode> {
  const classPath = await prepareNode();
  const port = options.port || (await freePort());
  const folder = resolve(options.dataFolder);
  await mkdir(folder, { recursive: true });
  const settings = Object.entries(options.settings ?? {}).map(([name, value]) => `${name}=${value}`);
  return runNode({
    name: 'OpenSearch',
    port,
    folder,
    heap: options.heap ?? '512m',
    args: ['-Dlog4j2.level=WARN', '-cp', classPath, 'DemoNode', folder, String(port), ...settings],
  });
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
