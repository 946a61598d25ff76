import { type AuditRow } from '../../frames/auditFrame';
import { type AuditOptions, LARGEST_PAGE } from '../../query/query';
import { type RecordsAnswer } from './answer';
import { type RecordsAsked } from './askRecords';

/** More records than these are no file that a browser should make. */
export const MOST_RECORDS = 100_000;

export interface AllRecords {
  rows: AuditRow[];
  /** What is to be said about them, in full sentences. */
  notices: string[];
}

interface Walk {
  ask(asked: RecordsAsked): Promise<RecordsAnswer>;
  /** After each page. @param count of the records so far */
  onProgress(count: number): void;
  signal: AbortSignal;
  most?: number;
  pageSize?: number;
}

/**
 * All records that are asked for, page by page, whatever page is asked for; undefined if it was cancelled. Rejects where a page
 * is not answered: half of the records would look like all of them.
 */
export async function allRecords(
  asked: RecordsAsked,
  { ask, onProgress, signal, most = MOST_RECORDS, pageSize = LARGEST_PAGE }: Walk
): Promise<AllRecords | undefined> {
  const rows: AuditRow[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined && rows.length < most) {
    const audit: AuditOptions = { ...asked.query.audit, pageSize: Math.min(pageSize, most - rows.length), cursor };
    // Whoever cancels does not wait for the page that is on its way.
    const answer: RecordsAnswer | undefined = await Promise.race([
      ask({ ...asked, query: { ...asked.query, audit } }),
      aborted(signal),
    ]);
    if (!answer || signal.aborted) {
      return undefined;
    }
    // One by one: a call with 5,000 arguments is too much for some browsers.
    answer.rows.forEach((row) => rows.push(row));
    onProgress(rows.length);
    cursor = answer.rows.length > 0 ? answer.next : undefined;
  }
  const limit = `There are more than ${most.toLocaleString('en-US')} records, and a file takes no more: it holds the latest ones. Choose a shorter time range, or narrow the records, for the others.`;
  return { rows, notices: cursor === undefined ? [] : [limit] };
}

function aborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(undefined);
    }
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}
