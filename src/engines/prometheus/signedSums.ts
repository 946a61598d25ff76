import { type TelemetryMapping } from '../../query/mapping';
import { anyOfMarked, COUNTED, FRESH_MS, GAP_MS, observedFromStart, unmarked } from './counts';
import { aggregate, binary, type Expr, over, scalar, type Selector, setLabel, type Span } from './promql';

/** A sum that may fall, and the counter of what it sums up. */
export interface SignedSum {
  sum: Selector;
  count: Selector;
}

/**
 * What came to a sum that may fall in (now - window, now], and of how many observations. A fall is no restart here, so
 * neither `increase()` nor `resets()` of the sum can be used: whether its process restarted is read from the count.
 * Sum and count are taken over the same stretch of each series, so that their ratio is the mean of the observations
 * counted, though they may not be all. The first that applies of:
 *
 *     last - start    without a restart in the window; start is the last sample within 5 minutes before it, or 0 if the
 *                     process restarted between that sample and the window's first
 *     last            of a series born inside, if its process was already scraped at the start or began after it
 *     last            after a restart: what came since the last one; what came before it is left out
 *     delta()         marked as an `estimate`: it stretches sum and count alike, so that their ratio is exact
 */
export function signedBy(
  by: readonly string[],
  { sum, count }: SignedSum,
  window: Span,
  mapping: TelemetryMapping
): { sum: Expr; count: Expr } {
  const total = (which: Selector) => aggregate('sum', [...by, COUNTED], alongCount(which, count, window, mapping));
  return { sum: total(sum), count: total(count) };
}

function alongCount(value: Selector, count: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const last = over('last_over_time', value, window);
  const start = over('last_over_time', value, FRESH_MS, window);
  const countAtStart = over('last_over_time', count, FRESH_MS, window);
  const startCounts = binary(countAtStart, '<=', over('min_over_time', count, window), { bool: true });
  const unbroken = binary(over('resets', count, window), '==', scalar(0));
  const broken = binary(over('resets', count, window), '>', scalar(0));
  const bornInside = binary(last, 'unless', over('last_over_time', count, GAP_MS, window));
  const observed = observedFromStart(count, window, mapping);
  const exact = (operand: Expr) => setLabel(operand, COUNTED, 'exact');
  const ifUnbroken = (operand: Expr) => binary(operand, 'and', unbroken, unmarked);
  return anyOfMarked(
    ifUnbroken(exact(binary(last, '-', binary(start, '*', startCounts)))),
    ifUnbroken(exact(binary(bornInside, 'and', observed, { on: mapping.instanceLabels }))),
    exact(binary(last, 'and', broken)),
    ifUnbroken(setLabel(over('delta', value, window), COUNTED, 'estimate'))
  );
}
