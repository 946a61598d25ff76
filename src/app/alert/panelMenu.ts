import { type PluginExtensionPanelContext } from '@grafana/data';

import { type AlertFormProps } from '../../alerting/formProps';
import { isOurs } from './ours';

/**
 * Whether a panel's menu has the entry: an empty change where one of its queries is ours, undefined where none is. Asked
 * whenever a menu opens.
 */
export function configureMenu(context: Readonly<PluginExtensionPanelContext> | undefined): object | undefined {
  return context?.targets?.some((target) => !target.hide && isOurs(target, context.data)) ? {} : undefined;
}

/** What the form is opened with from a panel's menu. */
export function formPropsOf({ id, dashboard, targets, data }: Readonly<PluginExtensionPanelContext>): AlertFormProps {
  return {
    targets,
    ...(data && { data }),
    // A dashboard that was never saved has no uid, and nothing that a rule could point to.
    ...(dashboard?.uid && id > 0 && { panel: { dashboardUid: dashboard.uid, panelId: id } }),
  };
}
