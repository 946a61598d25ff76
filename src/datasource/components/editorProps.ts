import { type QueryEditorProps } from '@grafana/data';

import { type ModelwatchDataSource } from '../ModelwatchDataSource';
import { type ModelwatchJsonData } from '../settings';
import { type ModelwatchQuery, type ModelwatchVariableQuery } from '../types';

export type ModelwatchQueryEditorProps = QueryEditorProps<ModelwatchDataSource, ModelwatchQuery, ModelwatchJsonData>;
export type ModelwatchVariableEditorProps = QueryEditorProps<
  ModelwatchDataSource,
  ModelwatchQuery,
  ModelwatchJsonData,
  ModelwatchVariableQuery
>;
