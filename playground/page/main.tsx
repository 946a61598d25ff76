/** The page's start: services, shared packages for plugins, then the page that the address names. */
import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaI18n from '@grafana/i18n';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- plugins may import it from Grafana
import moment from 'moment';
import * as React from 'react';
import * as ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactRouter from 'react-router-dom';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

import { AlertRulePage } from './AlertRulePage';
import { AppPage } from './AppPage';
import { DashboardPage } from './DashboardPage';
import { type DataSources } from './dataSources';
import { PanelOptionsPage } from './PanelOptionsPage';
import { share } from './plugins';
import { QueryPage } from './QueryPage';
import { startServices } from './services';
import { SettingsPage } from './SettingsPage';
import { Shell } from './Shell';

window.MonacoEnvironment = { getWorker: () => new Worker('/build/editorWorker.js', { type: 'module' }) };

const shared = {
  '@emotion/css': emotionCss,
  '@emotion/react': emotionReact,
  '@grafana/data': grafanaData,
  '@grafana/i18n': grafanaI18n,
  '@grafana/runtime': grafanaRuntime,
  '@grafana/ui': grafanaUi,
  lodash,
  moment,
  react: React,
  'react-dom': ReactDOM,
  'react/jsx-runtime': jsxRuntime,
  'react-router': reactRouter,
  'react-router-dom': reactRouter,
  rxjs,
  'rxjs/operators': rxjsOperators,
};

type Page = (props: { dataSources: DataSources }) => React.ReactNode;

const pages: Record<string, Page> = {
  '/settings': SettingsPage,
  '/query': QueryPage,
  '/panel-options': PanelOptionsPage,
};

/** The page that the address names, which plugins may change. */
function CurrentPage({ dataSources }: { dataSources: DataSources }) {
  const { pathname } = reactRouter.useLocation();
  const Page: Page = /^\/alerting\/.+\/edit$/.test(pathname)
    ? AlertRulePage
    : pathname.startsWith('/a/')
      ? AppPage
      : (pages[pathname] ?? DashboardPage);
  return <Page dataSources={dataSources} />;
}

async function start(root: HTMLElement) {
  await grafanaI18n.initPluginTranslations('modelwatch-monitoring-app').catch(() => undefined);
  // Services come first: one of them replaces a component that plugins import.
  const dataSources = startServices();
  Object.entries(shared).forEach(([name, module]) => share(name, module));
  createRoot(root).render(
    <Shell>
      <CurrentPage dataSources={await dataSources} />
    </Shell>
  );
}

const root = document.getElementById('root');
if (root) {
  start(root).catch((error: Error) => {
    root.textContent = `The playground could not start: ${error.message}`;
  });
}
