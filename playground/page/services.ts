/** Hands the stand-ins for Grafana's services to its packages. Each may be set once only. */
import { EventBusSrv, type GrafanaConfig, locationUtil, setTimeZoneResolver } from '@grafana/data';
import {
  config,
  type GrafanaLiveSrv,
  locationService,
  setAppEvents,
  setBackendSrv,
  setCurrentUser,
  setDataSourceSrv,
  setEchoSrv,
  setGrafanaLiveSrv,
  setLocationSrv,
  setPluginComponentHook,
  setPluginComponentsHook,
  setPluginFunctionsHook,
  setPluginImportUtils,
  setPluginLinksHook,
  setRunRequest,
  setTemplateSrv,
} from '@grafana/runtime';
import { NEVER } from 'rxjs';

import { setPanelDataErrorView } from 'playground:panel-data-error-view';
import { setPluginPage } from 'playground:plugin-page';

import { AppPageFrame } from './AppPage';
import { backendSrv } from './backendSrv';
import { DataSources } from './dataSources';
import { usePluginComponent } from './extensions';
import { PanelDataProblem } from './PanelDataProblem';
import { importPanel, panelFromCache } from './plugins';
import { fillRegistries } from './registries';
import { runRequest } from './runRequest';
import { templateSrv } from './templateSrv';

export async function startServices(): Promise<DataSources> {
  setAppEvents(new EventBusSrv());
  setBackendSrv(backendSrv);
  setTemplateSrv(templateSrv);
  setRunRequest(runRequest as Parameters<typeof setRunRequest>[0]);
  setLocationSrv({
    update: ({ partial, path, query, replace }) =>
      partial && query ? locationService.partial(query, replace) : locationService.push({ pathname: path, search: '' }),
  });
  setCurrentUser({ login: 'playground', orgRole: 'Admin' } as unknown as Parameters<typeof setCurrentUser>[0]);
  setTimeZoneResolver(() => 'utc');
  setEchoSrv({ flush: () => undefined, addBackend: () => undefined, addEvent: () => undefined });
  setGrafanaLiveSrv({
    getStream: () => NEVER,
    getDataStream: () => NEVER,
    getQueryData: () => NEVER,
    getConnectionState: () => NEVER,
    getPresence: () => NEVER,
    publish: async () => undefined,
  } as unknown as GrafanaLiveSrv);
  setPluginLinksHook(() => ({ links: [], isLoading: false }));
  setPluginComponentHook(usePluginComponent);
  setPluginComponentsHook(() => ({ components: [], isLoading: false }));
  setPluginFunctionsHook(() => ({ functions: [], isLoading: false }));
  setPluginImportUtils({ importPanelPlugin: importPanel, getPanelPluginFromCache: panelFromCache });
  setPanelDataErrorView(PanelDataProblem);
  setPluginPage(AppPageFrame);
  config.exploreEnabled = true;
  locationUtil.initialize({
    config: config as unknown as GrafanaConfig,
    getTimeRangeForUrl: () => ({ from: 'now-1h', to: 'now' }),
    getVariablesUrlParams: () => ({}),
  });
  fillRegistries();
  const dataSources = await DataSources.create();
  setDataSourceSrv(dataSources);
  return dataSources;
}
