/** The settings page of our data source, as Grafana shows it: the plugin's editor and 'Save & test'. */
import { type DataSourceInstanceSettings, type DataSourceJsonData, type DataSourceSettings } from '@grafana/data';
import { Alert, type AlertVariant, Button, Field, Input, LoadingPlaceholder, Stack } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

import { chosenUid, type DataSources, modelwatchType, modelwatchUid } from './dataSources';
import { type AnyDataSourcePlugin, importDataSource } from './plugins';

interface Outcome {
  status: string;
  message: string;
  details?: { message?: string; verboseMessage?: string };
}

export function SettingsPage({ dataSources }: { dataSources: DataSources }) {
  const [plugin, setPlugin] = useState<AnyDataSourcePlugin>();
  const [uid] = useState(chosenUid);
  const [options, setOptions] = useState(() => settingsOf(dataSources.getInstanceSettings(uid)));
  const [outcome, setOutcome] = useState<Outcome>();
  const [testing, setTesting] = useState(false);
  useEffect(() => void importDataSource(modelwatchType).then(setPlugin), []);
  const Editor = plugin?.components.ConfigEditor;

  const saveAndTest = async () => {
    setTesting(true);
    setOutcome(undefined);
    dataSources.saveJsonData(uid, options.jsonData);
    setOutcome(await test(dataSources, uid));
    setTesting(false);
  };

  return (
    <Stack direction="column" gap={2} maxWidth={120}>
      <Field label="Name" noMargin>
        <Input value={options.name} readOnly width={40} />
      </Field>
      {Editor ? (
        <Editor options={options} onOptionsChange={setOptions} />
      ) : (
        <LoadingPlaceholder text="Loading the plugin ..." />
      )}
      {outcome && (
        <Alert severity={severity(outcome.status)} title={outcome.message} data-testid="data-testid Alert test result">
          {outcome.details?.message}
          {outcome.details?.verboseMessage && (
            <details style={{ whiteSpace: 'pre-wrap' }} open>
              {outcome.details.verboseMessage}
            </details>
          )}
        </Alert>
      )}
      <Stack direction="row">
        <Button onClick={saveAndTest} disabled={testing}>
          {testing ? 'Testing ...' : 'Save & test'}
        </Button>
      </Stack>
    </Stack>
  );
}

/** A thrown result counts like a returned one, as in Grafana. */
async function test(dataSources: DataSources, uid: string): Promise<Outcome> {
  try {
    const dataSource = await dataSources.get(uid);
    return await dataSource.testDatasource();
  } catch (error) {
    const { message = String(error), details } = error as Partial<Outcome>;
    return { status: 'error', message, details };
  }
}

function severity(status: string): AlertVariant {
  return status === 'success' || status === 'warning' || status === 'info' ? status : 'error';
}

function settingsOf(instance?: DataSourceInstanceSettings): DataSourceSettings<DataSourceJsonData, object> {
  const { id = 1, uid = modelwatchUid, name = 'Modelwatch', jsonData = {} } = instance ?? {};
  return {
    ...{ id, uid, name, jsonData },
    orgId: 1,
    type: modelwatchType,
    typeName: 'Modelwatch',
    typeLogoUrl: '',
    access: 'proxy',
    url: '',
    user: '',
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    isDefault: true,
    secureJsonFields: {},
    secureJsonData: {},
    readOnly: false,
    withCredentials: false,
  };
}
