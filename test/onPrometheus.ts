import { type DataFrame } from '@grafana/data';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { backfill, type RunningPrometheus, startPrometheus } from '../scripts/prometheus';
import { type TimeWindow } from '../src/engines/engine';
import { prometheusEngine } from '../src/engines/prometheus/prometheusEngine';
import { completeMapping, type PartialMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { answerPlan } from './answerPlan';

/** A real Prometheus with this history, for the tests of the describe block that it is called in: known once they run. */
export function prometheusWith(history: () => Iterable<string>): () => RunningPrometheus {
  let prometheus: RunningPrometheus;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwatch-test-'));
    await backfill(history(), folder);
    prometheus = await startPrometheus({ dataFolder: folder });
  }, 120_000);

  afterAll(async () => {
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  return () => prometheus;
}

/**
 * As `prometheusWith`.
 * @returns what answers a query as the data source would: facts first, then the plan. A refusal is thrown.
 */
export function onPrometheus(history: () => Iterable<string>) {
  const prometheus = prometheusWith(history);
  return (stored: object, window: TimeWindow, partial: PartialMapping = {}): Promise<DataFrame[]> =>
    answerFrom(prometheus().url, stored, window, partial);
}

/** What the Prometheus there answers to a query, as the data source would ask. A refusal is thrown. */
export async function answerFrom(
  prometheusUrl: string,
  stored: object,
  window: TimeWindow,
  partial: PartialMapping = {}
): Promise<DataFrame[]> {
  const mapping = completeMapping(partial);
  const query = migrateQuery(stored);
  const facts = await answerPlan(prometheusEngine.discover(query, mapping, window), prometheusUrl);
  return answerPlan(prometheusEngine.plan(query, mapping, window, facts), prometheusUrl);
}

/** What tests look at in frames. */
export const valueOf = ([frame]: DataFrame[]) => frame.fields[1].values[0];
export const column = (frame: DataFrame, name: string) =>
  frame.fields.find((field) => field.name === name)?.values ?? [];
export const columns = (frame: DataFrame, name: string) =>
  frame.fields.filter((field) => field.name === name).map(({ values }) => values);
export const rowsOf = ([frame]: DataFrame[]) =>
  Array.from({ length: frame.length }, (_, i) => frame.fields.map(({ values }) => values[i]));
export const noticesOf = (frames: DataFrame[]) =>
  frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);
