import { type DataQuery } from '@grafana/schema';

import { type ModelQuery } from '../query/query';

/** A model query as dashboards store it. What is stored may be partial or old: `migrateQuery` completes it. */
export interface ModelwatchQuery extends DataQuery, ModelQuery {}

export const variableSubjects = ['models', 'versions', 'classes', 'features', 'labelValues'] as const;
export type VariableSubject = (typeof variableSubjects)[number];

/**
 * What a dashboard variable lists, as its `query` stores it. `model` may hold a variable; without it the versions, classes
 * and features of all models are listed. `label` is read for 'labelValues' only.
 */
export interface ModelwatchVariableQuery extends DataQuery {
  subject: VariableSubject;
  model?: string;
  label?: string;
}
