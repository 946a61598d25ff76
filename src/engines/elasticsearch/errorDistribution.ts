import { type DataFrame } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { roundEdges } from '../bins';
import { type Distributed, distributionFrame } from '../distributionAnswers';
import { type Plan, type Refusal, type Staged, type TimeWindow } from '../engine';
import { getOrAdd } from '../tally';
import { withCoverage } from './coverage';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists } from './lucene';
import { versionBucket } from './outcomeCounts';
import { painlessNumber } from './painless';
import { readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { type BucketSpec, type MetricSpec, terms, wholeTime } from './target';
import { totalNotices, totalRequest } from './total';
import { type Counting, countRequest, windowsOf } from './windows';

const NEEDS: FieldRole[] = ['predictedValue', 'actualValue'];

/**
 * How the errors of predicted values are distributed: first between which ends they lie, then their counts in bins of round
 * edges. The edges go into the script beside it, so that it is compiled once.
 */
export function planErrorDistribution(
  asked: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Staged<DataFrame[]> {
  const query: ModelQuery = { ...asked, result: 'number' };
  const windows = windowsOf(query, window);
  const counting = (metrics: MetricSpec[], buckets: BucketSpec[]): Counting => ({
    basis: query.timeBasis,
    query: [...modelRecords(query, mapping, 'outcomes'), ...NEEDS.map((role) => exists(mapping.fields[role]))],
    metrics,
    buckets,
  });
  const error = errorScript(mapping);
  const ends = (['min', 'max'] as const).map((type): MetricSpec => ({ type, settings: { script: error } }));
  const ofEnds = countRequest('errors-ends', counting(ends, [terms(mapping.fields.model)]), windows, mapping);
  return {
    first: {
      requests: [ofEnds],
      read: ([frames]) => {
        const found = readBuckets(ofEnds, frames).flatMap(({ numbers }) => numbers);
        const edges = roundEdges(found.filter((end) => end !== undefined));
        return withCoverage(counts(edges), query, mapping, window);
      },
    },
  };

  function counts(edges: readonly number[]): Plan<DataFrame[]> | Refusal {
    const bins = edges.slice(1).map((high, bin) => binMetric(error, edges[bin], high, bin, edges.length - 2));
    const whole = wholeTime(mapping.fields[query.timeBasis === 'outcome' ? 'observed' : 'time']);
    const split = versionBucket(query, mapping.fields.version);
    const requests =
      bins.length > 0
        ? [
            countRequest('errors-bins', counting(bins, [...split, whole]), windows, mapping),
            totalRequest(counting([], []), windows, mapping),
          ]
        : [];
    return {
      requests,
      read: ([frames = [], all = []]) => {
        const distributed = readBins(frames, edges, query, mapping);
        const { from, to } = windows;
        const by = NEEDS.map((role) => mapping.fields[role]).join(' and ');
        const counted = distributed.reduce((sum, one) => sum + Array.from(one.counts).reduce((a, b) => a + b, 0), 0);
        const notices =
          distributed.length === 0
            ? [explainEmpty(NEEDS, query, mapping, facts)]
            : totalNotices(counted, requests[1], all, by);
        return [distributionFrame(distributed, { query, from, to }, notices)];
      },
    };
  }
}

function errorScript({ fields }: RecordMapping): string {
  const [predicted, actual] = NEEDS.map((role) => painlessNumber(fields[role]));
  return `${predicted} - ${actual}`;
}

/** How many errors lie in (low, high]: the outer bins take what came since the ends were asked for. */
function binMetric(error: string, low: number, high: number, bin: number, last: number): MetricSpec {
  const params = { low: bin === 0 ? -Number.MAX_VALUE : low, high: bin === last ? Number.MAX_VALUE : high };
  const source = `${error} > params.low && ${error} <= params.high ? 1 : 0`;
  return { type: 'sum', settings: { script: { source, params } } };
}

/** A series for each bin, in the order of the bins, of each version. */
function readBins(
  frames: readonly DataFrame[],
  edges: readonly number[],
  { byVersion }: ModelQuery,
  { fields }: RecordMapping
): Distributed[] {
  const versions = new Map<string, number[]>();
  for (const { labels, values } of readSeries(frames)) {
    const counts = getOrAdd(versions, byVersion ? (labels[fields.version] ?? '') : '', () => []);
    counts.push(values.reduce<number>((sum, value) => sum + (value ?? 0), 0));
  }
  return [...versions]
    .map(([version, counts]) => ({ version, edges, counts }))
    .sort((a, b) => (a.version < b.version ? -1 : 1));
}
