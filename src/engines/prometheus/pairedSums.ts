import { type TelemetryMapping } from '../../query/mapping';
import { FRESH_MS, GAP_MS, observedFromStart } from './counts';
import { binary, type Expr, over, scalar, type Selector, type Span } from './promql';

/**
 * By how much a sum that may fall (of errors, of values with a sign) rose in (now - window, now], series by series. A fall
 * looks like a restart to `increase()` and `resets()`, so the sum goes by what its own `_count` tells: over the longest
 * stretch to the window's end without a restart in it.
 *
 *     last - start   without a restart; start is the last sample before the window
 *     last           after a restart, since it; and of a series born inside on a process that was already scraped or began then
 *
 * A series first seen on an older process is left out. Given the count itself as the sum, it counts the same stretch: their
 * ratio is a mean over the same outcomes.
 */
export function sumSinceRestart(sum: Selector, count: Selector, window: Span, mapping: TelemetryMapping): Expr {
  const last = over('last_over_time', sum, window);
  const start = (of: Selector) =>
    binary(over('last_over_time', of, FRESH_MS, window), 'or', over('last_over_time', of, GAP_MS, window));
  const resets = over('resets', count, window);
  const unbroken = binary(
    binary(start(count), '<=', over('min_over_time', count, window), { bool: true }),
    '*',
    binary(resets, '==', scalar(0), { bool: true })
  );
  const observed = observedFromStart(count, window, mapping);
  return [
    binary(last, '-', binary(start(sum), '*', unbroken)),
    binary(last, 'and', observed, { on: mapping.instanceLabels }),
    binary(last, 'and', binary(resets, '>', scalar(0))),
  ].reduce((left, right) => binary(left, 'or', right));
}
