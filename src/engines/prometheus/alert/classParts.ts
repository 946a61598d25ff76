import { measureStyle } from '../../../query/measureNames';
import { perClassMeasures } from '../../../query/query';
import { type AlertParts, shareValue, singleValue } from '../../alertParts';
import { isShareOfRight } from '../../alertQuestion';
import { type Refusal } from '../../engine';
import { aboveZero, CLASS, type ConvertContext, type Converted, sumBy, withVersion } from '../convert/context';
import { errorsOfOthers } from '../convert/classes';
import {
  actual,
  bothSides,
  counts,
  hits,
  labelOf,
  misses,
  predicted,
  type Share,
  shareOf,
  shareOfOthers,
  toClass,
  total,
} from '../convert/outcomeCounts';
import { aggregate, binary, type Expr, type LabelMatcher, scalar, setLabel } from '../promql';

/** A measure of classes whose number is the converted query, with what its interval and its support are read from. */
export function classParts(context: ConvertContext, { expr, style }: Converted): AlertParts<Expr> {
  const { query } = context;
  const by = classesApart(context) ? [CLASS] : [];
  const share = shareOfMeasure(context);
  if (share) {
    return shareValue(
      expr,
      { hits: labelled(share.hits, context), support: labelled(aboveZero(share.all), context) },
      style,
      by
    );
  }
  const support = query.quality.measure === 'support' ? undefined : labelled(supportOf(context), context);
  const parts = singleValue(expr, style, by, support);
  return isMeanRecall(context)
    ? {
        ...parts,
        inputs: { ...parts.inputs, variance: labelled(varianceOfMeanRecall(context), context) },
        interval: { method: 'delta', variance: '$variance' },
      }
    : parts;
}

/** Whether the answer says of which class it is. */
function classesApart({ query: { quality } }: ConvertContext): boolean {
  return perClassMeasures.includes(quality.measure) && (quality.average === 'class' || quality.average === 'each');
}

/** With the labels that the converted query has. */
function labelled(operand: Expr, context: ConvertContext): Expr {
  const { quality } = context.query;
  return withVersion(
    classesApart(context) && quality.average === 'class' ? setLabel(operand, CLASS, className(context)) : operand,
    context
  );
}

function className({ query: { quality, model } }: ConvertContext): string {
  return quality.class || model.positiveClass || '';
}

/** The measures that are one share of independent outcomes (statistics/classification.ts gives these Wilson's interval). */
function shareOfMeasure(context: ConvertContext): Share | undefined {
  const { query } = context;
  const { measure, average } = query.quality;
  if (isShareOfRight(query.quality)) {
    return shareOf([], context);
  }
  if (measure !== 'precision' && measure !== 'recall' && measure !== 'specificity') {
    return undefined;
  }
  const side = measure === 'precision' ? 'predicted' : 'actual';
  switch (average) {
    case 'class':
      return measure === 'specificity'
        ? shareOfOthers(className(context), context)
        : shareOf([], context, [{ label: labelOf(side, context), operator: '=', value: className(context) }]);
    case 'each': {
      if (measure === 'specificity') {
        const { wrong, others } = errorsOfOthers(context);
        return { hits: binary(others, '-', wrong), all: others };
      }
      const { hits, all } = shareOf([labelOf(side, context)], context);
      const byClass = (operand: Expr) => sumBy([CLASS], toClass(side, operand, context), context);
      return { hits: byClass(hits), all: byClass(all) };
    }
    default:
      return undefined;
  }
}

/** The outcomes that a measure without a share rests on: of F-beta those that are actually or predicted of the class. */
function supportOf(context: ConvertContext): Expr {
  const { measure, average } = context.query.quality;
  if (measure !== 'fBeta' || (average !== 'class' && average !== 'each')) {
    return aboveZero(total(context));
  }
  if (average === 'each') {
    const missed = misses([labelOf('predicted', context)], context);
    return aboveZero(sumBy([CLASS], bothSides(actual(context), missed, context), context));
  }
  const of = (side: 'actual' | 'predicted', operator: '=' | '!='): LabelMatcher => ({
    label: labelOf(side, context),
    operator,
    value: className(context),
  });
  const either = binary(
    counts(context, [of('actual', '=')]),
    'or',
    counts(context, [of('actual', '!='), of('predicted', '=')])
  );
  return aboveZero(sumBy([], either, context));
}

function isMeanRecall({ query: { quality } }: ConvertContext): boolean {
  const { measure, average, zeroDivision } = quality;
  return (
    measure === 'balancedAccuracy' || (measure === 'recall' && average === 'macro' && zeroDivision === 'undefined')
  );
}

/**
 * Sum of r (1 - r) / n over the classes, divided by the square of their number: the delta method's variance of macro
 * recall (statistics/intervals.ts). No element where it is 0, which says nothing about certainty.
 */
function varianceOfMeanRecall(context: ConvertContext): Expr {
  const { split } = context;
  const by = [labelOf('actual', context)];
  const right = hits(by, context);
  const all = aboveZero(actual(context));
  const ofClass = binary(binary(right, '*', binary(all, '-', right)), '/', binary(all, '^', scalar(3)));
  const classes = binary(aggregate('count', split, all), '^', scalar(2));
  return aboveZero(binary(aggregate('sum', split, ofClass), '/', classes));
}

/**
 * Matthews' coefficient as arithmetic over four sums of counts (J. Gorodkin, Comput. Biol. Chem. 28, 2004):
 * (hits N - sum t p) / sqrt((N^2 - sum p^2) (N^2 - sum t^2)).
 */
export function mccParts(context: ConvertContext): AlertParts<Expr> | Refusal {
  const { query, split } = context;
  if (query.quality.zeroDivision !== 'undefined') {
    return {
      sentence:
        "MCC with a number in place of 0/0 cannot be alerted on: the rule would not know 0/0 from no outcomes. Set what 0/0 becomes to 'no data'.",
    };
  }
  const all = aboveZero(total(context));
  const square = (operand: Expr) => aggregate('sum', split, binary(operand, '^', scalar(2)));
  const spread = (operand: Expr) => binary(binary(all, '^', scalar(2)), '-', square(operand));
  const products = binary(
    toClass('actual', actual(context), context),
    '*',
    toClass('predicted', predicted(context), context),
    {
      on: [...split, CLASS],
    }
  );
  const inputs: Record<string, Expr> = {
    hits: hits([], context),
    support: all,
    // Where no class is on both sides, nothing is right by chance.
    chance: binary(aggregate('sum', split, products), 'or', binary(all, '*', scalar(0))),
    // What rounding leaves of no spread is none.
    spread: binary(binary(spread(actual(context)), '*', spread(predicted(context))), '>', scalar(1e-9)),
  };
  return {
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, expr]) => [name, withVersion(expr, context)])),
    value: '($hits * $support - $chance) / $spread ** 0.5',
    support: '$support',
    style: measureStyle(query),
    by: [],
  };
}
