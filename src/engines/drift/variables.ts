import { type VariableKind } from '../../query/drift';

/** How often each value of a variable was seen in one span of time. */
export type CountedVariable = { of: VariableKind; /** Of a feature: its name; else empty. */ name: string } & Counts;

export type Counts = NumericCounts | CategoricalCounts;

export interface NumericCounts {
  /** Bins are (low, high]: ascending, one more than counts; the first may be -Infinity, the last Infinity. */
  edges: readonly number[];
  /** By bin. Estimates are not whole. */
  counts: ArrayLike<number>;
  /** How many had no value. */
  nulls: number;
}

export interface CategoricalCounts {
  categories: readonly string[];
  /** By category. */
  counts: ArrayLike<number>;
  nulls: number;
}

/** A span of time, (from, to] in milliseconds since the epoch on the clock of predictions, of some versions of the model. */
export interface Span {
  from: number;
  to: number;
  /** None: all together. */
  versions: readonly string[];
}

export const isNumeric = (counts: Counts): counts is NumericCounts => 'edges' in counts;
