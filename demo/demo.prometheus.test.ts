/**
 * @jest-environment node
 *
 * The demo in a real Prometheus: back-filled, then scraped live each second across the seam.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPrometheus, sleep, startPrometheus } from '../scripts/prometheus';
import { backfillHistory } from './backfill';
import { type World } from '../src/engines/sample/story/events';
import { type ModelsServer, serveModels } from './serve';
import { prometheusConfig } from './start';
import { HOUR, MINUTE, SECOND, story } from '../src/engines/sample/story/story';
import { NULL_CATEGORY } from '../src/query/mapping';
import { featureEdges } from './metrics';
import { confusionTruth, variableTruth } from './truth';

const INTERVAL = 30 * SECOND;

let folder: string;
let world: World;
let historyEnd: number;
let models: ModelsServer;
let prometheus: RunningPrometheus;

/** Hours of the story, on the scrape grid. */
const hour = (hours: number) => world.start + hours * HOUR;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwatch-demo-test-'));
  historyEnd = Math.floor(Date.now() / INTERVAL) * INTERVAL;
  // Six hours that end now: from hour 33.5, after the restart, to 39.5, so that a death and a birth are among them.
  world = { story, start: historyEnd - 39.5 * HOUR, seed: 3 };
  const data = join(folder, 'prometheus');
  await backfillHistory(world, { after: hour(33.5), to: historyEnd, interval: INTERVAL }, data);
  models = await serveModels(world);
  const config = (await prometheusConfig(models.address)).replaceAll(
    /scrape_(interval|timeout): \d+s/g,
    'scrape_$1: 1s'
  );
  prometheus = await startPrometheus({ dataFolder: data, config });
}, 120_000);

