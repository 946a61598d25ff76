import { logLossOf } from '../../../statistics/probabilities';
import { squaredLossOf } from '../../../statistics/scoreMeasures';
import { aboveZero, type ConvertContext } from '../convert/context';
import { binary, type Expr, scalar } from '../promql';
import { probabilities, type ScoreBins } from './scoreBins';
import { ALL, outcomes, weighted, type Weights } from './scoreCounts';

/** Of each bin what one outcome in it adds to the measure; undefined where its scores are no probabilities. */
type PerBin = ReadonlyArray<number | undefined>;

const LOSSES = { logLoss: logLossOf, brier: squaredLossOf };

/** The mean of a loss over all outcomes, each at its bin's middle (statistics/scoreMeasures.ts). */
export function meanLoss(measure: keyof typeof LOSSES, bins: ScoreBins, context: ConvertContext): Expr {
  const loss = LOSSES[measure];
  const middles = probabilities(bins);
  const of = (probabilityOfActual: (middle: number) => number) =>
    cumulative(
      middles.map((middle) => (middle === undefined ? undefined : loss(probabilityOfActual(middle)))),
      bins
    );
  const total = weighted({ positive: of((middle) => middle), other: of((middle) => 1 - middle) }, context);
  return binary(total, '/', probableOutcomes(bins, context));
}

/** Relative to all outcomes: what rounding of estimated counts leaves outside of [0, 1] is nothing. */
const ROUNDING = 1e-12;

/** All outcomes, where none of their scores surely lies outside of [0, 1]. */
export function probableOutcomes(bins: ScoreBins, context: ConvertContext): Expr {
  const all = aboveZero(outcomes(context));
  const middles = probabilities(bins);
  if (!middles.includes(undefined)) {
    return all;
  }
  const inside = cumulative(
    middles.map((middle) => (middle === undefined ? undefined : 1)),
    bins
  );
  const enough = binary(all, '*', scalar(1 - ROUNDING));
  return binary(weighted({ positive: inside, other: inside }, context), '>=', enough);
}

/**
 * What counts up to the edges are multiplied by, so that their sum is that over the bins: the difference to what the next
 * bin adds (N. H. Abel's summation by parts). Bins without a number are those of one end or of both, and are left out.
 */
export function cumulative(perBin: PerBin, { edges }: Pick<ScoreBins, 'edges'>): Weights {
  const upTo = (bin: number) => edges[bin] ?? ALL;
  const weights = perBin.map((one = 0, bin) => [upTo(bin), one - (perBin[bin + 1] ?? 0)] as const);
  return weights.filter(([, weight]) => weight !== 0);
}
