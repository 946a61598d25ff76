/** Stands in for Grafana's pages of apps, /a/<id>/...: shows the page of our app that the address names. */
import { css } from '@emotion/css';
import { type AppPlugin, type AppRootProps, type GrafanaTheme2, PluginContextProvider } from '@grafana/data';
import { type PluginPageProps } from '@grafana/runtime';
import { Alert, LoadingPlaceholder, Text, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import { useLocation } from 'react-router-dom';

import { importApp } from './plugins';

export function AppPage() {
  const { pathname, search } = useLocation();
  const [, , id] = pathname.split('/');
  const [app, setApp] = useState<AppPlugin>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    importApp(id).then(setApp, (error: Error) => setProblem(error.message));
  }, [id]);
  if (problem !== undefined) {
    return <Alert title={problem} />;
  }
  if (!app?.root) {
    return <LoadingPlaceholder text="Loading the app ..." />;
  }
  const properties: AppRootProps = {
    meta: app.meta,
    basename: `/a/${id}`,
    path: pathname,
    query: Object.fromEntries(new URLSearchParams(search)),
    onNavChanged: () => undefined,
  };
  return (
    <PluginContextProvider meta={app.meta}>
      <app.root {...properties} />
    </PluginContextProvider>
  );
}

/** Grafana's frame of a page: its title, what it says below it, what stands beside it. */
export function AppPageFrame({ pageNav, renderTitle, subTitle, info, actions, children }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const title = pageNav?.text ?? 'Modelwatch';
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div>
          {renderTitle ? renderTitle(title) : <h1 className={styles.title}>{title}</h1>}
          {subTitle && <Text color="secondary">{subTitle}</Text>}
        </div>
        {info?.map(({ label, value }) => (
          <div key={label}>
            {label}: {value}
          </div>
        ))}
        <div className={styles.actions}>{actions}</div>
      </div>
      {children}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0 }),
  head: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 3), alignItems: 'flex-start' }),
  title: css({ ...theme.typography.h1, margin: 0 }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
});
