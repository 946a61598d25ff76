/** Where in the list one is: the cursors of the pages up to the one that is shown. The first page has none. */
export interface Paging {
  /** One for each page up to this one. */
  cursors: string[];
  /** How many records the pages before this one showed. */
  before: number;
}

export const firstPage: Paging = { cursors: [''], before: 0 };

export function cursorOf({ cursors }: Paging): string {
  return cursors[cursors.length - 1];
}

/** @param next the cursor that came with the page, and how many records it shows */
export function older({ cursors, before }: Paging, next: string, shown: number): Paging {
  return { cursors: [...cursors, next], before: before + shown };
}

/** Every page but the last is full, so that the one before has as many records as a page takes. */
export function newer({ cursors, before }: Paging, pageSize: number): Paging {
  return cursors.length === 1 ? firstPage : { cursors: cursors.slice(0, -1), before: Math.max(0, before - pageSize) };
}

/** 'Records 101 to 200', 'Records 201 to 237, the last of them', 'One record'. */
export function describePage({ before }: Paging, shown: number, more: boolean): string {
  if (shown === 0) {
    return before === 0 ? 'No records' : 'No more records';
  }
  if (before === 0 && !more) {
    return shown === 1 ? 'One record' : `All ${count(shown)} records`;
  }
  const place =
    shown === 1 ? `Record ${count(before + 1)}` : `Records ${count(before + 1)} to ${count(before + shown)}`;
  return more ? place : `${place}, the last ${shown === 1 ? 'one' : 'of them'}`;
}

const count = (number: number) => number.toLocaleString('en-US');
