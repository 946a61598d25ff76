import { type QueryResultMetaNotice } from '@grafana/data';

import { type RecordsKept } from '../frames/completenessFrame';

/** '2026-11-20 12:30 UTC' */
export function moment(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** That a window reaches beyond the records that there are: an answer over it is of less time than it seems to be. */
export function beyondRecords(
  model: string,
  window: { from: number; to: number },
  { first, last }: Partial<RecordsKept>
): QueryResultMetaNotice[] {
  if (first !== undefined && first > window.from) {
    return [
      {
        severity: 'info',
        text: `The records of model '${model}' begin at ${moment(first)}, after the time range does: nothing was recorded before, or it has been deleted.`,
      },
    ];
  }
  return last !== undefined && last <= window.from
    ? [{ severity: 'info', text: `The records of model '${model}' end at ${moment(last)}, before this time range.` }]
    : [];
}
