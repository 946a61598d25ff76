import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { eventsFrame } from '../../frames/eventsFrame';
import { type AnnotationOptions } from '../../query/annotation';
import { describeDuration, parseDuration } from '../../query/duration';
import { type ModelQuery } from '../../query/query';
import { type TimeWindow } from '../engine';

/** What an engine has seen of a model's versions; '' is a prediction that names none. */
export interface SeenVersions {
  /** Those with a prediction within the look-back before the window. */
  before: ReadonlySet<string>;
  /** When each version's first prediction in the window was seen, in milliseconds since the epoch. */
  first: ReadonlyMap<string, number>;
}

/** In milliseconds; whoever plans has checked that it is a duration. */
export function versionLookBack({ lookBack }: AnnotationOptions): number {
  return parseDuration(lookBack) ?? 0;
}

/**
 * Marks the versions that have predictions in the window and none in the look-back before it.
 *
 * @param remedy what to do where no prediction names its version, in a full sentence
 */
export function versionEvents(
  { before, first }: SeenVersions,
  asked: AnnotationOptions,
  { model: { name } }: ModelQuery,
  { from, to }: TimeWindow,
  notices: QueryResultMetaNotice[],
  remedy: string
): DataFrame[] {
  const seen = new Set([...before, ...first.keys()]);
  const unnamed = seen.size === 1 && seen.has('');
  const born = [...first].filter(
    ([version, time]) => version !== '' && !before.has(version) && time > from && time <= to
  );
  const events = born.map(([version, time]) => ({
    time,
    title: `Version ${version} of ${name} first seen`,
    text: `It has predictions from here on, and had none in the ${describeDuration(versionLookBack(asked))} before the time range.`,
    tags: ['version', name, version],
  }));
  const explained: QueryResultMetaNotice[] = unnamed
    ? [{ severity: 'warning', text: `The predictions of model '${name}' do not name their version. ${remedy}` }]
    : [];
  return [eventsFrame(events, [...notices, ...explained])];
}
