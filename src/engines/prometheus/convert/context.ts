import { type MeasureStyle } from '../../../frames/measureFrame';
import { type MetricRole, type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { type KeptVariables } from './variables';
import { type PrometheusFacts } from '../facts';
import { aggregate, binary, copyLabel, type Expr, scalar, type Selector, type Span } from '../promql';
import { modelSelector } from '../selectors';

/** What every conversion is made of. */
export interface ConvertContext {
  /** With places for its variables. */
  query: ModelQuery;
  mapping: TelemetryMapping;
  /** Undefined where nothing is known of the upstream: then all that is mapped may be there. */
  facts: PrometheusFacts | undefined;
  span: Span;
  split: string[];
  variables: KeptVariables;
}

/** One target to be. */
export interface Converted {
  expr: Expr;
  /** A legend in Grafana's terms: of labels by `{{name}}`. */
  legend: string;
  style: MeasureStyle;
  /** Tells several targets of one query apart in their refIds. */
  part?: string;
  format?: 'heatmap';
  /** What else there is to know. */
  notes?: string[];
}

export function selectOf(role: MetricRole, { query, mapping, variables }: ConvertContext, suffix = ''): Selector {
  return variables.fill(modelSelector(role, query, mapping, suffix));
}

/** The label that says which class a measure is of, and that of versions, whatever they are called in the telemetry. */
export const CLASS = 'class';
const VERSION = 'version';

export function sumBy(by: readonly string[], operand: Expr, { split }: ConvertContext): Expr {
  return aggregate('sum', [...split, ...by], operand);
}

export function aboveZero(operand: Expr): Expr {
  return binary(operand, '>', scalar(0));
}

/** Not infinite and no NaN, which are no data. */
export function finite(operand: Expr): Expr {
  const most = Number.MAX_VALUE;
  return binary(binary(operand, '<=', scalar(most)), '>=', scalar(-most));
}

/** The value on every element. */
export function constant(operand: Expr, value: number): Expr {
  const zero = binary(operand, '*', scalar(0));
  return value === 0 ? zero : binary(zero, '+', scalar(value));
}

export function renamed(operand: Expr, from: string, to: string): Expr {
  return from === to ? operand : copyLabel(operand, from, to);
}

/** With the label `version`, as our own frames have it. */
export function withVersion(operand: Expr, { split }: ConvertContext): Expr {
  return split.length > 0 ? renamed(operand, split[0], VERSION) : operand;
}

export function legendOf(name: string, { split }: ConvertContext): string {
  return split.length > 0 ? `${name} ({{${VERSION}}})` : name;
}
