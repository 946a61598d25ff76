import { probabilityRanges } from '../../../statistics/probabilities';
import { countsAt, type ScoreGroups, scoreGroupsFromBins } from '../../../statistics/scores';
import { scaledEdge } from '../histograms';

/** The bins of a score histogram whose edges a rule knows, and what is fixed once they are: it takes no counts. */
export interface ScoreBins {
  /** Upper edges as the label `le` has them in Prometheus 2, ascending, without +Inf. */
  edges: string[];
  /** One outcome in each bin (low, high]: of one more than there are edges, as the last reaches up to Infinity. */
  groups: ScoreGroups;
}

/**
 * @param les as the label has them: text from outside, of which what is no finite number is left out
 * @param scale what one unit of the edges is in scores
 */
export function scoreBins(les: readonly string[], scale: number): ScoreBins {
  const edges = [...new Set(les.filter((le) => le.trim() !== '' && Number.isFinite(Number(le))).map(plainEdge))];
  const values = edges.map((edge) => scaledEdge(edge, scale));
  const one = Array.from({ length: edges.length + 1 }, () => 1);
  return { edges, groups: scoreGroupsFromBins([-Infinity, ...values, Infinity], one, []) };
}

/** As Prometheus 2 writes it: 3 writes `1.0` for `1` (copyEdge in promql.ts). */
export const plainEdge = (le: string) => le.replace(/^(.+?)\.0$/, '$1');

/** How a plain edge can be written. */
export const spellings = (edge: string) => (/^-?\d+$/.test(edge) ? [edge, `${edge}.0`] : [edge]);

/** Of each bin the probability that stands for its scores; undefined where they lie outside of [0, 1]. */
export function probabilities({ groups }: ScoreBins): Array<number | undefined> {
  return Array.from(groups.low, (_, k) => {
    const [low, high, positive, negative] = [groups.low, groups.high, groups.positive, groups.negative].map((of) =>
      of.subarray(k, k + 1)
    );
    return probabilityRanges({ low, high, positive, negative })?.middle[0];
  });
}

/**
 * How many bins a threshold leaves below it. Inside of a bin it is moved to the nearest edge, as the answer does. In an
 * empty bin the answer does not, where it makes no difference.
 */
export function binsBelow({ groups }: ScoreBins, threshold: number): number {
  const { fn, tn } = countsAt(groups, threshold);
  return fn + tn;
}
