import { type DataSourceApi, getDefaultTimeRange, type MetricFindValue, type TimeRange } from '@grafana/data';

import { queryFailure, SentenceError } from '../upstreamErrors';

/** What the upstream finds by its own public `metricFindQuery`. Rejects with a SentenceError. */
export async function findValues(
  connect: () => Promise<DataSourceApi>,
  query: string,
  range: TimeRange = getDefaultTimeRange()
): Promise<MetricFindValue[]> {
  const upstream = await connect();
  if (!upstream.metricFindQuery) {
    throw new SentenceError(`The data source ${upstream.name} gives no suggestions. Write the name by hand.`);
  }
  try {
    return await upstream.metricFindQuery(query, { range });
  } catch (error) {
    throw new SentenceError(queryFailure(error, upstream.name));
  }
}
