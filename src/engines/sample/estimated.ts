import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type ModelQuery } from '../../query/query';
import { type Bins } from '../bins';
import { type TimeWindow } from '../engine';
import { calibrationQuery, CONTRACT_BINS, estimateFrames } from '../estimates';
import { getOrAdd, Tally } from '../tally';
import { explainNone, timelessNotice } from './notices';
import { type AuditRecord } from './records';
import { countBins } from './scores';
import { select } from './selection';
import { type RecordSource } from './source';

/** Estimated quality, in the same bins as a histogram has: the answer is that of a Prometheus. */
export function answerEstimated(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const predictions = select(query, window, source, {
    basis: 'prediction',
    subject: 'predictions',
    keep: (record) => record.error === undefined && hasScore(record),
  });
  const past = calibrationQuery(query);
  const outcomes = select(past, window, source, {
    basis: 'outcome',
    subject: 'outcomes',
    keep: (record) => record.actual !== undefined && hasScore(record),
  });
  const predicted = new Tally(emptyBins);
  countBins(predictions, query, CONTRACT_BINS, (version, _actual, bin, time, count) => {
    predicted.at(version, time).counts[bin] += count;
  });
  const labelled = new Tally(() => new Map<string, ReturnType<typeof emptyBins>>());
  countBins(outcomes, past, CONTRACT_BINS, (version, actual, bin, time, count) => {
    getOrAdd(labelled.at(version, time), actual, emptyBins).counts[bin] += count;
  });
  const none =
    predictions.records.length === 0
      ? [explainNone('has a score (prediction.score)', query, window, source)]
      : timelessNotice(predictions, query.result === 'number');
  return estimateFrames({ predicted, labelled }, query, window, [...notices, ...none]);
}

const hasScore = ({ score }: AuditRecord) => Number.isFinite(score);
const emptyBins = () => ({ edges: CONTRACT_BINS, counts: new Float64Array(CONTRACT_BINS.length - 1) }) satisfies Bins;
