import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { type RecordMapping } from '../../query/recordFields';
import { type UpstreamRequest } from '../engine';
import { type Bucket, readBuckets } from './readBuckets';
import { countMetric, wholeTime } from './target';
import { type Counting, countRequest, type Windows } from './windows';

/**
 * Elasticsearch answers from those shards that can, and Grafana passes on neither that others failed nor why: where one
 * index of several has a class as text, its records are missing from all that is counted by class, without a word. So the
 * records are counted once more, by nothing but their time. Both counts miss a shard that does not answer at all.
 */
export function totalRequest(
  { basis, query }: Pick<Counting, 'basis' | 'query'>,
  windows: Windows,
  mapping: RecordMapping
): UpstreamRequest {
  const buckets = [wholeTime(mapping.fields[basis === 'outcome' ? 'observed' : 'time'])];
  const whole = { ...windows, stepMs: undefined };
  return {
    ...countRequest('total', { basis, query, metrics: [countMetric], buckets }, whole, mapping),
    optional: true,
  };
}

/** Less than this share may have arrived between the two searches. */
const TOLERATED = 0.005;

/**
 * Whether what was counted is all that there is.
 * @param total of `totalRequest`: none where it failed, which has a notice of its own
 * @param fields by which was counted, as people know them: 'outcome.label and prediction.label'
 */
export function totalNotices(
  counted: number,
  request: UpstreamRequest,
  total: readonly DataFrame[],
  fields: string
): QueryResultMetaNotice[] {
  const all = sumOf(readBuckets(request, total));
  if (total.length === 0 || Math.abs(counted - all) <= TOLERATED * all) {
    return [];
  }
  const text =
    counted < all
      ? `${amount(all - counted)} of ${amount(all)} records are missing in this answer, which is wrong by as much: some indices could not count by ${fields}. Most often one has such a field as text. 'Save & test' of the data source says which fields differ between indices; map a keyword field that all have, or index those records anew.`
      : `${amount(all)} records were counted ${amount(counted)} times: some hold lists in ${fields}, and count once for each of their entries. Write one value into each record.`;
  return [{ severity: 'warning', text }];
}

export function sumOf(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { numbers }) => sum + (numbers[0] ?? 0), 0);
}

export const amount = (count: number) => count.toLocaleString('en-US');
