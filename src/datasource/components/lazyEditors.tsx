import { type DataSourcePluginOptionsEditorProps, type QueryEditorHelpProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { type ComponentType, lazy, Suspense } from 'react';

import { type ModelwatchJsonData } from '../settings';
import { type ModelwatchQuery } from '../types';
import { type ModelwatchQueryEditorProps, type ModelwatchVariableEditorProps } from './editorProps';

// Dashboards that nobody edits load none of these.
export const ConfigEditor = onDemand<DataSourcePluginOptionsEditorProps<ModelwatchJsonData>>(
  () => import(/* webpackChunkName: "datasource/config-editor" */ './ConfigEditor')
);
export const QueryEditor = onDemand<ModelwatchQueryEditorProps>(
  () => import(/* webpackChunkName: "datasource/query-editor" */ './QueryEditor')
);
export const VariableQueryEditor = onDemand<ModelwatchVariableEditorProps>(
  () => import(/* webpackChunkName: "datasource/variable-editor" */ './VariableQueryEditor')
);
export const QueryHelp = onDemand<QueryEditorHelpProps<ModelwatchQuery>>(
  () => import(/* webpackChunkName: "datasource/query-help" */ './QueryHelp')
);

function onDemand<Props extends object>(load: () => Promise<{ default: ComponentType<Props> }>): ComponentType<Props> {
  const Loaded = lazy(load) as unknown as ComponentType<Props>;
  return function OnDemand(props: Props) {
    return (
      <Suspense fallback={<LoadingPlaceholder text="Loading..." />}>
        <Loaded {...props} />
      </Suspense>
    );
  };
}
