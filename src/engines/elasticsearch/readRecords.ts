import { type DataFrame } from '@grafana/data';

import { type AuditRow, type FeatureValue } from '../../frames/auditFrame';
import { type Cursor, seenAfter, writeCursor } from '../../query/cursor';
import { type FieldRole, fieldRoles, isRedacted, type RecordMapping } from '../../query/recordFields';

/** A record as it was written, objects within objects as names with dots. */
type Source = Map<string, unknown>;

/**
 * The records of an answer to a request for logs, in its order. They are read from the column that holds each one whole:
 * the columns of single fields have but one type each, and leave out what is of another.
 *
 * @param cursor after which the page began
 */
export function readRecords(frames: readonly DataFrame[], mapping: RecordMapping, cursor?: Cursor): AuditRow[] {
  let seen = cursor;
  return frames.flatMap((frame) => {
    const column = (name: string) => frame.fields.find((field) => field.name === name)?.values;
    const [sources, ids, times] = [column('_source'), column('_id'), column(mapping.fields.time)];
    return Array.from({ length: sources ? frame.length : 0 }, (_, i) => {
      const time = numberIn(times?.[i]);
      seen = seenAfter(seen, time, String(ids?.[i] ?? ''));
      return rowOf(sourceIn(sources?.[i]), time, writeCursor(seen), mapping);
    });
  });
}

/** How many records the request finds, as far as the upstream says it. */
export function totalOf(frames: readonly DataFrame[]): number | undefined {
  return numberIn(frames[0]?.meta?.custom?.total);
}

function sourceIn(text: unknown): Source {
  try {
    const parsed: unknown = JSON.parse(String(text));
    return new Map(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []);
  } catch {
    return new Map();
  }
}

function rowOf(source: Source, time: number | undefined, cursor: string, mapping: RecordMapping): AuditRow {
  const { fields, durationScale } = mapping;
  const at = (role: FieldRole) =>
    isRedacted(fields[role], mapping) ? undefined : onlyOf(source.get(nameIn(source, fields[role])));
  const text = (role: FieldRole) => textIn(at(role));
  const duration = numberIn(at('duration'));
  return {
    time,
    id: text('id'),
    model: text('model') ?? '',
    version: text('version') ?? '',
    features: featuresOf(source, mapping),
    predicted: text('predicted'),
    predictedValue: numberIn(at('predictedValue')),
    score: numberIn(at('score')),
    actual: text('actual'),
    actualValue: numberIn(at('actualValue')),
    correct: truthIn(at('correct')),
    observed: timeIn(at('observed')),
    // 14700000 * 1e-9 is 0.014700000000000001, which the log view shows as it is.
    duration: duration === undefined ? undefined : Number((duration * durationScale).toPrecision(12)),
    errorType: text('errorType'),
    errorMessage: text('errorMessage'),
    traceId: text('traceId'),
    cursor,
  };
}

/** A field beside a text, such as 'prediction.keyword', is in the index only: the record has 'prediction'. */
function nameIn(source: Source, field: string): string {
  const parent = field.replace(/\.[^.]*$/, '');
  return source.has(field) || !source.has(parent) ? field : parent;
}

/** To an index a list of one is its entry, and a list in a list is one list. */
function onlyOf(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? onlyOf(value[0]) : value;
}

function featuresOf(source: Source, mapping: RecordMapping): Record<string, FeatureValue> {
  const { featuresIn, fields } = mapping;
  const known = new Set(fieldRoles.map((role) => nameIn(source, fields[role])));
  const prefix = featuresIn === '' ? '' : `${featuresIn}.`;
  const own = [...source].filter(([name]) => name.startsWith(prefix) && !known.has(name) && !isRedacted(name, mapping));
  // From entries, so that a feature of the name __proto__ is one like any other.
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), featureIn(value)]));
}

function featureIn(value: unknown): FeatureValue {
  const only = onlyOf(value);
  return typeof only === 'number' ? only : (textIn(only) ?? null);
}

function textIn(value: unknown): string | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Elasticsearch indexes numbers that are written as text, too. */
function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function truthIn(value: unknown): boolean | undefined {
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined;
}

/** ISO 8601, or milliseconds since the epoch. */
function timeIn(value: unknown): number | undefined {
  return typeof value === 'number' ? value : numberIn(Date.parse(String(value)));
}
