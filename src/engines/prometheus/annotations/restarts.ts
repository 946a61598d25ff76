import { type DataFrame, type Labels, type QueryResultMetaNotice } from '@grafana/data';

import { eventsFrame, type MarkedEvent } from '../../../frames/eventsFrame';
import { readSeries, type Series } from '../../../frames/readSeries';
import { type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { type Plan, type TimeWindow } from '../../engine';
import { lookBack } from '../../lookBack';
import { GAP_MS } from '../counts';
import { explainEmpty, type PrometheusFacts } from '../facts';
import { aggregate, binary, type Expr, over, scalar, type Selector } from '../promql';
import { rangeRequest } from '../requests';
import { modelSelector } from '../selectors';

/** Some exporters work the start time out of the machine's uptime, anew at each scrape: it trembles by a second. */
const JITTER_S = 2;

/**
 * Processes that serve the model and started anew within an hour of when they were last scraped. Prometheus compares, so
 * that only restarts are in the answers: the start time of a process with its last one before the step, which gives the
 * moment itself; where a process has no start time, its counters with their last values before the step.
 */
export function planRestarts(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> {
  const range = lookBack(query, window);
  const hasStart = mapping.absent.processStart === undefined;
  const starts = rangeRequest('restarts', startsLater(query, mapping, range), window);
  const resets = rangeRequest('restarts-counters', countersFell(query, mapping, range, hasStart), window);
  return {
    requests: hasStart ? [starts, resets] : [resets],
    read: (answers) => {
      const series = answers.map(readSeries);
      const [byStart, byCounters] = hasStart ? series : [[], ...series];
      const events = [
        ...byStart.flatMap((one) => eventsOf(startTimes(one), one.labels, byStartTime, query, mapping)),
        ...byCounters.flatMap((one) =>
          eventsOf(firstOfRuns(one, window.intervalMs), one.labels, byItsCounters, query, mapping)
        ),
      ].filter(({ time }) => time > window.from && time <= window.to);
      return [eventsFrame(events, noSeries(query, mapping, facts))];
    },
  };
}

/** The start time of each process, in seconds, at the steps in which it became later. */
function startsLater(query: ModelQuery, mapping: TelemetryMapping, range: number): Expr {
  const { instanceLabels: by } = mapping;
  const start = (range: number, offset?: number) =>
    aggregate('max', by, over('last_over_time', startOf(mapping), range, offset));
  const later = binary(start(range), '>', binary(start(GAP_MS, range), '+', scalar(JITTER_S)));
  // Whatever the mapping lets count as a prediction, it was this process that was asked.
  const asked = modelSelector('predictions', query, { ...mapping, details: {} });
  const serving = aggregate('group', by, over('last_over_time', asked, range + GAP_MS));
  return binary(later, 'and', serving, { on: by });
}

/** Each process without a start time, at the steps in which a counter of its predictions was below its value before. */
function countersFell(query: ModelQuery, mapping: TelemetryMapping, range: number, hasStart: boolean): Expr {
  const { instanceLabels: by } = mapping;
  const predictions = modelSelector('predictions', query, mapping);
  const fell = aggregate(
    'group',
    by,
    binary(over('min_over_time', predictions, range), '<', over('last_over_time', predictions, GAP_MS, range))
  );
  const known = aggregate('group', by, over('last_over_time', startOf(mapping), range + GAP_MS));
  return hasStart ? binary(fell, 'unless', known, { on: by }) : fell;
}

function startOf({ metrics }: TelemetryMapping): Selector {
  return { metric: metrics.processStart, matchers: [] };
}

/** A restart is in the answer of every step whose range holds it. In milliseconds. */
function startTimes({ values }: Series): number[] {
  const later = values.filter((value, i) => i === 0 || value - values[i - 1] > JITTER_S);
  return later.map((seconds) => Math.round(seconds * 1000));
}

function firstOfRuns({ times }: Series, step: number): number[] {
  return times.filter((time, i) => i === 0 || time - times[i - 1] > 1.5 * step);
}

const byStartTime = 'Its process started anew.';
const byItsCounters = 'Its counters began anew within the step before this moment.';

function eventsOf(
  times: number[],
  labels: Labels,
  how: string,
  { model }: ModelQuery,
  { instanceLabels }: TelemetryMapping
): MarkedEvent[] {
  const instance = instanceLabels
    .map((label) => labels[label])
    .filter(Boolean)
    .join(' ');
  return times.map((time) => ({
    time,
    title: `Restart of ${instance}`,
    text: `${how} It serves ${model.name}.`,
    tags: ['restart', model.name, instance],
  }));
}

/** No restart needs no explanation; no process does. */
function noSeries(query: ModelQuery, mapping: TelemetryMapping, facts: PrometheusFacts): QueryResultMetaNotice[] {
  return facts.seriesOfModel[mapping.metrics.predictions] > 0
    ? []
    : [{ severity: 'warning', text: explainEmpty('predictions', query, mapping, facts) }];
}
