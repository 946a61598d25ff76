/** Loads the built plugins as Grafana does: AMD modules through SystemJS, with shared packages handed in. */
import {
  type AppPlugin,
  type DataSourceApi,
  type DataSourceJsonData,
  type DataSourcePlugin,
  type PanelPlugin,
  type PanelPluginMeta,
  type PluginMeta,
  PluginSignatureStatus,
} from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

import { corePanels } from './panels';

interface SystemLoader {
  import(id: string): Promise<Record<string, unknown>>;
  set(id: string, module: object): void;
  addImportMap(map: { imports: Record<string, string> }): void;
}

declare global {
  interface Window {
    System: SystemLoader;
  }
}

/** Makes a package of this page importable by plugins. */
export function share(name: string, module: object): void {
  const withDefault = 'default' in module ? module : { ...module, default: module };
  // Plugins are built for loaders which give CommonJS packages as they are.
  const isCommonJs = ['react', 'react-dom', 'lodash', 'moment', 'jquery'].includes(name);
  const id = `package:${name}`;
  window.System.addImportMap({ imports: { [name]: id } });
  window.System.set(id, isCommonJs ? { ...withDefault, __useDefault: true } : { ...withDefault });
}

const metas = new Map<string, Promise<PluginMeta>>();

export function pluginMeta(id: string): Promise<PluginMeta> {
  const known = metas.get(id) ?? fetchMeta(id);
  metas.set(id, known);
  return known;
}

async function fetchMeta(id: string): Promise<PluginMeta> {
  const baseUrl = `/public/plugins/${id}`;
  const response = await fetch(`${baseUrl}/plugin.json`);
  if (!response.ok) {
    throw new Error(`Plugin ${id} is not among the built ones. Run npm run build.`);
  }
  const meta = (await response.json()) as PluginMeta;
  const { small = '', large = '' } = meta.info.logos ?? {};
  return {
    ...meta,
    baseUrl,
    module: `${baseUrl}/module.js`,
    signature: PluginSignatureStatus.missing,
    info: { ...meta.info, logos: { small: `${baseUrl}/${small}`, large: `${baseUrl}/${large}` } },
  };
}

async function importPlugin<T>(id: string): Promise<T> {
  const meta = await pluginMeta(id);
  const module = await window.System.import(`${location.origin}${meta.module}`);
  const plugin = (module.plugin ?? (module.default as Record<string, unknown>)?.plugin) as T & { meta: PluginMeta };
  if (!plugin) {
    throw new Error(`${meta.module} exports no plugin.`);
  }
  plugin.meta = meta;
  return plugin;
}

const panels = new Map<string, Promise<PanelPlugin>>();
const loadedPanels = new Map<string, PanelPlugin>();

export function importPanel(id: string): Promise<PanelPlugin> {
  const loading =
    panels.get(id) ??
    Promise.resolve(corePanels[id] ? corePanel(id) : importPlugin<PanelPlugin>(id)).then((plugin) => {
      loadedPanels.set(id, plugin);
      return plugin;
    });
  panels.set(id, loading);
  return loading;
}

export const panelFromCache = (id: string) => loadedPanels.get(id);

function corePanel(id: string): PanelPlugin {
  const plugin = corePanels[id];
  plugin.meta = {
    id,
    name: id,
    type: 'panel',
    module: '',
    baseUrl: '',
    sort: 0,
    info: { version: '', logos: { small: '', large: '' } },
  } as PanelPluginMeta;
  return plugin;
}

export function importApp(id: string): Promise<AppPlugin> {
  return importPlugin<AppPlugin>(id);
}

export type AnyDataSourcePlugin = DataSourcePlugin<DataSourceApi<DataQuery, DataSourceJsonData>>;

export async function importDataSource(id: string): Promise<AnyDataSourcePlugin> {
  return importPlugin<AnyDataSourcePlugin>(id);
}
