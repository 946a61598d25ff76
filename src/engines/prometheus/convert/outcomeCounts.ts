import { aboveZero, CLASS, constant, type ConvertContext, renamed, selectOf, sumBy } from './context';
import { countOver } from '../counts';
import { aggregate, binary, type Expr, type LabelMatcher, over } from '../promql';

/** Counts of outcomes, as expressions: of all, by class on either side, of the right and of the wrong ones. */

export type Side = 'actual' | 'predicted';

export const labelOf = (side: Side, { mapping }: ConvertContext) => mapping.labels[side];

export function counts(context: ConvertContext, matchers: readonly LabelMatcher[] = []): Expr {
  const { mapping, span } = context;
  return countOver(outcomesOf(context, matchers), span, mapping);
}

export function outcomesOf(context: ConvertContext, matchers: readonly LabelMatcher[]) {
  const outcomes = selectOf('outcomes', context);
  return context.variables.fill({ ...outcomes, matchers: [...outcomes.matchers, ...matchers] });
}

export const total = (context: ConvertContext) => sumBy([], counts(context), context);
export const actual = (context: ConvertContext) => sumBy([labelOf('actual', context)], counts(context), context);
export const predicted = (context: ConvertContext) => sumBy([labelOf('predicted', context)], counts(context), context);

/** 0 where all are wrong, so that a share is 0 and not missing. */
export function hits(by: readonly string[], context: ConvertContext, matchers: readonly LabelMatcher[] = []): Expr {
  return weighed(by, { right: 1, wrong: 0 }, context, matchers);
}

export function misses(by: readonly string[], context: ConvertContext): Expr {
  return weighed(by, { right: 0, wrong: 1 }, context, []);
}

/** Counts multiplied by a weight of their pair of classes: of those of equal names, and of all others. */
function weighed(
  by: readonly string[],
  weights: { right: number; wrong: number },
  context: ConvertContext,
  matchers: readonly LabelMatcher[]
): Expr {
  const pair = [labelOf('actual', context), labelOf('predicted', context)];
  const present = over('last_over_time', outcomesOf(context, matchers), context.span);
  const diagonal = renamed(aggregate('group', [pair[0]], present), pair[0], pair[1]);
  const weight = (operand: Expr, value: number) => (value === 1 ? operand : constant(operand, value));
  const ofPair = binary(
    weight(diagonal, weights.right),
    'or',
    weight(aggregate('group', pair, present), weights.wrong)
  );
  return sumBy(by, binary(counts(context, matchers), '*', ofPair, { on: pair, group: 'left' }), context);
}

/** Of outcomes of other classes, those that were predicted as another class. */
function trueNegatives(others: readonly LabelMatcher[], right: LabelMatcher, context: ConvertContext): Expr {
  const label = labelOf('predicted', context);
  const present = (matchers: readonly LabelMatcher[]) =>
    aggregate('group', [label], over('last_over_time', outcomesOf(context, matchers), context.span));
  const ofClass = binary(present([...others, right]), 'or', constant(present(others), 0));
  return sumBy([], binary(counts(context, others), '*', ofClass, { on: [label], group: 'left' }), context);
}

/** The class in the label `class`, whichever side it is on. */
export function toClass(side: Side, operand: Expr, context: ConvertContext): Expr {
  return renamed(operand, labelOf(side, context), CLASS);
}

/** Sums by actual and by predicted class, to be added up by class. */
export function bothSides(ofActual: Expr, ofPredicted: Expr, context: ConvertContext): Expr {
  return binary(toClass('actual', ofActual, context), 'or', toClass('predicted', ofPredicted, context));
}

/** The right ones of some outcomes, and all of these. */
export interface Share {
  hits: Expr;
  all: Expr;
}

/** Of the outcomes that match, by the labels given: accuracy, or recall and precision where they name an actual or a predicted class. */
export function shareOf(by: readonly string[], context: ConvertContext, matchers: readonly LabelMatcher[] = []): Share {
  return { hits: hits(by, context, matchers), all: sumBy(by, counts(context, matchers), context) };
}

/** Of the outcomes of all other classes, those that were predicted as another: specificity. */
export function shareOfOthers(className: string, context: ConvertContext): Share {
  const others = (side: Side): LabelMatcher => ({ label: labelOf(side, context), operator: '!=', value: className });
  const ofOthers = [others('actual')];
  return {
    hits: trueNegatives(ofOthers, others('predicted'), context),
    all: sumBy([], counts(context, ofOthers), context),
  };
}

export function ratio({ hits, all }: Share): Expr {
  return binary(hits, '/', aboveZero(all));
}
