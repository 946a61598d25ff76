import { type DataFrame } from '@grafana/data';

import { type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { isRefusal, type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { exists, not, or } from './lucene';
import { readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { countMetric, terms } from './target';
import { countRequest, type Windows, windowsOf } from './windows';

/**
 * On the prediction clock quality goes with its label coverage: of how many predictions the outcome is known. Asked beside
 * the answer itself, and said on its first frame.
 */
export function withCoverage(
  plan: Plan<DataFrame[]> | Refusal,
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow
): Plan<DataFrame[]> | Refusal {
  if (isRefusal(plan) || query.timeBasis !== 'prediction') {
    return plan;
  }
  const windows = windowsOf({ ...query, result: 'number' }, window);
  const asked = [...coverageRequests(query, mapping, windows)].map((request) => ({ ...request, optional: true }));
  return {
    requests: [...plan.requests, ...asked],
    read: (answers) => {
      const [first, ...others] = plan.read(answers.slice(0, plan.requests.length));
      const [all, known] = asked.map((request, i) => total(request, answers[plan.requests.length + i]));
      return [withNotice(first, all, known), ...others];
    },
  };
}

function coverageRequests(query: ModelQuery, mapping: RecordMapping, windows: Windows): UpstreamRequest[] {
  const { fields } = mapping;
  const predictions = [...modelRecords(query, mapping, 'predictions'), not(exists(fields.errorType))];
  const known = or([exists(fields.actual), exists(fields.actualValue)]);
  const counted = (name: string, query: typeof predictions) =>
    countRequest(
      name,
      { basis: 'prediction', query, metrics: [countMetric], buckets: [terms(fields.model)] },
      windows,
      mapping
    );
  return [counted('coverage-all', predictions), counted('coverage-known', [...predictions, known])];
}

function total(request: UpstreamRequest, frames: DataFrame[]): number {
  return readBuckets(request, frames).reduce((sum, { numbers }) => sum + (numbers[0] ?? 0), 0);
}

function withNotice(frame: DataFrame, all: number, known: number): DataFrame {
  if (!(known < all)) {
    return frame;
  }
  const percent = Math.min(99.9, Math.round((1000 * known) / all) / 10);
  const text = `The outcome is known of ${percent} % of the ${all.toLocaleString('en-US')} predictions of this window: this answer may still change.`;
  return { ...frame, meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), { severity: 'info', text }] } };
}
