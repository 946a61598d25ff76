/** What the conversion of dashboards needs of Grafana: the dashboards, and our data sources as they are set up. */
import { type DataSourceApi, type ScopedVars } from '@grafana/data';
import { getBackendSrv, getDataSourceSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';

import { isRefusal, type Refusal } from '../engines/engine';
import { type FindSource, type ModelSource } from '../engines/prometheus/convert/convertDashboard';
import { type FixedValues } from '../engines/prometheus/convert/fixedValues';
import { type TelemetryMapping } from '../query/mapping';
import { type ModelQuery } from '../query/query';
import { DATA_SOURCE_TYPE } from './setUpSteps';

/** What this page uses of our data source's class. */
interface DataSourceInstance extends DataSourceApi {
  settings: { source: string; upstreamUid?: string; mapping: TelemetryMapping };
}

export interface DashboardChoice {
  uid: string;
  title: string;
  folderTitle?: string;
}

const MOST_CHOICES = 100;

/** Those whose title holds the text. */
export function searchDashboards(text: string): Promise<DashboardChoice[]> {
  return getBackendSrv().get('/api/search', { type: 'dash-db', query: text, limit: MOST_CHOICES });
}

/** The JSON model as it is stored. */
export async function loadDashboard(uid: string): Promise<unknown> {
  return (await getBackendSrv().get(`/api/dashboards/uid/${encodeURIComponent(uid)}`)).dashboard;
}

export interface OurSources {
  find: FindSource;
  /** Puts values in place of the variables in a query. */
  fill(query: ModelQuery, values: FixedValues): ModelQuery;
}

export async function loadSources(): Promise<OurSources> {
  const ours = getDataSourceSrv()
    .getList({ type: DATA_SOURCE_TYPE })
    .filter(({ type }) => type === DATA_SOURCE_TYPE);
  const instances = await Promise.all(
    ours.map(({ uid }) => getDataSourceSrv().get(uid) as Promise<DataSourceInstance>)
  );
  const known = new Map(instances.map((instance) => [instance.uid, sourceOf(instance)]));
  const first = (ours.find(({ isDefault }) => isDefault) ?? ours.find(({ uid }) => !isRefusal(known.get(uid))))?.uid;
  return {
    find: (uid = first ?? '') =>
      known.get(uid) ?? {
        sentence: `There is no Modelwatch data source '${uid}'. Choose one in the dashboard's variable, and save it.`,
      },
    fill: (query, values) => fillIn(instances, query, values),
  };
}

function sourceOf({ name, settings }: DataSourceInstance): ModelSource | Refusal {
  if (settings.source !== 'prometheus') {
    return { sentence: `'${name}' answers from records, and not from a Prometheus that could be asked instead.` };
  }
  const upstream = getDataSourceSrv().getInstanceSettings(settings.upstreamUid);
  return settings.upstreamUid && upstream
    ? { mapping: settings.mapping, upstream: { type: upstream.type, uid: upstream.uid, name: upstream.name } }
    : { sentence: `'${name}' has no Prometheus that you may read. Choose one in its settings.` };
}

function fillIn([instance]: readonly DataSourceInstance[], query: ModelQuery, values: FixedValues): ModelQuery {
  const scopedVars: ScopedVars = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, text: value }])
  );
  const stored = { ...query, refId: 'A' } as DataQuery;
  const [filled] = instance.interpolateVariablesInQueries?.([stored], scopedVars) ?? [stored];
  return { ...query, ...filled };
}
