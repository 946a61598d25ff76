/** How Grafana names series and columns of Elasticsearch. */
import { type Series } from './elasticsearchFrames';
import { byBytes, type ElasticsearchTarget, isPipeline, type Metric } from './elasticsearchQuery';
import { type Labels } from './frameJson';

const metricNames: Partial<Record<string, string>> = {
  count: 'Count',
  avg: 'Average',
  sum: 'Sum',
  max: 'Max',
  min: 'Min',
  extended_stats: 'Extended Stats',
  percentiles: 'Percentiles',
  cardinality: 'Unique Count',
  moving_avg: 'Moving Average',
  moving_fn: 'Moving Function',
  cumulative_sum: 'Cumulative Sum',
  derivative: 'Derivative',
  serial_diff: 'Serial Difference',
  bucket_script: 'Bucket Script',
  std_deviation: 'Std Dev',
  std_deviation_bounds_upper: 'Std Dev Upper',
  std_deviation_bounds_lower: 'Std Dev Lower',
};

/** A number of extended_stats that is a metric of its own too has that one's name. */
export function metricName(type: string): string {
  return metricNames[type] ?? type;
}

/** @param metrics how many different metrics the answer has: one alone goes without saying where labels name the series */
export function seriesName(series: Series, target: ElasticsearchTarget, metrics: number): string {
  if (target.alias) {
    return fromAlias(target.alias, series);
  }
  const values = Object.keys(series.labels)
    .sort(byBytes)
    .map((label) => series.labels[label])
    .join(' ')
    .trim();
  const ownName = nameOfMetric(series, target.metrics ?? []);
  if (Object.keys(series.labels).length === 0) {
    return ownName;
  }
  return metrics === 1 ? values : `${values} ${ownName}`;
}

/** Each `{{...}}` in turn, where it stands first in what the ones before it have left. */
function fromAlias(alias: string, { labels, metric, field = '' }: Series): string {
  let name = alias;
  for (const [pattern, inner] of alias.matchAll(/\{\{([\s\S]+?)\}\}/g)) {
    const put = (text: string) => (name = name.replace(pattern, () => text));
    if (inner.startsWith('term ')) {
      put(labels[inner.slice(5)] ?? '');
    }
    if (Object.hasOwn(labels, inner)) {
      put(labels[inner]);
    }
    if (inner === 'metric') {
      put(metricName(metric));
    }
    if (inner === 'field') {
      put(field);
    }
  }
  return name;
}

function nameOfMetric({ metric, field, metricId }: Series, all: readonly Metric[]): string {
  const found = all.find(({ id }) => id === metricId);
  if (metric === 'bucket_script') {
    return formula(found, all);
  }
  if (isPipeline(metric) && field) {
    const applied = all.find(({ id }) => id === field);
    return applied ? `${metricName(metric)} ${described(applied)}` : 'Unset';
  }
  return field ? `${metricName(metric)} ${field}` : metricName(metric);
}

/** The script, with what its parameters are. */
function formula(metric: Metric | undefined, all: readonly Metric[]): string {
  let text = String(metric?.settings?.script ?? '');
  for (const { name, pipelineAgg } of metric?.pipelineVariables ?? []) {
    const applied = all.find(({ id }) => id === pipelineAgg);
    text = applied ? text.replaceAll(`params.${name}`, () => described(applied)) : text;
  }
  return text;
}

function described({ type, field = '' }: Metric): string {
  return type === 'count' ? metricName(type) : `${metricName(type)} ${field}`;
}

/** The labels that Grafana keeps for expressions. With an alias it forgets to take the metric's id out. */
export function keptLabels({ labels, metricId }: Series, { alias }: ElasticsearchTarget): Labels {
  return alias && metricId !== undefined ? { ...labels, metricId } : labels;
}

/** A metric's column in a table. */
export function columnName(metric: Metric, all: readonly Metric[]): string {
  const { type, id, field = '' } = metric;
  const alike = all.filter((one) => one.type === type && one.id !== id);
  if (alike.length === 0) {
    return metricName(type);
  }
  if (type === 'bucket_script') {
    return String(metric.settings?.script ?? '');
  }
  const told = `${metricName(type)} ${field}`;
  return alike.some((one) => (one.field ?? '') === field) ? `${told} ${id}` : told;
}
