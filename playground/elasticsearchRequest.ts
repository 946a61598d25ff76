/** What Grafana's Elasticsearch backend asks for its targets: one _msearch, two lines a target. */
import { aggregationsOf, queryString, type Window } from './elasticsearchAggregations';
import {
  byBytes,
  type ElasticsearchSettings,
  type ElasticsearchTarget,
  recordMetricOf,
  type Settings,
  sizeOf,
} from './elasticsearchQuery';
import { goDuration } from './prometheusStep';

/** A call of Elasticsearch's HTTP interface: POST, the body as application/x-ndjson. */
export interface ElasticsearchCall {
  path: string;
  body: string;
}

/** Why Grafana does not ask for a target. */
export function targetProblem(target: ElasticsearchTarget): string | undefined {
  const { metrics = [], bucketAggs = [] } = target;
  return metrics.length === 0 || (bucketAggs.length === 0 && recordMetricOf(target) === undefined)
    ? 'received invalid query. invalid query, missing metrics and aggregations'
    : undefined;
}

export function multiSearch(
  targets: readonly ElasticsearchTarget[],
  window: Window,
  settings: ElasticsearchSettings
): ElasticsearchCall {
  const header = JSON.stringify({
    search_type: 'query_then_fetch',
    ignore_unavailable: true,
    index: settings.index,
  });
  const lines = targets.flatMap((target) => [header, searchLine(target, window, settings)]);
  return { path: '/_msearch?max_concurrent_shard_requests=5', body: `${lines.join('\n')}\n` };
}

/** Variables are put in wherever they stand, in the query and in scripts too. */
function searchLine(target: ElasticsearchTarget, window: Window, { timeField }: ElasticsearchSettings): string {
  const interval = target.intervalMs ?? 1000;
  return JSON.stringify(searchOf(target, window, timeField))
    .replaceAll('$__interval_ms', String(interval))
    .replaceAll('$__interval', goDuration(interval));
}

export function searchOf(target: ElasticsearchTarget, window: Window, timeField: string): Settings {
  const { query = '', metrics = [], bucketAggs = [] } = target;
  const inTime = { range: { [timeField]: { gte: window.from, lte: window.to, format: 'epoch_millis' } } };
  const filter = query.trim() ? [inTime, queryString(query)] : [inTime];
  const search = { size: 0, query: { bool: { filter } } };
  const kind = recordMetricOf(target);
  if (kind === undefined) {
    return { ...search, aggs: aggregationsOf(bucketAggs, metrics, window, timeField) };
  }
  const { limit, size, sortDirection, searchAfter } = metrics[0].settings ?? {};
  const asLogs = kind === 'logs';
  return {
    ...search,
    size: sizeOf(asLogs ? limit : size),
    sort: sorting(timeField, asLogs && sortDirection === 'asc' ? 'asc' : 'desc'),
    docvalue_fields: [timeField],
    script_fields: {},
    ...(kind !== 'raw_document' && {
      fields: [{ field: timeField, format: 'strict_date_optional_time_nanos' }],
    }),
    ...(asLogs && {
      highlight,
      ...(Array.isArray(searchAfter) && searchAfter.length > 0 && { search_after: searchAfter }),
      aggs: aggregationsOf([{ id: '1', type: 'date_histogram' }], [], window, timeField),
    }),
  };
}

/** The order of the keys is the order of sorting, and Grafana writes them by name: a field named after '_doc' comes second. */
function sorting(timeField: string, order: string): Settings {
  const by: Settings = { [timeField]: { order, unmapped_type: 'boolean' }, _doc: { order } };
  return Object.fromEntries(
    Object.keys(by)
      .sort(byBytes)
      .map((name) => [name, by[name]])
  );
}

export const highlightTags = ['@HIGHLIGHT@', '@/HIGHLIGHT@'] as const;

const highlight = {
  fields: { '*': {} },
  pre_tags: [highlightTags[0]],
  post_tags: [highlightTags[1]],
  fragment_size: 2147483647,
};
