import { css } from '@emotion/css';
import { type GrafanaTheme2 } from '@grafana/data';
import { locationService, PluginPage } from '@grafana/runtime';
import {
  Alert,
  Combobox,
  Field,
  InlineSwitch,
  LoadingPlaceholder,
  RadioButtonGroup,
  Stack,
  TextArea,
  useStyles2,
} from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { isRefusal, type Refusal } from '../engines/engine';
import { convertDashboard, type DashboardConversion } from '../engines/prometheus/convert/convertDashboard';
import { dashboardOf, variablesOf } from '../engines/prometheus/convert/dashboardJson';
import { type FixedValues } from '../engines/prometheus/convert/fixedValues';
import { ConvertedDashboard } from './ConvertedDashboard';
import { loadDashboard, loadSources, type OurSources, searchDashboards } from './grafanaDashboards';

type From = 'dashboard' | 'json';

/** A whole dashboard, with our queries replaced by those of the user's own Prometheus. */
export default function ConvertPage() {
  const styles = useStyles2(getStyles);
  const [from, setFrom] = useState<From>('dashboard');
  const [uid, setUid] = useState(() => String(locationService.getSearchObject().dashboard ?? ''));
  const [text, setText] = useState('');
  const [fix, setFix] = useState(false);
  const { stored, sources, problem } = useStored(from, uid, text);
  const result = stored !== undefined && sources ? convert(stored, sources, fix) : undefined;

  return (
    <PluginPage
      pageNav={{ text: 'Convert a dashboard' }}
      subTitle="Model queries as queries of your own Prometheus, which Grafana's alerting, public dashboards and reports can run."
    >
      <Stack direction="column" gap={2}>
        <Field label="Convert">
          <RadioButtonGroup<From>
            aria-label="Convert"
            value={from}
            onChange={setFrom}
            options={[
              { value: 'dashboard', label: 'A dashboard' },
              { value: 'json', label: 'JSON' },
            ]}
          />
        </Field>
        {from === 'dashboard' ? (
          <Field
            label="Dashboard"
            htmlFor="convert-dashboard"
            description="As it is saved, with the values that its variables are saved with."
          >
            <Combobox<string>
              id="convert-dashboard"
              width={50}
              value={uid ? { value: uid, label: titleOf(stored) ?? uid } : null}
              placeholder="Choose a dashboard"
              options={dashboardOptions}
              onChange={({ value }) => {
                setUid(value);
                locationService.partial({ dashboard: value }, true);
              }}
            />
          </Field>
        ) : (
          <Field
            label="JSON model"
            htmlFor="convert-json"
            description="Of a dashboard: its settings show it under 'JSON Model'."
          >
            <TextArea
              id="convert-json"
              className={styles.json}
              rows={10}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </Field>
        )}
        <Field
          label="Put values in place of variables"
          htmlFor="convert-fix"
          description="For public dashboards, which have no variables."
        >
          <InlineSwitch id="convert-fix" value={fix} onChange={(event) => setFix(event.currentTarget.checked)} />
        </Field>
        {problem !== undefined && <Alert severity="error" title={problem} />}
        {result === undefined && problem === undefined && (from === 'dashboard' ? uid : text) !== '' && (
          <LoadingPlaceholder text="Reading the dashboard ..." />
        )}
        {result &&
          (isRefusal(result) ? (
            <Alert severity="warning" title={result.sentence} />
          ) : (
            <ConvertedDashboard {...result} />
          ))}
      </Stack>
    </PluginPage>
  );
}

interface Stored {
  stored?: unknown;
  sources?: OurSources;
  problem?: string;
}

/** The dashboard that is asked for, and our data sources; empty until both are there. */
function useStored(from: From, uid: string, text: string): Stored {
  const [found, setFound] = useState<Stored & { of?: string }>({});
  const wanted = from === 'dashboard' ? `uid ${uid}` : text;
  useEffect(() => {
    let current = true;
    read(from, uid, text)
      .catch((error) => ({ problem: sentenceOf(error) }))
      .then((read) => current && setFound({ ...read, of: wanted }));
    return () => {
      current = false;
    };
  }, [from, uid, text, wanted]);
  return found.of === wanted ? found : {};
}

async function read(from: From, uid: string, text: string): Promise<Stored> {
  if ((from === 'dashboard' ? uid : text.trim()) === '') {
    return {};
  }
  const [stored, sources] = await Promise.all([from === 'dashboard' ? loadDashboard(uid) : parse(text), loadSources()]);
  return { stored, sources };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This is no JSON. ${error instanceof Error ? error.message : ''}`);
  }
}

/** Grafana's HTTP client fails with what the server said. */
function sentenceOf(error: unknown): string {
  const { data, message } = error as { data?: { message?: string }; message?: string };
  return `The dashboard could not be read. ${data?.message ?? message ?? String(error)}`;
}

function convert(stored: unknown, sources: OurSources, fix: boolean): DashboardConversion | Refusal {
  const values = fix ? savedValues(stored) : undefined;
  return convertDashboard(stored, {
    sourceOf: sources.find,
    ...(values && { fixed: { values, fill: (query) => sources.fill(query, values) } }),
  });
}

/** The values that a dashboard was saved with. */
function savedValues(stored: unknown): FixedValues {
  const dashboard = dashboardOf(stored);
  return Object.fromEntries(
    (dashboard ? variablesOf(dashboard) : []).map(({ name, current }) => [
      name,
      (current?.value ?? '') as string | string[],
    ])
  );
}

function titleOf(stored: unknown): string | undefined {
  return dashboardOf(stored)?.title;
}

async function dashboardOptions(text: string) {
  const found = await searchDashboards(text);
  return found.map(({ uid, title, folderTitle }) => ({ value: uid, label: title, description: folderTitle }));
}

const getStyles = (theme: GrafanaTheme2) => ({
  json: css({ fontFamily: theme.typography.fontFamilyMonospace, maxWidth: 900 }),
});
