declare module 'playground:panel-data-error-view' {
  /** Must be called before plugins get the module that holds the view. */
  export function setPanelDataErrorView(
    view: import('react').ComponentType<import('@grafana/runtime').PanelDataErrorViewProps>
  ): void;
}

declare module 'playground:plugin-page' {
  /** Must be called before plugins get the module that holds the page. */
  export function setPluginPage(page: import('react').ComponentType<import('@grafana/runtime').PluginPageProps>): void;
}
