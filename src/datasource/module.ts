import { DataSourcePlugin } from '@grafana/data';

// Not on demand: Grafana serves a nested plugin's chunks from another path than its module.
import ConfigEditor from './components/ConfigEditor';
import QueryEditor from './components/QueryEditor';
import QueryHelp from './components/QueryHelp';
import { ModelwatchDataSource } from './ModelwatchDataSource';
import { type ModelwatchJsonData } from './settings';
import { type ModelwatchQuery } from './types';

export const plugin = new DataSourcePlugin<ModelwatchDataSource, ModelwatchQuery, ModelwatchJsonData>(
  ModelwatchDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
