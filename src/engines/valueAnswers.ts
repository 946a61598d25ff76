import { type MeasureSeries } from '../frames/measureFrame';
import { type ModelQuery } from '../query/query';
import { type ErrorSums, regressionMeasure, type RegressionMeasureName } from '../statistics/regression';
import { measureTally, type Tally } from './tally';

/** A measure of predicted values for every version and time. */
export function measureErrors(tally: Tally<ErrorSums>, query: ModelQuery): MeasureSeries[] {
  return measureTally(tally, query, (sums) =>
    // Whoever tallies errors was asked for a measure of values.
    regressionMeasure(sums, query.quality.measure as RegressionMeasureName, query.quality.confidence)
  );
}
