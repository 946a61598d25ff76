import { type ModelQuery, type TimeBasis } from '../../query/query';
import { type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { recordFilter, type Subject } from './matchers';
import { type AuditRecord, timeOn } from './records';
import { type RecordSource } from './source';

/** One of the windows (from, to] that a query asks for, and where its records are: [start, end). */
export interface RecordWindow {
  /** At which its answer stands: its end. */
  time: number;
  from: number;
  start: number;
  end: number;
}

/** The records that a query is about, by time, and the windows that it looks at. */
export interface Selection {
  records: readonly AuditRecord[];
  windows: readonly RecordWindow[];
  /** How many of the records have no time: a number counts them, whatever its window. */
  timeless: number;
}

/** More steps than this are no series; Prometheus has the same limit. */
export const MOST_STEPS = 11_000;

/** The times at which answers stand: the window's end, or the multiples of the step in it, from the one at or before its start. */
export function answerTimes({ result }: ModelQuery, { from, to, intervalMs }: TimeWindow): number[] {
  if (result === 'number') {
    return [to];
  }
  const first = Math.floor(from / intervalMs);
  const last = Math.floor(to / intervalMs);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * intervalMs);
}

/** The records of a query on a clock, as far as `keep` wants them. */
export function select(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  basis: TimeBasis,
  subject: Subject,
  keep: (record: AuditRecord) => boolean
): Selection {
  const { name } = query.model;
  const passes = recordFilter(query.model, subject);
  const wanted = (record: AuditRecord) => keep(record) && passes(record);
  const times = answerTimes(query, window);
  const back = lookBack(query, window);
  const timed = source.records(name, times[0] - back, times[times.length - 1], basis).filter(wanted);
  const timeless = query.result === 'number' ? source.timeless(name).filter(wanted) : [];
  const n = timeless.length;
  let start = n;
  let end = n;
  const records = [...timeless, ...timed];
  const timeOf = (i: number) => timeOn(basis, records[i]) ?? Infinity;
  const windows = times.map((time) => {
    const from = time - back;
    while (start < records.length && timeOf(start) <= from) {
      start++;
    }
    end = Math.max(start, end);
    while (end < records.length && timeOf(end) <= time) {
      end++;
    }
    return { time, from, start: query.result === 'number' ? 0 : start, end };
  });
  return { records, windows, timeless: n };
}
