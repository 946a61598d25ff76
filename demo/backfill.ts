/**
 * A world's history, written as blocks of a Prometheus data folder.
 * promtool parses its whole file once for each block that it makes, so each block gets a file of its own: several times
 * faster than one file. While promtool works on one, the next is written.
 */
import { backfill } from '../scripts/prometheus';
import { type World } from '../src/engines/sample/story/events';
import { Fleet } from './metrics';
import { type Family, OpenMetricsHistory, Registry } from './registry';
import { HOUR, JOB } from '../src/engines/sample/story/story';

/** The span of promtool's blocks. */
const BLOCK = 2 * HOUR;

export interface HistorySpan {
  /** The first sample is the first of the grid after this; ms since the epoch. */
  after: number;
  /** The last sample is at or before this. */
  to: number;
  /** Between scrapes, in ms; scrapes lie at multiples of it. */
  interval: number;
  /** Before a time (ms since the epoch) scrapes are farther apart, by a multiple of the interval: counts need no more. */
  sparse?: { until: number; interval: number };
}

/** The history of a span in files' worth: each a valid OpenMetrics text of at most one block. The fleet walks along. */
export function* history(
  world: World,
  { after, to, interval, sparse }: HistorySpan,
  fleet = new Fleet(world)
): Generator<OpenMetricsHistory> {
  let time = Math.max(world.start, (Math.floor(after / interval) + 1) * interval);
  while (time <= to) {
    const block = new OpenMetricsHistory();
    const end = Math.min(to + 1, (Math.floor(time / BLOCK) + 1) * BLOCK);
    for (; time < end; time += sparse && time < sparse.until ? sparse.interval : interval) {
      fleet.advance(time);
      for (const { instance, families = [] } of fleet.targets()) {
        block.add([...families, up(families.length > 0)], time, { job: JOB, instance });
      }
    }
    yield block;
  }
}

/** What Prometheus adds of each scrape. */
function up(is: boolean): Family {
  const registry = new Registry();
  registry.gauge('up', '', {}).value = is ? 1 : 0;
  return registry.families()[0];
}

/**
 * Writes a span of history into a data folder on which no Prometheus runs.
 * @param progress called with the share that is done, in [0, 1]
 */
export async function backfillHistory(
  world: World,
  span: HistorySpan,
  dataFolder: string,
  progress: (share: number) => void = () => {},
  fleet = new Fleet(world)
): Promise<void> {
  const first = Math.floor(Math.max(span.after, world.start) / BLOCK);
  const blocks = Math.max(1, Math.floor(span.to / BLOCK) - first + 1);
  let done = 0;
  let running = Promise.resolve();
  for (const block of history(world, span, fleet)) {
    // One promtool at a time: it has one core, the making of the next block another.
    await running;
    progress(done++ / blocks);
    const made = backfill(block.text(), dataFolder);
    made.catch(() => {}); // Awaited in the next round; until then it must not count as unhandled.
    running = made;
    await new Promise(setImmediate);
  }
  await running;
  progress(1);
}
