import { withOpenEnds } from '../../../statistics/drift/bins';
import { type Bins } from '../../bins';
import { DECILES, ranksOf, withEnds } from '../../drift/deciles';
import { roundNumbers } from '../../drift/roundNumbers';
import { isNumeric, type Span } from '../../drift/variables';
import { isRefusal, type Plan, type Refusal } from '../../engine';
import { type MetricSpec } from '../target';
import { type FieldVariable, type NumericVariable, type VariablesAsked } from './asked';
import { planCounts } from './countVariables';

/**
 * In percent of all values: what a quantile may be off by. A digest of the compression below chooses by chance (T. Dunning's AVL
 * tree, in Elasticsearch up to 8.8 and in OpenSearch 2), and gave quantiles up to 0.03 apart, of 4,600 to 600,000 values. The
 * rest is for a place or two of a value, by which definitions of quantiles differ.
 */
const ERROR = 0.2;
/** A digest of so many takes up to 640 kB of each shard and about twice the time of the usual 100, whose error is 0.1 percent. */
const COMPRESSION = '1000';
/** Of round numbers that may be one edge: there are as many only where a frequent value of many digits is near. */
const MOST_CANDIDATES = 20;

/** Where an edge surely is, and where it may be: from a value that closes its bin up to the next one that may not lie in it. */
interface Place {
  surely: { from: number; to: number };
  maybe: { from: number; to: number };
}

/** What an index estimates of a variable in the span that bins are cut by. */
export interface DecileEstimate {
  lowest: number;
  highest: number;
  /** One for each decile. */
  places: Place[];
}

/** A variable whose edges are as they are most likely; `estimate` where counts are to decide them. */
export type EstimatedVariable = NumericVariable & { estimate?: DecileEstimate };

function percentsOf(decile: number): number[] {
  const [from, to] = [10 * decile, 10 * decile + 1];
  return [from - ERROR, from + ERROR, to - ERROR, to + ERROR];
}

/** The quantiles between which the edges lie (t-digest). */
export function quantilesMetric(field: string): MetricSpec {
  const percents = [0, ...DECILES.flatMap(percentsOf), 100];
  return {
    type: 'percentiles',
    field,
    settings: { percents: percents.map(String), tdigest: { compression: COMPRESSION } },
  };
}

/** What the index said of a variable. @param quantiles by percent, in the variable's unit */
export function estimated(variable: FieldVariable, quantiles: ReadonlyMap<number, number>): EstimatedVariable {
  const at = (percent: number) => quantiles.get(percent) ?? NaN;
  const places = DECILES.map((decile): Place => {
    const [fromLow, fromHigh, toLow, toHigh] = percentsOf(decile).map(at);
    return { surely: { from: fromHigh, to: toLow }, maybe: { from: fromLow, to: toHigh } };
  });
  const estimate = { lowest: at(0), highest: at(100), places };
  return {
    ...variable,
    edges: edgesFrom(estimate, ([first]) => first),
    ...(places.some((place) => candidatesOf(place).length > 1) && { estimate }),
  };
}

/** The edges of one variable, by which number of each place is taken. */
function edgesFrom({ lowest, highest, places }: DecileEstimate, take: (candidates: number[], i: number) => number) {
  return withEnds(
    lowest,
    places.map((place, i) => take(candidatesOf(place), i)),
    highest
  );
}

/** The numbers of which one is the edge, the likelier ones first: one where it is known without a count. */
function candidatesOf({ surely, maybe }: Place): number[] {
  const found: number[] = [];
  for (const number of roundNumbers(maybe.from, maybe.to)) {
    found.push(number);
    if (number >= surely.from && number < surely.to) {
      return found;
    }
    if (found.length === MOST_CANDIDATES) {
      break;
    }
  }
  // A frequent value may have more digits than round numbers.
  return [...found, surely.from];
}

/**
 * The edges that `decileEdges` gives: estimates say between which numbers they lie, and counts up to these which of them they
 * are. So they are the same whenever the same records are asked for, however an index estimates.
 */
export function planDeciles(
  variables: readonly EstimatedVariable[],
  span: Span,
  asked: VariablesAsked
): Plan<NumericVariable[]> | Refusal {
  const open = variables.flatMap(({ estimate, ...variable }) =>
    estimate ? [{ ...variable, edges: edgesAmong(estimate) }] : []
  );
  const plan =
    open.length > 0 ? planCounts(open, [span], asked) : { requests: [], read: () => ({ counted: [[]], notices: [] }) };
  if (isRefusal(plan)) {
    return plan;
  }
  return {
    requests: plan.requests,
    read: (answers) => {
      const [counted] = plan.read(answers).counted;
      return variables.map(({ estimate, ...variable }) => {
        const counts = counted.find(({ of, name }) => of === variable.of && name === variable.name);
        return estimate && counts && isNumeric(counts) ? { ...variable, edges: decided(estimate, counts) } : variable;
      });
    },
  };
}

/** Bins between all numbers that may be edges: what is to be counted. */
export function edgesAmong({ places }: DecileEstimate): number[] {
  return Array.from(withOpenEnds(places.flatMap(candidatesOf)));
}

/** The edges. @param counted the values of the span, in the bins of `edgesAmong` */
export function decided(estimate: DecileEstimate, { edges, counts }: Bins): number[] {
  const upTo = new Map<number, number>();
  let n = 0;
  for (let bin = 0; bin < counts.length; bin++) {
    n += counts[bin];
    upTo.set(edges[bin + 1], n);
  }
  return edgesFrom(estimate, (candidates, i) => {
    const { least, most } = ranksOf(DECILES[i], n);
    const rankOf = (candidate: number) => upTo.get(candidate) ?? NaN;
    const inReach = candidates.find((candidate) => rankOf(candidate) >= least && rankOf(candidate) <= most);
    // A value that is too frequent: the lowest number that it does not lie above.
    const closing = candidates.filter((candidate) => rankOf(candidate) >= least);
    return inReach ?? (closing.length > 0 ? Math.min(...closing) : candidates[0]);
  });
}
