import { type KnownVariable } from '../../../engine';
import { sumOf } from '../../../../statistics/drift/counts';
import { onEdges } from '../../../bins';
import { countOver } from '../../counts';
import { NULL_CATEGORY } from '../../drift/readVariables';
import { scaledEdge } from '../../histograms';
import {
  aggregate,
  binary,
  copyEdge,
  copyLabel,
  type Expr,
  oneOf,
  over,
  scalar,
  type Selector,
  setLabel,
  setLabelWhere,
} from '../../promql';
import { histogramSelector, modelSelector, scaleOf } from '../../selectors';
import { spellings } from '../scoreBins';
import { ALL, anyOf, EDGE, known, knownPairs, SIDE, type Weights } from '../scoreCounts';
import { BIN } from '../scoreNeighbours';
import {
  byEdges,
  categoriesOf,
  type CountedSide,
  type DriftAlert,
  numbersOf,
  type SideName,
  sideNames,
} from './driftAlert';

/**
 * What was counted on the sides of a comparison, as expressions with an element for each variable and bin. A bin is called
 * by its upper edge, the one that is open above has no name, and nulls are NULL_CATEGORY.
 */

/** Both sides at once, told apart by the label SIDE. */
export function ofBoth(of: (side: SideName) => Expr): Expr {
  return anyOf(sideNames.map((side) => setLabel(of(side), SIDE, side)));
}

/** How many values lie at or below each edge, nulls left out. */
export function upTo(side: SideName, alert: DriftAlert): Expr {
  const counted = countedSide(side, alert);
  return counted
    ? aggregate('sum', [...alert.by, EDGE], copyEdge(countsOf(numbers(counted, alert), counted, alert), EDGE))
    : knownBy(EDGE, numbersOf(alert), alert, (variable) => {
        let sum = 0;
        const counts = frozenCounts(variable, alert);
        return [...variable.edges, ALL].map((edge, bin) => [edge, (sum += counts[bin])] as const);
      });
}

/** How many values lie in each bin, or are of each category, nulls among them. */
export function masses(side: SideName, alert: DriftAlert): Expr {
  const counted = countedSide(side, alert);
  if (!counted) {
    return frozenMasses(alert);
  }
  const parts = [...(numbersOf(alert).length > 0 ? [binMasses(counted, side, alert)] : [])];
  return anyOf(hasCounter(alert) ? [...parts, categoryMasses(counted, alert)] : parts);
}

/** All values of a side, nulls among them. */
export function all(side: SideName, alert: DriftAlert): Expr {
  const counted = countedSide(side, alert);
  if (!counted) {
    return aggregate('sum', alert.by, frozenMasses(alert));
  }
  const parts = numbersOf(alert).length > 0 ? [values(side, alert)] : [];
  return aggregate('sum', alert.by, anyOf(hasCounter(alert) ? [...parts, categoryMasses(counted, alert)] : parts));
}

/** Of numbers, how many there are that are not null. */
export function values(side: SideName, alert: DriftAlert): Expr {
  const counted = countedSide(side, alert);
  return counted
    ? aggregate('sum', alert.by, countsOf(numbers(counted, alert, [ALL]), counted, alert))
    : aggregate(
        'sum',
        alert.by,
        knownBy(BIN, numbersOf(alert), alert, (variable) => [['all', sumOf(frozenCounts(variable, alert))]])
      );
}

/** The values that are null; no element where nobody counts them. */
export function nulls(side: SideName, alert: DriftAlert): Expr {
  const counted = countedSide(side, alert);
  if (!counted) {
    return aggregate(
      'sum',
      alert.by,
      knownBy(BIN, alert.variables, alert, (variable) => [['nulls', frozen(variable, alert)?.nulls ?? 0]])
    );
  }
  const { metric, matchers, when } = categories(counted, alert);
  const only = { metric, matchers: [...matchers, oneOf(alert.counter.category, [NULL_CATEGORY, ''])], when };
  return aggregate('sum', alert.by, countsOf(only, counted, alert));
}

/** A 0 for each bin that a side has, though nothing may be in it. */
export function zeros(side: SideName, alert: DriftAlert): Expr {
  const counted = countedSide(side, alert);
  if (!counted) {
    return binary(frozenMasses(alert), '*', scalar(0));
  }
  const bins = byEdges(alert).map(({ edges, names }) =>
    copyLabel(there([...edges, ALL], names, counted, alert), EDGE, BIN)
  );
  const seen = over('last_over_time', categories(counted, alert), counted.lengthMs);
  const texts = hasCounter(alert) ? [aggregate('group', [...alert.by, BIN], toBin(seen, alert))] : [];
  return binary(anyOf([...bins, ...texts]), '*', scalar(0));
}

/** One element for each of these edges that there is, of the variables named. */
export function there(edges: readonly string[], names: readonly string[], side: CountedSide, alert: DriftAlert): Expr {
  const seen = over('last_over_time', numbers(side, alert, edges, names), side.lengthMs);
  return aggregate('group', [...alert.by, EDGE], copyEdge(seen, EDGE));
}

