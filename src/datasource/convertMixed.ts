import { type DataQuery } from '@grafana/schema';

/**
 * In a panel a query keeps a data source of its own only if the panel's is '-- Mixed --', and Grafana does not tell a
 * query's editor which it is. Two things do: queries of the panel that differ in it, and the id of the request that
 * Mixed makes of the panel's for each data source.
 */
const OF_MIXED = /^mixed-\d+-(.+)$/;

const MOST = 500;
const seen = new Set<string>();

/** To be told of each request that is answered. */
export function noteRequest(requestId: string): void {
  const [, ofPanel] = OF_MIXED.exec(requestId) ?? [];
  if (ofPanel !== undefined) {
    seen.add(ofPanel);
    // A Set keeps the order of insertion: the oldest goes.
    for (const oldest of seen) {
      if (seen.size <= MOST) {
        break;
      }
      seen.delete(oldest);
    }
  }
}

/** Whether a panel's data source is known to be Mixed, by its queries and the request that it has made last. */
export function isMixed(queries: readonly DataQuery[] = [], requestId?: string): boolean {
  const sources = queries
    .map(({ datasource }) => (typeof datasource === 'object' ? datasource?.uid : undefined))
    .filter((uid) => uid !== undefined && uid !== '__expr__');
  return new Set(sources).size > 1 || (requestId !== undefined && seen.has(requestId));
}
