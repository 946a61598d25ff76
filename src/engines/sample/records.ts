import { type TimeBasis } from '../../query/query';

/** Audit records as the sample engine evaluates them; docs/telemetry.md is the contract. */
export interface AuditRecord {
  id?: string;
  /** When it was predicted, in ms since the epoch; absent in offline evaluation sets without times. */
  time?: number;
  model: string;
  version: string;
  predicted?: string;
  actual?: string;
  /** Of the positive class. */
  score?: number;
  /** Of a regression: the predicted and the actual value. */
  value?: number;
  actualValue?: number;
  /** When the outcome became known, in ms since the epoch. */
  observed?: number;
  /** Response time in seconds. */
  duration?: number;
  error?: { type: string; message: string };
  features: Record<string, string | number | null>;
}

/** Whether what was predicted has turned out right or wrong. */
export function hasOutcome({ actual, actualValue }: AuditRecord): boolean {
  return actual !== undefined || actualValue !== undefined;
}

/** When a record happened on a clock. One that knows a single time happened then on both. */
export function timeOn(basis: TimeBasis, { time, observed }: AuditRecord): number | undefined {
  return basis === 'outcome' ? (observed ?? time) : (time ?? observed);
}

/** What every record can be told apart by, besides its features. */
export const ownAttributes = ['version', 'actual', 'predicted', 'error_type'] as const;

/** An attribute as text, by the names that the telemetry contract has for labels; '' where the record has none of the name. */
export function attributeOf(record: AuditRecord, name: string): string {
  switch (name) {
    case 'model':
      return record.model;
    case 'version':
      return record.version;
    case 'actual':
      return record.actual ?? '';
    case 'predicted':
      return record.predicted ?? '';
    case 'error_type':
      return record.error?.type ?? '';
    default:
      return Object.hasOwn(record.features, name) ? String(record.features[name] ?? '') : '';
  }
}
