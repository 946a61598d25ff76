import { createDataFrame, type DataFrame, FieldType, type QueryResultMetaNotice } from '@grafana/data';

import { type VariableKind } from '../query/drift';
import { type DriftVerdict } from '../statistics/drift/marks';
import { type ModelwatchMeta, modelwatchMeta } from './modelwatchMeta';

/** How far one variable has moved from its reference, with the marks that say what it means. What is not known is absent. */
export interface VariableDrift {
  of: VariableKind;
  /** A feature's name, or what stands for it on screen: 'prediction', 'score', 'response time'. */
  variable: string;
  type: 'numeric' | 'categorical';
  /** In the measure that the query asks for. */
  drift?: number;
  /** What samples of these sizes show without any drift, at the query's level, corrected for many features. */
  floor?: number;
  /** What the same comparison usually showed at this hour and weekday. */
  usual?: number;
  threshold?: number;
  status: DriftVerdict;
  /** What it means, in a sentence. */
  says: string;
  /** How many values each side had, nulls among them. */
  samples: number;
  referenceSamples: number;
  /** Shares of all values of their side. */
  nulls?: number;
  referenceNulls?: number;
  /** Of categories that the reference lacks: their share of the current side. */
  newShare?: number;
  /** Of categories that the current side lacks: their share of the reference. */
  vanishedShare?: number;
}

const { string, number } = FieldType;

/**
 * The drift frame (docs/frames.md): a row for each variable, the farthest moved first.
 *
 * @param measure on screen: 'PSI'
 */
export function driftFrame(
  rows: readonly VariableDrift[],
  measure: string,
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const column = (name: string, type: FieldType, of: (row: VariableDrift) => unknown, config = {}) => ({
    name,
    type,
    values: rows.map((row) => of(row) ?? null),
    config,
  });
  const share = { unit: 'percentunit' };
  return createDataFrame({
    name: meta.query.model.name,
    meta: { custom: { modelwatch: meta }, notices, preferredVisualisationType: 'table' },
    fields: [
      column('variable', string, (row) => row.variable),
      column('of', string, (row) => row.of),
      column('type', string, (row) => row.type),
      column('drift', number, (row) => row.drift, { displayNameFromDS: measure }),
      column('floor', number, (row) => row.floor, { displayNameFromDS: 'sampling floor' }),
      column('usual', number, (row) => row.usual, { displayNameFromDS: 'usual level' }),
      column('threshold', number, (row) => row.threshold),
      column('status', string, (row) => row.status),
      column('says', string, (row) => row.says, { displayNameFromDS: 'in words' }),
      column('samples', number, (row) => row.samples, { unit: 'short' }),
      column('reference samples', number, (row) => row.referenceSamples, { unit: 'short' }),
      column('nulls', number, (row) => row.nulls, share),
      column('reference nulls', number, (row) => row.referenceNulls, share),
      column('new categories', number, (row) => row.newShare, share),
      column('vanished categories', number, (row) => row.vanishedShare, share),
    ],
  });
}

/** Reads back what `driftFrame` wrote; undefined of any other frame. */
export function readDrift(frame: DataFrame): VariableDrift[] | undefined {
  const fields = new Map(frame.fields.map((field) => [field.name, field.values]));
  if (!modelwatchMeta(frame) || !fields.has('status') || !fields.has('reference samples')) {
    return undefined;
  }
  return Array.from({ length: frame.length }, (_, row): VariableDrift => {
    const at = <T>(name: string): T | undefined => (fields.get(name)?.[row] as T | null | undefined) ?? undefined;
    return {
      variable: at('variable') ?? '',
      of: at('of') ?? 'feature',
      type: at('type') ?? 'numeric',
      drift: at('drift'),
      floor: at('floor'),
      usual: at('usual'),
      threshold: at('threshold'),
      status: at('status') ?? 'no data',
      says: at('says') ?? '',
      samples: at('samples') ?? 0,
      referenceSamples: at('reference samples') ?? 0,
      nulls: at('nulls'),
      referenceNulls: at('reference nulls'),
      newShare: at('new categories'),
      vanishedShare: at('vanished categories'),
    };
  });
}

/** One variable's drift over time. */
export interface DriftSeries {
  of: VariableKind;
  variable: string;
  points: ReadonlyArray<{ time: number; drift?: number; floor?: number }>;
}

/** Drift over time (docs/frames.md): a frame for each variable, with its floor beside it; the labels say of what. */
export function driftSeriesFrame(
  { of, variable, points }: DriftSeries,
  measure: string,
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const labels = { of, variable };
  const field = (name: string, values: Array<number | undefined>, shown: string) => ({
    name,
    type: number,
    labels,
    values: values.map((value) => value ?? null),
    config: { displayNameFromDS: shown },
  });
  return createDataFrame({
    name: `${measure} of ${variable}`,
    meta: { custom: { modelwatch: meta }, notices, preferredVisualisationType: 'graph' },
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map(({ time }) => time), config: {} },
      field(
        'Value',
        points.map(({ drift }) => drift),
        variable
      ),
      field(
        'floor',
        points.map(({ floor }) => floor),
        `${variable}, sampling floor`
      ),
    ],
  });
}
