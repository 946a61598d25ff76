import { queryName } from '../../../query/measureNames';
import { type ScoreMeasureName } from '../../../statistics/scores';
import { type Refusal } from '../../engine';
import { aboveZero, type ConvertContext, withVersion } from '../convert/context';
import { type Expr } from '../promql';
import { scaleOf } from '../selectors';
import { averagePrecision, rocAuc } from './scoreAreas';
import { type ScoreBins, scoreBins } from './scoreBins';
import { calibrationError } from './scoreCalibration';
import { ifComplete, ifPositiveSeen, outcomes } from './scoreCounts';
import { meanLoss } from './scoreLosses';

/**
 * A measure of scores as one expression, over the bins whose edges were known when a rule was made: the number that the
 * answer has (scores.ts), where every histogram has these edges and no others are between them. Where it is undefined, or
 * an edge is missing, there is no element. By version it has the label `version`.
 *
 * Estimated counts can make that a bucket is below the one before. The answer levels these out, an expression does not,
 * which is a difference in the order of what was estimated wrong.
 *
 * @param edges of the score histogram as its label `le` has them, ascending
 */
export function scoreExpression(
  context: ConvertContext,
  edges: readonly string[]
): { value: Expr; support: Expr } | Refusal {
  const bins = scoreBins(edges, scaleOf('outcomeScore', context.mapping));
  if (bins.edges.length === 0) {
    return refuseEdges(context);
  }
  return {
    value: withVersion(ifComplete(ofMeasure(bins, context), bins.edges, context), context),
    support: withVersion(aboveZero(outcomes(context)), context),
  };
}

function ofMeasure(bins: ScoreBins, context: ConvertContext): Expr {
  const measure = context.query.quality.measure as ScoreMeasureName;
  switch (measure) {
    case 'rocAuc':
      return rocAuc(bins, context);
    case 'prAuc':
      return averagePrecision(bins, context);
    case 'ece':
      return ifPositiveSeen(calibrationError(bins, context), context);
    default:
      return ifPositiveSeen(meanLoss(measure, bins, context), context);
  }
}

export function refuseEdges({ query, mapping }: ConvertContext): Refusal {
  const name = mapping.metrics.outcomeScore;
  return {
    sentence: `${queryName(query)} cannot be alerted on: a rule needs the edges of ${name}_bucket, and none is known that all its histograms share. Give ${name} the same buckets everywhere, or make the rule once it has some.`,
  };
}
