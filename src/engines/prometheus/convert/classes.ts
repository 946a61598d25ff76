import { measureName, measureStyle } from '../../../query/measureNames';
import { perClassMeasures } from '../../../query/query';
import { type Refusal } from '../../engine';
import {
  aboveZero,
  CLASS,
  constant,
  type ConvertContext,
  type Converted,
  legendOf,
  sumBy,
  withVersion,
} from './context';
import {
  actual,
  bothSides,
  counts,
  hits,
  labelOf,
  misses,
  predicted,
  ratio,
  shareOf,
  shareOfOthers,
  type Side,
  toClass,
  total,
} from './outcomeCounts';
import { readsFeedback } from '../feedback';
import { aggregate, binary, type Expr, type LabelMatcher, scalar, setLabel } from '../promql';

/**
 * A measure of classes as one ratio of counts. What it is of is what statistics/classification.ts says; a test holds the
 * two together. Where it is 0/0 the expression has no element.
 */
export function convertClasses(context: ConvertContext): Converted | Refusal {
  const { query, mapping, facts, variables } = context;
  const { quality, model } = query;
  if (facts && readsFeedback(mapping, facts)) {
    return {
      sentence: `${measureName(query)} is not converted: it is read from ${mapping.feedback?.truePositive} and its likes, which count by class and not by pair of classes. Keep the model query.`,
    };
  }
  if (!perClassMeasures.includes(quality.measure)) {
    return measured(ofAll(context), measureName(query), context);
  }
  if (quality.average === 'each') {
    return measured(ofEach(context), measureName(query, `{{${CLASS}}}`), context);
  }
  if (quality.average !== 'class') {
    return measured(averaged(context), measureName(query), context);
  }
  const className = quality.class || model.positiveClass || '';
  const expr = ofOne(className, context);
  // A variable's value is in the legend only; a name stands in a label, where nothing in it can be taken for a variable.
  return variables.hasVariable(className)
    ? measured(expr, measureName(query, variables.restore(className)), context)
    : measured(setLabel(expr, CLASS, className), measureName(query, `{{${CLASS}}}`), context);
}

function measured(expr: Expr | Refusal, name: string, context: ConvertContext): Converted | Refusal {
  return typeof expr === 'string'
    ? { expr: withVersion(expr, context), legend: legendOf(name, context), style: measureStyle(context.query) }
    : expr;
}

function ofAll(context: ConvertContext): Expr | Refusal {
  const { quality } = context.query;
  switch (quality.measure) {
    case 'accuracy':
      return accuracy(context);
    case 'balancedAccuracy':
      return mean(shareBy('actual', context), context);
    case 'baselineAccuracy':
      return binary(aggregate('max', context.split, actual(context)), '/', aboveZero(total(context)));
    case 'kappa':
      return orElse(kappa(context), aboveZero(total(context)), context);
    default:
      return {
        sentence: `${measureName(context.query)} as one query would count the outcomes ten times over. Keep the model query, or ask for Cohen's kappa or balanced accuracy, which can be converted.`,
      };
  }
}

/** 1 - errors / errors by chance. Without two classes no error is possible by chance. */
function kappa(context: ConvertContext): Expr {
  const { split } = context;
  const all = total(context);
  const products = binary(toClass('actual', actual(context), context), '*', predictedOf(context), {
    on: [...split, CLASS],
  });
  const both = binary(aggregate('sum', split, products), 'or', constant(all, 0));
  const byChance = binary(scalar(1), '-', binary(both, '/', binary(all, '^', scalar(2))));
  // Estimated counts are no whole numbers: what rounding leaves is no chance.
  const possible = binary(byChance, '>', scalar(1e-9));
  return binary(scalar(1), '-', binary(binary(misses([], context), '/', aboveZero(all)), '/', possible));
}

const predictedOf = (context: ConvertContext) => toClass('predicted', predicted(context), context);

/** Of one class. Where none of it was seen, support is 0, and specificity is that of all others. */
function ofOne(className: string, context: ConvertContext): Expr {
  const { query, mapping } = context;
  const { measure, beta } = query.quality;
  const is = (side: Side): LabelMatcher => ({ label: mapping.labels[side], operator: '=', value: className });
  const all = aboveZero(total(context));
  switch (measure) {
    case 'support':
      return binary(aboveZero(sumBy([], counts(context, [is('actual')]), context)), 'or', constant(all, 0));
    case 'specificity':
      return orElse(ratio(shareOfOthers(className, context)), all, context);
    case 'fBeta': {
      const part = (operand: Expr, weight: number) => binary(operand, '*', scalar(weight));
      const merge = (ofActual: Expr, ofPredicted: Expr) =>
        sumBy([], bothSides(ofActual, ofPredicted, context), context);
      const weight = weightOf(beta);
      const ofActual = sumBy([mapping.labels.actual], counts(context, [is('actual')]), context);
      const ofPredicted = sumBy([mapping.labels.predicted], counts(context, [is('predicted')]), context);
      const right = merge(hits([mapping.labels.actual], context, [is('actual')]), constant(ofPredicted, 0));
      const weighted = merge(part(ofActual, weight), part(ofPredicted, 1 - weight));
      return orElse(binary(right, '/', aboveZero(weighted)), all, context);
    }
    default:
      return orElse(ratio(shareOf([], context, [is(measure === 'precision' ? 'predicted' : 'actual')])), all, context);
  }
}

