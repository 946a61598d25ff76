/** By how much a metric's mean has changed, with an interval that knows of correlation. docs/statistics.md. */
import { type Difference } from '../../differences';
import { twoSidedQuantile } from '../../intervals';
import { FEWEST_OF_METRIC, lagOne } from './baseline';

/**
 * Mean of `current` minus mean of `reference`, as distances to the level of their hour where the metric has a rhythm. The
 * variance of each mean is W. K. Newey and K. D. West's (1987) with Bartlett's weights up to lag 4 (T / 100)^(2/9), after
 * prewhitening by the lag-one correlation (D. W. K. Andrews, J. C. Monahan 1992); the two sides add as in B. L. Welch's
 * test (1947), with the normal distribution in place of t.
 *
 * @param reference values one after the other; undefined ones are left out
 * @param confidence between 0 and 1
 * @returns undefined where a side has no value; without an interval below 30 values, or where none of them strays
 */
export function metricChange(
  reference: ArrayLike<number | undefined>,
  current: ArrayLike<number | undefined>,
  confidence = 0.95
): Difference | undefined {
  const [before, now] = [known(reference), known(current)];
  if (before.length === 0 || now.length === 0) {
    return undefined;
  }
  const value = meanOf(now) - meanOf(before);
  const variance = varianceOfMean(before) + varianceOfMean(now);
  if (Math.min(before.length, now.length) < FEWEST_OF_METRIC || !(variance > 0)) {
    return { value };
  }
  const half = twoSidedQuantile(confidence) * Math.sqrt(variance);
  return { value, lower: value - half, upper: value + half };
}

function known(values: ArrayLike<number | undefined>): Float64Array {
  return Float64Array.from(values, (value) => value ?? NaN).filter((value) => Number.isFinite(value));
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Of values one after the other, correlated or not. */
export function varianceOfMean(values: Float64Array): number {
  const size = values.length;
  const mean = meanOf(values);
  const correlation = Math.min(0.97, Math.max(-0.97, lagOne(values)));
  const whitened = values
    .map((value, i) => (i > 0 ? value - mean - correlation * (values[i - 1] - mean) : 0))
    .subarray(1);
  const covariance = (lag: number) => {
    let sum = 0;
    for (let i = lag; i < whitened.length; i++) {
      sum += whitened[i] * whitened[i - lag];
    }
    return sum / whitened.length;
  };
  const lags = Math.floor(4 * (size / 100) ** (2 / 9));
  let spectrum = covariance(0);
  for (let lag = 1; lag <= Math.min(lags, whitened.length - 1); lag++) {
    spectrum += 2 * (1 - lag / (lags + 1)) * covariance(lag);
  }
  return spectrum / (1 - correlation) ** 2 / size;
}
