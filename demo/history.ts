/**
 * The demo's history on disk: made when absent, extended when it ended lately, made anew when it is old.
 *
 * By itself: node --import tsx demo/history.ts [--data FOLDER]
 * With PROMETHEUS_URL set it leaves the data alone while a Prometheus answers there.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { answersOk } from '../scripts/prometheus';
import { backfillHistory } from './backfill';
import { Fleet } from './metrics';
import { type World } from '../src/engines/sample/story/events';
import { HOUR, MINUTE, SCRAPE_INTERVAL } from '../src/engines/sample/story/story';
import { demoWorld, HISTORY_HOURS, storyStart } from './world';

/** How old a history may be to be extended. Older, its events would have moved out of sight: it is made anew. */
const EXTENDABLE = 8 * HOUR;
const SEED = 20241120;
/** Between scrapes in the calm time: within Prometheus' look-back of 5 minutes, and two in each. */
const CALM_INTERVAL = 2 * MINUTE;

interface State {
  /** Hash of what the history was made by: other code would not go on where it ended. */
  generator: string;
  start: number;
  seed: number;
  /** The last back-filled scrape. */
  to: number;
}

/** The default folder: .cache/demo in the project. */
export const demoFolder = () => join(__dirname, '..', '.cache', 'demo');
/** Prometheus' data inside the demo's folder. */
export const dataFolder = (folder: string) => join(folder, 'prometheus');
const stateFile = (folder: string) => join(folder, 'state.json');

/** The world whose history is in the folder. */
export async function readWorld(folder: string): Promise<World> {
  const state = await readState(folder);
  if (!state) {
    throw new Error(`There is no history in ${folder}. Run demo/history.ts first.`);
  }
  return demoWorld(state);
}

/**
 * Brings the history in the folder up to now. No Prometheus may run on it.
 * What an earlier Prometheus scraped live is taken out and back-filled instead, since blocks may not be put behind the
 * samples in its write-ahead log: it would drop them. Both are the same counts.
 * @returns the world, and its processes as they are at the end of the history
 */
export async function prepareHistory(
  folder: string,
  log: (line: string) => void = () => {}
): Promise<{ world: World; fleet: Fleet }> {
  const generator = await generatorHash();
  let state = await readState(folder);
  const age = state ? Date.now() - state.to : Infinity;
  if (state && state.generator === generator && age >= 0 && age < EXTENDABLE) {
    log(`History: ${minutes(age)} are missing since the last start.`);
    await removeLive(folder, state.to);
  } else {
    await rm(stateFile(folder), { force: true });
    await rm(dataFolder(folder), { recursive: true, force: true });
    const start = grid(Date.now()) - HISTORY_HOURS * HOUR;
    state = { generator, start, seed: SEED, to: start - 1 };
    log(`History: writing ${HISTORY_HOURS} hours, once.`);
  }
  await mkdir(folder, { recursive: true });
  const world = demoWorld(state);
  const sparse = { until: storyStart(world), interval: CALM_INTERVAL };
  const fleet = new Fleet(world);
  const began = Date.now();
  // Time goes on while history is written: a second, short round brings it to within a scrape of now.
  while (grid(Date.now()) > state.to) {
    const to = grid(Date.now());
    await backfillHistory(
      world,
      { after: state.to, to, interval: SCRAPE_INTERVAL, sparse },
      dataFolder(folder),
      tenths((done) => log(`History: ${done} %`)),
      fleet
    );
    state = { ...state, to };
    await writeFile(stateFile(folder), JSON.stringify(state));
  }
  log(`History: ready after ${((Date.now() - began) / 1000).toFixed(1)} s.`);
  return { world, fleet };
}

/** Removes what Prometheus wrote of live samples: its head, and blocks with samples after `to`. */
async function removeLive(folder: string, to: number): Promise<void> {
  const data = dataFolder(folder);
  for (const name of await readdir(data)) {
    const block = await readJson<{ maxTime: number }>(join(data, name, 'meta.json'));
    // A block's maxTime is exclusive. Whatever is no block is Prometheus' head, lock or leftovers.
    if (!block || block.maxTime > to + 1) {
      await rm(join(data, name), { recursive: true, force: true });
    }
  }
}

async function generatorHash(): Promise<string> {
  const storyFolder = join(__dirname, '..', 'src', 'engines', 'sample', 'story');
  const files = [
    ...['random', 'story', 'calm', 'timeOfDay', 'models', 'inputs', 'events'].map((file) =>
      join(storyFolder, `${file}.ts`)
    ),
    ...['world', 'metrics', 'registry', 'backfill', 'history'].map((file) => join(__dirname, `${file}.ts`)),
  ];
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(await readFile(file));
  }
  return hash.digest('hex');
}

const readState = (folder: string) => readJson<State>(stateFile(folder));

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Passes on each tenth once, where there is more than a moment's work. */
function tenths(log: (percent: number) => void): (share: number) => void {
  let last = 0;
  return (share) => {
    const percent = Math.floor(share * 10) * 10;
    if (percent > last && percent < 100) {
      last = percent;
      log(percent);
    }
  };
}

const grid = (time: number) => Math.floor(time / SCRAPE_INTERVAL) * SCRAPE_INTERVAL;
const minutes = (ms: number) => `${Math.max(1, Math.round(ms / 60_000))} minutes`;

async function main() {
  // Exiting, not dying, ends promtool and removes its input (scripts/prometheus.ts).
  (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).forEach((signal) => process.once(signal, () => process.exit(130)));
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  const url = process.env.PROMETHEUS_URL;
  if (url && (await answersOk(`${url}/-/ready`))) {
    console.log('History: Prometheus is running already and scrapes the models; nothing to do.');
    return;
  }
  await prepareHistory(values.data ?? demoFolder(), console.log);
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
}
