/**
 * What Elasticsearch held when test/frames/elasticsearch was recorded, as far as the recorded answers tell: records for
 * which the recorded requests have these answers. There are three indices, since not all answers tell of the same fields.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  type ElasticsearchQueryRequest,
  type ElasticsearchQueryResponse,
  type ElasticsearchResult,
} from '../playground/elasticsearchBackend';
import { type ElasticsearchFrame } from '../playground/elasticsearchFrames';
import { type BulkAction } from '../scripts/opensearchClient';

export interface Recording extends ElasticsearchQueryResponse {
  request: ElasticsearchQueryRequest;
  headers: Record<string, string>;
}

const folder = join(__dirname, 'frames', 'elasticsearch');

export const recordingNames = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

export function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}

export const recordedResult = (name: string): ElasticsearchResult => recording(name).response.results.A;
const frames = (name: string): ElasticsearchFrame[] => recordedResult(name).frames ?? [];
const columns = <T extends unknown[][]>(name: string, frame = 0) => frames(name)[frame].data.values as T;

export const OUTCOMES = 'model-audit-outcomes';
export const INCOMES = 'model-audit-incomes';
export const RECORDS = 'model-audit-000001';

/** Which index a recorded request is put to. */
export function indexOf(name: string): string {
  if (/^records|^errors-by-type/.test(name)) {
    return RECORDS;
  }
  return /^extended-stats|^psi/.test(name) ? INCOMES : OUTCOMES;
}

const FROM = 1_795_284_000_000;
const DAY_BEFORE_END = 1_795_219_200_000;
const HOUR = 3_600_000;
const creditRisk = { name: 'credit-risk', version: 'v1' };

type Document = Record<string, unknown>;

const indexed = (_index: string, documents: Document[]): BulkAction[] =>
  documents.map((body) => ({ action: { index: { _index } }, body }));

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

export function recordedWorld(): BulkAction[] {
  return [
    ...indexed(OUTCOMES, [...outcomes(), ...intents(), ...employments(), ...durations()]),
    ...indexed(INCOMES, incomes()),
    ...records(),
  ];
}

/** Every value as often as it was counted. */
function repeated<T>(values: readonly T[], counts: readonly number[]): T[] {
  return values.flatMap((value, i) => times(counts[i], () => value));
}

/** Credit risks of 24 hours: cells over time, and scores and incomes in any order that fits their cells. */
function outcomes(): Document[] {
  const [edges, counts] = columns<[number[], number[]]>('score-histogram');
  const scores = repeated(edges, counts).map((edge) => edge + 0.025);
  const scoresOf: Record<string, number[]> = {
    approve: scores.filter((score) => score < 0.5),
    reject: scores.filter((score) => score > 0.5),
  };
  const [actuals, lows, incomeCounts] = columns<[string[], number[], number[]]>('income-histogram-by-actual');
  const incomesOf = (actual: string) =>
    repeated(
      lows,
      incomeCounts.map((count, i) => (actuals[i] === actual ? count : 0))
    );
  const incomesLeft: Record<string, number[]> = { approve: incomesOf('approve'), reject: incomesOf('reject') };
  const document = (time: number, actual: string, predicted: string): Document => ({
    '@timestamp': time,
    model: creditRisk,
    prediction: { label: predicted, score: scoresOf[predicted].pop() },
    outcome: { label: actual, correct: actual === predicted },
    features: { income: incomesLeft[actual].pop() },
  });
  const late = frames('counts-over-time-from-expression').flatMap(({ schema, data }) => {
    const { 'outcome.label': actual, 'prediction.label': predicted } = schema.fields[1].labels ?? {};
    const [moments, cells] = data.values as [number[], number[]];
    return repeated(moments, cells).map((time) => ({ time, actual, predicted }));
  });
  const [dayActuals, dayPredicted, dayCounts] = columns<[string[], string[], number[]]>('confusion-two-classes');
  const early = dayActuals.flatMap((actual, i) => {
    const predicted = dayPredicted[i];
    const known = late.filter((one) => one.actual === actual && one.predicted === predicted).length;
    return times(dayCounts[i] - known, () => ({ time: DAY_BEFORE_END, actual, predicted }));
  });
  return [...late, ...early].map(({ time, actual, predicted }) => document(time, actual, predicted));
}

/** Twelve classes: those with outcomes before the last six hours, in these every class once in each half hour. */
function intents(): Document[] {
  const [actuals, predicted, counts] = columns<[string[], string[], number[]]>('confusion-twelve-odd-names');
  const model = { name: 'intent', version: 'v1' };
  const known = repeated(
    actuals.map((actual, i) => ({ outcome: { label: actual }, prediction: { label: predicted[i] } })),
    counts
  );
  const [moments, distinct] = columns<[number[], number[]]>('cardinality');
  const labels = [...new Set(predicted)];
  return [
    ...known.map((labelled) => ({ '@timestamp': DAY_BEFORE_END, model, ...labelled })),
    ...moments.flatMap((time, i) =>
      labels.slice(0, distinct[i]).map((label) => ({ '@timestamp': time, model, prediction: { label } }))
    ),
  ];
}

