import { type ModelQuery, type TimeBasis } from '../../query/query';
import { type TimeWindow } from '../engine';
import { answerTimes, lookBack } from '../lookBack';
import { type Subject } from '../subjects';
import { recordFilter } from './matchers';
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
  /** How many records have no time, whether or not they are among these: only a number can count them. */
  timeless: number;
}

/** More steps than this are no series; Prometheus has the same limit. */
export const MOST_STEPS = 11_000;

/** From when on the windows of a query reach back, and to when. */
export function reach(query: ModelQuery, window: TimeWindow): { from: number; to: number } {
  const times = answerTimes(query, window);
  return { from: times[0] - lookBack(query, window), to: times[times.length - 1] };
}

/** Which records of a model an answer is made from. */
export interface Wanted {
  basis: TimeBasis;
  subject: Subject;
  keep(record: AuditRecord): boolean;
  /** Without those that have no time, for what is counted by time. */
  timedOnly?: boolean;
}

/** The records that an answer is made from, ascending by time, those without a time first. */
export function select(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  { basis, subject, keep, timedOnly }: Wanted
): Selection {
  const { name } = query.model;
  const passes = recordFilter(query.model, subject);
  const wanted = (record: AuditRecord) => passes(record) && keep(record);
  const times = answerTimes(query, window);
  const back = lookBack(query, window);
  const { from, to } = reach(query, window);
  const timed = source.records(name, from, to, basis).filter(wanted);
  const timeless = source.timeless(name).filter(wanted);
  if (query.result === 'number') {
    const records = timedOnly || timeless.length === 0 ? timed : [...timeless, ...timed];
    const whole = { time: window.to, from: window.to - back, start: 0, end: records.length };
    return { records, windows: [whole], timeless: timeless.length };
  }
  const timeOf = (i: number) => timeOn(basis, timed[i]) ?? Infinity;
  let start = 0;
  let end = 0;
  const windows = times.map((time) => {
    const from = time - back;
    while (start < timed.length && timeOf(start) <= from) {
      start++;
    }
    end = Math.max(start, end);
    while (end < timed.length && timeOf(end) <= time) {
      end++;
    }
    return { time, from, start, end };
  });
  return { records: timed, windows, timeless: timeless.length };
}
