import { measureStyle } from '../../../query/measureNames';
import { FEWEST_FOR_INTERVAL, LOST_DIGITS } from '../../../statistics/regression';
import { type AlertParts, singleValue } from '../../alertParts';
import { type ConvertContext, type Converted, withVersion } from '../convert/context';
import { countOfValues, meanOf } from '../convert/values';
import { binary, type Expr, scalar } from '../promql';

/** A mean of errors, with the number of outcomes in it; of the mean error itself, with its variance. */
export function valueParts(context: ConvertContext, { expr, style }: Converted): AlertParts<Expr> {
  const { query, mapping, facts } = context;
  const count = countOfValues(context);
  const parts = singleValue(expr, style, [], withVersion(count, context));
  if (query.quality.measure !== 'bias' || !facts?.seriesOfModel[`${mapping.metrics.squaredError}_count`]) {
    return parts;
  }
  // The errors' own spread (statistics/regression.ts), where there are enough of them.
  const spread = spreadOf(meanOf('squaredError', true, context), meanOf('outcomeError', true, context));
  const others = binary(binary(count, '>=', scalar(FEWEST_FOR_INTERVAL)), '-', scalar(1));
  return {
    ...parts,
    inputs: { ...parts.inputs, variance: withVersion(binary(spread, '/', others), context) },
    interval: { method: 'delta', variance: '$variance' },
  };
}

/**
 * 1 - mean squared error / variance of the actual values, each from the sums of its own metric (regression.ts). No value
 * where the actual values do not vary.
 */
export function r2Parts(context: ConvertContext): AlertParts<Expr> {
  const squaredError = meanOf('squaredError', true, context);
  const variance = spreadOf(meanOf('squaredValue', true, context), meanOf('outcomeValue', true, context));
  return {
    inputs: {
      squaredError: withVersion(squaredError, context),
      variance: withVersion(variance, context),
      support: withVersion(countOfValues(context), context),
    },
    value: '1 - $squaredError / $variance',
    support: '$support',
    style: measureStyle(context.query),
    by: [],
  };
}

/** Of values around their mean; no element where what is left of it is rounding. */
function spreadOf(meanOfSquares: Expr, mean: Expr): Expr {
  const spread = binary(meanOfSquares, '-', binary(mean, '^', scalar(2)));
  return binary(spread, '>', binary(meanOfSquares, '*', scalar(LOST_DIGITS)));
}
