import { AppPlugin } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import { useLocation } from 'react-router-dom';

// Everything lazy: whoever does not open the app's pages loads nothing of them.
const SetUpPage = lazy(() => import(/* webpackChunkName: "app/set-up" */ './app/SetUpPage'));
const ConvertPage = lazy(() => import(/* webpackChunkName: "app/convert" */ './app/ConvertPage'));

function Pages() {
  const { pathname } = useLocation();
  return (
    <Suspense fallback={<LoadingPlaceholder text="" />}>
      {pathname.endsWith('/convert') ? <ConvertPage /> : <SetUpPage />}
    </Suspense>
  );
}

export const plugin = new AppPlugin().setRootPage(Pages);
