/** What is around every page: theme, router, portals, and the bar with links. */
import { css } from '@emotion/css';
import { type GrafanaTheme2, ThemeContext } from '@grafana/data';
import { config, LocationServiceProvider, locationService } from '@grafana/runtime';
import {
  ErrorBoundaryAlert,
  GlobalStyles,
  LinkButton,
  ModalRoot,
  ModalsProvider,
  PortalContainer,
  Stack,
  useStyles2,
} from '@grafana/ui';
import React, { type ReactNode, useEffect, useState } from 'react';
import { type Navigator, Router, useLocation } from 'react-router-dom';

import { ExtensionModal } from './ExtensionModal';
import { Toasts } from './Toasts';

const links = [
  ['/', 'Model quality'],
  ['/query', 'Query'],
  ['/settings', 'Settings'],
  ['/panel-options', 'Panel options'],
];

export function Shell({ children }: { children: ReactNode }) {
  return (
    <ThemeContext.Provider value={config.theme2}>
      <LocationServiceProvider service={locationService}>
        <GrafanaRouter>
          <ModalsProvider>
            <GlobalStyles />
            <Frame>{children}</Frame>
            <ModalRoot />
            <ExtensionModal />
            <Toasts />
            <PortalContainer />
          </ModalsProvider>
        </GrafanaRouter>
      </LocationServiceProvider>
    </ThemeContext.Provider>
  );
}

/** Grafana's history is of the version before the one that react-router's own HistoryRouter takes. */
function GrafanaRouter({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [current, setCurrent] = useState(history.location);
  useEffect(() => history.listen((changed: typeof current) => setCurrent(changed)), [history]);
  return (
    <Router location={current} navigator={history as unknown as Navigator}>
      {children}
    </Router>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  const { isDark } = config.theme2;
  const { pathname } = useLocation();
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <strong className={styles.name}>
          <img src="/public/plugins/modelwatch-monitoring-app/img/logo.svg" alt="" width={22} height={22} />
          Modelwatch playground
        </strong>
        <nav aria-label="Pages">
          <Stack direction="row" gap={0.5} wrap="wrap">
            {links.map(([path, title]) => (
              <LinkButton
                key={path}
                href={address(path)}
                target="_self"
                size="sm"
                variant="secondary"
                fill={pathname === path ? 'solid' : 'text'}
                aria-current={pathname === path ? 'page' : undefined}
              >
                {title}
              </LinkButton>
            ))}
          </Stack>
        </nav>
        <span className={styles.spacer} />
        <LinkButton
          href={address(pathname, isDark ? 'light' : 'dark')}
          target="_self"
          size="sm"
          variant="secondary"
          fill="text"
          icon="palette"
        >
          {isDark ? 'Light' : 'Dark'}
        </LinkButton>
      </header>
      <main className={styles.main}>
        <ErrorBoundaryAlert>{children}</ErrorBoundaryAlert>
      </main>
    </div>
  );
}

function address(path: string, theme = config.theme2.isDark ? 'dark' : 'light'): string {
  return theme === 'light' ? `${path}?theme=light` : path;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    background: theme.colors.background.canvas,
    color: theme.colors.text.primary,
  }),
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  name: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1) }),
  spacer: css({ flexGrow: 1 }),
  main: css({ flexGrow: 1, display: 'flex', flexDirection: 'column', padding: theme.spacing(2), minWidth: 0 }),
});
