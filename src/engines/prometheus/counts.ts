import { type TelemetryMapping } from '../../query/mapping';
import {
  aggregate,
  binary,
  copyLabel,
  type Expr,
  hoursMore,
  inSeconds,
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

/**
 * By how much each series of a counter rose in (now - window, now], as an exact difference wherever that is known:
 * `increase()` extrapolates, and it loses the first events of a series that is born inside the window. The first that
 * applies of:
 *
 *     last - start         without a restart in the window; start is the last sample before it, or 0 if the process
 *                          restarted between that sample and the window's first
 *     last                 of a series born inside, if its process was already scraped at the start or began after it
 *     last + max - start   after one restart, if the maximum is known to be the value before it; start is 0 if born inside
 *     increase()
 *
 * The label `modelwatch_counted` says how: `exact`; `gap` (start is a sample of 5 minutes to an hour before the window, so
 * events of the scrape gap are counted too); `estimate` (`increase`).
 *
 * Range vectors are left-open on Prometheus 3 and closed on 2; the terms are chosen to hold on both, and so that as few
 * as possible read the whole window.
 */
export function countOver(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const last = over('last_over_time', counter, window);
  const max = over('max_over_time', counter, window);
  const min = over('min_over_time', counter, window);
  const unbroken = binary(over('resets', counter, window), '==', scalar(0));
  const brokenOnce = binary(over('resets', counter, hoursMore(window, GAP_HOURS)), '==', scalar(1));
  const start = anyOfMarked(
    setLabel(over('last_over_time', counter, FRESH_MS, window), COUNTED, 'exact'),
    setLabel(over('last_over_time', counter, GAP_MS, window), COUNTED, 'gap')
  );
  const observed = observedFromStart(counter, window, mapping);
  const ifObserved = (operand: Expr) =>
    setLabel(binary(operand, 'and', observed, { on: mapping.instanceLabels }), COUNTED, 'exact');
  const startThatCounts = binary(start, '*', binary(start, '<=', min, { ...unmarked, bool: true, group: 'left' }));
  const minus = { ...unmarked, group: 'right' } as const;
  return anyOfMarked(
    binary(binary(last, '-', startThatCounts, minus), 'and', unbroken, unmarked),
    binary(ifObserved(last), 'and', unbroken, unmarked),
    binary(
      binary(
        binary(binary(max, '>', last), '+', last),
        '-',
        anyOfMarked(start, ifObserved(binary(max, '*', scalar(0)))),
        minus
      ),
      'and',
      brokenOnce,
      unmarked
    ),
    setLabel(over('increase', counter, window), COUNTED, 'estimate')
  );
}

/** The processes of which nothing can have been missed: scraped at the window's start, or begun after it. */
export function observedFromStart(counter: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const { when } = counter;
  const up: Selector = { metric: 'up', matchers: [], when };
  const processStart: Selector = { metric: mapping.metrics.processStart, matchers: [], when };
  const windowStart = binary(timeOf(when), '-', inSeconds(window));
  const evidence = [
    over('last_over_time', counter, FRESH_MS, window),
    binary(over('last_over_time', up, FRESH_MS, window), '==', scalar(1)),
    over('last_over_time', processStart, FRESH_MS, window),
    binary(over('last_over_time', processStart, window), '>=', windowStart),
  ];
  return aggregate(
    'group',
    mapping.instanceLabels,
    evidence.reduce((left, right) => binary(left, 'or', right))
  );
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
