import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { SCORE_EDGES, scoreGroupsFromBins } from '../../statistics/scores';
import { type Distributed } from '../distributionAnswers';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { refuseScores, type Scored } from '../scoreAnswers';
import { binnedQuery, scoreFrames } from '../scoreFrames';
import { scoreNotices } from '../scoreNotices';
import { getOrAdd, Tally } from '../tally';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists, within } from './lucene';
import { versionBucket } from './outcomeCounts';
import { type Bucket, filterOf, readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { allTerms, countMetric, filters } from './target';
import { sumOf, totalNotices, totalRequest } from './total';
import { countRequest, type Windows, windowsOf } from './windows';

const NEEDS: FieldRole[] = ['actual', 'score'];

/** The telemetry contract's bins (low, high], open at both ends; scores below 0 are told apart, since records can. */
export const EDGES: readonly number[] = [-Infinity, -Number.MIN_VALUE, ...SCORE_EDGES.slice(1), Infinity];
const BINS = EDGES.slice(1).map((high, bin) => ({ label: String(bin), low: EDGES[bin], high }));

/** Everything that follows from the scores of outcomes, from one request: their counts in bins by actual class. */
export function planScores(
  asked: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  const query = binnedQuery(asked);
  const refusal = refuseScores(query);
  if (refusal) {
    return refusal;
  }
  const { fields } = mapping;
  const windows = windowsOf(query, window);
  const bins = filters(BINS.map(({ label, low, high }) => ({ label, query: within(fields.score, low, high) })));
  const counting = {
    basis: query.timeBasis,
    query: [...modelRecords(query, mapping, 'outcomes'), ...NEEDS.map((role) => exists(fields[role]))],
    metrics: [countMetric],
    buckets: [...versionBucket(query, fields.version), bins, allTerms(fields.actual)],
  };
  const request = countRequest('scores', counting, windows, mapping);
  const total = totalRequest(counting, windows, mapping);
  return {
    requests: [request, total],
    read: ([frames, all]) => {
      const buckets = readBuckets(request, frames);
      const counted = tallyBins(buckets, query, mapping, windows);
      const scored = scoredOf(counted, query);
      const notices: Notice[] =
        scored.classes.size === 0
          ? [explainEmpty(NEEDS, query, mapping, facts)]
          : scoreNotices(scored, query, `Write probabilities into ${fields.score}.`);
      const by = NEEDS.map((role) => fields[role]).join(' and ');
      notices.push(...totalNotices(sumOf(buckets), total, all, by));
      return scoreFrames(scored, () => distributedOf(counted), query, window, notices);
    },
  };
}

/** Counts of each bin by class. */
type BinsByClass = Map<string, Float64Array>;

function tallyBins(
  buckets: Bucket[],
  query: ModelQuery,
  { fields }: RecordMapping,
  windows: Windows
): Tally<BinsByClass> {
  const tally = new Tally<BinsByClass>(() => new Map());
  for (const bucket of buckets) {
    const { keys, numbers, time } = bucket;
    const version = query.byVersion ? (keys[fields.version] ?? '') : '';
    const count = numbers[0] ?? 0;
    for (const at of count > 0 ? windows.timesOf(time) : []) {
      const counts = getOrAdd(tally.at(version, at), keys[fields.actual] ?? '', () => new Float64Array(BINS.length));
      counts[Number(filterOf(bucket))] += count;
    }
  }
  return tally;
}

function scoredOf(tally: Tally<BinsByClass>, { model }: ModelQuery): Scored {
  const classes = new Set<string>();
  const groups = tally.map((ofClasses) => {
    const sums = { positive: new Float64Array(BINS.length), negative: new Float64Array(BINS.length) };
    for (const [className, counts] of ofClasses) {
      classes.add(className);
      const sum = className === model.positiveClass ? sums.positive : sums.negative;
      counts.forEach((count, bin) => (sum[bin] += count));
    }
    return scoreGroupsFromBins(withoutEmptyLow(sums.positive, sums.negative), sums.positive, sums.negative);
  });
  return { tally: groups, classes };
}

/** Where no score is below 0, the first bin reaches down to it as the histogram's does. */
function withoutEmptyLow(...all: Float64Array[]): readonly number[] {
  return all.every(([first]) => first === 0) ? [-Infinity, -Infinity, ...EDGES.slice(2)] : EDGES;
}

function distributedOf(tally: Tally<BinsByClass>): Distributed[] {
  const all = tally
    .entries()
    .flatMap(([version, byTime]) => [...byTime.values()].map((classes) => ({ version, classes })));
  const anyBelow = all.some(({ classes }) => [...classes.values()].some(([below]) => below > 0));
  return all.flatMap(({ version, classes }) =>
    [...classes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([actual, counts]): Distributed => ({ version, actual, ...binsOf(counts, anyBelow) }))
  );
}

/** A histogram does not tell scores below 0 from those up to its first edge; nor is it told here where there are none. */
function binsOf(counts: Float64Array, anyBelow: boolean): Pick<Distributed, 'edges' | 'counts'> {
  return anyBelow
    ? { edges: [-Infinity, 0, ...EDGES.slice(2)], counts }
    : { edges: [-Infinity, ...EDGES.slice(2)], counts: counts.slice(1) };
}
