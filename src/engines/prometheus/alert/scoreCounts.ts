import { aboveZero, type ConvertContext, selectOf, sumBy } from '../convert/context';
import { countOver } from '../counts';
import { partialEdges } from '../histograms';
import {
  aggregate,
  binary,
  copyEdge,
  type Expr,
  type LabelMatcher,
  oneOf,
  over,
  scalar,
  type Selector,
  setLabel,
  setLabelWhere,
  vector,
} from '../promql';
import { histogramSelector } from '../selectors';
import { spellings } from './scoreBins';

/** Counts of outcomes by their scores, as expressions: at or below an edge, of the positive class and of all others. */

/** Labels that no telemetry has: whether positive or not, and a bucket's edge as Prometheus 2 writes it. */
export const SIDE = 'modelwatch_side';
export const EDGE = 'modelwatch_edge';

const sides = ['positive', 'other'] as const;
export type Side = (typeof sides)[number];

/** In place of an edge: that of no bucket, but of `_count`, all outcomes. Not every histogram has the bucket +Inf. */
export const ALL = '';

/** The series that count up to some edges. */
export function scoresUpTo(edges: readonly string[], context: ConvertContext): Selector {
  const buckets = edges.filter((edge) => edge !== ALL);
  if (buckets.length === 0) {
    return selectOf('outcomeScore', context, '_count');
  }
  const { metric, matchers } =
    buckets.length === edges.length ? selectOf('outcomeScore', context, '_bucket') : allScores(context);
  return { metric, matchers: [...matchers, oneOf('le', edges.flatMap(spellings))] };
}

/** Those of every bucket. What the rule does not know is left out later on: to name it here would be long. */
export function allScores({ query, mapping, variables }: ConvertContext): Selector {
  return variables.fill(histogramSelector('outcomeScore', query, mapping));
}

/** By side and edge. */
export function countsBySide(scores: Selector, context: ConvertContext): Expr {
  const { query, mapping, span } = context;
  const others = setLabel(countOver(scores, span, mapping), SIDE, 'other' satisfies Side);
  const { positiveClass = '' } = query.model;
  const told = setLabelWhere(others, SIDE, 'positive' satisfies Side, mapping.labels.actual, positiveClass);
  return sumBy([SIDE, EDGE], copyEdge(told, EDGE), context);
}

/** All outcomes, or those of one side. */
export function outcomes(context: ConvertContext, side?: Side): Expr {
  const scores = ofSide(scoresUpTo([ALL], context), side, context);
  return sumBy([], countOver(scores, context.span, context.mapping), context);
}

function ofSide({ metric, matchers }: Selector, side: Side | undefined, { query, mapping }: ConvertContext): Selector {
  const { positiveClass: value = '' } = query.model;
  const matcher: LabelMatcher = { label: mapping.labels.actual, operator: side === 'positive' ? '=' : '!=', value };
  return { metric, matchers: side === undefined ? matchers : [...matchers, matcher] };
}

/** Numbers by name, each name once. */
export type Weights = ReadonlyArray<readonly [name: string, weight: number]>;

/** What each side's counts up to an edge are multiplied by; a side that is left out is not counted. */
export type SideWeights = Partial<Record<Side, Weights>>;

/** Numbers that a rule knows as elements, by a label. */
export function known(label: string, weights: Weights): Expr {
  return anyOf(weights.map(([name, weight]) => setLabel(vector(weight), label, name)));
}

/** By two labels. */
export function knownPairs(outer: string, inner: string, weights: Readonly<Record<string, Weights>>): Expr {
  return anyOf(Object.entries(weights).map(([name, of]) => setLabel(known(inner, of), outer, name)));
}

export function anyOf(operands: readonly Expr[]): Expr {
  return operands.reduce((left, right) => binary(left, 'or', right));
}

/** So many edges are not named, but all are read. */
const MANY = 3;

/** The sum of counts up to edges times their weights. One that is 0 still makes that there is a sum. */
export function weighted(weights: SideWeights, context: ConvertContext): Expr {
  const edges = [...new Set(Object.values(weights).flatMap((of) => of.map(([edge]) => edge)))];
  const [side, ...more] = sides.filter((one) => weights[one] !== undefined);
  const some = edges.length > MANY ? allScores(context) : scoresUpTo(edges, context);
  const scores = ofSide(some, more.length === 0 ? side : undefined, context);
  const products = binary(countsBySide(scores, context), '*', knownPairs(SIDE, EDGE, weights), {
    on: [SIDE, EDGE],
    group: 'left',
  });
  return sumBy([], products, context);
}

/** The value if a positive outcome was seen at all, in any version: else its name is more likely wrong than its share 0. */
export function ifPositiveSeen(value: Expr, context: ConvertContext): Expr {
  const seen = aboveZero(outcomes({ ...context, split: [] }, 'positive'));
  return binary(value, 'and', seen, { on: [] });
}

/** One element for each of these edges that there is. */
export function edgesThere(edges: readonly string[], context: ConvertContext): Expr {
  const there = over('last_over_time', scoresUpTo(edges, context), context.span);
  return aggregate('group', [...context.split, EDGE], copyEdge(there, EDGE));
}

/**
 * The value where every histogram has all of these edges. Where one does not, be it that another version or instance has
 * other edges, or that Prometheus was upgraded and spells them anew, what is counted up to an edge is not all.
 */
export function ifComplete(value: Expr, edges: readonly string[], context: ConvertContext): Expr {
  const { span, split } = context;
  const needed = [...edges, ALL];
  const there = binary(aggregate('count', split, edgesThere(needed, context)), '==', scalar(needed.length));
  const partial = partialEdges(split, scoresUpTo(needed, context), span);
  return binary(binary(value, 'and', there, { on: split }), 'unless', partial, { on: split });
}
