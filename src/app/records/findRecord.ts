import { defaultQuery, type ModelQuery } from '../../query/query';
import { type RecordName } from '../../query/recordsPage';
import { type RecordsAnswer } from './answer';
import { type RecordsAsked } from './askRecords';

/** How far before and after the time that a link says a record is looked for: links of other tools may round it. */
const AROUND_MS = 5 * 60_000;

/** Of several records with one id so many are looked at. */
const MOST_OF_ONE_ID = 100;

/**
 * Asks for one record by its id, on the clock of predictions: around the time of it that is known, else in the page's time
 * range. Nothing else narrows it: the record is there or it is not.
 */
export function recordAsked(
  { id, time }: RecordName,
  { datasource, query: { model }, from, to }: RecordsAsked
): RecordsAsked {
  const query: ModelQuery = {
    ...defaultQuery,
    kind: 'audit',
    model: { name: model.name, versions: [], matchers: [] },
    timeBasis: 'prediction',
    audit: { ...defaultQuery.audit, id, pageSize: MOST_OF_ONE_ID },
  };
  return {
    datasource,
    query,
    ...(time === undefined ? { from, to } : { from: time - AROUND_MS, to: time + AROUND_MS }),
  };
}

/** Which row of an answer is the record: of several the one of just this time, else the latest. Undefined where there is none. */
export function rowOfRecord({ rows }: RecordsAnswer, { id, time }: RecordName): number | undefined {
  const own = rows.flatMap((row, i) => (row.id === id ? [i] : []));
  return own.find((i) => rows[i].time === time) ?? own[0];
}
