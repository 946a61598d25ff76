import { AppPlugin, type AppRootProps } from '@grafana/data';
import React, { lazy, Suspense } from 'react';

// Everything is loaded on demand: Grafana may load this file on pages that show nothing of ours.
const SetupPage = lazy(() => import(/* webpackChunkName: "app/set-up" */ './app/SetupPage'));

function App(_props: AppRootProps) {
  return (
    <Suspense fallback={null}>
      <SetupPage />
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(App);
