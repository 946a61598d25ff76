/**
 * The model query: the one small language for asking about a model. Three engines answer it.
 * Text fields may hold dashboard variables until `datasource/` interpolates them; engines see none.
 */

import { type QualityMeasureName, qualityMeasureNames, type ZeroDivision } from '../statistics/classification';
import { type RegressionMeasureName, regressionMeasureNames } from '../statistics/regression';
import { type ScoreMeasureName, scoreMeasureNames } from '../statistics/scores';
import { defaultDrift, defaultReference, type DriftOptions, type Reference } from './drift';

export const SCHEMA_VERSION = 1;

export const queryKinds = [
  'confusion',
  'quality',
  'curve',
  'distribution',
  'drift',
  'operations',
  'errors',
  'audit',
] as const;
export type QueryKind = (typeof queryKinds)[number];

/** 'outcome': when did we learn that it was right or wrong? 'prediction': when was it predicted? See docs/guide.md, 'Two clocks'. */
export const timeBases = ['outcome', 'prediction'] as const;
export type TimeBasis = (typeof timeBases)[number];

/** 'number': one answer over the whole window. 'series': one answer for each step of the window. */
export const resultShapes = ['number', 'series'] as const;
export type ResultShape = (typeof resultShapes)[number];

export const matcherOperators = ['=', '!=', '=~', '!~'] as const;
export interface Matcher {
  label: string;
  operator: (typeof matcherOperators)[number];
  value: string;
}

export interface ModelSelector {
  name: string;
  /** None means all versions together. */
  versions: string[];
  /** Of a two-class model: the class that precision, recall and so on are about when no class is named. */
  positiveClass?: string;
  matchers: Matcher[];
}

export const qualityMeasures = [...qualityMeasureNames, ...scoreMeasureNames, ...regressionMeasureNames] as const;
export type QualityMeasure = QualityMeasureName | ScoreMeasureName | RegressionMeasureName;

/** What a measure is computed from: counts of classes, scores of the positive class by actual class, or errors of predicted values. */
export type MeasureFamily = 'classes' | 'scores' | 'values';

export function measureFamily(measure: QualityMeasure): MeasureFamily {
  if ((scoreMeasureNames as readonly string[]).includes(measure)) {
    return 'scores';
  }
  return (regressionMeasureNames as readonly string[]).includes(measure) ? 'values' : 'classes';
}

/** The measures that are about one class and are averaged over classes; the others are about the whole matrix. */
export const perClassMeasures: readonly QualityMeasure[] = ['precision', 'recall', 'specificity', 'fBeta', 'support'];

/** 'class': of the one class named (or of the positive class). 'each': of every class, one value each. */
export const averages = ['class', 'each', 'macro', 'micro', 'weighted'] as const;
export type Average = (typeof averages)[number];

/**
 * Counted outcomes, a metric that somebody computes already (mapping.existing), or the first of both that there is.
 * 'estimated': from the scores of predictions whose outcomes nobody knows yet (checkEstimated.ts).
 */
export const qualitySources = ['auto', 'counts', 'existing', 'estimated'] as const;

/** Of the measures of scores: over every score, where the engine has them, or over bins, as histograms have them. */
export const scoreResolutions = ['exact', 'binned'] as const;

export interface QualityOptions {
  measure: QualityMeasure;
  average: Average;
  class?: string;
  beta: number;
  zeroDivision: ZeroDivision;
  /** Of the interval: 0.95, 0.99, ... */
  confidence: number;
  /** Adds fields `lower` and `upper`. */
  interval: boolean;
  /** Adds the field `support`. */
  support: boolean;
  source: (typeof qualitySources)[number];
  /** Of 'estimated': the outcomes of so long a time, '7d', up to the end of the window say what scores mean. */
  calibration: string;
  /** Prometheus answers binned, whatever is asked; the name on screen says which it is. */
  scores: (typeof scoreResolutions)[number];
}

/** roc: true against false positive rate. precisionRecall: precision against recall. reliability: share of positives against mean score. */
export const curves = ['roc', 'precisionRecall', 'reliability'] as const;
export type Curve = (typeof curves)[number];

/**
 * score: of the positive class, by actual class. error: predicted minus actual value. variable: what `drift` names, beside
 * the reference.
 */
