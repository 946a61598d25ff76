import { type MeasureStyle } from '../frames/measureFrame';
import { alertMeasure, alertName } from './alertQuestion';
import { type AlertInput, type AlertInterval, type AlertPlan, type AlertQuestion, type NamedFormula } from './engine';

/** What an alert on one measure is made of: queries by name, and formulas over them (engine.ts, AlertPlan). */
export interface AlertParts<Query> {
  inputs: Record<string, Query>;
  named?: NamedFormula[];
  value: string;
  support?: string;
  interval?: AlertInterval;
  style: MeasureStyle;
  /** The labels that tell instances apart, besides the version. */
  by: string[];
  notes?: string[];
}

/** What the engine adds to the parts of a plan. */
export interface Planning<Query> {
  windowMs: number;
  /** The label by which versions are told apart. */
  version: string;
  /** Has an element for whatever the rule does not know. */
  unknown: Query | undefined;
  /** The labels that say what it is; absent: those that PromQL gives it. */
  unknownBy?: string[];
  inputOf(name: string, query: Query): AlertInput;
}

export function planOfParts<Query>(
  asked: AlertQuestion,
  { inputs, named = [], value, support, interval, style, by, notes = [] }: AlertParts<Query>,
  { windowMs, version, unknown, unknownBy, inputOf }: Planning<Query>
): AlertPlan {
  const { query } = asked;
  return {
    name: alertName(asked),
    measure: alertMeasure(asked),
    model: query.model.name,
    versions: query.model.versions,
    style,
    windowMs,
    inputs: Object.entries(inputs).map(([name, input]) => inputOf(name, input)),
    named,
    value,
    ...(support !== undefined && { support }),
    ...(interval && { interval }),
    by: [...(query.byVersion ? [version] : []), ...by],
    ...(unknown !== undefined && { unknown: inputOf('unknown', unknown) }),
    ...(unknownBy && { unknownBy }),
    notes,
  };
}

/** A number that one query gives. */
export function singleValue<Query>(
  value: Query,
  style: MeasureStyle,
  by: string[] = [],
  support?: Query
): AlertParts<Query> {
  return {
    inputs: { value, ...(support !== undefined && { support }) },
    value: '$value',
    ...(support !== undefined && { support: '$support' }),
    style,
    by,
  };
}

/** A number that is a share of independent events, so that it has Wilson's interval. */
export function shareValue<Query>(
  value: Query,
  { hits, support }: { hits: Query; support: Query },
  style: MeasureStyle,
  by: string[] = []
): AlertParts<Query> {
  return {
    ...singleValue(value, style, by, support),
    inputs: { value, hits, support },
    interval: WILSON,
  };
}

/** A share that arithmetic makes of its two counts. */
export function quotientValue<Query>(
  { hits, support }: { hits: Query; support: Query },
  style: MeasureStyle,
  by: string[] = []
): AlertParts<Query> {
  return { inputs: { hits, support }, value: '$hits / $support', support: '$support', interval: WILSON, style, by };
}

const WILSON: AlertInterval = { method: 'wilson', hits: '$hits', support: '$support' };
