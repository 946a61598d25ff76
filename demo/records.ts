/**
 * The demo's events as audit records in a real OpenSearch, beside the metrics in Prometheus: history in bulk, then live,
 * each outcome as a late update of its own record.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { setUpAudit } from '../scripts/elasticsearch-setup';
import { javaProblem, startOpensearch } from '../scripts/opensearch';
import { type BulkAction, OpensearchClient } from '../scripts/opensearchClient';
import { indexing, learning, predicting } from '../scripts/opensearchRecords';
import { sleep } from '../scripts/prometheus';
import { Timeline, type World } from '../src/engines/sample/story/events';
import { SECOND } from '../src/engines/sample/story/story';
import { recordOf } from '../src/engines/sample/story/storyRecords';

export interface DemoRecords {
  url: string;
  stop(): Promise<void>;
}

/**
 * Starts OpenSearch, and fills it once the demo's metrics are there, and their world is known. Whatever is missing for it (Java, Maven, a way to their
 * repository) is said in a sentence, and there are no records then: the demo goes on without.
 *
 * @param folder where the demo's history is
 */
export async function startRecords(
  folder: string,
  metrics: Promise<{ world: World }>,
  log: (line: string) => void
): Promise<DemoRecords | undefined> {
  const problem = javaProblem();
  if (problem !== undefined) {
    log(`Records: none. ${problem}`);
    return undefined;
  }
  const dataFolder = join(folder, 'opensearch');
  const started: Array<() => Promise<void>> = [];
  try {
    // Written anew each time, which takes about a minute: the records of an older story would be among them.
    await rm(dataFolder, { recursive: true, force: true });
    log('Records: starting OpenSearch; the first time 70 MB are fetched.');
    const node = await startOpensearch({ dataFolder });
    started.push(node.stop);
    const client = new OpensearchClient(node.url);
    await setUpAudit(node.url);
    const timeline = new Timeline((await metrics).world);
    await client.bulk(pastRecords(timeline, Date.now()));
    await client.refresh('model-audit-*');
    const live = writeLive(client, timeline, log);
    log(`Records: ready at ${node.url}`);
    return { url: node.url, stop: () => live.stop().then(node.stop) };
  } catch (error) {
    await Promise.all(started.map((stop) => stop()));
    log(`Records: none. ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** What happened up to a time, as it is known then: each record once, with its outcome where that is known by then. */
export function pastRecords(timeline: Timeline, to: number): Iterable<BulkAction> {
  const known = new Map<string, BulkAction>();
  for (const { kind, event } of timeline.until(to)) {
    if (kind === 'observed') {
      known.set(event.id, indexing(recordOf(event)));
    } else if (kind === 'answered' && !known.has(event.id)) {
      known.set(event.id, predicting(recordOf(event)));
    }
  }
  return known.values();
}

/** What happened since, in its order: predictions, and what was learnt of earlier ones. */
export function* newRecords(timeline: Timeline, to: number): Generator<BulkAction> {
  for (const { kind, event } of timeline.until(to)) {
    if (kind === 'answered') {
      yield predicting(recordOf(event));
    } else if (kind === 'observed') {
      yield learning(recordOf(event));
    }
  }
}

function writeLive(client: OpensearchClient, timeline: Timeline, log: (line: string) => void) {
  let stopped = false;
  const write = async () => {
    for (; !stopped; await sleep(SECOND)) {
      await client.bulk(newRecords(timeline, Date.now()));
    }
  };
  const running = write().catch((error: Error) => stopped || log(`Records: no new ones any more. ${error.message}`));
  return {
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}
