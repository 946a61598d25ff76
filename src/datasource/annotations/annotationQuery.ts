import { type DataQuery } from '@grafana/schema';

import { type AnnotationQuery } from '../../query/annotation';

/** An annotation query as a dashboard's annotation stores it, in its target; it may be partial: `migrateAnnotation` completes it. */
export interface ModelwatchAnnotationQuery extends DataQuery, AnnotationQuery {}

/** Annotations come as queries too; a model query has no event. */
export function isAnnotationQuery(query: DataQuery): boolean {
  return 'event' in query;
}
