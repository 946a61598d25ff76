/**
 * Stands in for Grafana's data source service, with provisioned data sources: Prometheus, ours over it, and ours over the
 * built-in sample; where the server has audit records, Elasticsearch and ours over that too.
 */
import {
  type DataSourceApi,
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  type DataSourcePluginMeta,
  type DataSourceRef,
  PluginType,
  type ScopedVars,
} from '@grafana/data';
import { type DataSourceSrv, getTemplateSrv, type GetDataSourceListFilters } from '@grafana/runtime';

import { elasticsearchUid } from '../elasticsearchUid';
import { ElasticsearchStandIn } from './elasticsearchDataSource';
import { importDataSource, pluginMeta } from './plugins';
import { PrometheusStandIn } from './prometheusDataSource';

export const modelwatchType = 'modelwatch-monitoring-datasource';
export const modelwatchUid = 'modelwatch';
/** Which of ours a page is about: `?datasource=` in the address says it. */
export const chosenUid = () => new URLSearchParams(location.search).get('datasource') ?? modelwatchUid;
const sampleUid = 'modelwatch-sample';

const recordsUid = 'modelwatch-elasticsearch';

/** Of a data source that comes with Grafana, and that this page stands in for. */
const coreMeta = (id: string, name: string) =>
  ({
    id,
    name,
    type: PluginType.datasource,
    metrics: true,
    module: '',
    baseUrl: '',
    info: { version: '', logos: { small: '', large: '' } },
  }) as unknown as DataSourcePluginMeta;

/** Settings saved on the settings page last as long as the tab. */
const storageKey = (uid: string) => `modelwatch-playground-settings-${uid}`;

type Ref = DataSourceRef | string | null | undefined;

export class DataSources implements DataSourceSrv {
  private readonly settings: DataSourceInstanceSettings[] = [];
  private readonly instances = new Map<string, Promise<DataSourceApi>>();

  static async create(): Promise<DataSources> {
    const sources = new DataSources();
    const meta = (await pluginMeta(modelwatchType)) as DataSourcePluginMeta;
    sources.settings.push(
      sources.instanceSettings(1, modelwatchUid, 'Modelwatch', meta, mainJsonData()),
      sources.instanceSettings(2, 'prometheus', 'Prometheus', coreMeta('prometheus', 'Prometheus'), {}),
      sources.instanceSettings(3, sampleUid, 'Modelwatch sample', meta, { source: 'sample' } as DataSourceJsonData)
    );
    const elasticsearch = await elasticsearchJsonData();
    if (elasticsearch) {
      const ours = savedJsonData(recordsUid) ?? { source: 'elasticsearch', upstreamUid: elasticsearchUid };
      const core = coreMeta('elasticsearch', 'Elasticsearch');
      sources.settings.push(
        sources.instanceSettings(4, elasticsearchUid, 'Elasticsearch', core, elasticsearch),
        sources.instanceSettings(5, recordsUid, 'Modelwatch records', meta, ours as DataSourceJsonData)
      );
    }
    return sources;
  }

  private instanceSettings(
    id: number,
    uid: string,
    name: string,
    meta: DataSourcePluginMeta,
    jsonData: DataSourceJsonData
  ): DataSourceInstanceSettings {
    const url = `/api/datasources/proxy/uid/${uid}`;
    return { id, uid, name, meta, jsonData, url, type: meta.id, access: 'proxy', readOnly: false, isDefault: id === 1 };
  }

  /** Takes new settings of ours into use and keeps them for the tab. */
  saveJsonData(uid: string, jsonData: DataSourceJsonData): void {
    sessionStorage.setItem(storageKey(uid), JSON.stringify(jsonData));
    const at = this.settings.findIndex((one) => one.uid === uid);
    this.settings[at] = { ...this.settings[at], jsonData };
    this.instances.delete(uid);
  }

  async get(ref?: Ref, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const settings = this.getInstanceSettings(ref, scopedVars);
    if (!settings) {
      throw { message: `Datasource ${nameOf(ref, scopedVars)} was not found` };
    }
    const known = this.instances.get(settings.uid) ?? this.makeInstance(settings);
    this.instances.set(settings.uid, known);
    return known;
  }

  private async makeInstance(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
    if (settings.type === 'prometheus') {
      return new PrometheusStandIn(settings) as DataSourceApi;
    }
    if (settings.type === 'elasticsearch') {
      return new ElasticsearchStandIn(
        settings as ConstructorParameters<typeof ElasticsearchStandIn>[0]
      ) as unknown as DataSourceApi;
    }
    const plugin = await importDataSource(settings.type);
    const instance = new plugin.DataSourceClass(settings);
    instance.components = plugin.components;
    return instance;
  }

  getInstanceSettings(ref?: Ref, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const name = nameOf(ref, scopedVars);
    const isVariable = typeof ref !== 'string' ? ref?.uid !== name : ref !== name;
    if (name === undefined || name === 'default') {
      const type = typeof ref === 'object' ? ref?.type : undefined;
      return this.settings.find((one) => (type ? one.type === type : one.isDefault));
    }
    const found = this.settings.find(({ uid }) => uid === name) ?? this.settings.find((one) => one.name === name);
    return found && isVariable ? { ...found, rawRef: { uid: found.uid, type: found.type } } : found;
  }

  getList({ type, pluginId, filter, metrics }: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = type === undefined ? undefined : [type].flat();
    return this.settings
      .filter(({ meta }) => !metrics || meta.metrics)
      .filter((one) => !types || types.includes(one.type))
      .filter(({ meta }) => !pluginId || meta.id === pluginId)
      .filter((one) => !filter || filter(one))
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  reload = async () => undefined;
  registerRuntimeDataSource = () => undefined;
}

/** What the settings of Grafana's Elasticsearch data source would say; undefined where there is none. */
async function elasticsearchJsonData(): Promise<DataSourceJsonData | undefined> {
  const response = await fetch('/playground/settings');
  const { elasticsearch } = (await response.json()) as { elasticsearch: DataSourceJsonData | null };
  return elasticsearch ?? undefined;
}

/** The uid or name that a reference means, its variables replaced. */
function nameOf(ref: Ref, scopedVars?: ScopedVars): string | undefined {
  const name = typeof ref === 'string' ? ref : ref?.uid;
  return name && getTemplateSrv().replace(name, scopedVars, (value: string | string[]) => [value].flat()[0]);
}

/** What was saved in this tab; `?upstream=` in the address shows what another (or a wrong) upstream does. */
function mainJsonData(): DataSourceJsonData {
  const jsonData = savedJsonData(modelwatchUid) ?? { upstreamUid: 'prometheus', mapping: {} };
  const upstream = new URLSearchParams(location.search).get('upstream');
  return (upstream === null ? jsonData : { ...jsonData, upstreamUid: upstream }) as DataSourceJsonData;
}

function savedJsonData(uid: string): Record<string, unknown> | undefined {
  const saved = sessionStorage.getItem(storageKey(uid));
  return saved ? JSON.parse(saved) : undefined;
}
