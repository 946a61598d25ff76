import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { describeDuration } from '../../query/duration';
import { type ModelQuery } from '../../query/query';
import { type TimeWindow } from '../engine';
import { moment } from '../retention';
import { type AuditRecord, hasOutcome } from './records';
import { reach, select, type Selection } from './selection';
import { type RecordSource } from './source';

export const info = (text: string): Notice => ({ severity: 'info', text });
export const warning = (text: string): Notice => ({ severity: 'warning', text });

/** What is said of records that have no time: a number counts them, whatever its window, and a series cannot. */
export function timelessNotice({ timeless, records }: Selection, counted: boolean): Notice[] {
  if (timeless === 0) {
    return [];
  }
  const all = counted && timeless === records.length;
  const which = all ? 'The records' : `${count(timeless)} ${timeless === 1 ? 'record' : 'records'}`;
  const one = timeless === 1 && !all;
  return [
    info(
      counted
        ? `${which} ${one ? 'has no time, so it counts' : 'have no time, so they count'} whatever the time range is.`
        : `${which} ${one ? 'has no time, so it is' : 'have no time, so they are'} not counted here.`
    ),
  ];
}

/** The share of delays within which a prediction counts as young. */
const OLD_ENOUGH = 0.95;

/** On the prediction clock quality goes with its label coverage: young predictions may still get their outcome. */
export function coverageNotice(query: ModelQuery, window: TimeWindow, source: RecordSource): Notice[] {
  const { records } = select(query, window, source, {
    basis: 'prediction',
    subject: 'predictions',
    keep: ({ error }) => error === undefined,
  });
  const open = records.filter((record) => !hasOutcome(record));
  if (open.length === 0) {
    return [];
  }
  const known = records.length - open.length;
  const share = `The outcome is known of ${percent(known / records.length)} of the ${count(records.length)} predictions of this time range.`;
  const delay = usualDelay(records);
  const now = source.coverage(query.model.name)?.to ?? NaN;
  const young = open.filter(({ time = NaN }) => now - time < delay).length;
  return [
    info(
      young > 0
        ? `${share} ${count(young)} of the others ${young === 1 ? 'is' : 'are'} younger than ${describeDuration(wholeMinutes(delay))}, within which ${percent(OLD_ENOUGH)} of the known outcomes came: this answer may still change.`
        : share
    ),
  ];
}

/** Within which most outcomes came that are known; NaN where none says when. */
function usualDelay(records: readonly AuditRecord[]): number {
  const delays = Float64Array.from(
    records.flatMap(({ time, observed }) => (time === undefined || observed === undefined ? [] : [observed - time]))
  ).sort();
  return delays[Math.ceil(delays.length * OLD_ENOUGH) - 1] ?? NaN;
}

const wholeMinutes = (ms: number) => Math.max(1, Math.ceil(ms / 60_000)) * 60_000;

/** Why there is nothing to answer from. `what` follows 'No record of model ... '. */
export function explainNone(what: string, query: ModelQuery, window: TimeWindow, source: RecordSource): Notice {
  const { model } = query;
  const versions = model.versions.length > 0 ? `, version ${model.versions.join(', ')},` : '';
  const matchers = model.matchers.length > 0 ? ' that the further matchers let through' : '';
  const coverage = source.coverage(model.name);
  const { from, to } = reach(query, window);
  if (coverage && (coverage.to <= from || coverage.from > to)) {
    return warning(
      `The records of model '${model.name}' lie between ${moment(coverage.from)} and ${moment(coverage.to)}, outside of this time range. Choose a time range in between.`
    );
  }
  return warning(
    `No record of model '${model.name}'${versions}${matchers} ${what} in this time range. Choose another time range, or another question.`
  );
}

/** '12.3 %': never 100 % of what is not all. */
export function percent(share: number): string {
  const rounded = share < 1 ? Math.min(99.9, Math.round(1000 * share) / 10) : 100;
  return `${rounded} %`;
}

export const count = (of: number) => of.toLocaleString('en-US');
