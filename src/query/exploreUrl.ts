import { type ModelQuery } from './query';

/** A data source of ours, as a query of Grafana names it. */
const OUR_TYPE = 'modelwatch-monitoring-datasource';

/**
 * The address of Grafana's Explore with a query of ours, relative to Grafana's root (`locationUtil.assureBaseUrl`).
 * Undefined of a query with a text such as '$__from': Explore would put a value in its place.
 *
 * @param from and to: the window (from, to], in milliseconds since the epoch
 */
export function exploreUrl(datasource: string, query: ModelQuery, from: number, to: number): string | undefined {
  const panes = {
    records: {
      datasource,
      queries: [{ refId: 'A', datasource: { type: OUR_TYPE, uid: datasource }, ...query }],
      range: { from: String(from), to: String(to) },
    },
  };
  const text = JSON.stringify(panes);
  return /(\$\{?|\[\[)__/.test(text)
    ? undefined
    : `/explore?schemaVersion=1&panes=${encodeURIComponent(text).replace(/'/g, '%27')}`;
}
