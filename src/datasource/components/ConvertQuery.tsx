import { css } from '@emotion/css';
import { type GrafanaTheme2, locationUtil, type PanelData } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';
import { Button, ClipboardButton, LinkButton, Stack, useStyles2 } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { Unfold } from '../../components/Unfold';
import { isRefusal } from '../../engines/engine';
import { type Conversion, convertQuery, type CoreQuery } from '../../engines/prometheus/convert/convertQuery';
import { type DashboardVariable } from '../../engines/prometheus/convert/variables';
import { migrateQuery } from '../../query/migrate';
import { isMixed } from '../convertMixed';
import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { testIds } from '../testIds';
import { type ModelwatchQuery } from '../types';
import { getUpstream } from '../upstream';

interface Props {
  datasource: ModelwatchDataSource;
  query: ModelwatchQuery;
  data?: PanelData;
  /** All of the panel. */
  queries?: readonly DataQuery[];
  onChange?(query: ModelwatchQuery): void;
}

interface Shown {
  conversion?: Conversion;
  upstreamName?: string;
  problem?: string;
}

/**
 * The query as queries of the user's own Prometheus data source, to be read, copied, and put in its place; or why there
 * are none. Converted only while it is open.
 */
export function ConvertQuery({ datasource, query, data, queries, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>({});
  // The query as text, since Grafana hands over a new object with every keystroke elsewhere.
  const key = JSON.stringify(query);
  const repeated = Object.keys(data?.request?.scopedVars ?? {}).join(' ');

  useEffect(() => {
    if (!open) {
      return;
    }
    let current = true;
    convert(datasource, JSON.parse(key), repeated.split(' ')).then((found) => current && setShown(found));
    return () => {
      current = false;
    };
  }, [open, key, repeated, datasource]);

  return (
    <Unfold label="Convert to Prometheus query" isOpen={open} onToggle={setOpen}>
      {shown.problem !== undefined && <p role="status">{shown.problem}</p>}
      {shown.conversion && (
        <Converted
          conversion={shown.conversion}
          upstreamName={shown.upstreamName ?? ''}
          dashboardUid={data?.request?.dashboardUID}
          replace={
            onChange && isMixed(queries, data?.request?.requestId)
              ? (core) => onChange(inPlaceOf(query, core))
              : undefined
          }
        />
      )}
    </Unfold>
  );
}

interface ConvertedProps {
  conversion: Conversion;
  upstreamName: string;
  dashboardUid?: string;
  /** Absent where a query cannot have a data source of its own, or that is not known. */
  replace?(core: CoreQuery): void;
}

function Converted({ conversion: { queries, notes }, upstreamName, dashboardUid, replace }: ConvertedProps) {
  const styles = useStyles2(getStyles);
  const single = queries.length === 1;
  const page = `/a/modelwatch-monitoring-app/convert${dashboardUid ? `?dashboard=${encodeURIComponent(dashboardUid)}` : ''}`;
  return (
    <Stack direction="column" gap={1}>
      <span>
        {single ? 'A query' : `${queries.length} queries`} of {upstreamName} that Grafana&apos;s alerting, public
        dashboards and reports can run. Without our notices.
      </span>
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
      {queries.map((core) => (
        <div key={core.refId}>
          <pre className={styles.text} data-testid={testIds.convertedQuery}>
            {core.expr}
          </pre>
          <ClipboardButton size="sm" variant="secondary" icon="copy" getText={() => core.expr}>
            {single ? 'Copy expression' : `Copy expression ${core.refId}`}
          </ClipboardButton>
        </div>
      ))}
      <Stack gap={1} wrap="wrap" alignItems="center">
        <ClipboardButton
          size="sm"
          variant="secondary"
          icon="copy"
          getText={() => JSON.stringify(single ? queries[0] : queries, null, 2)}
        >
          Copy JSON
        </ClipboardButton>
        {replace && single && (
          <Button size="sm" variant="secondary" icon="exchange-alt" onClick={() => replace(queries[0])}>
            Replace this query
          </Button>
        )}
        <LinkButton size="sm" variant="secondary" fill="text" href={locationUtil.assureBaseUrl(page)}>
          Convert a whole dashboard
        </LinkButton>
      </Stack>
      <span>{advice(single, replace !== undefined, upstreamName)}</span>
    </Stack>
  );
}

function advice(single: boolean, canReplace: boolean, upstreamName: string): string {
  if (!single) {
    return 'To replace this query in place, ask for one quantile in each query.';
  }
  return canReplace
    ? ''
    : `To replace this query in place, choose '-- Mixed --' as the data source of the panel and run its queries: in other panels all queries have the panel's data source. Or copy the expression into a panel of ${upstreamName}.`;
}

async function convert(datasource: ModelwatchDataSource, stored: ModelwatchQuery, repeated: string[]): Promise<Shown> {
  try {
    const { mapping, upstreamUid } = datasource.settings;
    const upstream = await getUpstream(upstreamUid, datasource.name, {});
    const { type, uid, name } = upstream;
    const conversion = convertQuery(migrateQuery(stored), mapping, {
      refId: stored.refId,
      datasource: { type, uid },
      variables: dashboardVariables(repeated),
    });
    return isRefusal(conversion) ? { problem: conversion.sentence } : { conversion, upstreamName: name };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** In a repeated panel, a variable is one value. */
function dashboardVariables(repeated: readonly string[]): DashboardVariable[] {
  return getTemplateSrv()
    .getVariables()
    .map((variable) => {
      const { name, multi, includeAll } = variable as { name: string; multi?: boolean; includeAll?: boolean };
      return { name, several: Boolean(multi || includeAll) && !repeated.includes(name) };
    });
}

/** What Grafana keeps of a query, whatever data source it is of. */
function inPlaceOf({ refId, hide, key }: ModelwatchQuery, core: CoreQuery): ModelwatchQuery {
  const replaced: DataQuery = {
    ...core,
    refId,
    ...(hide !== undefined && { hide }),
    ...(key !== undefined && { key }),
  };
  return replaced as ModelwatchQuery;
}

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 200, margin: theme.spacing(1, 0) }),
});
