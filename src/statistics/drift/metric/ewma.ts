/** A control chart of exponentially weighted moving averages: small lasting shifts show up soon. docs/statistics.md. */

export interface EwmaOptions {
  /** Of the metric without drift. */
  mean: number;
  deviation: number;
  /** Of each value with the next, 0 where they are independent; wider limits then (N. F. Zhang 1998). */
  correlation?: number;
  /** Of the newest value, in (0, 1]. */
  weight?: number;
  /** Of the limits, in deviations of the average. */
  width?: number;
}

/**
 * J. M. Lucas and M. S. Saccucci (1990), table 3: of independent normal values one in 500 lies out of these limits by
 * chance, on average.
 */
const EWMA_WEIGHT = 0.2;
const EWMA_WIDTH = 2.962;

export interface EwmaPoint {
  average: number;
  lower: number;
  upper: number;
  /** Whether the average lies beyond a limit. */
  out: boolean;
}

/**
 * S. W. Roberts's chart (1959), z = (1 - w) z + w x from the mean on, with limits that widen from the first value on to
 * their lasting width as the average's own variance does.
 *
 * @returns a point for each value; undefined where a value is: the average stays as it was
 */
export function ewmaChart(
  values: ArrayLike<number | undefined>,
  { mean, deviation, correlation = 0, weight = EWMA_WEIGHT, width = EWMA_WIDTH }: EwmaOptions
): Array<EwmaPoint | undefined> {
  const keep = 1 - weight;
  let average = mean;
  // Of the average, and with the value that it was last moved by; in variances of a value.
  let variance = 0;
  let covariance = 0;
  return Array.from({ length: values.length }, (_, i) => {
    const value = values[i];
    if (value === undefined || !Number.isFinite(value)) {
      return undefined;
    }
    average = keep * average + weight * value;
    variance = keep * keep * variance + weight * weight + 2 * keep * weight * correlation * covariance;
    covariance = keep * correlation * covariance + weight;
    const half = width * deviation * Math.sqrt(variance);
    const [lower, upper] = [mean - half, mean + half];
    return { average, lower, upper, out: average < lower || average > upper };
  });
}
