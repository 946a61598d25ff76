import { AppPlugin } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';

// Everything lazy: whoever does not open the app's pages loads nothing of them.
const SetUpPage = lazy(() => import(/* webpackChunkName: "app/set-up" */ './app/SetUpPage'));

export const plugin = new AppPlugin().setRootPage(() => (
  <Suspense fallback={<LoadingPlaceholder text="" />}>
    <SetUpPage />
  </Suspense>
));