/** Of every class that was seen, by the label `class`. */
function ofEach(context: ConvertContext): Expr {
  const { query } = context;
  const merge = (ofActual: Expr, ofPredicted: Expr) =>
    sumBy([CLASS], bothSides(ofActual, ofPredicted, context), context);
  const ofActual = actual(context);
  const ofPredicted = predicted(context);
  switch (query.quality.measure) {
    case 'support':
      return merge(aboveZero(ofActual), constant(aboveZero(ofPredicted), 0));
    case 'fBeta': {
      const weight = weightOf(query.quality.beta);
      const right = merge(hits([labelOf('actual', context)], context), constant(ofPredicted, 0));
      const weighted = merge(binary(ofActual, '*', scalar(weight)), binary(ofPredicted, '*', scalar(1 - weight)));
      return binary(right, '/', aboveZero(weighted));
    }
    case 'specificity': {
      const { wrong, others } = errorsOfOthers(context);
      const right = binary(scalar(1), '-', binary(wrong, '/', aboveZero(others)));
      return ifReplaced((value) => binary(right, 'or', constant(others, value)), right, context);
    }
    case 'precision':
      return shareOfSeen('predicted', aboveZero(ofActual), 'actual', context);
    default:
      return shareOfSeen('actual', aboveZero(ofPredicted), 'predicted', context);
  }
}

/** For every class that was seen, the outcomes of other classes, and those of them that were predicted as the class. */
export function errorsOfOthers(context: ConvertContext): { wrong: Expr; others: Expr } {
  const { split } = context;
  const merge = (ofActual: Expr, ofPredicted: Expr) =>
    sumBy([CLASS], bothSides(ofActual, ofPredicted, context), context);
  const wrong = merge(constant(actual(context), 0), misses([labelOf('predicted', context)], context));
  const seen = merge(binary(aboveZero(actual(context)), '*', scalar(-1)), constant(aboveZero(predicted(context)), 0));
  return { wrong, others: binary(seen, '+', total(context), { on: split, group: 'left' }) };
}

/** Over all classes together. */
function averaged(context: ConvertContext): Expr | Refusal {
  const { quality } = context.query;
  const { measure, average } = quality;
  if (measure === 'support') {
    return aboveZero(total(context));
  }
  if (average === 'macro') {
    return mean(ofEach(context), context);
  }
  if (average === 'micro') {
    return measure === 'specificity' ? microSpecificity(context) : accuracy(context);
  }
  switch (measure) {
    case 'recall':
      return accuracy(context);
    case 'specificity':
      return {
        sentence:
          'Weighted specificity is not converted: as one query it would count the outcomes ten times over. Ask for macro or micro specificity, or keep the model query.',
      };
    default:
      return weighted(context);
  }
}

/** By support. Where it is 0 for every class that has a share, so is each of the shares. */
function weighted(context: ConvertContext): Expr {
  const { split, query } = context;
  const { measure, zeroDivision } = query.quality;
  const on = { on: [...split, CLASS] };
  const support = toClass('actual', actual(context), context);
  const sum = aggregate('sum', split, binary(ofEach(context), '*', support, on));
  const all = aboveZero(total(context));
  if (measure !== 'precision' || zeroDivision !== 'undefined') {
    return binary(sum, '/', all);
  }
  const withShare = binary(aboveZero(support), 'and', aboveZero(predictedOf(context)), on);
  return binary(binary(sum, '/', aggregate('sum', split, withShare)), 'or', constant(all, 0));
}

/** Each error is a false positive of one class, and each outcome is of another class for all but one. */
function microSpecificity(context: ConvertContext): Expr {
  const { split } = context;
  const seen = sumBy([CLASS], bothSides(aboveZero(actual(context)), aboveZero(predicted(context)), context), context);
  const others = binary(aggregate('count', split, seen), '-', scalar(1));
  const all = aboveZero(total(context));
  const errors = binary(misses([], context), '/', all);
  return orElse(binary(scalar(1), '-', binary(errors, '/', aboveZero(others))), all, context);
}

const weightOf = (beta: number) => (beta * beta) / (1 + beta * beta);

function accuracy(context: ConvertContext): Expr {
  return ratio(shareOf([], context));
}

function mean(shares: Expr, { split }: ConvertContext): Expr {
  return aggregate('avg', split, shares);
}

/** Of every class on one side, the share that is right: recall by actual, precision by predicted class. */
function shareBy(side: Side, context: ConvertContext): Expr {
  return toClass(side, ratio(shareOf([labelOf(side, context)], context)), context);
}

/** A class that was seen on the other side only has 0/0. */
function shareOfSeen(side: Side, others: Expr, otherSide: Side, context: ConvertContext): Expr {
  const by = [...context.split, CLASS];
  const shares = aggregate('sum', by, shareBy(side, context));
  return ifReplaced(
    (value) => binary(shares, 'or', aggregate('sum', by, toClass(otherSide, constant(others, value), context))),
    shares,
    context
  );
}

/** What stands in for 0/0, where the query says so. */
function ifReplaced(replace: (value: number) => Expr, otherwise: Expr, { query }: ConvertContext): Expr {
  const { zeroDivision } = query.quality;
  return zeroDivision === 'undefined' ? otherwise : replace(zeroDivision);
}

/** The same for one value, where there are outcomes at all. */
function orElse(value: Expr, all: Expr, context: ConvertContext): Expr {
  return ifReplaced((replacement) => binary(value, 'or', constant(all, replacement)), value, context);
}
