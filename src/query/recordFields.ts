import { type Matcher } from './query';

/**
 * Under which names audit records lie in Elasticsearch or OpenSearch. The defaults are the telemetry contract
 * (docs/telemetry.md); every name can be mapped in the data source's settings.
 */
export const fieldRoles = [
  'time',
  'id',
  'model',
  'version',
  'predicted',
  'score',
  'predictedValue',
  'actual',
  'actualValue',
  'correct',
  'observed',
  'duration',
  'errorType',
  'errorMessage',
  'traceId',
] as const;
export type FieldRole = (typeof fieldRoles)[number];

export type RecordFields = Record<FieldRole, string>;

export const defaultFields: RecordFields = {
  time: '@timestamp',
  id: 'prediction.id',
  model: 'model.name',
  version: 'model.version',
  predicted: 'prediction.label',
  score: 'prediction.score',
  predictedValue: 'prediction.value',
  actual: 'outcome.label',
  actualValue: 'outcome.value',
  correct: 'outcome.correct',
  observed: 'outcome.observed',
  duration: 'event.duration',
  errorType: 'error.type',
  errorMessage: 'error.message',
  traceId: 'trace.id',
};

export interface RecordMapping {
  fields: RecordFields;
  /** What one unit of the response time is in seconds: 1e-9, as ECS has it. */
  durationScale: number;
  /** How long after its prediction an outcome may still come, in milliseconds. */
  labelDelayMs: number;
  /** The object whose fields are a prediction's inputs; empty where they are whatever fields have no other meaning. */
  featuresIn: string;
  /** Fields that are never shown nor searched, with all that lies in them: 'user', 'features.income'. */
  redacted: string[];
  /**
   * Which documents are records, by fields (each `label` is one) and their values: all conditions must hold. The value ''
   * is that of a document without the field, so `!=` '' takes those that have it.
   */
  only: Matcher[];
}

export const defaultRecordMapping: RecordMapping = {
  fields: defaultFields,
  durationScale: 1e-9,
  labelDelayMs: 30 * 86_400_000,
  featuresIn: 'features',
  redacted: [],
  only: [],
};

/** A mapping as it is stored: only what differs from the defaults. An empty name falls back to the default. */
export interface PartialRecordMapping {
  fields?: Partial<RecordFields>;
  durationScale?: number;
  labelDelayMs?: number;
  /** Empty is a value of its own. */
  featuresIn?: string;
  redacted?: string[];
  only?: Matcher[];
}

export function completeRecordMapping(stored: PartialRecordMapping = {}): RecordMapping {
  const fields = { ...defaultFields };
  for (const role of fieldRoles) {
    fields[role] = stored.fields?.[role]?.trim() || fields[role];
  }
  return {
    fields,
    durationScale: positive(stored.durationScale) ?? defaultRecordMapping.durationScale,
    labelDelayMs: positive(stored.labelDelayMs) ?? defaultRecordMapping.labelDelayMs,
    featuresIn: stored.featuresIn?.trim() ?? defaultRecordMapping.featuresIn,
    redacted: (stored.redacted ?? []).map((name) => name.trim()).filter((name) => name !== ''),
    only: (stored.only ?? []).flatMap(({ label, operator, value }) =>
      label.trim() === '' ? [] : [{ label: label.trim(), operator, value }]
    ),
  };
}

const positive = (value: number | undefined) =>
  value !== undefined && value > 0 && value < Infinity ? value : undefined;

/** Whether a field is one that is not shown, or lies in one; a keyword beside a text is the same field. */
export function isRedacted(field: string, { redacted }: Pick<RecordMapping, 'redacted'>): boolean {
  return redacted.some((name) => field === name || field.startsWith(`${name}.`) || name === `${field}.keyword`);
}
