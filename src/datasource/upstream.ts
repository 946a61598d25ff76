import { type DataSourceApi, type ScopedVars } from '@grafana/data';
import { type DataSourceSrv, getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { SentenceError } from './upstreamErrors';

/** What kind of data source is asked. */
export interface UpstreamKind {
  /** As people call it, and with its article. */
  name: string;
  one: string;
  /** The data source types that have the query model. */
  types: readonly string[];
  /** Why a type is none of these that may be thought to be, and what to do, in a full sentence. */
  refused?: Readonly<Record<string, string>>;
}

/** The types that answer PromQL in the query model of Grafana's own Prometheus data source. */
export const prometheusUpstream: UpstreamKind = {
  name: 'Prometheus',
  one: 'a Prometheus data source',
  types: ['prometheus', 'grafana-amazonprometheus-datasource', 'grafana-azureprometheus-datasource'],
};

export const OPENSEARCH_TYPE = 'grafana-opensearch-datasource';

export const elasticsearchUpstream: UpstreamKind = {
  name: 'Elasticsearch',
  one: 'an Elasticsearch data source',
  types: ['elasticsearch'],
  refused: {
    [OPENSEARCH_TYPE]:
      "Grafana's OpenSearch data source has a query model of its own, which is not spoken here. Add a data source of the type Elasticsearch with the same address, which OpenSearch answers too, and choose that.",
  },
};

export interface UpstreamServices {
  dataSources: Pick<DataSourceSrv, 'get' | 'getInstanceSettings'>;
  /** The status with which Grafana answers a request for a data source's settings: 200, 403, 404. */
  statusOf(uid: string): Promise<number>;
}

const grafanaServices = (): UpstreamServices => ({ dataSources: getDataSourceSrv(), statusOf });

/**
 * The data source that is asked, as Grafana gives it.
 * @throws SentenceError where none is chosen, it is gone, the user may not see it, or it is of a type we cannot ask.
 */
export async function getUpstream(
  uid: string | undefined,
  ownName: string,
  scopedVars: ScopedVars,
  kind: UpstreamKind = prometheusUpstream,
  services: UpstreamServices = grafanaServices()
): Promise<DataSourceApi> {
  if (!uid) {
    throw new SentenceError(
      `No ${kind.name} data source is chosen. Choose one in the settings of the data source ${ownName}.`
    );
  }
  let upstream: DataSourceApi;
  try {
    upstream = await services.dataSources.get(uid, scopedVars);
  } catch (error) {
    throw new SentenceError(await explainMissing(error, uid, ownName, services));
  }
  if (!kind.types.includes(upstream.type)) {
    const refused = kind.refused?.[upstream.type];
    throw new SentenceError(
      `The data source ${upstream.name} is of the type '${upstream.type}', which cannot be asked yet. ${refused ?? `Choose ${kind.one} in the settings of ${ownName}.`}`
    );
  }
  return upstream;
}

/** The shortest step that is sensible for a data source, as its setting 'Scrape interval' or 'Min time interval' says it. */
export function upstreamInterval(uid: string | undefined): string | undefined {
  const settings = uid ? getDataSourceSrv()?.getInstanceSettings(uid) : undefined;
  const { timeInterval } = (settings?.jsonData ?? {}) as { timeInterval?: unknown };
  return typeof timeInterval === 'string' && timeInterval !== '' ? timeInterval : undefined;
}

/** Grafana's browser side says 'not found' to the one who may not see a data source too; its API tells the two apart. */
async function explainMissing(
  error: unknown,
  uid: string,
  ownName: string,
  { dataSources, statusOf }: UpstreamServices
): Promise<string> {
  if (dataSources.getInstanceSettings(uid)) {
    return `The plugin of the data source with the uid '${uid}', which ${ownName} asks, could not be loaded. Check in Grafana's plugin catalogue that it is installed.`;
  }
  const ownStatus = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  const status = typeof ownStatus === 'number' ? ownStatus : await statusOf(uid).catch(() => undefined);
  switch (status) {
    case 401:
    case 403:
      return `You may not see the data source with the uid '${uid}', which ${ownName} asks (${status}). Ask an administrator for the permission to query it.`;
    case 404:
      return `The data source with the uid '${uid}', which ${ownName} asks, was deleted. Choose another one in the settings of ${ownName}.`;
    default:
      return `The data source with the uid '${uid}', which ${ownName} asks, was not found: it was deleted, or you may not see it. Choose another one in the settings of ${ownName}, or ask an administrator for the permission to query it.`;
  }
}

async function statusOf(uid: string): Promise<number> {
  try {
    const url = `/api/datasources/uid/${encodeURIComponent(uid)}`;
    const response = await lastValueFrom(
      getBackendSrv().fetch({ url, showErrorAlert: false, showSuccessAlert: false })
    );
    return response.status;
  } catch (error) {
    return Number((error as { status?: unknown })?.status);
  }
}
