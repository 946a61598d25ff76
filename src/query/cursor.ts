/**
 * Where a page of records goes on: after a record, in the order of their times, the latest first. Records come and change
 * while somebody pages through them, so that a page is held by a time and by what was seen of this time, not by a number of rows.
 */
export interface Cursor {
  /** Of the last record that was seen, in milliseconds since the epoch; undefined among records without a time, the last ones. */
  time?: number;
  /** How many records of just this time were seen. */
  seen: number;
  /** Their ids, as far as the engine tells records apart by ids; otherwise none. */
  ids: string[];
}

const TIMELESS = 'none';
/** Not changed in an address, nor in a variable. */
const BETWEEN = '~';

/** As a text that fits into a dashboard variable: '1795284000000~2~p-17~p-18'. */
export function writeCursor({ time, seen, ids }: Cursor): string {
  return [time === undefined ? TIMELESS : String(time), String(seen), ...ids.map(escapeId)].join(BETWEEN);
}

/** Undefined where the text is no cursor. Blank is the first page, which has none: ask for it before. */
export function readCursor(text: string): Cursor | undefined {
  const [time, seen, ...ids] = text.trim().split(BETWEEN);
  if (!/^(none|-?\d{1,16})$/.test(time) || !/^\d{1,16}$/.test(seen ?? '')) {
    return undefined;
  }
  try {
    return {
      ...(time !== TIMELESS && { time: Number(time) }),
      seen: Number(seen),
      ids: ids.map((id) => decodeURIComponent(id)),
    };
  } catch {
    return undefined;
  }
}

/** Why a page cannot go on from here, in a sentence; undefined where it can. */
export function wrongCursor(text: string): string | undefined {
  return text.trim() === '' || readCursor(text) !== undefined
    ? undefined
    : `The page's beginning '${text}' is not the cursor of a record. Copy it from the field 'cursor' of the last record that was shown, or leave it empty for the first page.`;
}

/** One further record was seen. @param before of the records before it; undefined where it is the first of all */
export function seenAfter(before: Cursor | undefined, time: number | undefined, id?: string): Cursor {
  const same = before !== undefined && before.time === time ? before : { seen: 0, ids: [] };
  return { ...(time !== undefined && { time }), seen: same.seen + 1, ids: id === undefined ? [] : [...same.ids, id] };
}

/** Half of a surrogate pair cannot be encoded: it becomes the sign for what cannot be read. */
function escapeId(id: string): string {
  return encodeURIComponent(id.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/~/g, '%7E');
}
