import { DataSourcePlugin } from '@grafana/data';

import { ConfigEditor, QueryEditor, QueryHelp } from './components/lazyEditors';
import { ModelwatchDataSource } from './ModelwatchDataSource';
import { type ModelwatchJsonData } from './settings';
import { type ModelwatchQuery } from './types';

export const plugin = new DataSourcePlugin<ModelwatchDataSource, ModelwatchQuery, ModelwatchJsonData>(ModelwatchDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
