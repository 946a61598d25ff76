import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { type Bins } from '../bins';
import { type Plan, type TimeWindow } from '../engine';
import { calibrationQuery, CONTRACT_BINS, estimateFrames } from '../estimates';
import { getOrAdd, Tally } from '../tally';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists, type Lucene, not, within } from './lucene';
import { versionBucket } from './outcomeCounts';
import { type Bucket, filterOf, readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { allTerms, type BucketSpec, countMetric, filters } from './target';
import { sumOf, totalNotices, totalRequest } from './total';
import { type Counting, countRequest, windowsOf } from './windows';

/** Estimated quality: the scores of predictions, by what those of outcomes say, each from one request. */
export function planEstimated(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> {
  const { fields } = mapping;
  const past = calibrationQuery(query);
  const predictions = countingOf('predictions', [not(exists(fields.errorType))], [], query, mapping, window);
  const outcomes = countingOf('outcomes', [exists(fields.actual)], [allTerms(fields.actual)], past, mapping, window);
  return {
    requests: [...predictions.requests, ...outcomes.requests],
    read: ([scores, allScores, labels, allLabels]) => {
      const predicted = new Tally(emptyBins);
      const predictionsRead = predictions.read(scores, (version, time) => predicted.at(version, time));
      const labelled = new Tally(() => new Map<string, CountedBins>());
      const outcomesRead = outcomes.read(labels, (version, time, actual) =>
        getOrAdd(labelled.at(version, time), actual, emptyBins)
      );
      const notices: Notice[] = [
        ...(predictionsRead.length === 0 ? [explainEmpty(['score'], query, mapping, facts)] : []),
        ...totalNotices(sumOf(predictionsRead), predictions.requests[1], allScores, fields.score),
        ...totalNotices(sumOf(outcomesRead), outcomes.requests[1], allLabels, `${fields.actual} and ${fields.score}`),
      ];
      return estimateFrames({ predicted, labelled }, query, window, notices);
    },
  };
}

type CountedBins = Bins & { counts: Float64Array };
const emptyBins = (): CountedBins => ({ edges: CONTRACT_BINS, counts: new Float64Array(CONTRACT_BINS.length - 1) });

/** Counts scores in bins, and how many there are in all. */
function countingOf(
  subject: 'predictions' | 'outcomes',
  only: Lucene[],
  by: BucketSpec[],
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow
) {
  const { fields } = mapping;
  const windows = windowsOf(query, window);
  const bins = filters(
    CONTRACT_BINS.slice(1).map((high, bin) => ({
      label: String(bin),
      query: within(fields.score, CONTRACT_BINS[bin], high),
    }))
  );
  const counting: Counting = {
    basis: subject === 'predictions' ? 'prediction' : 'outcome',
    query: [...modelRecords(query, mapping, subject), ...only, exists(fields.score)],
    metrics: [countMetric],
    buckets: [...versionBucket(query, fields.version), bins, ...by],
  };
  const request = countRequest(subject, counting, windows, mapping);
  const total = { ...totalRequest(counting, windows, mapping), name: `total-${subject}` };
  return {
    requests: [request, total],
    read(frames: DataFrame[], binsAt: (version: string, time: number, actual: string) => CountedBins): Bucket[] {
      const buckets = readBuckets(request, frames).filter(({ numbers }) => (numbers[0] ?? 0) > 0);
      for (const bucket of buckets) {
        const version = query.byVersion ? (bucket.keys[fields.version] ?? '') : '';
        for (const time of windows.timesOf(bucket.time)) {
          binsAt(version, time, bucket.keys[fields.actual] ?? '').counts[Number(filterOf(bucket))] +=
            bucket.numbers[0] ?? 0;
        }
      }
      return buckets;
    },
  };
}
