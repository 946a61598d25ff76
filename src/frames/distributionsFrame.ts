import { createDataFrame, type DataFrame, FieldType, type QueryResultMetaNotice } from '@grafana/data';

import { type VariableKind } from '../query/drift';
import { binNames } from './binsFrame';
import { type ModelwatchMeta } from './modelwatchMeta';

/** One variable's two distributions, on the same bins or categories. */
export interface ComparedDistribution {
  of: VariableKind;
  variable: string;
  /** Of a numeric variable: ascending, one more than counts; the first may be -Infinity, the last Infinity. */
  edges?: readonly number[];
  /** Of a categorical one. */
  categories?: readonly string[];
  /** Absent where there is no reference. */
  reference?: { counts: ArrayLike<number>; nulls: number };
  current: { counts: ArrayLike<number>; nulls: number };
}

/** What a row of the frame counts. */
export type DistributionPart = 'bin' | 'category' | 'null';

/**
 * The distributions frame (docs/frames.md): a row for each bin or category of each variable, and one for its nulls, with how
 * often it was seen on both sides. Bins have the edges `xMin` and `xMax`; of one that is open at an end, that edge is absent.
 */
export function distributionsFrame(
  distributions: readonly ComparedDistribution[],
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const rows = distributions.flatMap(rowsOf);
  const column = <K extends keyof Row>(name: K, type: FieldType, config = {}) => ({
    name,
    type,
    values: rows.map((row) => row[name] ?? null),
    config,
  });
  return createDataFrame({
    name: meta.query.model.name,
    meta: { custom: { modelwatch: meta }, notices },
    fields: [
      column('variable', FieldType.string),
      column('of', FieldType.string),
      column('part', FieldType.string),
      column('bin', FieldType.string),
      column('xMin', FieldType.number),
      column('xMax', FieldType.number),
      column('current', FieldType.number, { unit: 'short' }),
      column('reference', FieldType.number, { unit: 'short' }),
    ],
  });
}

interface Row {
  variable: string;
  of: VariableKind;
  part: DistributionPart;
  bin: string;
  xMin?: number;
  xMax?: number;
  current: number;
  reference?: number;
}

function rowsOf({ of, variable, edges, categories = [], current, reference }: ComparedDistribution): Row[] {
  const names = edges ? binNames(edges) : categories;
  const common = { variable, of };
  const rows = names.map((bin, i): Row => ({
    ...common,
    part: edges ? 'bin' : 'category',
    bin,
    ...(edges && finite(edges[i], edges[i + 1])),
    current: current.counts[i] ?? 0,
    ...(reference && { reference: reference.counts[i] ?? 0 }),
  }));
  const nulls: Row = {
    ...common,
    part: 'null',
    bin: 'null',
    current: current.nulls,
    ...(reference && { reference: reference.nulls }),
  };
  return current.nulls > 0 || (reference?.nulls ?? 0) > 0 ? [...rows, nulls] : rows;
}

function finite(low: number, high: number): Pick<Row, 'xMin' | 'xMax'> {
  return { ...(Number.isFinite(low) && { xMin: low }), ...(Number.isFinite(high) && { xMax: high }) };
}
