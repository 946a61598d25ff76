/** Measures of predicted values. Definitions and sources: docs/statistics.md. */
import { type Estimate } from './classification';

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
  /** Of absolute errors as shares of the absolute actual value. */
  percentage?: number;
  actual?: number;
  actualSquared?: number;
}

export function regressionMeasure(_sums: ErrorSums, _measure: RegressionMeasureName): Estimate {
  return { support: 0 };
}
