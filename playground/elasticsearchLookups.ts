/**
 * What the browser half of Grafana's Elasticsearch data source asks to look up fields and terms (`metricFindQuery`), and how
 * it reads the answers. After public/app/plugins/datasource/elasticsearch/datasource.ts of Grafana 12.3. Pure.
 */
import { type ElasticsearchSettings } from './elasticsearchQuery';
import { type Window } from './elasticsearchAggregations';

export interface TermsLookup {
  find: 'terms';
  field: string;
  query?: string;
  size?: number;
}
export type Lookup = TermsLookup | { find: 'fields'; type?: string };

export interface FoundValue {
  text: string;
  value?: unknown;
}
export interface FoundField {
  text: string;
  type: string;
}

/** The body of the _msearch that lists a field's values, 500 by default, in their order. */
export function termsSearch(
  { field, query, size = 500 }: TermsLookup,
  window: Window,
  { index, timeField }: ElasticsearchSettings
) {
  const header = { search_type: 'query_then_fetch', ignore_unavailable: true, index };
  const range = { [timeField]: { gte: window.from, lte: window.to, format: 'epoch_millis' } };
  const filter = [{ range }, ...(query ? [{ query_string: { analyze_wildcard: true, query } }] : [])];
  const aggs = { '1': { terms: { field, size, order: { _key: 'asc' } } } };
  return `${JSON.stringify(header)}\n${JSON.stringify({ size: 0, query: { bool: { filter } }, aggs })}\n`;
}

interface TermsAnswer {
  responses?: Array<{ aggregations?: { '1': { buckets: Array<{ key: unknown; key_as_string?: string }> } } }>;
}

/** Of a search that failed nothing is found, and nothing is said. */
export function termsIn({ responses }: TermsAnswer): FoundValue[] {
  const buckets = responses?.[0]?.aggregations?.['1'].buckets ?? [];
  return buckets.map(({ key, key_as_string }) => ({ text: key_as_string || String(key), value: key }));
}

interface Properties {
  [name: string]: { type?: string; properties?: Properties; fields?: Properties };
}

/**
 * The fields of the answer to `<index>/_mapping`; of a field that indices have in different types, the last one's.
 * @param wanted only those of a type that this text holds
 */
export function fieldsIn(
  mappings: Record<string, { mappings?: { properties?: Properties } }>,
  wanted?: string
): FoundField[] {
  const found = new Map<string, string>();
  const walk = (properties: Properties, path: string) => {
    for (const [name, { type, properties: inner, fields }] of Object.entries(properties)) {
      walk(inner ?? {}, `${path}${name}.`);
      walk(fields ?? {}, `${path}${name}.`);
      if (type !== undefined && (wanted === undefined || wanted.includes(type))) {
        found.set(path + name, type);
      }
    }
  };
  Object.values(mappings).forEach((one) => walk(one.mappings?.properties ?? {}, ''));
  return [...found].map(([text, type]) => ({ text, type }));
}
