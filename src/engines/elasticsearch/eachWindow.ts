/** Windows that overlap, each asked by itself: for what cannot be put together from parts, such as quantiles. */
import { duringRange } from './lucene';
import { type Bucket, filterOf } from './readBuckets';
import { type BucketSpec, filters } from './target';

/** How many of them one search is asked for. */
export const MOST_WINDOWS = 300;

/** One bucket for each window (time - lengthMs, time]; times in milliseconds since the epoch. */
export function eachWindow(field: string, times: readonly number[], lengthMs: number): BucketSpec {
  return filters(times.map((time) => ({ label: String(time), query: duringRange(field, time - lengthMs, time) })));
}

/** The end of the window that a bucket is of. */
export function windowEnd(bucket: Bucket): number {
  return Number(filterOf(bucket));
}
