/** The contestants of plans.ts. To be loaded in what looks like a browser: it reads frames. */
import { type DataFrame, type DataFrameJSON, dataFrameFromJSON } from '@grafana/data';

import { answerElasticsearchQueries, keepsLabels } from '../playground/elasticsearchBackend';
import { type ElasticsearchTarget } from '../playground/elasticsearchQuery';
import { type ElasticsearchCall } from '../playground/elasticsearchRequest';
import { elasticsearchEngine } from '../src/engines/elasticsearch/elasticsearchEngine';
import { isRefusal, isStaged, type Plan, type Planned, type TimeWindow } from '../src/engines/engine';
import { defaultMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { defaultRecordMapping } from '../src/query/recordFields';
import { MODEL } from './demoWorld';

const AIM = 1.2;
const STEP = 600_000;
const settings = { index: 'model-audit-*', timeField: '@timestamp' };
const { fields } = defaultRecordMapping;

interface Timed {
  wallMs: number;
  /** As the server says it: of the longest search, and of all together. */
  longestMs: number;
  searchMs: number;
  searches: number;
  /** What both must agree about. */
  number: number;
}

interface Bucket {
  key: number | string;
  doc_count: number;
  [name: string]: unknown;
}

interface Contest {
  what: string;
  query: object;
  /** Which of our numbers tells that both answered the same. */
  ours(frames: DataFrame[]): number;
  byHand: { clock: string; aggs: object; number(aggregations: Record<string, { buckets: Bucket[] }>): number };
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
const sumOfValues = (frames: DataFrame[]) =>
  sum(frames.flatMap((frame) => frame.fields.filter(({ type }) => type === 'number').flatMap(({ values }) => values)));
const inner = (bucket: Bucket, name: string) => (bucket[name] as { buckets: Bucket[] }).buckets;
const overTime = (field: string, aggs: object) => ({
  // As ours are: (from, to] of whole milliseconds.
  steps: { date_histogram: { field, fixed_interval: `${STEP}ms`, offset: '1ms', min_doc_count: 1 }, aggs },
});
const quality = { quality: { measure: 'accuracy', average: 'macro', support: false, interval: false } };

const contests: Contest[] = [
  {
    what: 'confusion matrix',
    query: { kind: 'confusion', timeBasis: 'outcome' },
    ours: sumOfValues,
    byHand: {
      clock: fields.observed,
      aggs: {
        actual: {
          terms: { field: fields.actual, size: 100 },
          aggs: { predicted: { terms: { field: fields.predicted, size: 100 } } },
        },
      },
      number: ({ actual }) => sum(actual.buckets.flatMap((one) => inner(one, 'predicted').map((two) => two.doc_count))),
    },
  },
  {
    what: 'accuracy over time',
    query: { kind: 'quality', timeBasis: 'outcome', result: 'series', window: '10m', ...quality },
    ours: sumOfValues,
    byHand: {
      clock: fields.observed,
      aggs: overTime(fields.observed, { accuracy: { avg: { field: fields.correct } } }),
      number: ({ steps }) => sum(steps.buckets.map(({ accuracy }) => (accuracy as { value: number }).value)),
    },
  },
  {
    what: 'response time p95 over time',
    query: {
      kind: 'operations',
      result: 'series',
      window: '10m',
      operations: { measure: 'responseTime', quantiles: [0.95] },
    },
    ours: sumOfValues,
    byHand: {
      clock: fields.time,
      aggs: overTime(fields.time, { p95: { percentiles: { field: fields.duration, percents: [95] } } }),
      number: ({ steps }) =>
        sum(steps.buckets.map(({ p95 }) => (p95 as { values: Record<string, number> }).values['95.0'] * 1e-9)),
    },
  },
  {
    what: 'errors by type over time',
    query: { kind: 'operations', result: 'series', window: '10m', operations: { measure: 'errorRate', quantiles: [] } },
    ours: (frames) => (sumOfValues(frames) * STEP) / 1000,
    byHand: {
      clock: fields.time,
      aggs: overTime(fields.time, { type: { terms: { field: fields.errorType, size: 100 } } }),
      number: ({ steps }) => sum(steps.buckets.flatMap((step) => inner(step, 'type').map((one) => one.doc_count))),
    },
  },
];

/** @returns whether the aim is reached */
export async function comparePlans(url: string, rounds: number): Promise<boolean> {
  // A past that does not change any more, on the grid of steps.
  const last = Math.floor((Date.now() - STEP) / STEP) * STEP;
  const results: Array<{ what: string; ours: Timed[]; byHand: Timed[] }> = [];
  for (const contest of contests) {
    const ask = await oursOf(contest, windowUpTo(last), url);
    const ours: Timed[] = [];
    const byHand: Timed[] = [];
    // The first rounds, in which code is still compiled, do not count.
    for (let round = -5; round < rounds; round++) {
      // Another window in each round, as on a dashboard that refreshes: neither finds what the one before left in memory.
      const window = windowUpTo(last - (round + 5) * STEP);
      const pair = [await ask(window), await searchByHand(contest, window, url)];
      checkSame(contest, pair[0], pair[1]);
      if (round >= 0) {
        ours.push(pair[0]);
        byHand.push(pair[1]);
      }
    }
    results.push({ what: contest.what, ours, byHand });
  }
  return report(results, rounds);
}

function windowUpTo(to: number): TimeWindow {
  return { from: to - 86_400_000 + STEP, to, intervalMs: STEP };
}

/** A benchmark of wrong numbers is none. */
function checkSame({ what }: Contest, ours: Timed, byHand: Timed) {
  // Percentiles of the same values are estimated from digests, which differ with the order of values.
  if (!(Math.abs(ours.number - byHand.number) <= 0.02 * Math.abs(byHand.number))) {
    throw new Error(`${what}: ours is ${ours.number}, by hand it is ${byHand.number}.`);
  }
}

/** What is known of the index is known before, as on a dashboard that refreshes. */
async function oursOf({ query: asked, ours }: Contest, known: TimeWindow, url: string) {
  const engine = elasticsearchEngine(defaultRecordMapping);
  const query = migrateQuery({ ...asked, model: { name: MODEL } });
  const { value: facts } = await answer(engine.discover(query, defaultMapping, known), url);
  return async (window: TimeWindow): Promise<Timed> => {
    const start = performance.now();
    const { value, took } = await answer(engine.plan(query, defaultMapping, window, facts), url);
    const number = ours(value);
    return timed(start, took, number);
  };
}

function timed(start: number, took: number[], number: number): Timed {
  const wallMs = performance.now() - start;
  return { wallMs, longestMs: Math.max(...took), searchMs: sum(took), searches: took.length, number };
}

/** Runs a plan as the data source does: what belongs to one step at once. */
async function answer<T>(planned: Planned<T>, url: string): Promise<{ value: T; took: number[] }> {
  if (isRefusal(planned)) {
    throw new Error(planned.sentence);
  }
  if (isStaged(planned)) {
    const first = await runAll(planned.first, url);
    const { value, took } = await answer(first.value, url);
    return { value, took: [...first.took, ...took] };
  }
  return runAll(planned, url);
}

async function runAll<T>({ requests, read }: Plan<T>, url: string): Promise<{ value: T; took: number[] }> {
  const took: number[] = [];
  const answers = await Promise.all(
    requests.map(async ({ name, target, from, to, intervalMs, maxDataPoints, headers = {} }) => {
      const asked: ElasticsearchTarget = { refId: name, ...target, intervalMs, maxDataPoints };
      const body = { queries: [asked], from: String(from), to: String(to) };
      const search = (call: ElasticsearchCall) => searchUncached(call, url, took);
      const { response } = await answerElasticsearchQueries(body, search, settings, keepsLabels(headers));
      const { error, frames = [] } = response.results[name];
      if (error !== undefined) {
        throw new Error(`${name}: ${error}`);
      }
      return frames.map((frame) => dataFrameFromJSON(frame as DataFrameJSON));
    })
  );
  return { value: read(answers), took };
}

/** Without this, OpenSearch would answer an equal question from memory. */
async function searchUncached({ path, body }: ElasticsearchCall, url: string, took: number[]) {
  const uncached = body.replaceAll('"ignore_unavailable":true', '"ignore_unavailable":true,"request_cache":false');
  const answer = await post(url + path, 'application/x-ndjson', uncached);
  took.push((JSON.parse(answer) as { took: number }).took);
  return { status: 200, body: answer };
}

async function searchByHand({ byHand }: Contest, { from, to }: TimeWindow, url: string): Promise<Timed> {
  const start = performance.now();
  // A series looks back over a step before its first time.
  const since = 'steps' in byHand.aggs ? from - STEP : from;
  const inTime = { range: { [byHand.clock]: { gt: since, lte: to, format: 'epoch_millis' } } };
  const search = {
    size: 0,
    query: { bool: { filter: [{ term: { [fields.model]: MODEL } }, inTime] } },
    aggs: byHand.aggs,
  };
  const path = `/${settings.index}/_search?request_cache=false`;
  const { took, aggregations } = JSON.parse(await post(url + path, 'application/json', JSON.stringify(search))) as {
    took: number;
    aggregations: Record<string, { buckets: Bucket[] }>;
  };
  return timed(start, [took], byHand.number(aggregations));
}

async function post(url: string, type: string, body: string): Promise<string> {
  const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${url} answered ${response.status}: ${text.slice(0, 300)}`);
  }
  return text;
}

function median(all: Timed[], of: keyof Timed): number {
  return all.map((one) => one[of]).sort((a, b) => a - b)[all.length >> 1];
}

function report(results: Array<{ what: string; ours: Timed[]; byHand: Timed[] }>, rounds: number): boolean {
  console.log(
    `${MODEL} over 24 hours on OpenSearch, nothing cached; medians of ${rounds} rounds in turns, milliseconds.`
  );
  const ratio = (ours: Timed[], byHand: Timed[]) => median(ours, 'wallMs') / median(byHand, 'wallMs');
  console.table(
    results.map(({ what, ours, byHand }) => ({
      what,
      ours: median(ours, 'wallMs').toFixed(1),
      'by hand': median(byHand, 'wallMs').toFixed(1),
      'x by hand': ratio(ours, byHand).toFixed(2),
      [`<= ${AIM} x`]: ratio(ours, byHand) <= AIM ? 'yes' : 'NO',
      searches: median(ours, 'searches'),
      'longest took': median(ours, 'longestMs'),
      'all took': median(ours, 'searchMs'),
      'by hand took': median(byHand, 'longestMs'),
    }))
  );
  return results.every(({ ours, byHand }) => ratio(ours, byHand) <= AIM);
}
