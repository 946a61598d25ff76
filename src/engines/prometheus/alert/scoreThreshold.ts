import { thresholdOf } from '../../../query/check';
import { queryName } from '../../../query/measureNames';
import { type ModelQuery } from '../../../query/query';
import { type ThresholdCounts } from '../../../statistics/scores';
import { type Refusal } from '../../engine';
import { aboveZero, type ConvertContext, withVersion } from '../convert/context';
import { countOver } from '../counts';
import { aggregate, binary, type Expr, scalar, setLabel, setLabelWhere } from '../promql';
import { scaleOf } from '../selectors';
import { binsBelow, scoreBins } from './scoreBins';
import {
  ALL,
  ifComplete,
  ifPositiveSeen,
  known,
  scoresUpTo,
  SIDE,
  type Side,
  type SideWeights,
  weighted,
  type Weights,
} from './scoreCounts';
import { refuseEdges } from './scoreExpressions';

/** The cells of the matrix at a threshold that are right, of those that a share is of. */
interface Cells {
  hits: Array<keyof ThresholdCounts>;
  support: Array<keyof ThresholdCounts>;
}

/**
 * A class measure at a score threshold, where it is one share: its right outcomes and all that it is of, as if the positive
 * class were predicted above the edge that is nearest to the threshold (binsBelow in scoreBins.ts). Where it is undefined,
 * or an edge is missing, one of the two has no element. By version both have the label `version`.
 *
 * @param edges of the score histogram as its label `le` has them, ascending
 */
export function thresholdShare(
  context: ConvertContext,
  edges: readonly string[]
): { hits: Expr; support: Expr } | Refusal {
  const { query, mapping } = context;
  const bins = scoreBins(edges, scaleOf('outcomeScore', mapping));
  const cells = cellsOf(query);
  if (bins.edges.length === 0) {
    return refuseEdges(context);
  }
  if (!cells) {
    return {
      sentence: `${queryName(query)} at a score threshold cannot be alerted on. Alert on accuracy, or on precision, recall or specificity of one class, or leave the threshold empty.`,
    };
  }
  if (query.quality.zeroDivision !== 'undefined') {
    return {
      sentence: `${queryName(query)} at a score threshold cannot be alerted on with a number in place of 0/0. Set what 0/0 becomes to 'no data'.`,
    };
  }
  const cut = cutOf(binsBelow(bins, thresholdOf(query) ?? 0), bins.edges);
  const hits = ifClassSeen(weighted(weightsOf(cells.hits, cells.support, cut), context), context);
  const support = aboveZero(weighted(weightsOf(cells.support, cells.support, cut), context));
  return {
    hits: withVersion(cut.edges.length > 0 ? ifComplete(hits, cut.edges, context) : hits, context),
    support: withVersion(support, context),
  };
}

/** Which cells a measure is of; undefined where it is no single share. */
function cellsOf(query: ModelQuery): Cells | undefined {
  const { measure, average } = query.quality;
  if (measure === 'accuracy') {
    return { hits: ['tp', 'tn'], support: ['tp', 'fp', 'fn', 'tn'] };
  }
  if (average !== 'class') {
    return undefined;
  }
  // What is a hit of one of two classes is a miss of the other.
  const positive = classOf(query) === query.model.positiveClass;
  const [hit, falseHit, missed, trueMiss] = positive
    ? (['tp', 'fp', 'fn', 'tn'] as const)
    : (['tn', 'fn', 'fp', 'tp'] as const);
  switch (measure) {
    case 'precision':
      return { hits: [hit], support: [hit, falseHit] };
    case 'recall':
      return { hits: [hit], support: [hit, missed] };
    case 'specificity':
      return { hits: [trueMiss], support: [trueMiss, falseHit] };
    default:
      return undefined;
  }
}

function classOf({ quality, model }: ModelQuery): string {
  return quality.class || model.positiveClass || '';
}

/** Where the scores are cut: what is multiplied to count the outcomes below and above. */
interface Cut {
  edges: string[];
  below: Weights;
  above: Weights;
}

function cutOf(below: number, edges: readonly string[]): Cut {
  const all: Weights = [[ALL, 1]];
  if (below === 0) {
    return { edges: [], below: [], above: all };
  }
  if (below > edges.length) {
    return { edges: [], below: all, above: [] };
  }
  const edge = edges[below - 1];
  return {
    edges: [edge],
    below: [[edge, 1]],
    above: [
      [ALL, 1],
      [edge, -1],
    ],
  };
}

/** Adds up to these cells, and is 0 and not missing where there are only others of `all`. */
function weightsOf(cells: Cells['hits'], all: Cells['support'], cut: Cut): SideWeights {
  const ofSide = (above: keyof ThresholdCounts, below: keyof ThresholdCounts): Weights | undefined => {
    if (!all.includes(above) && !all.includes(below)) {
      return undefined;
    }
    // Above and below together are all, whatever the edge.
    const [isAbove, isBelow] = [cells.includes(above), cells.includes(below)];
    const weights = isAbove && isBelow ? ([[ALL, 1]] as const) : isAbove ? cut.above : isBelow ? cut.below : [];
    return weights.length > 0 ? weights : [[ALL, 0]];
  };
  const [positive, other] = [ofSide('tp', 'fn'), ofSide('fp', 'tn')];
  return { ...(positive && { positive }), ...(other && { other }) };
}

/**
 * A class other than the positive one stands for all others: that it does only where it alone of them was seen. By the
 * name that the answer gives to several others, 'not' the positive one, it always does, even if it is a single one.
 */
function ifClassSeen(value: Expr, context: ConvertContext): Expr {
  const { query, mapping, span } = context;
  const { positiveClass = '' } = query.model;
  const className = query.quality.measure === 'accuracy' ? positiveClass : classOf(query);
  if (className === positiveClass || className === `not ${positiveClass}`) {
    return ifPositiveSeen(value, context);
  }
  const { actual } = mapping.labels;
  const seen = aboveZero(aggregate('sum', [actual], countOver(scoresUpTo([ALL], context), span, mapping)));
  const mark = (operand: Expr, name: string, side: Side) => setLabelWhere(operand, SIDE, side, actual, name);
  const marked = mark(mark(setLabel(seen, SIDE, THIRD), positiveClass, 'positive'), className, 'other');
  const points = known(SIDE, [
    ['positive', 1],
    ['other', 1],
    [THIRD, 3],
  ]);
  const sum = aggregate('sum', [], binary(aggregate('group', [SIDE], marked), '*', points, { on: [SIDE] }));
  return binary(value, 'and', binary(sum, '==', scalar(2)), { on: [] });
}

/** Of neither of two classes. */
const THIRD = 'third';