function employments(): Document[] {
  const [names, counts] = columns<[string[], number[]]>('categories');
  return repeated(names, counts).map((employment) => ({
    '@timestamp': FROM,
    model: creditRisk,
    features: { employment },
  }));
}

/** A hundred in each half hour, of three values only: no percentile lies between two of them. */
function durations(): Document[] {
  const [moments, median] = columns<[number[], Array<number | null>]>('latency-percentiles-over-time', 0);
  const [, p95] = columns<[number[], Array<number | null>]>('latency-percentiles-over-time', 1);
  const [, p99] = columns<[number[], Array<number | null>]>('latency-percentiles-over-time', 2);
  return moments.flatMap((time, i) =>
    median[i] === null
      ? []
      : repeated([median[i], p95[i], p99[i]], [70, 27, 3]).map((nanoseconds) => ({
          '@timestamp': time,
          model: creditRisk,
          // The recorded percentiles lie between whole nanoseconds.
          event: { duration: Math.round(Number(nanoseconds)) },
        }))
  );
}

/** As many in each half hour as were counted, with their mean and deviation; before these, 9 bins an hour for psi. */
function incomes(): Document[] {
  const [moments, means] = columns<[number[], number[]]>('extended-stats', 0);
  const [, counts] = columns<[number[], number[]]>('extended-stats', 1);
  const [, deviations] = columns<[number[], number[]]>('extended-stats', 2);
  const document = (time: number, income: number): Document => ({
    '@timestamp': time,
    model: creditRisk,
    features: { income },
  });
  const described = moments.flatMap((time, i) => {
    const pairs = Math.floor(counts[i] / 2);
    const away = deviations[i] * Math.sqrt(counts[i] / (2 * pairs));
    const inPairs = times(pairs, () => [means[i] - away, means[i] + away]).flat();
    return [...inPairs, ...(counts[i] % 2 ? [means[i]] : [])].map((income) => document(time, income));
  });
  const binned = times(18, (hour) =>
    psiBins.flatMap(({ middle }, bin) =>
      times(psiCount(hour, bin), () => document(DAY_BEFORE_END + hour * HOUR, middle))
    )
  ).flat();
  return [...described, ...binned];
}

/** The bins of the recorded script, a value within each, and the share that it compares with. */
export const psiBins = [
  { middle: 5, share: 0.003 },
  { middle: 15, share: 0.08 },
  { middle: 25, share: 0.19 },
  { middle: 35, share: 0.22 },
  { middle: 45, share: 0.18 },
  { middle: 55, share: 0.12 },
  { middle: 70, share: 0.13 },
  { middle: 90, share: 0.05 },
  { middle: 120, share: 0.027 },
];

/** Some count, none in some bins of some hours. */
export const psiCount = (hour: number, bin: number) => (hour * 7 + bin * 5) % 11;

/** The newest records as they were shown, and older failures to the recorded counts. */
function records(): BulkAction[] {
  const shown = new Map<string, Document>();
  for (const name of ['records-logs', 'records-raw']) {
    const [{ schema, data }] = frames(name);
    const around = /^(_.*|sort|highlight|id)$/;
    data.values[0].forEach((_, row) => {
      const source: Document = {};
      let id = '';
      schema.fields.forEach((field, column) => {
        const value = data.values[column][row];
        if (field.name === '_id') {
          id = String(value);
        } else if (value !== null && !around.test(field.name)) {
          putAt(source, field.name.split('.'), value);
        }
      });
      shown.set(id, source);
    });
  }
  const isFailure = ({ event }: Document) => (event as { outcome?: string }).outcome === 'failure';
  const older = frames('errors-by-type-over-time').flatMap(({ schema, data }) => {
    const [moments, counts] = data.values as [number[], number[]];
    const type = schema.name ?? '';
    return moments.flatMap((start, i) => {
      const here = [...shown.values()].filter(
        (one) =>
          isFailure(one) &&
          (one.error as { type: string }).type === type &&
          Number(one['@timestamp']) >= start &&
          Number(one['@timestamp']) < start + HOUR / 2
      );
      return times(counts[i] - here.length, () => ({
        '@timestamp': start,
        event: { outcome: 'failure' },
        error: { type },
      }));
    });
  });
  return [
    ...[...shown].reverse().map(([_id, body]) => ({ action: { index: { _index: RECORDS, _id } }, body })),
    ...indexed(RECORDS, older),
  ];
}

function putAt(target: Document, [name, ...rest]: string[], value: unknown) {
  if (rest.length === 0) {
    target[name] = value;
  } else {
    putAt((target[name] ??= {}) as Document, rest, value);
  }
}
