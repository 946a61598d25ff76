import { css } from '@emotion/css';
import { type GrafanaTheme2, locationUtil } from '@grafana/data';
import { getDataSourceSrv, PluginPage } from '@grafana/runtime';
import { Icon, LinkButton, Stack, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { DATA_SOURCE_TYPE, type DataSourceOfOurs, setUpSteps, type Step } from './setUpSteps';

/** Leads from an installed plugin to a dashboard with numbers. */
export default function SetUpPage() {
  const styles = useStyles2(getStyles);
  return (
    <PluginPage subTitle="Three steps from your metrics to a dashboard.">
      <ol className={styles.steps}>
        {setUpSteps(dataSourcesOfOurs()).map((step) => (
          <li key={step.title}>
            <StepView step={step} />
          </li>
        ))}
      </ol>
    </PluginPage>
  );
}

function StepView({ step: { title, done, text, links } }: { step: Step }) {
  const styles = useStyles2(getStyles);
  return (
    <Stack direction="column" gap={1}>
      <Stack alignItems="center" gap={1}>
        <Text element="h3" variant="h4">
          {title}
        </Text>
        {done && <Icon name="check-circle" className={styles.done} title="Done" />}
      </Stack>
      <Text color="secondary">{text}</Text>
      <Stack gap={1} wrap="wrap">
        {links.map(({ text, href }) => (
          <LinkButton key={href} href={locationUtil.assureBaseUrl(href)} variant={done ? 'secondary' : 'primary'}>
            {text}
          </LinkButton>
        ))}
      </Stack>
    </Stack>
  );
}

function dataSourcesOfOurs(): DataSourceOfOurs[] {
  return (
    getDataSourceSrv()
      .getList({ type: DATA_SOURCE_TYPE })
      // The list always ends with Grafana's own built-in data source.
      .filter(({ type }) => type === DATA_SOURCE_TYPE)
      .map(({ uid, name, jsonData }) => {
        const { source, upstreamUid, records } = jsonData as Record<string, unknown>;
        const ready = source === 'sample' || Boolean(source === 'records' ? records : upstreamUid);
        const hasRecords = source !== undefined && source !== 'prometheus';
        return { uid, name, ready, isSample: source === 'sample', hasRecords };
      })
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  steps: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(4),
    maxWidth: 640,
    paddingLeft: theme.spacing(3),
    '& > li::marker': { color: theme.colors.text.secondary },
  }),
  done: css({ color: theme.colors.success.text }),
});
