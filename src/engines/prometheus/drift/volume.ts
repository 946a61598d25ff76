import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { describeDuration } from '../../../query/duration';
import { type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { comparisonsOf, groupSpans, spansOf } from '../../drift/comparisons';
import { type Span } from '../../drift/variables';
import { isRefusal, type Refusal, type TimeWindow } from '../../engine';
import { bucketsName, type PrometheusFacts } from '../facts';
import { isGrid } from './countSpans';
import { sourceOf, type VariableSource } from './sources';

/**
 * Series that are read times times that they are read at, of one answer: 64,000 took a busy Prometheus on two cores 24 s, and
 * a browser one more.
 */
export const MOST_VALUES = 100_000;
/** Of spans whose ends are no even steps each is a request of its own. */
export const MOST_REQUESTS = 60;

/** A window with fewer points, where those that are asked for would be more than one answer may have. */
export function affordable(
  query: ModelQuery,
  window: TimeWindow,
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): { window: TimeWindow; notices: Notice[] } {
  const source = sourceOf(query, mapping, facts);
  if (query.result === 'number' || isRefusal(source)) {
    return { window, notices: [] };
  }
  const { series } = largest(source, mapping, facts);
  const pointsAt = (times: number) => comparisonsOf(query, { ...window, intervalMs: window.intervalMs * times });
  const isTooMuch = (spans: readonly Span[]) => series * longest(spans) > MOST_VALUES || single(spans) > MOST_REQUESTS;
  let times = 1;
  let points = pointsAt(times);
  while (points.length > FEWEST_POINTS && isTooMuch(spansOf(points))) {
    points = pointsAt(++times);
  }
  const intervalMs = window.intervalMs * times;
  const text = `There is one point for every ${describeDuration(intervalMs)} and not for every ${describeDuration(window.intervalMs)}: more would be too much for one answer. Choose a shorter time range, name a version, or compare with an offset that is a multiple of the panel's step.`;
  return { window: { ...window, intervalMs }, notices: times === 1 ? [] : [{ severity: 'info', text }] };
}

/** A course of fewer points is none: rather say what is too much. */
const FEWEST_POINTS = 12;

/** Refuses what would be too much for one answer, or too many requests. */
export function refuseVolume(
  query: ModelQuery,
  source: VariableSource,
  spans: readonly Span[],
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): Refusal | undefined {
  if (single(spans) > MOST_REQUESTS) {
    return {
      sentence: `The reference lies between the panel's points, so that ${shown(single(spans))} requests would be needed, and at most ${MOST_REQUESTS} are sent. Choose an offset or window that is a multiple of the panel's step, or fewer points in its query options.`,
    };
  }
  const { name, series } = largest(source, mapping, facts);
  const steps = longest(spans);
  return series * steps > MOST_VALUES
    ? {
        sentence: `${name} has ${shown(series)} series of ${query.model.name}, which at ${shown(steps)} times are more than the ${shown(MOST_VALUES)} values that one answer may have. Name a version or further matchers, or let a recording rule add up the instances.`,
      }
    : undefined;
}

/** Of the metrics that are read, the one with the most series. */
function largest(
  { histogram, counter }: VariableSource,
  mapping: TelemetryMapping,
  { seriesOfModel }: PrometheusFacts
): { name: string; series: number } {
  const names = [
    ...(histogram ? [bucketsName(histogram, mapping)] : []),
    ...(counter ? [mapping.metrics[counter.role]] : []),
  ];
  return names
    .map((name) => ({ name, series: seriesOfModel[name] ?? 0 }))
    .reduce((most, one) => (one.series > most.series ? one : most));
}

/** How many of the spans have to be asked for singly. */
function single(spans: readonly Span[]): number {
  return groupSpans(spans)
    .filter((group) => !isGrid(group))
    .reduce((sum, { ends }) => sum + ends.length, 0);
}

/** At how many times the longest request is evaluated. */
const longest = (spans: readonly Span[]) => Math.max(0, ...groupSpans(spans).map(({ ends }) => ends.length));
const shown = (count: number) => count.toLocaleString('en-US');
