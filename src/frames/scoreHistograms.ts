import { type ScoreGroups, scoreGroupsFromBins } from '../statistics/scores';
import { wasOrWere } from './scoresFields';

/** The scores of one actual class: of how many outcomes the score is at most the edge. */
export interface ScoreHistogram {
  /** '' where versions are not told apart. */
  version: string;
  actual: string;
  /** By edge. Of Infinity all outcomes: always there once `completed`. */
  upTo: Map<number, number>;
}

/** Beyond this share of all outcomes, counts that fall with a rising edge are not cumulative at all. */
const SLIP = 0.01;

/** 0.15000000000000002 and 0.15 are one edge. */
export function edgeOf(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(12)) : value;
}

/**
 * Makes histograms whole as they may come from outside: edges ascending, counts that never fall, and the number of all
 * outcomes under Infinity. What cannot be made so is a sentence.
 */
export function completed(
  histograms: ScoreHistogram[]
): { histograms: ScoreHistogram[]; notices: string[] } | { sentence: string } {
  let withoutTotal = 0;
  let slipped = 0;
  const result: ScoreHistogram[] = [];
  for (const { upTo, ...rest } of histograms) {
    const edges = [...upTo.keys()].sort((a, b) => a - b);
    const last = edges[edges.length - 1];
    if (last < Infinity) {
      if (last < 1) {
        return {
          sentence: `The scores of '${rest.actual}' end at le="${last}", and how many are higher is not known. Keep le="+Inf" in the query.`,
        };
      }
      withoutTotal++;
    }
    const whole = new Map<number, number>();
    const total = Math.max(...upTo.values());
    let before = 0;
    for (const edge of edges) {
      const count = upTo.get(edge) ?? 0;
      if (before - count > SLIP * total) {
        return {
          sentence: `The counts by le are not cumulative: of '${rest.actual}' fewer outcomes are at most ${edge} than at most a lower edge. Query the histogram's _bucket series, in the format 'Time series' or 'Table'.`,
        };
      }
      // As Prometheus' own quantiles have it, rounding of the last digits is not worth a word.
      slipped += before - count > 1e-9 * total ? 1 : 0;
      before = Math.max(before, count);
      whole.set(edge, before);
    }
    whole.set(Infinity, before);
    result.push({ ...rest, upTo: whole });
  }
  const notices: string[] = [];
  if (withoutTotal > 0) {
    notices.push('There is no le="+Inf": scores above the last edge, if there are any, are not counted.');
  }
  if (slipped > 0) {
    notices.push(
      `${slipped.toLocaleString('en-US')} ${slipped === 1 ? 'count was' : 'counts were'} lower than at a lower edge, by less than 1 %, and ${wasOrWere(slipped)} raised to it.`
    );
  }
  return { histograms: result, notices };
}

export interface SharedBins {
  /** Finite, ascending. */
  edges: number[];
  notices: string[];
}

/** The edges that all histograms have: only there can their counts be added and compared. */
export function sharedEdges(histograms: ScoreHistogram[]): SharedBins | { sentence: string } {
  const all = new Set(histograms.flatMap(({ upTo }) => [...upTo.keys()]).filter(Number.isFinite));
  const edges = [...all].filter((edge) => histograms.every(({ upTo }) => upTo.has(edge))).sort((a, b) => a - b);
  if (edges.length === 0) {
    return {
      sentence:
        'The histograms of scores have no edge in common, so that no threshold holds for all of them. Query versions whose edges agree.',
    };
  }
  return {
    edges,
    notices:
      edges.length < all.size
        ? [
            `Not all histograms have the same edges: they were merged on those that all have, ${edges.length} of ${all.size}.`,
          ]
        : [],
  };
}

/** Positive and negative outcomes between the edges, those beyond both ends included. */
export function groupsOf(
  histograms: ScoreHistogram[],
  edges: readonly number[],
  isPositive: (actual: string) => boolean
): ScoreGroups {
  const all = [...edges, Infinity];
  const count = (positive: boolean) => {
    const chosen = histograms.filter(({ actual }) => isPositive(actual) === positive);
    const upTo = all.map((edge) => chosen.reduce((sum, histogram) => sum + (histogram.upTo.get(edge) ?? 0), 0));
    // What is left of a difference of sums of fractions is no outcome.
    const least = 1e-9 * upTo[upTo.length - 1];
    return upTo.map((n, i) => n - (upTo[i - 1] ?? 0)).map((n) => (n > least ? n : 0));
  };
  return scoreGroupsFromBins(ends(edges), count(true), count(false));
}

/**
 * The edges with their two ends. Scores are from 0 to 1 (docs/telemetry.md) unless an edge says otherwise: the first bin
 * begins at 0, as Prometheus' quantiles have it, and the last one ends at 1.
 */
function ends(edges: readonly number[]): number[] {
  const first = edges[0];
  const last = edges[edges.length - 1];
  const isShare = first >= 0;
  return [isShare ? 0 : -Infinity, ...edges, isShare && last < 1 ? 1 : Infinity];
}

/** The edges at which a threshold can be: those that are shared, and the ends 0 and 1 where scores lie between them. */
export function cutEdges(edges: readonly number[]): number[] {
  return [...new Set(ends(edges))].filter(Number.isFinite);
}
