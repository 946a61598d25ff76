/**
 * @jest-environment ./test/browserWithNode.js
 *
 * What has drifted in the demo, as its dashboard asks a real Prometheus with the usual level on.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type RunningPrometheus, startPrometheus } from '../scripts/prometheus';
import { HOUR, MINUTE } from '../src/engines/sample/story/story';
import {
  drifted,
  driftedInDemo,
  driftQueries,
  FIRST_PANEL,
  rowsOfDrift,
  thinDemo,
  withoutMark,
} from '../test/demoDrift';
import { answerFrom } from '../test/onPrometheus';
import { backfillHistory } from './backfill';

/** Between scrapes: seldom, as all of the calm time is written. What is compared are days, whose ends are scraped. */
const INTERVAL = 30 * MINUTE;

let folder: string;
let prometheus: RunningPrometheus;
let now: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwatch-demo-drift-'));
  now = Math.floor(Date.now() / INTERVAL) * INTERVAL;
  const world = thinDemo(now);
  await backfillHistory(world, { after: world.start - 1, to: now, interval: INTERVAL }, folder);
  prometheus = await startPrometheus({ dataFolder: folder });
}, 120_000);

afterAll(async () => {
  await prometheus?.stop();
  await rm(folder, { recursive: true, force: true });
});

it.each(driftedInDemo)('of %s these are above all three marks, which are known of all: %j', async (model, expected) => {
  const [query] = driftQueries(FIRST_PANEL, model, '1d');
  const window = { from: now - 24 * HOUR, to: now, intervalMs: HOUR };
  const rows = rowsOfDrift(await answerFrom(prometheus.url, query, window));
  expect(drifted(rows)).toEqual(expected);
  expect(withoutMark(rows)).toEqual([]);
  expect(rows.length).toBeGreaterThan(2);
});
