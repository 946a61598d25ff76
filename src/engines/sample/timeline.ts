import { type ModelQuery } from '../../query/query';
import { type Span } from '../drift/variables';
import { recordFilter } from './matchers';
import { type AuditRecord, timeOn } from './records';
import { type RecordSource } from './source';

/** The records of some versions in several spans, which may overlap: each is fetched and tested once. */
export interface Timeline {
  /** Those without a time first, where they count, then ascending by the clock of predictions. */
  records: readonly AuditRecord[];
  /** How many have no time, whether or not they count. */
  timeless: number;
  /** How many of these are the first of the records: they belong to every span, and lie in no place of one. */
  counted: number;
  /** Where the records of a span are: [start, end). */
  placeOf(span: Span): [number, number];
}

/** @param spans all of the same versions, at least one */
export function timelineOf(
  spans: readonly Span[],
  { model, drift }: ModelQuery,
  source: RecordSource,
  countsTimeless: boolean
): Timeline {
  const ofRequests = drift.of === 'responseTime';
  const selector = { ...model, versions: [...spans[0].versions] };
  const passes = recordFilter(selector, ofRequests ? 'requests' : 'predictions');
  // What failed has no prediction.
  const wanted = (record: AuditRecord) => (ofRequests || record.error === undefined) && passes(record);
  const timeless = source.timeless(model.name).filter(wanted);
  const timed = stretches(spans).flatMap(({ from, to }) =>
    source.records(model.name, from, to, 'prediction').filter(wanted)
  );
  const times = Float64Array.from(timed, (record) => timeOn('prediction', record) ?? NaN);
  const first = countsTimeless ? timeless : [];
  return {
    records: [...first, ...timed],
    timeless: timeless.length,
    counted: first.length,
    placeOf: ({ from, to }) => [first.length + firstAfter(times, from), first.length + firstAfter(times, to)],
  };
}

/** What spans cover together, ascending and apart from each other. */
function stretches(spans: readonly Span[]): Array<{ from: number; to: number }> {
  const covered: Array<{ from: number; to: number }> = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = covered[covered.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      covered.push({ from, to });
    }
  }
  return covered;
}

function firstAfter(times: Float64Array, moment: number): number {
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (times[middle] > moment) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return from;
}
