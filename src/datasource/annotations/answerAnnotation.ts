import { type DataQueryRequest, type DataQueryResponse, type ScopedVars } from '@grafana/data';
import { type DataQuery } from '@grafana/schema';
import { type Observable } from 'rxjs';

import { type AnnotationQuery, checkAnnotation, migrateAnnotation, modelQueryOf } from '../../query/annotation';
import { parseDuration } from '../../query/duration';
import { type Answering } from '../answerQuery';
import { answerRequest } from '../answerRequest';
import { expand, type Templates } from '../interpolate';
import { type Connection } from '../sources/answerSource';
import { type ModelwatchQuery } from '../types';
import { SentenceError } from '../upstreamErrors';
import { fillAnnotation } from './fillAnnotation';

/** What an annotation is answered with. */
export type Annotating = Answering & Pick<Connection, 'annotator'>;

/** Stretches of quality are told to a tenth of the window that each moment looks back over: finer steps tell nothing new. */
const STEPS_A_WINDOW = 10;

/**
 * The events of an annotation, as one frame. It goes the way of a model query, the one that it rests on, which is thus
 * interpolated, checked and asked through as all others are; the plan is the annotation's.
 */
export function answerAnnotation(
  request: DataQueryRequest<ModelwatchQuery>,
  stored: DataQuery,
  templates: Templates,
  connect: () => Promise<Annotating>
): Observable<DataQueryResponse> {
  const annotation = migrateAnnotation(stored);
  const asked = { ...request, intervalMs: stepOf(annotation, request, templates) };
  return answerRequest(asked, [{ ...modelQueryOf(annotation), refId: stored.refId }], async () =>
    annotating(await connect(), annotation, templates, request.scopedVars)
  );
}

/** @throws SentenceError with what is wrong with the fields that are the annotation's own. */
function annotating(
  answering: Annotating,
  annotation: AnnotationQuery,
  templates: Templates,
  scopedVars: ScopedVars
): Answering {
  const { annotator, engine } = answering;
  const { options, sentences } = fillAnnotation(annotation, templates, scopedVars);
  const wrong = sentences.length > 0 ? sentences : checkAnnotation({ ...options, quality: annotation.quality });
  if (wrong.length > 0) {
    throw new SentenceError(wrong.join(' '));
  }
  return {
    ...answering,
    engine: {
      ...engine,
      plan: (query, mapping, window, facts) => annotator.plan(options, query, mapping, window, facts),
    },
  };
}

function stepOf(
  { event, window }: AnnotationQuery,
  { intervalMs, scopedVars }: DataQueryRequest,
  templates: Templates
): number {
  if (event !== 'quality') {
    return intervalMs;
  }
  // What is no duration is refused with the query's other fields.
  const windowMs = parseDuration(expand(window, templates, scopedVars)[0] ?? '') ?? 0;
  return Math.max(intervalMs, windowMs / STEPS_A_WINDOW);
}
