import { type Cursor, readCursor } from '../query/cursor';
import { type AuditOptions, type ModelQuery, type TimeBasis } from '../query/query';
import { relevantAudit, takesClock } from '../query/relevant';
import { type Subject } from './subjects';

/** A page of records, as a query asks for it. */
export interface RecordsAsked {
  audit: AuditOptions;
  /** Failed requests have no outcome: they happen when they are made. */
  basis: TimeBasis;
  subject: Subject;
  /** Undefined of the first page. */
  cursor?: Cursor;
}

export function recordsAsked(query: ModelQuery): RecordsAsked {
  const audit = relevantAudit(query);
  const cursor = readCursor(audit.cursor);
  return {
    audit,
    basis: takesClock(query) ? query.timeBasis : 'prediction',
    subject: subjectOf(audit),
    ...(cursor && { cursor }),
  };
}

/** The records behind a cell of the matrix pass just those matchers that its outcomes do. */
function subjectOf({ only, cell }: AuditOptions): Subject {
  if (only === 'errors') {
    return 'errors';
  }
  return ofCell(cell) ? 'outcomes' : 'records';
}

/** Whether records of one cell, row or column of the confusion matrix are asked for. */
export function ofCell({ actual, predicted }: AuditOptions['cell']): boolean {
  return actual !== '' || predicted !== '';
}
