import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type CompletenessDay, completenessFrame, type RecordsKept } from '../../frames/completenessFrame';
import { type ModelQuery } from '../../query/query';
import { DAY_MS, judgeDays, type Need, needing, type Needing, needs } from '../completeness';
import { type TimeWindow } from '../engine';
import { beyondRecords } from '../retention';
import { getOrAdd } from '../tally';
import { recordFilter } from './matchers';
import { explainNone, timelessNotice } from './notices';
import { type AuditRecord, hasOutcome, timeOn } from './records';
import { reach, select } from './selection';
import { type RecordSource } from './source';

const has: Record<Need, (record: AuditRecord) => boolean> = {
  id: ({ id }) => id !== undefined,
  version: ({ version }) => version !== '',
  prediction: ({ predicted, value }) => predicted !== undefined || value !== undefined,
  score: ({ score }) => score !== undefined,
  features: ({ features }) => Object.values(features).some((value) => value !== null),
  'response time': ({ duration }) => duration !== undefined,
  // Records of files have none.
  'trace id': () => false,
  'outcome time': ({ observed }) => observed !== undefined,
};
const isKnown = (record: AuditRecord) => record.error === undefined && hasOutcome(record);
const isAmong: Record<Needing, (record: AuditRecord) => boolean> = {
  records: () => true,
  answered: ({ error }) => error === undefined,
  known: isKnown,
};

/** What the records of each day hold and lack, by the time of the prediction. */
export function answerCompleteness(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const selection = select(query, window, source, {
    basis: 'prediction',
    subject: 'records',
    keep: () => true,
    timedOnly: true,
  });
  const days = new Map<number, CompletenessDay>();
  for (const record of selection.records) {
    addTo(days, record);
  }
  const { from, to } = reach(query, window);
  const kept = recordsKept(query, source);
  // A source that ends by itself has said so.
  const beyond = notices.length > 0 ? [] : beyondRecords(query.model.name, { from, to }, kept ?? {});
  notices.push(...beyond, ...timelessNotice(selection, false));
  if (days.size === 0 && beyond.length === 0) {
    notices.push(explainNone('is there', query, window, source));
  }
  return [completenessFrame(judgeDays([...days.values()]), kept, { query, from, to }, notices)];
}

function addTo(days: Map<number, CompletenessDay>, record: AuditRecord): void {
  const at = timeOn('prediction', record) ?? NaN;
  const time = Math.floor(at / DAY_MS) * DAY_MS;
  const day = getOrAdd(days, time, () => ({
    time,
    records: 0,
    failed: 0,
    withOutcome: 0,
    oldest: at,
    newest: at,
    without: Object.fromEntries(needs.map((need) => [need, 0])),
  }));
  day.records++;
  day.failed += record.error === undefined ? 0 : 1;
  day.withOutcome += isKnown(record) ? 1 : 0;
  day.oldest = Math.min(day.oldest ?? at, at);
  day.newest = Math.max(day.newest ?? at, at);
  for (const need of needs) {
    day.without[need] += isAmong[needing[need]](record) && !has[need](record) ? 1 : 0;
  }
}

/** The first and the last record that the query is about, whatever its window: looked for from both ends inwards, by ever longer steps. */
function recordsKept(query: ModelQuery, source: RecordSource): RecordsKept | undefined {
  const coverage = source.coverage(query.model.name);
  if (!coverage) {
    return undefined;
  }
  const passes = recordFilter(query.model, 'records');
  const [from, to] = [coverage.from - 1, coverage.to];
  const timesIn = (from: number, to: number) =>
    source
      .records(query.model.name, from, to, 'prediction')
      .filter(passes)
      .map((record) => timeOn('prediction', record) ?? NaN);
  for (let length = 60_000; ; length *= 8) {
    const first = timesIn(from, Math.min(to, from + length))[0];
    if (first !== undefined) {
      return { first, last: lastOf(length) ?? first };
    }
    if (from + length >= to) {
      return undefined;
    }
  }

  function lastOf(shortest: number): number | undefined {
    for (let length = shortest; ; length *= 8) {
      const last = timesIn(Math.max(from, to - length), to).at(-1);
      if (last !== undefined || to - length <= from) {
        return last;
      }
    }
  }
}
