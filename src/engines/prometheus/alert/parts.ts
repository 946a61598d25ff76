import { type MeasureStyle } from '../../../frames/measureFrame';
import { type AlertInterval } from '../../engine';
import { type Expr } from '../promql';

/** What an alert on one measure is made of: queries by name, and formulas over them (engine.ts, AlertPlan). */
export interface AlertParts {
  inputs: Record<string, Expr>;
  value: string;
  support?: string;
  interval?: AlertInterval;
  style: MeasureStyle;
  /** The labels that tell instances apart, besides the version. */
  by: string[];
  notes?: string[];
}

/** A number that one query gives. */
export function singleValue(value: Expr, style: MeasureStyle, by: string[] = [], support?: Expr): AlertParts {
  return {
    inputs: { value, ...(support !== undefined && { support }) },
    value: '$value',
    ...(support !== undefined && { support: '$support' }),
    style,
    by,
  };
}

/** A number that is a share of independent events, so that it has Wilson's interval. */
export function shareValue(
  value: Expr,
  { hits, support }: { hits: Expr; support: Expr },
  style: MeasureStyle,
  by: string[] = []
): AlertParts {
  return {
    ...singleValue(value, style, by, support),
    inputs: { value, hits, support },
    interval: { method: 'wilson', hits: '$hits', support: '$support' },
  };
}
