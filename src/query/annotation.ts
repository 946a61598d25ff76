/**
 * The annotation query: what of a model is marked in time. It takes the model, and for quality the measure and its window,
 * from the model query; the rest is its own. Text fields may hold dashboard variables until `datasource/` interpolates them.
 */

import { checkChoice } from './checkChoice';
import { parseDuration } from './duration';
import { measureName } from './measureNames';
import { migrateQuery } from './migrate';
import { defaultQuery, type ModelQuery, SCHEMA_VERSION } from './query';
import { hasInterval } from './withInterval';

/**
 * 'version': a model version that is first seen. 'restart': a process serving the model that started anew. 'quality':
 * stretches in which a measure is surely below its reference.
 */
export const annotationEvents = ['version', 'restart', 'quality'] as const;
export type AnnotationEvent = (typeof annotationEvents)[number];

/** 'value': a number written in the query. 'offset': the same measure, so much earlier. */
export const referenceKinds = ['value', 'offset'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** What an annotation query has of its own. */
export interface AnnotationOptions {
  event: AnnotationEvent;
  /** Of 'version': how long before the dashboard's time range a version must not have been seen to be new in it. */
  lookBack: string;
  /** Of 'quality'. Both texts are kept, `kind` says which counts. */
  reference: { kind: ReferenceKind; value: string; offset: string };
}

export interface AnnotationQuery
  extends AnnotationOptions, Pick<ModelQuery, 'schemaVersion' | 'model' | 'quality' | 'window'> {}

export const defaultAnnotation: AnnotationQuery = {
  schemaVersion: SCHEMA_VERSION,
  event: 'version',
  model: defaultQuery.model,
  lookBack: '7d',
  // Many moments are judged, each by itself: fewer of them should be marked by chance than of a single number.
  quality: { ...defaultQuery.quality, confidence: 0.99 },
  // Over one step, as elsewhere, there would be too few outcomes to be sure of anything.
  window: '1h',
  reference: { kind: 'value', value: '', offset: '7d' },
};

/**
 * A stored annotation query brought to today's schema, with what is missing, and every duration that is empty, taken from
 * the defaults. Never throws. Fields that are not ours (refId, datasource) are left to the caller.
 */
export function migrateAnnotation(stored: unknown): AnnotationQuery {
  const raw = fieldsOf(stored);
  const reference = fieldsOf(raw.reference);
  const { confidence } = defaultAnnotation.quality;
  const { schemaVersion, model, quality, window } = migrateQuery({
    ...raw,
    quality: { confidence, ...fieldsOf(raw.quality) },
  });
  const fallback = defaultAnnotation.reference;
  return {
    schemaVersion,
    event: text(raw.event, defaultAnnotation.event) as AnnotationEvent,
    model,
    lookBack: text(raw.lookBack, defaultAnnotation.lookBack),
    quality,
    window: window || defaultAnnotation.window,
    reference: {
      kind: text(reference.kind, fallback.kind) as ReferenceKind,
      // Written by hand, it is likely to be a number.
      value: typeof reference.value === 'number' ? String(reference.value) : text(reference.value, fallback.value),
      offset: text(reference.offset, fallback.offset),
    },
  };
}

function fieldsOf(stored: unknown): Record<string, unknown> {
  return typeof stored === 'object' && stored !== null ? { ...stored } : {};
}

function text(stored: unknown, fallback: string): string {
  return typeof stored === 'string' && stored !== '' ? stored : fallback;
}

/**
 * The model query that an annotation rests on: by which the model is checked and found, and, of 'quality', which is
 * answered over time.
 */
export function modelQueryOf({ event, model, quality, window }: AnnotationQuery): ModelQuery {
  return event === 'quality'
    ? {
        ...defaultQuery,
        kind: 'quality',
        result: 'series',
        model,
        window,
        // A measure that somebody computes already has no interval.
        quality: { ...quality, interval: true, support: true, source: 'counts' },
      }
    : {
        ...defaultQuery,
        kind: 'operations',
        result: 'series',
        model,
        byVersion: event === 'version',
        operations: { ...defaultQuery.operations, measure: 'throughput' },
      };
}

/**
 * What is wrong with the fields that an annotation query has of its own, in full sentences; empty where nothing is. After
 * interpolation; the rest is for `checkQuery` to judge, by `modelQueryOf`.
 */
export function checkAnnotation({
  event,
  lookBack,
  reference,
  quality,
}: AnnotationOptions & Pick<ModelQuery, 'quality'>): string[] {
  switch (event) {
    case 'version':
      return checkDuration('look-back', lookBack);
    case 'restart':
      return [];
    case 'quality':
      return [...checkInterval(quality), ...checkReference(reference)];
    default:
      return checkChoice('event', event, annotationEvents);
  }
}

function checkInterval(quality: ModelQuery['quality']): string[] {
  return hasInterval(quality)
    ? []
    : [
        `No interval is defined for the measure ${measureName({ ...defaultQuery, quality })}, so nothing can be said to be surely below its reference. Choose accuracy, balanced accuracy, recall, ROC AUC, or precision or specificity of a class.`,
      ];
}

function checkReference({ kind, value, offset }: AnnotationOptions['reference']): string[] {
  switch (kind) {
    case 'value':
      return value.trim() !== '' && Number.isFinite(Number(value))
        ? []
        : [
            value.trim() === ''
              ? 'The measure has no reference. Write a number such as 0.9, or compare with the measure some time earlier.'
              : `The reference '${value}' is no number. Write one such as 0.9 for 90 %.`,
          ];
    case 'offset':
      return checkDuration('offset of the reference', offset);
    default:
      return checkChoice('reference', kind, referenceKinds);
  }
}

function checkDuration(what: string, duration: string): string[] {
  return parseDuration(duration) === undefined
    ? [`The ${what} '${duration}' is no duration. Write a number and a unit, such as 12h or 7d.`]
    : [];
}
