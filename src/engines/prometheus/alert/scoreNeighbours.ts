import { type ConvertContext, sumBy } from '../convert/context';
import { binary, copyLabel, type Expr, scalar, setLabel, setLabelWhere } from '../promql';
import { type ScoreBins } from './scoreBins';
import { ALL, allScores, anyOf, countsBySide, EDGE, edgesThere, SIDE, type Side } from './scoreCounts';

/** Labels that no telemetry has: a bin by its upper edge, and what of a bin a number is. */
export const BIN = 'modelwatch_bin';
export const PART = 'modelwatch_part';

/** A bin's part is a sum of such terms: the outcomes of one side up to the bin's upper or lower edge, or all of them. */
export interface Term {
  part: string;
  side: Side;
  upTo: 'upper' | 'lower' | 'all';
  times: number;
}

/** The outcomes of one side in the bin. */
export const inBin = (part: string, side: Side): Term[] => [
  { part, side, upTo: 'upper', times: 1 },
  { part, side, upTo: 'lower', times: -1 },
];

/** Those in the bin and in the bins above it. */
export const fromBinUp = (part: string, side: Side): Term[] => [
  { part, side, upTo: 'all', times: 1 },
  { part, side, upTo: 'lower', times: -1 },
];

/**
 * The parts of each bin, by the labels BIN and PART. A bucket counts towards its own bin and towards the next, and an
 * element of PromQL has no neighbours: so the counts, which are dear, are multiplied by an element for each place that
 * they have, which only says that there is such an edge.
 */
export function binParts(terms: readonly Term[], bins: ScoreBins, context: ConvertContext): Expr {
  const counts = countsBySide(allScores(context), context);
  const on = [...context.split, SIDE, EDGE];
  return sumBy([BIN, PART], binary(counts, '*', places(terms, bins, context), { on, group: 'right' }), context);
}

function places(terms: readonly Term[], { edges }: ScoreBins, context: ConvertContext): Expr {
  const own = edgesThere([...edges, ALL], context);
  const below = edgesThere(edges, context);
  const upper = (term: Term) => named(copyLabel(own, EDGE, BIN), term);
  const lower = anyOf(terms.filter(({ upTo }) => upTo === 'lower').map((term) => named(below, term)));
  // The bin above the last edge is that of all outcomes, whose label is empty.
  const toNext = edges
    .slice(0, -1)
    .reduce((operand: Expr, edge, k) => setLabelWhere(operand, BIN, edges[k + 1], EDGE, edge), lower);
  const others = terms.filter(({ upTo }) => upTo !== 'lower');
  return anyOf([
    ...others.map((term) => (term.upTo === 'all' ? setLabel(upper(term), EDGE, ALL) : upper(term))),
    toNext,
  ]);
}

function named(operand: Expr, { part, side, times }: Term): Expr {
  const place = times === 1 ? operand : binary(operand, '*', scalar(times));
  return setLabel(setLabel(place, SIDE, side), PART, part);
}
