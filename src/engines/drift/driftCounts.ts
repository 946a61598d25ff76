/** What a rule on drift counts, as its formulas write it. */

/** The counts of both sides, each a formula over inputs of the rule ('$c0') or a number ('120'). */
export interface CountPair {
  reference: string;
  current: string;
}

export interface DriftCounts {
  /** By bin or category; of measures that need an order how many values lie above each edge but the last, ascending. */
  cells: readonly CountPair[];
  nulls: CountPair;
  /** All that is not null. */
  values: CountPair;
}

/** How much there is on either side, n of the reference and m of now: with nulls, where these count as a bin. */
export interface DriftSizes {
  n: string;
  m: string;
}

export function eachSide(of: (side: keyof CountPair) => string): CountPair {
  return { reference: of('reference'), current: of('current') };
}