export const distributionSubjects = ['score', 'error', 'variable'] as const;
export type DistributionSubject = (typeof distributionSubjects)[number];

export interface DistributionOptions {
  of: DistributionSubject;
}

export const operationsMeasures = [
  'responseTime',
  'throughput',
  'errorShare',
  'errorRate',
  'memory',
  'cpu',
  'inFlight',
  'labelCoverage',
] as const;
export type OperationsMeasure = (typeof operationsMeasures)[number];

export interface OperationsOptions {
  measure: OperationsMeasure;
  /** Of the response time, in (0, 1); an empty list means the mean. */
  quantiles: number[];
}

/** 'byType': how many requests failed, by type of error. 'records': the failed requests themselves. */
export const errorAnswers = ['byType', 'records'] as const;
export interface ErrorsOptions {
  as: (typeof errorAnswers)[number];
}

/** Of the audit records all, those whose outcome is known, those that turned out wrong, or those of failed requests. */
export const auditChoices = ['all', 'outcome', 'wrong', 'errors'] as const;
export type AuditChoice = (typeof auditChoices)[number];

/** 'records': a page of them. 'completeness': of each day, how many there are and what they lack. */
export const auditAnswers = ['records', 'completeness'] as const;

/** More records than this are no page, and Elasticsearch gives no more than 10,000 at once. */
export const LARGEST_PAGE = 5000;

/** Which records are shown: those of errors read `search`, `pageSize` and `cursor` only. */
export interface AuditOptions {
  /** Of errors, which have a choice of their own, it is not read; nor is the rest of 'completeness', which is of all records. */
  as: (typeof auditAnswers)[number];
  only: AuditChoice;
  /** Words that must all occur in a record: docs/frames.md says where. Empty: no search. */
  search: string;
  /** Of one record; empty: of any. */
  id: string;
  /** The cell of the confusion matrix that a record belongs to. An empty class is any. */
  cell: { actual: string; predicted: string };
  /** How many records at most, the latest predictions first. */
  pageSize: number;
  /** Where the page begins: after the record whose field `cursor` this is (cursor.ts). Empty: at the latest one. */
  cursor: string;
}

export interface ModelQuery {
  schemaVersion: typeof SCHEMA_VERSION;
  kind: QueryKind;
  model: ModelSelector;
  timeBasis: TimeBasis;
  result: ResultShape;
  /**
   * How far each answer looks back: '1h', '7d'. Empty: a number looks over the whole dashboard window,
   * a series over one step (so that each event counts once).
   */
  window: string;
  /** One answer for each version instead of one for all together. */
  byVersion: boolean;
  /**
   * Of a model with scores: counts as they would be if the positive class were predicted above this score, a number from 0
   * to 1 as text. Empty: as the model predicted. For 'confusion', and for the measures of classes.
   */
  threshold: string;
  quality: QualityOptions;
  curve: Curve;
  distribution: DistributionOptions;
  /** Of drift, and of the distribution of a variable: with what the window is compared. */
  reference: Reference;
  drift: DriftOptions;
  operations: OperationsOptions;
  errors: ErrorsOptions;
  audit: AuditOptions;
}

export const defaultQuery: ModelQuery = {
  schemaVersion: SCHEMA_VERSION,
  kind: 'confusion',
  model: { name: '', versions: [], matchers: [] },
  timeBasis: 'outcome',
  result: 'number',
  window: '',
  byVersion: false,
  threshold: '',
  quality: {
    measure: 'accuracy',
    average: 'macro',
    beta: 1,
    zeroDivision: 'undefined',
    confidence: 0.95,
    interval: false,
    support: false,
    source: 'auto',
    calibration: '7d',
    scores: 'exact',
  },
  curve: 'roc',
  distribution: { of: 'score' },
  reference: defaultReference,
  drift: defaultDrift,
  operations: { measure: 'responseTime', quantiles: [0.5, 0.95, 0.99] },
  errors: { as: 'byType' },
  audit: {
    as: 'records',
    only: 'all',
    search: '',
    id: '',
    cell: { actual: '', predicted: '' },
    pageSize: 100,
    cursor: '',
  },
};
