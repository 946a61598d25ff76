import { type Labels } from '@grafana/data';

import { type Refusal } from '../../engines/engine';

/**
 * What the queries and expressions of a rule give, by Grafana 12.3's server-side expressions (its package expr/mathexp).
 * A number that is undefined is Grafana's null; NaN and infinities are numbers.
 */
export type Value = ScalarValue | NumberValue | SeriesValue | NoData;

/** Of an expression without inputs. */
export interface ScalarValue {
  type: 'scalar';
  value: number | undefined;
}

export interface NumberValue {
  type: 'number';
  labels: Labels;
  value: number | undefined;
}

export interface SeriesValue {
  type: 'series';
  labels: Labels;
  /** Ascending in time, in milliseconds. */
  points: Point[];
}

export type Point = [time: number, value: number | undefined];

export interface NoData {
  type: 'no data';
}

/** Everything that one query or expression gave. */
export type Answer = readonly Value[] | Failure;

/** Why there is no answer, in a full sentence. */
export interface Failure extends Refusal {
  /** The query or expression to which it is owed, where that is another one. */
  input?: string;
}

export const noData: NoData = { type: 'no data' };

/** Nothing at all counts as no data. */
export function isNoData(values: readonly Value[]): boolean {
  return values.every(({ type }) => type === 'no data') && values.length <= 1;
}

export function labelsOf(value: Value): Labels {
  return 'labels' in value ? value.labels : {};
}

/** The same for the same labels, whatever their order. */
export function labelsKey(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Change = (number: number | undefined) => number | undefined;

/** The same value with each of its numbers changed. */
export function mapNumbers(value: Value, change: Change): Value {
  switch (value.type) {
    case 'series':
      return { ...value, points: mapPoints(value.points, change) };
    case 'no data':
      return value;
    default:
      return { ...value, value: change(value.value) };
  }
}

export function mapPoints(points: readonly Point[], change: Change): Point[] {
  return points.map(([time, number]) => [time, change(number)]);
}
