/**
 * Addresses of Discover, in Kibana and in OpenSearch Dashboards. Their state stands behind the `#`, in rison (rison.ts).
 * Kibana 7 to 9 take the data view from `_a.index`; OpenSearch Dashboards, from 2.10 on, has its Discover within the
 * 'data explorer', with the query in a parameter of its own.
 */
import { and, is, isOneOf, type Kql } from './kql';
import { risonParameter, type RisonValue } from './rison';

/** 'opensearch' is OpenSearch Dashboards. */
export const kibanaProducts = ['kibana', 'opensearch'] as const;
export type KibanaProduct = (typeof kibanaProducts)[number];

/** Where a Kibana has the audit records. */
export interface Kibana {
  product: KibanaProduct;
  /** Its address up to its apps, with a base path and a space if there are any: without a slash at the end. */
  url: string;
  /** The id of the data view (index pattern). */
  dataView: string;
}

export const kibanaNames: Record<KibanaProduct, string> = { kibana: 'Kibana', opensearch: 'OpenSearch Dashboards' };

/** What a link into it says. */
export const openInKibana = ({ product }: Kibana) => `Open in ${kibanaNames[product]}`;

/** Which records Discover shows. */
export interface DiscoverQuery {
  language: 'kuery' | 'lucene';
  query: string;
  /** When they were predicted, in milliseconds since the epoch; both ends belong to it. */
  from: number;
  to: number;
}

/** All outcomes that a matrix counts, as Discover shows them, to be narrowed to a cell by the fields of its classes. */
export interface DiscoverOutcomes {
  kibana: Kibana;
  asked: DiscoverQuery & { query: Kql };
  fields: { time: string; version: string; actual: string; predicted: string };
}

/**
 * The address of a Kibana up to its apps, from one that was copied out of a browser: what follows `/app/` is no part of it.
 * Undefined where it is no address of a server, such as 'javascript:'.
 */
export function kibanaRoot(address: string): string | undefined {
  let url: URL;
  try {
    url = new URL(address.trim());
  } catch {
    return undefined;
  }
  const isServer = url.protocol === 'http:' || url.protocol === 'https:';
  return isServer ? url.origin + url.pathname.replace(/\/app(\/.*)?$/s, '').replace(/\/+$/, '') : undefined;
}

/** @param timeField what the records are sorted by, the latest first */
export function discoverUrl({ product, url, dataView }: Kibana, asked: DiscoverQuery, timeField: string): string {
  const { language, query, from, to } = asked;
  const time = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const global = { filters: [], refreshInterval: { pause: true, value: 0 }, time };
  const found = { filters: [], query: { language, query } };
  const sort = [[timeField, 'desc']];
  if (product === 'kibana') {
    const app = { columns: [], ...found, index: dataView, interval: 'auto', sort };
    return `${url}/app/discover#/?${parameters({ _g: global, _a: app })}`;
  }
  const app = {
    discover: { columns: ['_source'], isDirty: false, sort },
    metadata: { indexPattern: dataView, view: 'discover' },
  };
  return `${url}/app/data-explorer/discover#?${parameters({ _a: app, _g: global, _q: found })}`;
}

function parameters(states: Record<string, RisonValue>): string {
  return Object.entries(states)
    .map(([name, state]) => `${name}=${risonParameter(state)}`)
    .join('&');
}

/** In milliseconds: one record is looked for this long before and after its time. */
const AROUND = 60_000;

/**
 * One record in Discover.
 *
 * @param when when it was predicted, or a range that it was predicted in
 */
export function recordInDiscover(
  kibana: Kibana,
  fields: { time: string; id: string; model: string },
  record: { id: string; model: string },
  when: number | { from: number; to: number }
): string | undefined {
  const query = and([is(fields.id, record.id), is(fields.model, record.model)]);
  const range = typeof when === 'number' ? { from: when - AROUND, to: when + AROUND } : when;
  return query && discoverUrl(kibana, { language: 'kuery', query, ...range }, fields.time);
}

/**
 * The records behind a cell in Discover; undefined where KQL cannot say which they are.
 *
 * @param versions those that are counted, where they are not all that were asked for
 */
export function cellInDiscover(
  { kibana, asked, fields }: DiscoverOutcomes,
  cell: { actual: string; predicted: string },
  versions?: readonly string[]
): string | undefined {
  const query = and([
    asked.query,
    ...(versions ? [isOneOf(fields.version, versions)] : []),
    is(fields.actual, cell.actual),
    is(fields.predicted, cell.predicted),
  ]);
  return query && discoverUrl(kibana, { ...asked, query }, fields.time);
}