afterAll(async () => {
  await prometheus?.stop();
  await models?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Counts of (from, to] as differences of counters, instance by instance; no process may start or end between. */
async function counted(model: string, from: number, to: number): Promise<Record<string, number>> {
  const selector = `model_outcomes_total{model="${model}"}`;
  const difference = `sum by (actual, predicted, version) (${selector} - ${selector} offset ${(to - from) / 1000}s)`;
  const answer = await prometheus.client.query(difference, to);
  return cells(answer.map(({ metric, value }) => ({ ...metric, count: value }) as unknown as Cell));
}
type Cell = ReturnType<typeof confusionTruth>[number];

/** Cells with a count, by their labels. */
const cells = (list: Cell[]): Record<string, number> =>
  Object.fromEntries(
    list
      .filter(({ count }) => count !== 0)
      .map(({ actual, predicted, version, count }): [string, number] => [
        JSON.stringify([version, actual, predicted]),
        count,
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1))
  );

it.each([
  ['credit-risk', 33.75, 37.5],
  ['credit-risk', 38.5, 39.5],
  ['intent', 34, 39.5],
  ['intent', 39, 39.5],
])('counts the outcomes of %s between hours %d and %d as they were', async (model, from, to) => {
  const truth = cells(confusionTruth(world, { model, from: hour(from), to: hour(to) }));
  expect(await counted(model, hour(from), hour(to))).toEqual(truth);
  expect(Object.keys(truth).length).toBeGreaterThan(5);
});

it.each([
  ['credit-risk', 'employment'],
  ['intent', 'channel'],
])('counts the categories of %s, %s, as they were, those among them that nobody foresaw', async (model, feature) => {
  const [from, to] = [hour(38.5), hour(39.5)];
  const selector = `model_feature_category_total{model="${model}", feature="${feature}"}`;
  const answer = await prometheus.client.query(
    `sum by (category) (${selector} - ${selector} offset ${(to - from) / 1000}s)`,
    to
  );
  const seen = answer.filter(({ value }) => value > 0).map(({ metric, value }) => [metric.category, value]);
  const truth = variableTruth(world, { model, from, to }, { of: 'feature', name: feature });
  const categories = 'categories' in truth ? truth.categories : [];
  const nulls = truth.nulls > 0 ? [[NULL_CATEGORY, truth.nulls]] : [];
  expect(seen.sort()).toEqual([...categories.map((one, i) => [one, truth.counts[i]]), ...nulls].sort());
});

it('counts the values of a number as they were, and its nulls beside them', async () => {
  const [from, to] = [hour(38.5), hour(39.5)];
  const feature = '{model="credit-risk", feature="debt_ratio"}';
  const counted = (metric: string, by: string) =>
    prometheus.client.query(
      `sum by (${by}) (${metric}${feature} - ${metric}${feature} offset ${(to - from) / 1000}s)`,
      to
    );
  const name = { of: 'feature' as const, name: 'debt_ratio', edges: featureEdges.debt_ratio };
  const truth = variableTruth(world, { model: 'credit-risk', from, to }, name);
  const below = (edge: number) =>
    Array.from(truth.counts).reduce((sum, count, i) => sum + ((name.edges[i] ?? Infinity) <= edge ? count : 0), 0);
  const buckets = await counted('model_feature_value_bucket', 'le');
  expect(buckets).toHaveLength(name.edges.length + 1);
  for (const { metric, value } of buckets) {
    expect([metric.le, value]).toEqual([metric.le, below(metric.le === '+Inf' ? Infinity : Number(metric.le))]);
  }
  const nulls = await counted('model_feature_category_total', 'category');
  expect(nulls.map(({ metric, value }) => [metric.category, value])).toEqual([[NULL_CATEGORY, truth.nulls]]);
  expect(truth.nulls).toBeGreaterThan(100);
});

it('loses nothing over a death: what was counted last is all that there was', async () => {
  const death = hour(38);
  const last = 'sum(last_over_time(model_outcomes_total{instance="credit-risk-2:8080"}[10m]))';
  const [before] = await prometheus.client.query(last, death - MINUTE / 2);
  const [after] = await prometheus.client.query(last, death + MINUTE);
  expect(after.value).toBe(before.value);
  const [up] = await prometheus.client.query('up{instance="credit-risk-2:8080"}', death - INTERVAL);
  expect(up.value).toBe(1);
});

it('goes on live without a reset, with the same series and the right counts', async () => {
  const { client } = prometheus;
  for (const deadline = Date.now() + 60_000; ; await sleep(500)) {
    const live = await client.query(`min(timestamp(up)) > ${(historyEnd + SECOND) / 1000} and count(up) == 4`);
    if (live.length > 0 && live[0].value * SECOND > Date.now() - 5 * SECOND) {
      break;
    }
    if (Date.now() > deadline) {
      throw new Error('Prometheus did not scrape the live models within a minute.');
    }
  }
  await sleep(5 * SECOND);
  const now = Date.now();
  const counters = await client.samples(
    '{__name__=~".+_(total|count|bucket|sum)", __name__!="model_outcome_error_sum"}[15m]',
    now
  );
  const falling = counters.filter(({ samples }) =>
    samples.some(({ value }, i) => i > 0 && value < samples[i - 1].value)
  );
  expect(falling).toEqual([]);
  const starts = await client.query('changes(process_start_time_seconds[15m])', now);
  expect(starts.map(({ value }) => value)).toEqual([0, 0, 0, 0]);

  // Each live series continues one of history's.
  const known = await client.query('count({job="models", __name__!~"scrape_.+"})', historyEnd);
  const continued = `count({job="models", __name__!~"scrape_.+"} and {job="models"} offset ${Math.ceil((now - historyEnd) / 1000) + 5}s)`;
  expect((await client.query(continued, now))[0].value).toBe(known[0].value);

  // A live sample counts all up to its timestamp, and perhaps what happened until it was answered.
  const served = await client.samples('model_predictions_total{model="intent"}[1m]', now);
  const outcomes = await client.samples('model_outcomes_total{model="intent"}[1m]', now);
  expect(served.length).toBe(12);
  const time = outcomes[0].samples[outcomes[0].samples.length - 1].time;
  expect(time).toBeGreaterThan(historyEnd);
  const total = outcomes.reduce((sum, { samples }) => sum + samples[samples.length - 1].value, 0);
  const truth = (to: number) =>
    confusionTruth(world, { model: 'intent', from: world.start, to }).reduce((sum, { count }) => sum + count, 0);
  expect(total).toBeGreaterThanOrEqual(truth(time));
  expect(total).toBeLessThanOrEqual(truth(time + SECOND));
}, 90_000);
