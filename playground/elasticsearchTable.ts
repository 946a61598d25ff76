/** Aggregations that do not end in time: one table, a row for each innermost bucket. */
import { at, type Bucket, isObject, numberOf, statistic } from './elasticsearchAnswer';
import { type Column, type Value } from './elasticsearchFrames';
import { columnName, metricName } from './elasticsearchNames';
import { type BucketAggregation, byBytes, type Metric } from './elasticsearchQuery';
import { wantedStatistics } from './elasticsearchSeries';
import { type Labels } from './frameJson';

/**
 * The table with the rows of one more outer bucket.
 * @param columns what the outer buckets before it have made; undefined before the first
 */
export function withRows(
  columns: readonly Column[] | undefined,
  buckets: readonly Bucket[],
  last: BucketAggregation,
  metrics: readonly Metric[],
  labels: Labels
): Column[] {
  if (buckets.length === 0) {
    // As Grafana does: an outer bucket without rows takes all rows before it along, and the columns of the outer buckets.
    return [];
  }
  const outer = Object.keys(labels).sort(byBytes);
  const table: Column[] = columns
    ? columns.map((column) => ({ ...column, values: [...column.values] }))
    : outer.map((name) => ({ name, type: 'string', values: [] }));
  for (const bucket of buckets) {
    for (const column of table) {
      if (outer.includes(column.name)) {
        column.values.push(labels[column.name]);
      }
    }
    addKey(table, last.field ?? '', bucket.key);
    for (const metric of metrics) {
      for (const [name, value] of valuesOf(metric, metrics, bucket)) {
        add(table, { name, type: 'number' }, value);
      }
    }
  }
  return table;
}

function addKey(table: Column[], name: string, key: Bucket['key']) {
  add(table, { name, type: typeof key === 'string' ? 'string' : 'number', filterable: true }, key);
}

function add(table: Column[], column: Omit<Column, 'values'>, value: string | Value) {
  const found = table.find(({ name }) => name === column.name);
  if (found) {
    found.values.push(value);
  } else {
    table.push({ ...column, values: [value] });
  }
}

function valuesOf(metric: Metric, all: readonly Metric[], bucket: Bucket): Array<[string, Value]> {
  const { id, type, field = '' } = metric;
  switch (type) {
    case 'count':
      return [[metricName(type), bucket.doc_count]];
    case 'extended_stats':
      // Only the first of those that are wanted.
      return wantedStatistics(metric)
        .slice(0, 1)
        .map((name) => [metricName(type), statistic(bucket[id], name)]);
    case 'percentiles': {
      const values = at(bucket, id, 'values');
      // What is no number becomes 0.
      return Object.keys(isObject(values) ? values : {})
        .sort(byBytes)
        .map((name) => [`p${name} ${field}`, typeof at(values, name) === 'number' ? Number(at(values, name)) : 0]);
    }
    default:
      return [[columnName(metric, all), numberOf(at(bucket, id, 'value'))]];
  }
}
