import { type MeasureStyle } from '../frames/measureFrame';
import { type AlertInterval } from './engine';

/** What an alert on one measure is made of: queries by name, and formulas over them (engine.ts, AlertPlan). */
export interface AlertParts<Query> {
  inputs: Record<string, Query>;
  value: string;
  support?: string;
  interval?: AlertInterval;
  style: MeasureStyle;
  /** The labels that tell instances apart, besides the version. */
  by: string[];
  notes?: string[];
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
