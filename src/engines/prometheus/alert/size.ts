import { queryName } from '../../../query/measureNames';
import { type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { type Refusal } from '../../engine';
import { type PrometheusFacts } from '../facts';
import { type Expr } from '../promql';

/** Of one query of a rule. Prometheus parses it at each evaluation. */
export const MOST_CHARACTERS = 40_000;
/** Series of outcomes: counting these over a day takes about as long as Grafana waits for a rule. */
const MOST_SERIES = 2_500;

/** Refuses what would be too much at each evaluation of a rule. */
export function refuseSize(
  query: ModelQuery,
  { metrics }: TelemetryMapping,
  { seriesOfModel }: PrometheusFacts,
  inputs: readonly Expr[]
): Refusal | undefined {
  const ofOutcomes = query.kind !== 'operations' && query.kind !== 'drift';
  const series = ofOutcomes ? (seriesOfModel[metrics.outcomes] ?? 0) : 0;
  if (series > MOST_SERIES) {
    return {
      sentence: `${metrics.outcomes} has ${series.toLocaleString('en-US')} series of this model, and a rule that counts more than ${MOST_SERIES.toLocaleString('en-US')} at each evaluation would time out. Name versions or further matchers, or let a recording rule hold the measure and map it as an existing one.`,
    };
  }
  const longest = Math.max(...inputs.map(({ length }) => length));
  return longest > MOST_CHARACTERS
    ? {
        sentence: `The rule on ${queryName(query)} would have a query of ${longest.toLocaleString('en-US')} characters, and at most ${MOST_CHARACTERS.toLocaleString('en-US')} are sent. Use a histogram with fewer buckets, or let a recording rule hold the measure and map it as an existing one.`,
      }
    : undefined;
}
