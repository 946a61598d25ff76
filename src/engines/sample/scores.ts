import { type ModelQuery } from '../../query/query';
import { SCORE_EDGES, type ScoreGroups, scoreGroupsFromBins, scoreGroupsOf } from '../../statistics/scores';
import { binOf } from '../bins';
import { type Distributed } from '../distributionAnswers';
import { type Scored } from '../scoreAnswers';
import { getOrAdd, Tally } from '../tally';
import { countAlike, tallyRecords } from './counting';
import { type Selection } from './selection';

/** The scores of outcomes, each by itself. */
export function exactScores(selection: Selection, { byVersion, model }: ModelQuery): Scored {
  const classes = new Set<string>();
  const single = tallyRecords(
    selection,
    byVersion,
    (): SingleScores => ({ score: [], positive: [] }),
    ({ score, positive }, record) => {
      const { actual = '' } = record;
      classes.add(actual);
      score.push(record.score ?? NaN);
      positive.push(actual === model.positiveClass);
    }
  );
  return { classes, tally: single.map(({ score, positive }) => scoreGroupsOf(score, positive)) };
}

interface SingleScores {
  score: number[];
  positive: boolean[];
}

/** The scores of outcomes as the telemetry contract's histogram has them. */
export function binnedScores(selection: Selection, query: ModelQuery): Scored {
  const edges = histogramEdges(selection, -Number.MIN_VALUE);
  const classes = new Set<string>();
  const empty = () => new Float64Array(edges.length - 1);
  const bins = new Tally(() => ({ positive: empty(), negative: empty() }));
  countBins(selection, query, edges, (version, actual, bin, time, count) => {
    classes.add(actual);
    const { positive, negative } = bins.at(version, time);
    (actual === query.model.positiveClass ? positive : negative)[bin] += count;
  });
  return {
    classes,
    tally: bins.map(({ positive, negative }) => scoreGroupsFromBins(edges, positive, negative)),
  };
}

/** The distribution of scores by actual class, in the same bins. */
export function scoreBins(selection: Selection, query: ModelQuery): Distributed[] {
  const edges = histogramEdges(selection, 0);
  const versions = new Map<string, Map<string, Float64Array>>();
  countBins(selection, query, edges, (version, actual, bin, _time, count) => {
    const classes = getOrAdd(versions, version, () => new Map<string, Float64Array>());
    getOrAdd(classes, actual, () => new Float64Array(edges.length - 1))[bin] += count;
  });
  return [...versions]
    .flatMap(([version, classes]) => [...classes].map(([actual, counts]) => ({ version, actual, edges, counts })))
    .sort((a, b) => compare(a.version, b.version) || compare(a.actual, b.actual));
}

export function countBins(
  selection: Selection,
  { byVersion }: ModelQuery,
  edges: readonly number[],
  visit: (version: string, actual: string, bin: number, time: number, count: number) => void
): void {
  countAlike(
    selection,
    ({ version, actual = '', score = NaN }) => [byVersion ? version : '', actual, binOf(score, edges)] as const,
    ([version, actual, bin], time, count) => visit(version, actual, bin, time, count)
  );
}

/**
 * The edges of the contract's histogram, which is open at both ends.
 *
 * @param below where to cut scores below 0 from the others, if there are any: a histogram does not tell them apart, records do
 */
function histogramEdges({ records }: Selection, below: number): number[] {
  const negative = records.some(({ score = 0 }) => score < 0);
  return [-Infinity, ...(negative ? [below] : []), ...SCORE_EDGES.slice(1), Infinity];
}

/**
 * The same outcomes in at most so many groups: neighbors are put together, so that every cut that is left counts exactly
 * what it counted before. For curves that are drawn, point by point.
 *
 * @param most at least 2
 */
export function thinned(groups: ScoreGroups, most: number): ScoreGroups {
  const { length } = groups.high;
  if (length <= most) {
    return groups;
  }
  // The lowest stays by itself: a bin of several has no lower edge that is a score.
  const size = Math.ceil((length - 1) / (most - 1));
  const starts = [0, ...Array.from({ length: Math.ceil((length - 1) / size) }, (_, i) => 1 + i * size)];
  const end = (i: number) => starts[i + 1] ?? length;
  const sums = (counts: Float64Array) =>
    Float64Array.from(starts, (start, i) => counts.subarray(start, end(i)).reduce((sum, count) => sum + count, 0));
  return {
    low: Float64Array.from(starts, (start) => (start > 0 ? groups.high[start - 1] : groups.low[0])),
    high: Float64Array.from(starts, (_, i) => groups.high[end(i) - 1]),
    positive: sums(groups.positive),
    negative: sums(groups.negative),
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
