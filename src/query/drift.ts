import { FEWEST_PERIODS } from '../statistics/drift/marks';
import { type DriftScore, driftScoreNames } from '../statistics/drift/scores';
import { type Correction } from '../statistics/drift/sharedLevel';

/**
 * What a query about drift asks: the distributions of which variables are compared, with which other time or version, and
 * from when on a difference counts. docs/statistics.md defines every measure.
 */

/** 'previous': the window of the same length just before. 'offset': the same window, so long before. 'baseline': counts that were kept. */
export const referenceKinds = ['previous', 'offset', 'fixed', 'version', 'baseline'] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** With what a window is compared. Fields that belong to another kind are kept for whoever changes back. */
export interface Reference {
  kind: ReferenceKind;
  /** Of 'offset': '7d'. */
  offset: string;
  /** Of 'fixed': (from, to], as ISO 8601 or as milliseconds since the epoch. */
  from: string;
  to: string;
  /** Of 'version': the same window, of another version of the model. */
  version: string;
  baseline?: Baseline;
}

/** Distributions that were frozen, so that they outlive retention. */
export interface Baseline {
  model: string;
  /** None: all together. */
  versions: string[];
  /** The window that was counted, (from, to], in milliseconds since the epoch, on the clock of predictions. */
  from: number;
  to: number;
  variables: BaselineVariable[];
}

export interface BaselineVariable {
  of: VariableKind;
  /** Of a feature: its name; else empty. */
  name: string;
  /** Of a numeric variable: ascending, one more than counts; null stands for an open end, as JSON has no infinity. */
  edges?: Array<number | null>;
  /** Of a categorical one: a name for each count. */
  categories?: string[];
  counts: number[];
  /** How many had no value. */
  nulls: number;
}

/** What may drift. 'prediction' is the predicted class, of a regression the predicted value. */
export const variableKinds = ['feature', 'prediction', 'score', 'responseTime'] as const;
export type VariableKind = (typeof variableKinds)[number];

/** What each is, and how other tools define it: docs/statistics.md. */
export const driftMeasures = driftScoreNames;
export type DriftMeasure = DriftScore;

export interface DriftOptions {
  of: VariableKind;
  /** Of features: which ones; none means all. */
  features: string[];
  measure: DriftMeasure;
  /** From where on a drift matters, a number as text. Empty: what is usual for the measure. */
  threshold: string;
  /** Of the sampling floor: how often it may be exceeded without any drift. */
  level: number;
  correction: Correction;
  /** The usual level is taken from the same comparison so long ago, that many times. NEVER, or 0 periods: there is none. */
  usualEvery: string;
  usualPeriods: number;
  /** Of numeric variables: the bins' inner edges, as '10, 20, 50'. Empty: a histogram's own, or quantiles of the reference. */
  edges: string;
}

export const defaultReference: Reference = { kind: 'previous', offset: '7d', from: '', to: '', version: '' };

export const defaultDrift: DriftOptions = {
  of: 'feature',
  features: [],
  measure: 'psi',
  threshold: '',
  level: 0.05,
  correction: 'benjaminiHochberg',
  usualEvery: '7d',
  usualPeriods: 4,
  edges: '',
};

/** As a period of the usual level: it is not asked for. A text, so that a dashboard variable can switch it off and on. */
export const NEVER = 'never';

/** More past periods than this are no usual level but a history. */
const MOST_USUAL_PERIODS = 12;

/** How many past periods may be asked for: 0 is none, and fewer than the least tell nothing. */
export function checkUsualPeriods(periods: number): string | undefined {
  const tells = periods >= FEWEST_PERIODS && periods <= MOST_USUAL_PERIODS;
  return Number.isInteger(periods) && (periods === 0 || tells)
    ? undefined
    : `Choose a whole number from ${FEWEST_PERIODS} to ${MOST_USUAL_PERIODS}, or 0 for none.`;
}

/** Ascending and each once; undefined where the text is no list of numbers. */
export function parseEdges(text: string): number[] | undefined {
  const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
  const numbers = parts.map(Number);
  return numbers.every(Number.isFinite) ? [...new Set(numbers)].sort((a, b) => a - b) : undefined;
}

/** ISO 8601, or milliseconds since the epoch. */
export function parseTime(text: string): number | undefined {
  const trimmed = text.trim();
  const time = /^-?\d+$/.test(trimmed) ? Number(trimmed) : Date.parse(trimmed);
  return Number.isFinite(time) ? time : undefined;
}

/**
 * From where on a drift is commonly said to matter: folklore, which tools share (docs/statistics.md). None where the number
 * depends on a unit or on how much was seen.
 */
export const commonThresholds: Partial<Record<DriftMeasure, number>> = {
  psi: 0.1,
  jensenShannon: 0.12,
  jensenShannonBaseE: 0.1,
  kullbackLeibler: 0.1,
  hellinger: 0.1,
  totalVariation: 0.1,
  lInfinity: 0.1,
  ks: 0.1,
  wassersteinInDeviations: 0.1,
  cramersV: 0.1,
  newShare: 0.01,
  nullShare: 0.02,
};

/** The query's own threshold, or what is common for its measure; undefined where there is none. */
export function thresholdOfDrift({
  threshold,
  measure,
}: Pick<DriftOptions, 'threshold' | 'measure'>): number | undefined {
  return threshold.trim() === '' ? commonThresholds[measure] : Number(threshold);
}
