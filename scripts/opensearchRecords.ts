/** Audit records as documents of the telemetry contract (docs/telemetry.md), with the index and the id that each has. */
import { type AuditRecord } from '../src/engines/sample/records';
import { type BulkAction } from './opensearchClient';

/** `model-audit-2026.11.20`: by the day of the prediction, in UTC. @param time in ms since the epoch */
export function auditIndex(time: number): string {
  return `model-audit-${new Date(time).toISOString().slice(0, 10).replace(/-/g, '.')}`;
}

/** The document of a record, with the outcome where it is known. */
export function auditDocument(record: AuditRecord): Record<string, unknown> {
  const { id, model, version, predicted, score, value, duration, error, features } = record;
  return {
    '@timestamp': new Date(timeOf(record)).toISOString(),
    event: {
      kind: 'event',
      action: 'prediction',
      outcome: error ? 'failure' : 'success',
      // In nanoseconds, as ECS has it.
      duration: duration === undefined ? undefined : Math.round(duration * 1e9),
    },
    model: { name: model, version },
    prediction: { id, label: predicted, score, value },
    outcome: outcomeOf(record),
    features,
    error,
  };
}

/** The document, to be indexed whole. */
export function indexing(record: AuditRecord): BulkAction {
  return {
    action: { index: { _index: auditIndex(timeOf(record)), _id: record.id } },
    body: auditDocument(record),
  };
}

/** The prediction alone, as it is known when it is made. A record that is there already is refused. */
export function predicting(record: AuditRecord): BulkAction {
  const { outcome, ...prediction } = auditDocument(record);
  return { action: { create: { _index: auditIndex(timeOf(record)), _id: record.id } }, body: prediction };
}

/** The outcome alone, when it becomes known: an update of the prediction's own document. */
export function learning(record: AuditRecord): BulkAction {
  return {
    action: { update: { _index: auditIndex(timeOf(record)), _id: record.id } },
    body: { doc: { outcome: outcomeOf(record) } },
  };
}

/** Whether it was correct is told of classes only. */
function outcomeOf({ predicted, actual, actualValue, observed }: AuditRecord) {
  if (actual === undefined && actualValue === undefined) {
    return undefined;
  }
  return {
    label: actual,
    value: actualValue,
    correct: actual === undefined || predicted === undefined ? undefined : actual === predicted,
    observed: observed === undefined ? undefined : new Date(observed).toISOString(),
  };
}

function timeOf({ id, time }: AuditRecord): number {
  if (time === undefined) {
    throw new Error(`The record ${id} has no time of prediction, and the index is named by its day. Give it one.`);
  }
  return time;
}
