import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { auditFrame, type AuditRow } from '../../frames/auditFrame';
import { type Cursor, seenAfter, writeCursor } from '../../query/cursor';
import { type AuditOptions, type ModelQuery } from '../../query/query';
import { eitherCase, wordsOf } from '../../query/textSearch';
import { type TimeWindow } from '../engine';
import { ofCell, recordsAsked } from '../recordsAsked';
import { explainNone, info } from './notices';
import { type AuditRecord, hasOutcome } from './records';
import { reach, select } from './selection';
import { type RecordSource } from './source';

/** A page of records, the latest predictions first, those without a time last. */
export function answerRecords(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const { audit, basis, subject, cursor } = recordsAsked(query);
  const { records } = select(query, window, source, { basis, subject, keep: filterOf(audit) });
  const open = afterCursor(latestFirst(records), cursor);
  const page = open.slice(0, audit.pageSize);
  let seen = cursor;
  const rows = page.map((record) => {
    seen = seenAfter(seen, record.time);
    return rowOf(record, writeCursor(seen));
  });
  if (rows.length === 0) {
    notices.push(
      cursor
        ? info('There are no older records. Leave the beginning of the page empty for the first page.')
        : explainNone('is as asked', query, window, source)
    );
  }
  return [auditFrame(rows, open.length > page.length, { query, ...reach(query, window) }, notices)];
}

/** What the options let through. */
function filterOf({ only, id, cell, search }: AuditOptions): (record: AuditRecord) => boolean {
  const patterns = wordsOf(search).map(patternOf);
  return (record) =>
    isChosen(record, only) &&
    (id === '' || record.id === id) &&
    (!ofCell(cell) || (record.actual !== undefined && record.predicted !== undefined)) &&
    (cell.actual === '' || record.actual === cell.actual) &&
    (cell.predicted === '' || record.predicted === cell.predicted) &&
    patterns.every((pattern) => textsOf(record).some((text) => text !== undefined && pattern.test(text)));
}

function isChosen(record: AuditRecord, only: AuditOptions['only']): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'outcome':
      return hasOutcome(record);
    case 'wrong':
      return isCorrect(record) === false;
    case 'errors':
      return record.error !== undefined;
  }
}

/** Of classes; undefined where one of them is not known. */
function isCorrect({ actual, predicted }: AuditRecord): boolean | undefined {
  return actual === undefined || predicted === undefined ? undefined : actual === predicted;
}

/** Where text is searched for, as in an index. */
function textsOf({ id, version, predicted, actual, error }: AuditRecord): Array<string | undefined> {
  return [id, version, predicted, actual, error?.type, error?.message];
}

/** A word somewhere in a text, in either case. */
function patternOf(word: string): RegExp {
  const characters = [...word].map((character) => {
    const codes = eitherCase(character).map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`);
    return `[${codes.join('')}]`;
  });
  return new RegExp(characters.join(''), 'u');
}

/** Records come by the clock that was asked for, and are shown by when they were predicted. */
function latestFirst(records: readonly AuditRecord[]): AuditRecord[] {
  const timeOf = ({ time = -Infinity }: AuditRecord) => time;
  return [...records].sort((a, b) => (timeOf(a) === timeOf(b) ? 0 : timeOf(b) - timeOf(a)));
}

function afterCursor(records: readonly AuditRecord[], cursor: Cursor | undefined): readonly AuditRecord[] {
  if (!cursor) {
    return records;
  }
  const { time = -Infinity, seen } = cursor;
  const from = records.findIndex((record) => (record.time ?? -Infinity) <= time);
  if (from < 0) {
    return [];
  }
  const older = records.slice(from);
  const same = older.filter((record) => (record.time ?? -Infinity) === time).length;
  return older.slice(Math.min(seen, same));
}

function rowOf(record: AuditRecord, cursor: string): AuditRow {
  const { value, error, ...same } = record;
  return {
    ...same,
    predictedValue: value,
    correct: isCorrect(record),
    errorType: error?.type,
    errorMessage: error?.message,
    cursor,
  };
}
