import { type DataFrame } from '@grafana/data';

import { type AnnotationOptions } from '../../query/annotation';
import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type Plan, type Refusal, type TimeWindow } from '../engine';

/** Finds what is to be marked in time, beside the engine that answers model queries from the same telemetry. */
export interface Annotator<Facts> {
  /**
   * One frame of the events in (from, to] (frames/eventsFrame.ts). Pure. `query` is the model query that the annotation
   * rests on (`modelQueryOf`), `facts` are what the engine's `discover` has found out for that query.
   */
  plan(
    asked: AnnotationOptions,
    query: ModelQuery,
    mapping: TelemetryMapping,
    window: TimeWindow,
    facts: Facts
  ): Plan<DataFrame[]> | Refusal;
}
