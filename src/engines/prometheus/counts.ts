import { type TelemetryMapping } from '../../query/mapping';
import {
  aggregate,
  aggregateWithout,
  atLeast,
  binary,
  copyLabel,
  type Expr,
  hoursMore,
  inSeconds,
  negative,
  over,
  scalar,
  type Selector,
  setLabel,
  type Span,
  timeOf,
} from './promql';

/** Says of every counted series how it was counted; a label that no telemetry has. */
export const COUNTED = 'modelwatch_counted';
export type Counted = 'exact' | 'gap' | 'estimate';

/** A sample this old still says what a counter was at the window's start: Prometheus's own look-back. */
export const FRESH_MS = 5 * 60_000;
/** Across a gap in scraping at the window's start, the last sample of this long before it is taken. */
const GAP_HOURS = 1;
export const GAP_MS = GAP_HOURS * 60 * 60_000;

export const unmarked = { ignoring: [COUNTED] };

/** Tells the two parts of a count from each other until they are summed up; a label that no telemetry has. */
const PART = 'modelwatch_part';
/** More than a counter of nothing, and less than anything that is counted. */
const TINY = 1e-9;

/**
 * By how much each series of a counter rose in (now - window, now], as an exact difference wherever that is known:
 * `increase()` extrapolates, and it loses the first events of a series that is born inside the window. The first that
 * applies of:
 *
 *     last - start         without a restart in the window; start is the last sample before it, or 0 if the process
 *                          restarted between that sample and the window's first
 *     last                 of a series born inside, if its process was already scraped at the start or began after it
 *     last + max - start   after one restart, if the maximum is known to be the value before it; start is 0 as above
 *     increase()
 *
 * The label `modelwatch_counted` says how: `exact`; `gap` (of a process that was scraped last 5 minutes to an hour before
 * the window, so events of the scrape gap are counted too); `estimate` (`increase`).
 *
 * Prometheus reads a range anew for each function over it, so each reads as few as that takes, and what is known of a
 * start is a label of its process. Ranges are left-open on Prometheus 3 and closed on 2: there, a sample right at the
 * start is the start and the window's first one too, which changes no difference and no restart.
 */
export function countOver(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const risen = risenFromZero(counter, window);
  const start = setLabel(negative(startsFrom(counter, window)), PART, 'start');
  // A start without the other part is below 0: of that series only an estimate is known.
  const known = binary(aggregateWithout('sum', [PART], binary(risen, 'or', start)), '>=', scalar(0));
  const marked = { on: mapping.instanceLabels, group: 'left', include: [COUNTED] } as const;
  return anyOfMarked(
    binary(known, '*', seenBefore(counter, window, mapping), marked),
    setLabel(over('increase', counter, window), COUNTED, 'estimate')
  );
}

/**
 * As if each series had begun at 0: last, or last + max after one restart. Both are less than 2 max: without a restart last
 * is max. What is not known is not: after one restart that was outgrown last is max too, and after several there is more.
 */
function risenFromZero(counter: Selector, window: Span): Expr {
  const max = over('max_over_time', counter, window);
  const restarts = over('resets', counter, window);
  const risen = binary(over('last_over_time', counter, window), '+', binary(restarts, '*', max));
  return binary(risen, '<', atLeast(TINY, binary(scalar(2), '*', max)));
}

/** The last sample before the window, if it is not 0, and if the window's first one follows on it without a restart. */
function startsFrom(counter: Selector, window: Span): Expr {
  const start = binary(over('last_over_time', counter, GAP_MS, window), '>', scalar(0));
  const restarts = binary(
    over('resets', counter, hoursMore(window, GAP_HOURS)),
    '-',
    over('resets', counter, GAP_MS, window)
  );
  return binary(start, 'and', binary(restarts, '==', over('resets', counter, window)));
}

/**
 * The processes of which it is known where their counters stood at the window's start, marked by how well. Of one that has
 * begun since, a gap before it comes first: it may have gone on in there, and have restarted later.
 */
function seenBefore(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const by = mapping.instanceLabels;
  const exact = (evidence: Expr) => setLabel(aggregate('group', by, evidence), COUNTED, 'exact');
  return anyOfMarked(
    exact(scrapedAtStart(counter, window, mapping)),
    setLabel(aggregate('group', by, over('last_over_time', counter, GAP_MS, window)), COUNTED, 'gap'),
    exact(begunSince(counter, window, mapping))
  );
}

/** The processes of which nothing can have been missed: scraped at the window's start, or begun after it. */
export function observedFromStart(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const evidence = binary(scrapedAtStart(counter, window, mapping), 'or', begunSince(counter, window, mapping));
  return aggregate('group', mapping.instanceLabels, evidence);
}

function scrapedAtStart(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const { when } = counter;
  const up: Selector = { metric: 'up', matchers: [], when };
  return [
    over('last_over_time', counter, FRESH_MS, window),
    binary(over('last_over_time', up, FRESH_MS, window), '==', scalar(1)),
    over('last_over_time', processStart(counter, mapping), FRESH_MS, window),
  ].reduce((left, right) => binary(left, 'or', right));
}

function begunSince(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const windowStart = binary(timeOf(counter.when), '-', inSeconds(window));
  return binary(over('last_over_time', processStart(counter, mapping), window), '>=', windowStart);
}

function processStart({ when }: Selector, { metrics }: TelemetryMapping): Selector {
  return { metric: metrics.processStart, matchers: [], when };
}

/** The first of several that has an element, however it was counted. */
export function anyOfMarked(...operands: Expr[]): Expr {
  return operands.reduce((left, right) => binary(left, 'or', right, unmarked));
}

/** Counts summed over instances, by the labels given and by how they were counted. A living series without events is 0. */
export function countsBy(by: readonly string[], counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  return aggregate('sum', [...by, COUNTED], countOver(counter, window, mapping));
}

/** As `countsBy`, of the right predictions only: those whose predicted class is the actual one. */
export function hitsBy(by: readonly string[], counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const { actual, predicted } = mapping.labels;
  const diagonal = copyLabel(aggregate('group', [actual], over('last_over_time', counter, window)), actual, predicted);
  const hits = binary(countOver(counter, window, mapping), 'and', diagonal, { on: [actual, predicted] });
  return aggregate('sum', [...by, COUNTED], hits);
}

/** Leaves zeros out, so that a class is in the answer only if it was seen in the window. */
export function positive(counts: Expr): Expr {
  return binary(counts, '>', scalar(0));
}
