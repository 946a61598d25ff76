declare module 'playground:panel-data-error-view' {
  import { type ComponentType } from 'react';
  import { type PanelDataErrorViewProps } from '@grafana/runtime';

  /** Must be called before plugins get the module that holds the view. */
  export function setPanelDataErrorView(view: ComponentType<PanelDataErrorViewProps>): void;
}

declare module 'playground:plugin-page' {
  import { type ComponentType } from 'react';
  import { type PluginPageProps } from '@grafana/runtime';

  /** Must be called before plugins get the module that holds the page. */
  export function setPluginPage(page: ComponentType<PluginPageProps>): void;
}
