import { CoreApp, type PanelData } from '@grafana/data';
import { usePluginComponent } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';
import { Alert, Button, Drawer, LoadingPlaceholder } from '@grafana/ui';
import React, { useState } from 'react';

import { ALERT_FORM_ID, type AlertFormProps, CREATE_ALERT } from '../../alerting/formProps';

interface Props {
  query: DataQuery;
  data?: PanelData;
}

/** A button that opens the app's alert form beside the query, with what the query is answered with now. */
export function CreateAlert({ query, data }: Props) {
  const [opened, setOpened] = useState<AlertFormProps>();
  const close = () => setOpened(undefined);
  return (
    <div>
      <Button
        variant="secondary"
        fill="text"
        size="sm"
        icon="bell"
        onClick={() => setOpened({ targets: [query], data, panel: savedPanel(data), isEditing: true })}
      >
        Create alert
      </Button>
      {opened && (
        <Drawer title={CREATE_ALERT} size="md" onClose={close}>
          <ExposedForm {...opened} onDismiss={close} />
        </Drawer>
      )}
    </div>
  );
}

/** The form is the app's. The app is loaded once it is asked for. */
function ExposedForm(props: AlertFormProps) {
  const { component: AlertForm, isLoading } = usePluginComponent<AlertFormProps>(ALERT_FORM_ID);
  if (isLoading) {
    return <LoadingPlaceholder text="" />;
  }
  return AlertForm ? (
    <AlertForm {...props} />
  ) : (
    <Alert
      severity="warning"
      title="Alerts are made by the app Modelwatch, which is not enabled. Enable it under Administration > Plugins, or ask an administrator to."
    />
  );
}

/** Where a rule can show its state: not in Explore, nor on a dashboard that was never saved. */
function savedPanel(data?: PanelData): AlertFormProps['panel'] {
  const { app, dashboardUID, panelId } = data?.request ?? {};
  return app !== CoreApp.Explore && dashboardUID && panelId ? { dashboardUid: dashboardUID, panelId } : undefined;
}
