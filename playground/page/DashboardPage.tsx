import { css } from '@emotion/css';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { type DashboardJson, sceneOfDashboard } from './dashboard';

type Scene = ReturnType<typeof sceneOfDashboard>;

/** A bundled dashboard, `?dashboard=<file name>`; without it 'Model quality'. */
export function DashboardPage() {
  const [scene, setScene] = useState<Scene>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    loadDashboard().then(
      (dashboard) => {
        document.title = `${dashboard.title} - Modelwatch playground`;
        setScene(sceneOfDashboard(dashboard));
      },
      (error: Error) => setProblem(error.message)
    );
  }, []);
  if (problem) {
    return <Alert title={problem} />;
  }
  if (!scene) {
    return <LoadingPlaceholder text="Loading the dashboard ..." />;
  }
  return (
    <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
      <div className={tall}>
        <scene.Component model={scene} />
      </div>
    </UrlSyncContextProvider>
  );
}

/** The grid draws nothing unless its parent has a height. */
const tall = css({ minHeight: '80vh', flexGrow: 1, display: 'flex', flexDirection: 'column' });

async function loadDashboard(): Promise<DashboardJson> {
  const name = new URLSearchParams(location.search).get('dashboard') ?? 'model-quality';
  const path = `/public/plugins/modelwatch-monitoring-app/dashboards/${encodeURIComponent(name)}.json`;
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`There is no bundled dashboard '${name}'. Run npm run build, and look into dist/dashboards.`);
  }
  return response.json();
}
