import { type AnnotationQuery as StoredAnnotation, type AnnotationSupport } from '@grafana/data';

import { defaultAnnotation, migrateAnnotation } from '../../query/annotation';
import { AnnotationEditor } from './AnnotationEditor';
import { type ModelwatchAnnotationQuery } from './annotationQuery';

/**
 * What Grafana needs to run our annotations: it asks `ModelwatchDataSource.query` for the target that `prepareQuery` gives,
 * and makes events of the one frame that it answers. What is stored may be of any shape: it was written by hand, or is
 * of a dashboard schema that keeps the target elsewhere.
 */
export const annotationSupport: AnnotationSupport<ModelwatchAnnotationQuery> = {
  QueryEditor: AnnotationEditor,
  getDefaultQuery: () => defaultAnnotation,
  prepareQuery: (stored) => {
    const target = targetOf(stored);
    return { ...target, refId: target.refId || 'Anno', ...migrateAnnotation(target) };
  },
};

/** Version 2 of Grafana's dashboard schema has the target as `query.spec`. */
function targetOf(stored: StoredAnnotation<ModelwatchAnnotationQuery>): Partial<ModelwatchAnnotationQuery> {
  const spec: unknown = stored.query?.spec;
  const target: unknown = stored.target ?? spec;
  return typeof target === 'object' && target !== null ? target : {};
}
