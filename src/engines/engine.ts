import { type DataFrame } from '@grafana/data';

import { type MeasureStyle } from '../frames/measureFrame';
import { type TelemetryMapping } from '../query/mapping';
import { type ModelQuery } from '../query/query';

/** (from, to], in milliseconds since the epoch, with the step and width that a panel asked for. */
export interface TimeWindow {
  from: number;
  to: number;
  /** The panel's step in milliseconds, already snapped to the ladder (interval.ts). Only series use it. */
  intervalMs: number;
}

/** One target for the user's own data source, with a window of its own. */
export interface UpstreamRequest {
  /** Names this request among those of its plan; becomes the upstream's refId suffix. */
  name: string;
  /** The upstream's query model, without refId and datasource. */
  target: Record<string, unknown>;
  from: number;
  to: number;
  intervalMs: number;
  maxDataPoints: number;
  /** Sent with it, besides those of the panel's own request. */
  headers?: Record<string, string>;
  /** If it fails, the others' results stand, with a notice. A plan whose required request fails is not read. */
  optional?: boolean;
}

/** What to ask, and how to read the answers: `answers[i]` holds the frames of `requests[i]`, none where it failed. `read` is pure. */
export interface Plan<T> {
  requests: UpstreamRequest[];
  read(answers: DataFrame[][]): T;
}

/** What cannot be answered, and what to do about it, in a full sentence. */
export interface Refusal {
  sentence: string;
}

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'sentence' in value;
}

/** A plan whose answers say what to ask next, such as the edges of bins before their counts. */
export interface Staged<T> {
  first: Plan<Planned<T>>;
}

/** In one step, in several, or not at all. */
export type Planned<T> = Plan<T> | Staged<T> | Refusal;

export function isStaged<T>(planned: Plan<T> | Staged<T>): planned is Staged<T> {
  return 'first' in planned;
}

/**
 * Answers model queries by asking the user's own data source. `Facts` is what an engine must know of the upstream before it
 * plans, `Answer` how it answers: in one step, or `StepByStep`.
 */
export interface Engine<Facts, Answer = Plan<DataFrame[]>> {
  /** What must be known of the upstream before planning. */
  discover(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): Plan<Facts>;
  /** Pure: same input, same plan. */
  plan(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow, facts: Facts): Answer | Refusal;
  /** The same number on Grafana's server, or why there is none. */
  alerting: Alerting<Facts> | Refusal;
}

/** Some answers in one step, some in several. */
export type StepByStep = Plan<DataFrame[]> | Staged<DataFrame[]>;

export interface Alerting<Facts> {
  /** What is frozen into a rule. */
  discover(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): Plan<KnownNames>;
  /** Pure. */
  plan(
    asked: AlertQuestion,
    mapping: TelemetryMapping,
    window: TimeWindow,
    facts: Facts,
    known: KnownNames
  ): AlertPlan | Refusal;
}

/** What was there when a rule was made. */
export interface KnownNames {
  versions: string[];
  classes: string[];
  /** Upper edges of the score histogram that all classes share, as its label `le` has them: without +Inf, ascending. */
  scoreEdges: string[];
  /** Of a query about variables: what these are counted by. */
  variables?: KnownVariable[];
}

/** A variable as a rule knows it: with edges it is of numbers, else of categories. */
export interface KnownVariable {
  /** Of a feature; else empty. */
  name: string;
  /** Upper edges of its histogram that all instances share, as `scoreEdges`. */
  edges: string[];
  categories: string[];
  /** Where records have it. */
  field?: string;
}

/** What a rule is to watch. */
export interface AlertQuestion {
  query: ModelQuery;
  /** Of a confusion query: the cell; absent means every cell, an instance each. */
  cell?: { actual: string; predicted: string };
  /** Of a confusion query: how often, or in how many of its actual class. */
  cellAs?: 'count' | 'share';
  /** Instances with fewer events than this have no number. */
  leastSupport?: number;
}

/**
 * Queries of the user's own data source and arithmetic on Grafana's server that give the number of a panel. Plain data: it
 * can be stored. Formulas are in the grammar of Grafana's math expressions, `$name` being the input, or the named formula, of
 * that name.
 */
export interface AlertPlan {
  /** 'recall of reject of credit-risk' */
  name: string;
  /** In one word, for a label: 'recall'. */
  measure: string;
  model: string;
  /** Those that the question names. */
  versions: string[];
  style: MeasureStyle;
  /** Each number looks back over this long. */
  windowMs: number;
  inputs: AlertInput[];
  /** What other formulas use by name, each after those that it needs itself. Their names are letters, digits and underscores. */
  named: NamedFormula[];
  value: string;
  /** How many events the value is of. */
  support?: string;
  interval?: AlertInterval;
  /** The labels that tell the rule's instances apart: 'version', 'class'. */
  by: string[];
  /** Has an element for every class or version that the rule does not know; absent where none can appear. */
  unknown?: AlertInput;
  /** The labels of these elements, where they are not 'appeared', 'class' and 'version'. */
  unknownBy?: string[];
  /** What is to be known of the rule, in full sentences. */
  notes: string[];
}

export interface AlertInput {
  /** Also its refId: letters. */
  name: string;
  /** The upstream's query model, without refId and datasource. */
  target: Record<string, unknown>;
  /** The upstream's own window, in milliseconds before the evaluation. */
  fromMs: number;
  toMs: number;
  /** Of an answer over time: what makes one number of each series, 0 where there is nothing to add up. */
  reduce?: 'sum';
  /** Numbers below this are left out, and whatever is computed from them. */
  least?: number;
  /** How the past is asked, where `target` tells of now only. */
  past?: PastQuery;
}

/** A query of records without its window, which is `lengthMs` on this field of times. */
export interface PastQuery {
  query: string;
  field: string;
  lengthMs: number;
}

/** An intermediate result, so that it is computed once and written once. */
export interface NamedFormula {
  name: string;
  formula: string;
}

/** What the interval of a value is computed from. */
export type AlertInterval =
  | { method: 'wilson'; hits: string; support: string }
  /** value +- z * sqrt(variance) */
  | { method: 'delta'; variance: string }
  /**
   * What samples show without any difference: up to `plus` and `times` the quantile at the confidence, of `root` the square
   * root of that. A value above is surely above whatever threshold it is above; below, nothing is sure.
   */
  | { method: 'floor'; plus?: string; times: string; quantile: FloorQuantile; root?: boolean };

/**
 * Kolmogorov's is that of his distribution's first term, the normal one is two-sided and of the widest of so many comparisons,
 * that of distances is how far their sum lies above its mean (statistics/drift/sumOfDistances.ts).
 */
export type FloorQuantile =
  { of: 'kolmogorov' | 'distances' } | { of: 'normal'; comparisons?: number } | { of: 'chiSquare'; degrees: number };
