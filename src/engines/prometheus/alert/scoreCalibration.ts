import { type ConvertContext } from '../convert/context';
import { aggregate, apply, binary, type Expr } from '../promql';
import { probabilities, type ScoreBins } from './scoreBins';
import { ALL, knownPairs, type Side, type Weights } from './scoreCounts';
import { probableOutcomes } from './scoreLosses';
import { BIN, binParts, inBin, PART } from './scoreNeighbours';

/**
 * The mean distance of the bins' shares of positives to their middles, weighted by their outcomes. Of a bin of p positive
 * and n other outcomes at m that is |p - m (p + n)|, so |(1 - m) p - m n|.
 */
export function calibrationError(bins: ScoreBins, context: ConvertContext): Expr {
  const { split } = context;
  const counts = binParts([...inBin('positive', 'positive'), ...inBin('other', 'other')], bins, context);
  const middles = probabilities(bins);
  const ofBins = (weight: (middle: number) => number): Weights =>
    middles.flatMap((middle, bin) => (middle === undefined ? [] : [[bins.edges[bin] ?? ALL, weight(middle)] as const]));
  const weights: Record<Side, Weights> = {
    positive: ofBins((middle) => 1 - middle),
    other: ofBins((middle) => -middle),
  };
  const products = binary(counts, '*', knownPairs(PART, BIN, weights), { on: [PART, BIN], group: 'left' });
  const distances = apply('abs', aggregate('sum', [...split, BIN], products));
  return binary(aggregate('sum', split, distances), '/', probableOutcomes(bins, context));
}
