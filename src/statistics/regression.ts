/** Measures of predicted values. Definitions and sources: docs/statistics.md. */
import { type Estimate } from './classification';
import { twoSidedQuantile } from './intervals';

export const regressionMeasureNames = ['mae', 'rmse', 'bias', 'r2', 'mape'] as const;
export type RegressionMeasureName = (typeof regressionMeasureNames)[number];

/** Sums over outcomes: enough for every measure here. A sum that is not known is absent. */
export interface ErrorSums {
  /** How many outcomes. */
  n: number;
  /** Of predicted minus actual. */
  error?: number;
  absolute?: number;
  squared?: number;
  /** Of absolute errors as shares of the absolute actual value; not finite if one of these was 0. */
  percentage?: number;
  actual?: number;
  actualSquared?: number;
  /**
   * The sum of squared distances of the actual values to their mean, where outcomes were added one by one: R2 from it loses
   * no digits, as it does from `actual` and `actualSquared`. `mean` is that of the distances to `first`, the first value.
   * Not to be added to another's.
   */
  spread?: { first: number; mean: number; squares: number };
}

/** To begin with, for `addError`. */
export function emptyErrorSums(): ErrorSums {
  return { n: 0, error: 0, absolute: 0, squared: 0, percentage: 0, actual: 0, actualSquared: 0 };
}

/** Adds one outcome to sums that began with `emptyErrorSums()`. Both values must be finite. */
export function addError(sums: ErrorSums, predicted: number, actual: number): void {
  const error = predicted - actual;
  sums.n++;
  sums.error = (sums.error ?? 0) + error;
  sums.absolute = (sums.absolute ?? 0) + Math.abs(error);
  sums.squared = (sums.squared ?? 0) + error * error;
  sums.percentage = (sums.percentage ?? 0) + Math.abs(error) / Math.abs(actual);
  sums.actual = (sums.actual ?? 0) + actual;
  sums.actualSquared = (sums.actualSquared ?? 0) + actual * actual;
  // B. P. Welford, Technometrics 4 (1962), from the first value on: no large numbers that cancel, and exactly 0 while all
  // values are equal.
  const { first, mean, squares } = sums.spread ?? { first: actual, mean: 0, squares: 0 };
  const distance = actual - first;
  const next = mean + (distance - mean) / sums.n;
  sums.spread = { first, mean: next, squares: squares + (distance - mean) * (distance - next) };
}

/** Below this share of the sum of squares, their spread around the mean is what rounding left, or no better. */
export const LOST_DIGITS = 1e-9;

/** Fewest outcomes for an interval: with fewer the normal distribution is no good stand-in for the mean's. */
export const FEWEST_FOR_INTERVAL = 30;

/**
 * Undefined without outcomes, and where a sum that the measure needs is not known.
 *
 * @param confidence of the interval, between 0 and 1; only bias has one
 */
export function regressionMeasure(sums: ErrorSums, measure: RegressionMeasureName, confidence = 0.95): Estimate {
  const { n } = sums;
  if (!(n > 0)) {
    return { support: 0 };
  }
  const value = valueOf(sums, measure);
  return {
    ...(value !== undefined && Number.isFinite(value) && { value }),
    ...(measure === 'bias' && biasInterval(sums, confidence)),
    support: n,
  };
}

function valueOf(sums: ErrorSums, measure: RegressionMeasureName): number | undefined {
  const mean = (total: number | undefined) => (total === undefined ? undefined : total / sums.n);
  switch (measure) {
    case 'mae':
      return mean(sums.absolute);
    case 'rmse':
      return sums.squared === undefined ? undefined : Math.sqrt(sums.squared / sums.n);
    case 'bias':
      return mean(sums.error);
    case 'r2':
      return r2(sums);
    case 'mape':
      return mean(sums.percentage);
  }
}

/** 1 - squared errors / squared distances to the mean. 0/0, or as good as that, where all actual values are equal. */
function r2({ n, squared, actual, actualSquared, spread }: ErrorSums): number | undefined {
  const around = spread?.squares ?? spreadFrom(n, actual, actualSquared);
  return squared !== undefined && around !== undefined && around > 0 ? 1 - squared / around : undefined;
}

/** Of squared distances to the mean, by the sum of values and of their squares; undefined where their difference has lost its digits. */
function spreadFrom(n: number, total: number | undefined, squares: number | undefined): number | undefined {
  if (total === undefined || squares === undefined) {
    return undefined;
  }
  const spread = squares - (total / n) * total;
  return spread > LOST_DIGITS * squares ? spread : undefined;
}

/** The mean error's, from the errors' own spread, by the normal distribution; J. M. Bland, D. G. Altman, Lancet 327 (1986). */
function biasInterval(
  { n, error, squared }: ErrorSums,
  confidence: number
): { lower: number; upper: number } | undefined {
  const spread = spreadFrom(n, error, squared);
  if (error === undefined || spread === undefined || !(n >= FEWEST_FOR_INTERVAL && confidence > 0 && confidence < 1)) {
    return undefined;
  }
  const half = twoSidedQuantile(confidence) * Math.sqrt(spread / (n - 1) / n);
  return { lower: error / n - half, upper: error / n + half };
}
