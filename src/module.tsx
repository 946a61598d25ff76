import { AppPlugin, PluginExtensionPoints, type PluginExtensionPanelContext } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, type ReactNode, Suspense } from 'react';
import { useLocation } from 'react-router-dom';

import { ALERT_FORM_ID, type AlertFormProps, CREATE_ALERT } from './alerting/formProps';
import { configureMenu, formPropsOf } from './app/alert/panelMenu';

// Everything lazy: whoever does not open the app's pages loads nothing of them. Grafana loads this file on every page.
const SetUpPage = lazy(() => import(/* webpackChunkName: "app/set-up" */ './app/SetUpPage'));
const ConvertPage = lazy(() => import(/* webpackChunkName: "app/convert" */ './app/ConvertPage'));
const RecordsPage = lazy(() => import(/* webpackChunkName: "app/records" */ './app/records/RecordsPage'));
const LazyAlertForm = lazy(() => import(/* webpackChunkName: "app/alert" */ './app/alert/AlertForm'));

function Pages() {
  const { pathname } = useLocation();
  return <Loading>{pageOf(pathname)}</Loading>;
}

function pageOf(pathname: string) {
  if (pathname.endsWith('/convert')) {
    return <ConvertPage />;
  }
  return pathname.endsWith('/records') ? <RecordsPage /> : <SetUpPage />;
}

function AlertForm(props: AlertFormProps) {
  return (
    <Loading>
      <LazyAlertForm {...props} />
    </Loading>
  );
}

function Loading({ children }: { children: ReactNode }) {
  return <Suspense fallback={<LoadingPlaceholder text="" />}>{children}</Suspense>;
}

// Titles and descriptions are those of plugin.json.
export const plugin = new AppPlugin()
  .setRootPage(Pages)
  .addLink<PluginExtensionPanelContext>({
    title: CREATE_ALERT,
    description: 'An alert rule on what this panel shows of a model.',
    targets: PluginExtensionPoints.DashboardPanelMenu,
    icon: 'bell',
    configure: configureMenu,
    onClick: (_, { context, openModal }) => {
      if (context) {
        const props = formPropsOf(context);
        openModal({ title: CREATE_ALERT, body: ({ onDismiss }) => <AlertForm {...props} onDismiss={onDismiss} /> });
      }
    },
  })
  .exposeComponent<AlertFormProps>({
    id: ALERT_FORM_ID,
    title: CREATE_ALERT,
    description: 'The form that makes an alert rule of a model query.',
    component: AlertForm,
  });
