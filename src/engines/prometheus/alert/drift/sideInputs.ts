import { FEWEST_SAMPLES } from '../../../../statistics/drift/marks';
import { type Refusal } from '../../../engine';
import { onEdges } from '../../../bins';
import { countOver } from '../../counts';
import { NULL_CATEGORY } from '../../../../query/mapping';
import { partialEdges, scaledEdge } from '../../histograms';
import {
  aggregate,
  binary,
  copyEdge,
  type Expr,
  type LabelMatcher,
  noneOf,
  oneOf,
  over,
  scalar,
  type Selector,
  vector,
} from '../../promql';
import { histogramSelector, modelSelector, scaleOf } from '../../selectors';
import { spellings } from '../scoreBins';
import { ALL, EDGE } from '../scoreCounts';
import { type CountedSide, type DriftAlert, openEnds } from './driftAlert';

/** What was counted on one side: queries by name, and formulas over them or plain numbers. */
export interface SideInputs {
  inputs: Record<string, Expr>;
  /** Of a number how many lie at or below each edge, and last all; of categories each, and last all that are not known. */
  counts: string[];
  nulls: string;
  /** A formula that is 0 where the side has enough values for a score, and has all edges; else it has no value. */
  isEnough: string;
}

/** The queries of a side are called by a letter and a number. */
export function sideInputs(side: CountedSide, letter: string, alert: DriftAlert): SideInputs {
  const { variable, metrics, query } = alert;
  const isNumber = variable.edges.length > 0;
  const { category } = metrics.counter;
  const cells = isNumber
    ? [...variable.edges, ALL].map((edge) => numbers(side, alert, [edge]))
    : [
        ...variable.categories.map((name) => texts(side, alert, oneOf(category, [name]))),
        texts(side, alert, noneOf(category, [...variable.categories, NULL_CATEGORY, ''])),
      ];
  const withNulls = query.drift.of === 'feature' || !isNumber;
  const ofNulls = withNulls ? [texts(side, alert, oneOf(category, [NULL_CATEGORY, '']))] : [];
  const all = [...cells, ...ofNulls].map((series, i) => [`${letter}${i}`, sumOrZero(series, side, alert)] as const);
  return {
    inputs: { ...Object.fromEntries(all), [letter]: enough(side, withNulls, alert) },
    counts: cells.map((_, i) => `$${letter}${i}`),
    nulls: withNulls ? `$${letter}${cells.length}` : '0',
    isEnough: `0 * $${letter}`,
  };
}

/** The counts of a frozen baseline, on the edges and categories that the rule knows. */
export function frozenInputs(alert: DriftAlert): SideInputs | Refusal {
  const { variable, reference, mapping, metrics } = alert;
  if (!('frozen' in reference)) {
    throw new Error('Only a frozen baseline has its counts in the query.');
  }
  const { edges, categories = [], counts, nulls } = reference.frozen;
  if (counts.reduce((sum, count) => sum + count, nulls) < FEWEST_SAMPLES) {
    return {
      sentence: `The frozen baseline has fewer than ${FEWEST_SAMPLES} values of what is watched, which are too few to tell. Freeze a longer one.`,
    };
  }
  const side = { inputs: {}, nulls: String(nulls), isEnough: '0' };
  if (!edges) {
    const known = variable.categories.map((name) => counts[categories.indexOf(name)] ?? 0);
    return { ...side, counts: [...known, 0].map(String) };
  }
  const scale = scaleOf(metrics.histogram, mapping);
  const own = [-Infinity, ...variable.edges.map((edge) => scaledEdge(edge, scale)), Infinity];
  let sum = 0;
  return {
    ...side,
    counts: Array.from(onEdges({ edges: openEnds(edges), counts }, own), (count) => String((sum += count))),
  };
}

/** What is not there was not seen. */
function sumOrZero(series: Selector, { lengthMs }: CountedSide, { mapping }: DriftAlert): Expr {
  return binary(aggregate('sum', [], countOver(series, lengthMs, mapping)), 'or', vector(0));
}

/**
 * All values, where they are not too few, and where every histogram has the edges that the rule counts up to: where one lacks
 * an edge, what is counted up to it is not all. The share of nulls needs no edge.
 */
function enough(side: CountedSide, withNulls: boolean, alert: DriftAlert): Expr {
  const { variable, mapping, query } = alert;
  const { lengthMs } = side;
  const isNumber = variable.edges.length > 0;
  const series = [...(isNumber ? [numbers(side, alert, [ALL])] : []), ...(withNulls ? [texts(side, alert)] : [])];
  const counts = series.map((one) => countOver(one, lengthMs, mapping));
  const all = aggregate(
    'sum',
    [],
    counts.reduce((left, right) => binary(left, 'or', right))
  );
  const sufficient = binary(all, '>=', scalar(FEWEST_SAMPLES));
  if (!isNumber || query.drift.measure === 'nullShare') {
    return sufficient;
  }
  const needed = [...variable.edges, ALL];
  const known = numbers(side, alert, needed);
  const there = aggregate('group', [EDGE], copyEdge(over('last_over_time', known, lengthMs), EDGE));
  const complete = binary(aggregate('count', [], there), '==', scalar(needed.length));
  return binary(binary(sufficient, 'and', complete, { on: [] }), 'unless', partialEdges([], known, lengthMs), {
    on: [],
  });
}

/** The series that count numbers up to these edges; ALL is the count of all of them. */
function numbers({ versions, when }: CountedSide, alert: DriftAlert, edges: readonly string[]): Selector {
  const { query, mapping, metrics } = alert;
  const { metric, matchers } = histogramSelector(metrics.histogram, ofVersions(query, versions), mapping);
  return { metric, matchers: [...matchers, ...ofFeature(alert), oneOf('le', edges.flatMap(spellings))], when };
}

/** The series that count categories. */
function texts({ versions, when }: CountedSide, alert: DriftAlert, ...which: LabelMatcher[]): Selector {
  const { query, mapping, metrics } = alert;
  const { metric, matchers } = modelSelector(metrics.counter.role, ofVersions(query, versions), mapping);
  return { metric, matchers: [...matchers, ...ofFeature(alert), ...which], when };
}

function ofFeature({ metrics, variable }: DriftAlert): LabelMatcher[] {
  return metrics.by.map((label) => oneOf(label, [variable.name]));
}

function ofVersions(query: DriftAlert['query'], versions: readonly string[]): DriftAlert['query'] {
  return { ...query, model: { ...query.model, versions: [...versions] } };
}
