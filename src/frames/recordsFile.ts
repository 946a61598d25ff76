/**
 * Records as files. JSON is exact: in the shape of the telemetry contract (docs/telemetry.md), so that a data source of records
 * reads it back. CSV is for spreadsheets: a text that one would take for a formula begins with an apostrophe there.
 */
import Papa from 'papaparse';

import { type AuditRow, type FeatureValue } from './auditFrame';

const NANOSECONDS = 1e9;

type Value = FeatureValue | boolean;
/** One object within another, as the contract names its fields; what is not known is absent. */
export interface RecordJson {
  [name: string]: Value | RecordJson;
}

/** One record in the shape of the telemetry contract. */
export function recordJson(row: AuditRow): RecordJson {
  const { time, observed, duration, features } = row;
  return present({
    '@timestamp': time === undefined ? undefined : isoTime(time),
    model: present({ name: row.model, version: row.version }),
    prediction: present({ id: row.id, label: row.predicted, score: row.score, value: row.predictedValue }),
    outcome: present({
      label: row.actual,
      value: row.actualValue,
      correct: row.correct,
      observed: observed === undefined ? undefined : isoTime(observed),
    }),
    event: present({ duration: duration === undefined ? undefined : Math.round(duration * NANOSECONDS) }),
    error: present({ type: row.errorType, message: row.errorMessage }),
    trace: present({ id: row.traceId }),
    // A feature without a value is one that the model has.
    features: Object.keys(features).length > 0 ? features : undefined,
  });
}

/** A list of objects, one a line. */
export function writeRecordsJson(rows: readonly AuditRow[]): string {
  return `[\n${rows.map((row) => JSON.stringify(recordJson(row))).join(',\n')}\n]\n`;
}

/**
 * A line each below a header, by the names of the telemetry contract, all features of any record among them. The time is
 * called `timestamp`, since a spreadsheet takes what begins with an @ for a formula.
 */
export function writeRecordsCsv(rows: readonly AuditRow[]): string {
  const features = [...new Set(rows.flatMap((row) => Object.keys(row.features)))].sort();
  const columns = [...fixedColumns, ...features.map(featureColumn)];
  const text = Papa.unparse(
    { fields: columns.map(([name]) => name), data: rows.map((row) => columns.map(([, of]) => of(row) ?? '')) },
    { escapeFormulae: true }
  );
  // The mark tells spreadsheets that it is UTF-8.
  return `\uFEFF${text}\r\n`;
}

type CsvColumn = [name: string, of: (row: AuditRow) => Value | undefined];

const fixedColumns: CsvColumn[] = [
  ['timestamp', ({ time }) => (time === undefined ? undefined : isoTime(time))],
  ['prediction.id', ({ id }) => id],
  ['model.name', ({ model }) => model],
  ['model.version', ({ version }) => version],
  ['prediction.label', ({ predicted }) => predicted],
  ['prediction.score', ({ score }) => score],
  ['prediction.value', ({ predictedValue }) => predictedValue],
  ['outcome.label', ({ actual }) => actual],
  ['outcome.value', ({ actualValue }) => actualValue],
  ['outcome.correct', ({ correct }) => correct],
  ['outcome.observed', ({ observed }) => (observed === undefined ? undefined : isoTime(observed))],
  ['event.duration', ({ duration }) => (duration === undefined ? undefined : Math.round(duration * NANOSECONDS))],
  ['error.type', ({ errorType }) => errorType],
  ['error.message', ({ errorMessage }) => errorMessage],
  ['trace.id', ({ traceId }) => traceId],
];

const featureColumn = (name: string): CsvColumn => [
  `features.${name}`,
  ({ features }) => (Object.hasOwn(features, name) ? features[name] : undefined),
];

/** Without what is not known, and without objects of which nothing is. */
function present(parts: Record<string, Value | RecordJson | undefined>): RecordJson {
  return Object.fromEntries(
    Object.entries(parts).filter(
      (entry): entry is [string, Value | RecordJson] => entry[1] !== undefined && !isEmptyObject(entry[1])
    )
  );
}

const isEmptyObject = (value: Value | RecordJson) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

const isoTime = (time: number) => new Date(time).toISOString();
