/** Metrics over time: the buckets of a date_histogram as series. */
import { at, type Bucket, isObject, numberOf, statistic } from './elasticsearchAnswer';
import { type Series } from './elasticsearchFrames';
import { byBytes, type Metric } from './elasticsearchQuery';
import { type Labels } from './frameJson';

export function seriesOf(buckets: readonly Bucket[], metrics: readonly Metric[], labels: Labels): Series[] {
  return metrics.filter(({ hide }) => !hide).flatMap((metric) => seriesOfMetric(buckets, metric, labels));
}

function seriesOfMetric(buckets: readonly Bucket[], metric: Metric, labels: Labels): Series[] {
  const { id, type, field = '' } = metric;
  const make = (name: string, valueOf: (bucket: Bucket) => unknown, more: Partial<Series> = {}): Series => ({
    labels,
    metric: name,
    times: buckets.map(timeOf),
    values: buckets.map((bucket) => numberOf(valueOf(bucket))),
    ...more,
  });
  switch (type) {
    case 'count':
      return [make('count', ({ doc_count }) => doc_count)];
    case 'percentiles': {
      const named = at(buckets[0], id, 'values');
      const names = isObject(named) ? Object.keys(named).sort(byBytes) : [];
      return names.map((name) => make(`p${name}`, (bucket) => at(bucket, id, 'values', name), { field }));
    }
    case 'extended_stats':
      return wantedStatistics(metric).map((name) => make(name, (bucket) => statistic(bucket[id], name), { field }));
    default: {
      // A pipeline has no result where it has nothing to work on: then the moment is left out.
      const having = buckets.filter((bucket) => isObject(bucket[id]));
      const values = having.map((bucket) => numberOf(at(bucket, id, 'normalized_value') ?? at(bucket, id, 'value')));
      return [{ labels, metric: type, field, metricId: id, times: having.map(timeOf), values }];
    }
  }
}

/** In the order of their names. */
export function wantedStatistics({ meta = {} }: Metric): string[] {
  return Object.keys(meta)
    .filter((name) => meta[name] === true)
    .sort(byBytes);
}

const timeOf = ({ key }: Bucket) => Number(key);

/** Leaves out the first and last moments, which are seldom whole. */
export function trimEdges(series: Series, edges: unknown): Series {
  const count = typeof edges === 'string' ? Number.parseInt(edges, 10) : edges;
  if (typeof count !== 'number' || !(count > 0) || series.times.length <= count * 2) {
    return series;
  }
  const within = <T>(list: T[]) => list.slice(count, list.length - count);
  return { ...series, times: within(series.times), values: within(series.values) };
}
