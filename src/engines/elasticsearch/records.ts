import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { auditFrame } from '../../frames/auditFrame';
import { type Cursor } from '../../query/cursor';
import { type AuditOptions, type ModelQuery } from '../../query/query';
import { type FieldRole, isRedacted, type RecordMapping } from '../../query/recordFields';
import { wordsOf } from '../../query/textSearch';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { ofCell, recordsAsked } from '../recordsAsked';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import * as lucene from './lucene';
import { allOf, contains, duringRange, isOneOf, type Lucene, not, or } from './lucene';
import { type Notation } from './notation';
import { pageWeightNotices } from './pageWeight';
import { readRecords, totalOf } from './readRecords';
import { fieldOf, modelRecords } from './selectors';
import { recordsRequest, windowsOf } from './windows';

/** Each is a clause of the query, of which a search may have 1,024 by Elasticsearch's own default. */
const MOST_OF_ONE_TIME = 500;

/** Where text is searched for. */
const SEARCHED: FieldRole[] = ['id', 'version', 'predicted', 'actual', 'errorType', 'errorMessage', 'traceId'];

/**
 * A page of records, the latest predictions first. It does not go on by `search_after`: beside the time that sorts by the
 * place of a document in its shard, and a late outcome, which writes its record anew, moves it. So a page goes on from a time, without the
 * records of just this time that were seen.
 */
export function planRecords(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  const { audit, basis, subject, cursor } = recordsAsked(query);
  const refusal = refuseRedacted(query, audit, mapping) ?? (cursor && refuseCursor(cursor));
  if (refusal) {
    return refusal;
  }
  const windows = windowsOf({ ...query, result: 'number' }, window);
  const parts = [
    ...modelRecords(query, mapping, subject),
    ...chosenIn<Lucene>(lucene, audit, mapping),
    ...wordsOf(audit.search).map((word) => anywhere(word, mapping)),
    ...(cursor ? notSeen(cursor, mapping) : []),
  ];
  const request = recordsRequest({ basis, query: parts, size: audit.pageSize }, windows, mapping);
  return {
    requests: [request],
    read: ([frames]) => {
      const rows = readRecords(frames, mapping, cursor);
      const total = totalOf(frames);
      // Whoever does not say how many there are has more if the page is full.
      const more = total === undefined ? rows.length >= audit.pageSize : total > rows.length;
      const notices =
        rows.length === 0
          ? [explainNone(cursor, query, mapping, facts, audit)]
          : pageWeightNotices(frames, audit.pageSize);
      return [auditFrame(rows, more, { query, from: windows.from, to: windows.to }, notices)];
    },
  };
}

/** What is not shown cannot be guessed either, by asking which records have it. */
function refuseRedacted(
  { model }: ModelQuery,
  { id, cell }: AuditOptions,
  mapping: RecordMapping
): Refusal | undefined {
  const { fields } = mapping;
  const asked = [
    ...model.matchers.map(({ label }) => fieldOf(label, fields)),
    ...(id !== '' ? [fields.id] : []),
    ...(cell.actual !== '' ? [fields.actual] : []),
    ...(cell.predicted !== '' ? [fields.predicted] : []),
  ];
  const hidden = asked.find((field) => isRedacted(field, mapping));
  return hidden === undefined
    ? undefined
    : {
        sentence: `The field ${hidden} is redacted, so records are not looked for by it. Leave it out of the query, or have it taken from the redacted fields in the data source settings.`,
      };
}

function refuseCursor({ time, seen, ids }: Cursor): Refusal | undefined {
  if (time === undefined || ids.length !== seen) {
    return {
      sentence:
        "The page's beginning is the cursor of a record from another data source. Leave it empty for the first page.",
    };
  }
  return seen > MOST_OF_ONE_TIME
    ? {
        sentence: `More than ${MOST_OF_ONE_TIME} records were predicted in the same millisecond, ${new Date(time).toISOString()}, and there is no going on between them. Choose a larger page, or narrow the query by matchers or a search.`,
      }
    : undefined;
}

/** What the options let through, without the search. */
export function chosenIn<Q>(
  { is, exists, or }: Notation<Q>,
  { only, id, cell }: AuditOptions,
  { fields }: RecordMapping
): Q[] {
  const { actual, predicted } = cell;
  return [
    ...(id !== '' ? [is(fields.id, id)] : []),
    ...(only === 'outcome' ? [or([exists(fields.actual), exists(fields.actualValue)])] : []),
    ...(only === 'wrong' ? [is(fields.correct, 'false')] : []),
    ...(only === 'errors' ? [exists(fields.errorType)] : []),
    // An outcome counts in the matrix if it has both classes.
    ...(ofCell(cell) ? [exists(fields.actual), exists(fields.predicted)] : []),
    ...(actual !== '' ? [is(fields.actual, actual)] : []),
    ...(predicted !== '' ? [is(fields.predicted, predicted)] : []),
  ];
}

/** A word in any of the fields that are searched; a text field has it in one of its words, or in the keyword beside it. */
function anywhere(word: string, mapping: RecordMapping): Lucene {
  const names = SEARCHED.map((role) => mapping.fields[role]).filter((name) => !isRedacted(name, mapping));
  const message = mapping.fields.errorMessage;
  return or([...names, ...(names.includes(message) ? [`${message}.keyword`] : [])].map((name) => contains(name, word)));
}

/** Not later than the cursor's time, without the records of this time that were seen. */
function notSeen({ time = NaN, ids }: Cursor, { fields }: RecordMapping): Lucene[] {
  return [
    duringRange(fields.time, 0, time),
    not(allOf([duringRange(fields.time, time - 1, time), isOneOf('_id', ids)])),
  ];
}

function explainNone(
  cursor: Cursor | undefined,
  query: ModelQuery,
  mapping: RecordMapping,
  facts: ElasticsearchFacts,
  { only, cell, id, search }: AuditOptions
): QueryResultMetaNotice {
  if (cursor) {
    return {
      severity: 'info',
      text: 'There are no older records. Leave the beginning of the page empty for the first page.',
    };
  }
  const needs: FieldRole[] = ofCell(cell) ? ['actual', 'predicted'] : [];
  const ofChoice: FieldRole[] = only === 'wrong' ? ['correct'] : only === 'errors' ? ['errorType'] : [];
  const empty = explainEmpty([...needs, ...ofChoice], query, mapping, facts);
  return id === '' && search === ''
    ? empty
    : { ...empty, text: `${empty.text} The id or the text that is searched for narrows it further.` };
}
