import {
  createDataFrame,
  type DataFrame,
  type Field,
  type FieldConfig,
  FieldType,
  type QueryResultMetaNotice,
} from '@grafana/data';

import { recordLevel, recordSummary } from './auditSummary';
import { modelwatchMeta, type ModelwatchMeta } from './modelwatchMeta';

export type FeatureValue = string | number | null;

/** One prediction, with what became of it; what is not known is absent. */
export interface AuditRow {
  /** When it was predicted, in milliseconds since the epoch. */
  time?: number;
  id?: string;
  model: string;
  version: string;
  features: Record<string, FeatureValue>;
  predicted?: string;
  predictedValue?: number;
  /** Of the positive class. */
  score?: number;
  actual?: string;
  actualValue?: number;
  correct?: boolean;
  /** When the outcome became known, in milliseconds since the epoch. */
  observed?: number;
  /** Response time in seconds. */
  duration?: number;
  errorType?: string;
  errorMessage?: string;
  traceId?: string;
  /** Where the page after this record begins (query/cursor.ts). */
  cursor: string;
}

interface Column {
  name: string;
  type: FieldType;
  of(row: AuditRow): unknown;
  config?: FieldConfig;
  /** There even if no record has a value. */
  always?: boolean;
}

const FEATURE = 'features.';

const { time, string, number, boolean } = FieldType;
const before: Column[] = [
  { name: 'time', type: time, of: (row) => row.time, always: true },
  // Grafana's log view takes the first text for the line.
  { name: 'summary', type: string, of: recordSummary, always: true },
  { name: 'model', type: string, of: (row) => row.model, always: true },
  { name: 'version', type: string, of: (row) => row.version, always: true },
];
const after: Column[] = [
  { name: 'prediction', type: string, of: (row) => row.predicted },
  { name: 'predicted value', type: number, of: (row) => row.predictedValue },
  { name: 'score', type: number, of: (row) => row.score },
  { name: 'outcome', type: string, of: (row) => row.actual },
  { name: 'actual value', type: number, of: (row) => row.actualValue },
  { name: 'correct', type: boolean, of: (row) => row.correct },
  { name: 'response time', type: number, of: (row) => row.duration, config: { unit: 's' } },
  { name: 'error', type: string, of: (row) => row.errorType },
  { name: 'error message', type: string, of: (row) => row.errorMessage },
  { name: 'trace id', type: string, of: (row) => row.traceId },
  { name: 'outcome known', type: time, of: (row) => row.observed },
  { name: 'outcome delay', type: number, of: outcomeDelay, config: { unit: 'ms' } },
  { name: 'id', type: string, of: (row) => row.id, always: true },
  { name: 'level', type: string, of: recordLevel, always: true },
  { name: 'cursor', type: string, of: (row) => row.cursor, always: true },
];

/** How long after its prediction the outcome became known, in milliseconds. */
function outcomeDelay({ time, observed }: AuditRow): number | undefined {
  return time === undefined || observed === undefined ? undefined : observed - time;
}

/**
 * Records as one frame, a row each, for Grafana's Table and Logs panels (docs/frames.md). Each feature is a field
 * `features.<name>`; fields of which no record has a value are left out.
 *
 * @param more whether there are records after the last one: then `meta.custom.modelwatch.next` is the next page's cursor
 */
export function auditFrame(
  rows: readonly AuditRow[],
  more: boolean,
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const columns = [...before, ...featureColumns(rows), ...after].map((column) => fieldOf(column, rows));
  const next = more ? rows.at(-1)?.cursor : undefined;
  return createDataFrame({
    name: meta.query.model.name,
    meta: { custom: { modelwatch: { ...meta, ...(next !== undefined && { next }) } }, notices },
    fields: columns.flatMap((field) => field ?? []),
  });
}

function featureColumns(rows: readonly AuditRow[]): Column[] {
  const names = [...new Set(rows.flatMap(({ features }) => Object.keys(features)))].sort();
  return names.map((name) => {
    const of = ({ features }: AuditRow) => (Object.hasOwn(features, name) ? (features[name] ?? undefined) : undefined);
    const numbers = rows.every((row) => ['number', 'undefined'].includes(typeof of(row)));
    return {
      name: FEATURE + name,
      type: numbers ? number : string,
      // A column is of one type.
      of: numbers ? of : (row) => of(row)?.toString(),
      config: { displayNameFromDS: name },
      always: true,
    };
  });
}

function fieldOf({ name, type, of, config = {}, always }: Column, rows: readonly AuditRow[]) {
  const values = rows.map((row) => of(row) ?? null);
  return always || values.some((value) => value !== null) ? { name, type, values, config } : undefined;
}

/** What a frame of records holds. */
export interface Audit {
  rows: AuditRow[];
  /** The cursor of the next page; undefined where this is the last one. */
  next?: string;
}

/** Reads back what `auditFrame` wrote; undefined of any other frame. */
export function readAudit(frame: DataFrame): Audit | undefined {
  const meta = modelwatchMeta(frame);
  const fields = new Map(frame.fields.map((field) => [field.name, field]));
  if (!meta || !fields.has('cursor') || !fields.has('summary')) {
    return undefined;
  }
  const features = frame.fields.filter(({ name }) => name.startsWith(FEATURE));
  const rows = Array.from({ length: frame.length }, (_, row) => rowAt(row, fields, features));
  return { rows, ...(meta.next !== undefined && { next: meta.next }) };
}

function rowAt(row: number, fields: Map<string, Field>, features: Field[]): AuditRow {
  const at = <T>(name: string): T | undefined => (fields.get(name)?.values[row] as T | null | undefined) ?? undefined;
  return {
    time: at('time'),
    id: at('id'),
    model: at('model') ?? '',
    version: at('version') ?? '',
    features: Object.fromEntries(
      features.map(({ name, values }) => [name.slice(FEATURE.length), values[row] as FeatureValue])
    ),
    predicted: at('prediction'),
    predictedValue: at('predicted value'),
    score: at('score'),
    actual: at('outcome'),
    actualValue: at('actual value'),
    correct: at('correct'),
    observed: at('outcome known'),
    duration: at('response time'),
    errorType: at('error'),
    errorMessage: at('error message'),
    traceId: at('trace id'),
    cursor: at('cursor') ?? '',
  };
}
