import { type DataSourceInstanceSettings } from '@grafana/data';
import { config, getDataSourceSrv, PluginPage } from '@grafana/runtime';
import { Alert, LinkButton, LoadingPlaceholder, Stack, Text, TextLink } from '@grafana/ui';
import React, { type ReactNode, useEffect, useState } from 'react';

import { testIds } from '../datasource/testIds';
import { bundledDashboards, type Dashboard } from './bundledDashboards';

const DATA_SOURCE = 'modelwatch-monitoring-datasource';

/** Leads from an empty Grafana to the first dashboard, and says how far one has come. */
export default function SetupPage() {
  const dataSources = getDataSourceSrv().getList({ pluginId: DATA_SOURCE, all: true });
  return (
    <PluginPage subTitle="From nothing to the first dashboard">
      <div data-testid={testIds.setupPage}>
        <Stack direction="column" gap={3}>
          <Step title="1. A data source that asks yours">
            <DataSourceStep dataSources={dataSources} />
          </Step>
          <Step title="2. Names that it knows">
            <p>
              Models that emit the names of the telemetry contract need nothing more. For any others, open the data
              source, map your own names, and read what &apos;Save &amp; test&apos; says of each.
            </p>
          </Step>
          <Step title="3. Dashboards">
            <DashboardStep />
          </Step>
        </Stack>
      </div>
    </PluginPage>
  );
}

function DataSourceStep({ dataSources }: { dataSources: DataSourceInstanceSettings[] }) {
  const add = (
    <LinkButton
      href={`${config.appSubUrl}/connections/datasources/${DATA_SOURCE}`}
      icon="plus"
      variant={dataSources.length > 0 ? 'secondary' : 'primary'}
    >
      Add a Modelwatch data source
    </LinkButton>
  );
  if (dataSources.length === 0) {
    return (
      <>
        <p>
          There is no Modelwatch data source yet, or you may not see any. It asks the Prometheus data source that you
          have already. Adding one takes the permission to do so: ask an administrator if the button leads nowhere.
        </p>
        {add}
      </>
    );
  }
  return (
    <>
      <ul>
        {dataSources.map(({ uid, name, jsonData }) => (
          <li key={uid}>
            <TextLink href={`/connections/datasources/edit/${encodeURIComponent(uid)}`}>{name}</TextLink>
            {' - '}
            {describeUpstream(jsonData)}
          </li>
        ))}
      </ul>
      {add}
    </>
  );
}

function describeUpstream(jsonData: unknown): string {
  const { upstreamUid } = (jsonData ?? {}) as { upstreamUid?: string };
  if (!upstreamUid) {
    return 'no Prometheus data source is chosen. Open it and choose one.';
  }
  const upstream = getDataSourceSrv().getInstanceSettings(upstreamUid);
  return upstream
    ? `asks ${upstream.name}.`
    : 'the data source that it asks was deleted, or you may not see it. Open it and choose another.';
}

function DashboardStep() {
  const [state, setState] = useState<{ dashboards?: Dashboard[]; problem?: string }>({});
  useEffect(() => {
    let current = true;
    bundledDashboards().then(
      (dashboards) => current && setState({ dashboards }),
      (error: unknown) => current && setState({ problem: error instanceof Error ? error.message : String(error) })
    );
    return () => {
      current = false;
    };
  }, []);
  if (state.problem !== undefined) {
    return (
      <Alert severity="warning" title="The dashboards could not be listed">
        {state.problem} Look for &apos;Model quality&apos; under Dashboards.
      </Alert>
    );
  }
  if (!state.dashboards) {
    return <LoadingPlaceholder text="Looking for dashboards..." />;
  }
  if (state.dashboards.length === 0) {
    return <p>No dashboard was imported. Disable and enable the Modelwatch app once: that imports its dashboards.</p>;
  }
  return (
    <>
      <ul>
        {state.dashboards.map(({ title, url }) => (
          <li key={url}>
            <TextLink href={url}>{title}</TextLink>
          </li>
        ))}
      </ul>
      <p>Save a copy before you change one: a new version of the app replaces its own dashboards.</p>
    </>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Text element="h2" variant="h4">
        {title}
      </Text>
      {children}
    </section>
  );
}
