import { aboveZero, type ConvertContext, sumBy } from '../convert/context';
import { aggregate, apply, atLeast, atMost, binary, type Expr, scalar } from '../promql';
import { type ScoreBins } from './scoreBins';
import { known, outcomes, type Weights } from './scoreCounts';
import { BIN, binParts, fromBinUp, inBin, PART, type Term } from './scoreNeighbours';

/**
 * The area under the ROC curve: of each bin's positive outcomes times the others below them, ties counting half, the share
 * in all pairs (statistics/scoreMeasures.ts). No element without both.
 */
export function rocAuc(bins: ScoreBins, context: ConvertContext): Expr {
  const terms: Term[] = [
    ...inBin('positives', 'positive'),
    { part: 'below', side: 'other', upTo: 'upper', times: 0.5 },
    { part: 'below', side: 'other', upTo: 'lower', times: 0.5 },
  ];
  const pairs = sumOfProducts(
    terms,
    [
      ['positives', 1],
      ['below', 1],
    ],
    bins,
    context
  );
  const [positives, others] = ofBothSides(context);
  return atMost(1, binary(pairs, '/', binary(positives, '*', others)));
}

/** Average precision: of each bin's positive outcomes times the precision from the bin up, the share in all positive ones. */
export function averagePrecision(bins: ScoreBins, context: ConvertContext): Expr {
  const terms = [
    ...inBin('positives', 'positive'),
    ...fromBinUp('right', 'positive'),
    ...fromBinUp('predicted', 'positive'),
    ...fromBinUp('predicted', 'other'),
  ];
  const powers: Weights = [
    ['positives', 1],
    ['right', 1],
    ['predicted', -1],
  ];
  const [positives, others] = ofBothSides(context);
  const sum = sumOfProducts(terms, powers, bins, context);
  return atMost(1, binary(binary(sum, '/', positives), 'and', others));
}

function ofBothSides(context: ConvertContext): [Expr, Expr] {
  return [aboveZero(outcomes(context, 'positive')), aboveZero(outcomes(context, 'other'))];
}

/**
 * Of each bin the product of its parts, each to a power, summed up over the bins. Multiplied by way of logarithms, so that
 * the counts are taken once and not once for each part. An estimate of a bin that is below 0 counts as 0.
 */
function sumOfProducts(terms: readonly Term[], powers: Weights, bins: ScoreBins, context: ConvertContext): Expr {
  const logs = apply('ln', atLeast(0, binParts(terms, bins, context)));
  const raised = binary(logs, '*', known(PART, powers), { on: [PART], group: 'left' });
  const products = apply('exp', sumBy([BIN], raised, context));
  // A bin from which on there is nothing has 0/0, which is no number.
  return aggregate('sum', context.split, binary(products, '>=', scalar(0)));
}
