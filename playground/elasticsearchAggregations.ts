/** The aggregations of a search, from the buckets and metrics of a target. */
import { type BucketAggregation, isPipeline, type Metric, type Settings, sizeOf } from './elasticsearchQuery';

export type Aggregations = Record<string, Settings>;

export interface Window {
  from: number;
  to: number;
}

/** The buckets within each other in their order, the metrics in the innermost. */
export function aggregationsOf(
  buckets: readonly BucketAggregation[],
  metrics: readonly Metric[],
  window: Window,
  timeField: string
): Aggregations {
  const innermost: Aggregations = {};
  for (const metric of metrics) {
    const aggregation = metricAggregation(metric, metrics);
    if (aggregation) {
      innermost[metric.id] = aggregation;
    }
  }
  return buckets.reduceRight<Aggregations>((inner, bucket) => {
    const { own, beside = {} } = bucketAggregation(bucket, metrics, window, timeField);
    const within = { ...beside, ...inner };
    return own ? { [bucket.id]: { ...own, ...(Object.keys(within).length > 0 && { aggs: within }) } } : within;
  }, innermost);
}

/** `own` is missing where there is nothing to tell apart; `beside` is what terms are ordered by. */
function bucketAggregation(
  { type, field, settings = {} }: BucketAggregation,
  metrics: readonly Metric[],
  window: Window,
  timeField: string
): { own?: Settings; beside?: Aggregations } {
  switch (type) {
    case 'date_histogram':
      return { own: { date_histogram: dateHistogram(field || timeField, settings, window) } };
    case 'histogram':
      return {
        own: {
          histogram: {
            interval: Number(textOf(settings.interval)) || 1000,
            field: field ?? '',
            min_doc_count: wholeNumber(settings.min_doc_count) ?? 0,
            ...(typeof settings.missing === 'number' && { missing: settings.missing }),
          },
        },
      };
    case 'filters':
      return { own: filters(settings) };
    case 'terms':
      return terms(field ?? '', settings, metrics);
    default:
      throw new Error(`The stand-in for Grafana's Elasticsearch backend knows no buckets of the type '${type}'.`);
  }
}

const calendarIntervals = ['1w', '1M', '1q', '1y'];

function dateHistogram(field: string, settings: Settings, { from, to }: Window): Settings {
  const interval = textOf(settings.interval) ?? 'auto';
  const zone = textOf(settings.timeZone);
  return {
    field,
    ...(calendarIntervals.includes(interval)
      ? { calendar_interval: interval }
      : // The variable and its unit: 600000ms.
        { fixed_interval: interval === 'auto' ? '$__interval_msms' : interval }),
    min_doc_count: wholeNumber(settings.min_doc_count) ?? 0,
    extended_bounds: { min: from, max: to },
    format: textOf(settings.format) ?? 'epoch_millis',
    ...(settings.offset ? { offset: textOf(settings.offset) } : {}),
    ...(textOf(settings.missing) !== undefined && { missing: settings.missing }),
    ...(zone !== undefined && zone !== 'utc' && { time_zone: zone }),
  };
}

function filters({ filters: wanted }: Settings): Settings | undefined {
  const named: Record<string, unknown> = {};
  for (const { query = '', label } of (wanted ?? []) as Array<{ query?: string; label?: string }>) {
    named[label || query] = queryString(query);
  }
  return Object.keys(named).length > 0 ? { filters: { filters: named } } : undefined;
}

function terms(field: string, settings: Settings, metrics: readonly Metric[]) {
  const { orderBy } = settings;
  const direction = textOf(settings.order) ?? 'desc';
  const order: Record<string, string> = {};
  const beside: Aggregations = {};
  if (typeof orderBy === 'string') {
    // '1', or of several numbers one: '1[std_deviation]', '1[95.0]'.
    const id = /^\d+/.exec(orderBy)?.[0];
    const metric = metrics.find((one) => one.id === id);
    if (id === undefined) {
      order[orderBy === '_term' ? '_key' : orderBy] = direction;
    } else if (metric?.type === 'count') {
      order._count = direction;
    } else if (metric) {
      order[orderBy] = direction;
      beside[metric.id] = { [metric.type]: metric.field ? { field: metric.field } : {} };
    }
  }
  const minimum = wholeNumber(settings.min_doc_count);
  const own = {
    terms: {
      field,
      size: typeof settings.size === 'number' ? settings.size : sizeOf(settings.size),
      order,
      ...(minimum !== undefined && { min_doc_count: minimum }),
      ...(textOf(settings.missing) !== undefined && { missing: settings.missing }),
    },
  };
  return { own, beside };
}

/** Undefined for what needs no aggregation, or lacks what it works on. */
function metricAggregation(metric: Metric, all: readonly Metric[]): Settings | undefined {
  const { type, field } = metric;
  if (type === 'count') {
    return undefined;
  }
  const settings = metricSettings(metric);
  if (!isPipeline(type)) {
    return { [type]: { ...(field && { field }), ...settings } };
  }
  const pathTo = (id: string | undefined) => {
    const applied = all.find((one) => one.id === id);
    return applied && (applied.type === 'count' ? '_count' : applied.id);
  };
  if (type === 'bucket_script') {
    const paths = (metric.pipelineVariables ?? []).map(({ name, pipelineAgg }) => [name, pathTo(pipelineAgg)]);
    const known = Object.fromEntries(paths.filter(([, path]) => path !== undefined));
    return paths.length > 0 ? { [type]: { buckets_path: known, ...settings } } : undefined;
  }
  const path = pathTo(field || metric.pipelineAgg);
  return path === undefined ? undefined : { [type]: { buckets_path: path, ...settings } };
}

/** Empty settings were once stored as 'null', scripts once as `{inline: ...}`. */
function metricSettings({ type, settings = {} }: Metric): Settings {
  const kept = Object.entries(settings).filter(([name, value]) => name && value !== 'null' && value !== null);
  const own: Settings = Object.fromEntries(kept);
  const { script } = own;
  if (typeof script === 'object') {
    own.script = (script as { inline?: unknown }).inline ?? script;
  }
  if (type === 'serial_diff' && typeof own.lag === 'string') {
    own.lag = Number(own.lag);
  }
  return own;
}

export function queryString(query: string): Settings {
  return { query_string: { query, analyze_wildcard: true } };
}

const textOf = (setting: unknown) => (typeof setting === 'string' ? setting : undefined);

function wholeNumber(setting: unknown): number | undefined {
  const number = typeof setting === 'string' && setting !== '' ? Number(setting) : setting;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}
