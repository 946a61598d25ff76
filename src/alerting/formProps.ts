import { type PanelData } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';

/** The alert form, as the app exposes it to our data source. */
export const ALERT_FORM_ID = 'modelwatch-monitoring-app/alert-form/v1';

export const CREATE_ALERT = 'Create model alert';

/** What the alert form is opened with: a panel's queries as they are stored, and its answers. */
export interface AlertFormProps {
  targets: readonly DataQuery[];
  data?: PanelData;
  /** Where the rule shows its state; absent where there is no saved panel. */
  panel?: { dashboardUid: string; panelId: number };
  /** Whether the page below is being edited, so that the rule is opened beside it and not in its place. */
  isEditing?: boolean;
  onDismiss?(): void;
}
