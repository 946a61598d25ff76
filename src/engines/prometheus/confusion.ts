import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { confusionFrame, type ConfusionRow } from '../../frames/confusionFrame';
import { readSeries, type Series } from '../../frames/readSeries';
import { describeDuration } from '../../query/duration';
import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { COUNTED, type Counted, countsBy, positive } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { readsFeedback, refuseFeedbackPairs } from './feedback';
import { promRequest } from './requests';
import { lookBack } from '../lookBack';
import { modelSelector, splitLabels } from './selectors';

/** The one request that the matrix and every measure of the same model and window share. */
export function cellsRequest(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): UpstreamRequest {
  const { actual, predicted } = mapping.labels;
  const by = [...splitLabels(query, mapping), actual, predicted];
  const outcomes = modelSelector('outcomes', query, mapping);
  return promRequest('cells', positive(countsBy(by, outcomes, lookBack(query, window), mapping)), query, window);
}

export function planConfusion(
  asked: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  if (readsFeedback(mapping, facts)) {
    return refuseFeedbackPairs(mapping);
  }
  if (!mapping.labels.actual || !mapping.labels.predicted) {
    return refuseClassLabels();
  }
  // A matrix is one answer over the window; there is no matrix over time.
  const query: ModelQuery = { ...asked, result: 'number' };
  const windowMs = lookBack(query, window);
  return {
    requests: [cellsRequest(query, mapping, window)],
    read: ([frames]) => {
      const series = readSeries(frames);
      const notices = countNotices(series, windowMs);
      if (series.length === 0) {
        notices.push({ severity: 'warning', text: explainEmpty('outcomes', query, mapping, facts) });
      }
      return [
        confusionFrame(readRows(series, query, mapping), { query, from: window.to - windowMs, to: window.to }, notices),
      ];
    },
  };
}

export function refuseClassLabels(): Refusal {
  return {
    sentence: 'The mapping has no label for the actual or the predicted class. Map both in the data source settings.',
  };
}

/** A pair of classes counted in more than one way (exactly on one instance, estimated on another) becomes one row. */
function readRows(series: Series[], query: ModelQuery, { labels: names }: TelemetryMapping): ConfusionRow[] {
  const rows = new Map<string, ConfusionRow>();
  for (const { labels, values } of series) {
    const actual = labels[names.actual] ?? '';
    const predicted = labels[names.predicted] ?? '';
    const version = query.byVersion ? (labels[names.version] ?? '') : undefined;
    const key = JSON.stringify([version, actual, predicted]);
    const row = rows.get(key);
    if (row) {
      row.count += values[0];
    } else {
      rows.set(key, { actual, predicted, count: values[0], ...(version !== undefined && { version }) });
    }
  }
  return [...rows.values()];
}

/** Says how much of an answer is not an exact count, and why. */
export function countNotices(series: readonly Series[], windowMs: number): QueryResultMetaNotice[] {
  const sums: Record<Counted, number> = { exact: 0, gap: 0, estimate: 0 };
  for (const { labels, values } of series) {
    const how = labels[COUNTED] as Counted;
    if (how in sums) {
      sums[how] += values.reduce((sum, value) => sum + value, 0);
    }
  }
  const total = sums.exact + sums.gap + sums.estimate;
  const window = describeDuration(windowMs);
  const notices: QueryResultMetaNotice[] = [];
  if (sums.estimate > 0) {
    notices.push({
      severity: 'info',
      text: `${share(sums.estimate, total)} of the counts are estimates by increase(): a series restarted more than once in a window of ${window}, or was first seen in it on an instance that had not been scraped before.`,
    });
  }
  if (sums.gap > 0) {
    notices.push({
      severity: 'info',
      text: `${share(sums.gap, total)} of the counts start before the window of ${window}: nothing was scraped around its start, so what was counted in that gap is in them.`,
    });
  }
  return notices;
}

export function share(part: number, total: number): string {
  const percent = (100 * part) / total;
  return percent < 0.1 ? 'Less than 0.1 %' : `${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