/** The series of numeric variables: of all their edges, or of some. */
export function numbers(
  { versions, when }: CountedSide,
  alert: DriftAlert,
  edges?: readonly string[],
  names: readonly string[] = numbersOf(alert).map(({ name }) => name)
): Selector {
  const { query, mapping, histogram, by } = alert;
  const { metric, matchers } = histogramSelector(histogram, withVersions(query, versions), mapping);
  return {
    metric,
    matchers: [
      ...matchers,
      ...by.map((label) => oneOf(label, names)),
      ...(edges ? [oneOf('le', edges.flatMap(spellings))] : []),
    ],
    when,
  };
}

/** Numbers that a rule knows, by variable and another label. */
export function knownBy(
  label: string,
  variables: readonly KnownVariable[],
  { by }: DriftAlert,
  weightsOf: (variable: KnownVariable) => Weights
): Expr {
  const [feature] = by;
  return feature === undefined
    ? known(label, weightsOf(variables[0]))
    : knownPairs(feature, label, Object.fromEntries(variables.map((one) => [one.name, weightsOf(one)])));
}

export function countedSide(side: SideName, { current, reference }: DriftAlert): CountedSide | undefined {
  const one = side === 'current' ? current : reference;
  return 'baseline' in one ? undefined : one;
}

function binMasses(counted: CountedSide, side: SideName, alert: DriftAlert): Expr {
  const on = [...alert.by, EDGE];
  const counts = binary(upTo(side, alert), '*', places(counted, alert), { on, group: 'right' });
  return aggregate('sum', [...alert.by, BIN], counts);
}

/**
 * A count up to an edge is in the bin that ends there, and has to be taken off the bin above. An element of PromQL has no
 * neighbours: so the counts, which are dear, are multiplied by an element for each of their places, which only says that
 * there is such an edge (as scoreNeighbours.ts).
 */
function places(side: CountedSide, alert: DriftAlert): Expr {
  return anyOf(
    byEdges(alert).flatMap(({ edges, names }) => {
      const own = copyLabel(there([...edges, ALL], names, side, alert), EDGE, BIN);
      const below = binary(there(edges, names, side, alert), '*', scalar(-1));
      return [own, toNext(below, edges)];
    })
  );
}

/** The bin above the last edge has no name. */
function toNext(operand: Expr, edges: readonly string[]): Expr {
  return edges
    .slice(0, -1)
    .reduce((moved: Expr, edge, k) => setLabelWhere(moved, BIN, edges[k + 1], EDGE, edge), operand);
}

function categoryMasses(side: CountedSide, alert: DriftAlert): Expr {
  const counts = countsOf(categories(side, alert), side, alert);
  return aggregate('sum', [...alert.by, BIN], toBin(counts, alert));
}

function toBin(operand: Expr, { counter: { category } }: DriftAlert): Expr {
  return setLabelWhere(copyLabel(operand, category, BIN), BIN, NULL_CATEGORY, category, '');
}

function categories({ versions, when }: CountedSide, alert: DriftAlert): Selector {
  const { query, mapping, counter, by, variables } = alert;
  const { metric, matchers } = modelSelector(counter.role, withVersions(query, versions), mapping);
  const names = variables.map(({ name }) => name);
  return { metric, matchers: [...matchers, ...by.map((label) => oneOf(label, names))], when };
}

/** Of features, numbers have their nulls counted by category; of other variables there are no numbers with nulls. */
function hasCounter(alert: DriftAlert): boolean {
  return alert.by.length > 0 || categoriesOf(alert).length > 0;
}

function countsOf(series: Selector, { lengthMs }: CountedSide, { mapping }: DriftAlert): Expr {
  return countOver(series, lengthMs, mapping);
}

function withVersions(query: DriftAlert['query'], versions: readonly string[]): DriftAlert['query'] {
  return { ...query, model: { ...query.model, versions: [...versions] } };
}

function frozenMasses(alert: DriftAlert): Expr {
  return knownBy(BIN, alert.variables, alert, (variable) => {
    const { categories = [], counts = [], nulls = 0 } = frozen(variable, alert) ?? {};
    const ofNulls: Weights = nulls > 0 ? [[NULL_CATEGORY, nulls]] : [];
    return variable.edges.length > 0
      ? [
          ...[...variable.edges, ALL].map((edge, bin) => [edge, frozenCounts(variable, alert)[bin]] as const),
          ...ofNulls,
        ]
      : [...categories.map((category, i) => [category, counts[i]] as const), ...ofNulls];
  });
}

/** On the edges that the rule knows, which all are edges of the baseline. */
function frozenCounts(variable: KnownVariable, alert: DriftAlert): Float64Array {
  const { edges = [], counts = [] } = frozen(variable, alert) ?? {};
  const scale = scaleOf(alert.histogram, alert.mapping);
  const all = edges.map((edge, i) => edge ?? (i === 0 ? -Infinity : Infinity));
  const fewer = [-Infinity, ...variable.edges.map((edge) => scaledEdge(edge, scale)), Infinity];
  return onEdges({ edges: all, counts }, fewer);
}

function frozen({ name }: KnownVariable, { query, reference }: DriftAlert) {
  return 'baseline' in reference
    ? reference.baseline.variables.find((one) => one.of === query.drift.of && one.name === name)
    : undefined;
}
