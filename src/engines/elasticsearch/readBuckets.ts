import { type DataFrame, FieldType } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { type UpstreamRequest } from '../engine';
import { isOverTime, type Target } from './target';

/** One bucket of an answer: what it is of, and its numbers in the order of the metrics that were asked for. */
export interface Bucket {
  /** By the names of the fields; of `filters`, their label under `filter`. */
  keys: Record<string, string>;
  numbers: Array<number | undefined>;
  /** Of a bucket over time: its key. */
  time?: number;
}

/** The column of a table whose name Grafana makes of the aggregation's type. */
const FILTER = 'filter';

/** The buckets of an answer to a request of `countRequest`: of a table, or of series of its one metric. */
export function readBuckets({ target }: UpstreamRequest, frames: readonly DataFrame[]): Bucket[] {
  const { metrics, bucketAggs } = target as Target;
  return isOverTime(bucketAggs) ? readSeriesOverTime(frames) : readTable(frames, metrics.length);
}

/** The buckets of a table: a row each, with a column for each aggregation and each metric. Without rows there is no frame. */
function readTable(frames: readonly DataFrame[], metrics: number): Bucket[] {
  return frames.flatMap((frame) => {
    const numbers = frame.fields.filter(({ type }) => type === FieldType.number).slice(-metrics);
    const keys = frame.fields.filter((field) => !numbers.includes(field));
    return Array.from({ length: frame.length }, (_, row) => ({
      keys: Object.fromEntries(keys.map(({ name, values }) => [name, String(values[row] ?? '')])),
      numbers: numbers.map(({ values }) => finite(values[row])),
    }));
  });
}

/** The buckets of series over time, of one metric, each with the labels of its series. */
function readSeriesOverTime(frames: readonly DataFrame[]): Bucket[] {
  return readSeries(frames).flatMap(({ labels, times, values }) =>
    times.map((time, i) => ({ keys: labels, numbers: [values[i]], time }))
  );
}

/** The label of the filter that a bucket is of. */
export function filterOf({ keys }: Bucket): string {
  return keys[FILTER] ?? '';
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
