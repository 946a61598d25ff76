/** Counts in bins (low, high]: one more edge than counts, ascending; the first edge may be -Infinity, the last Infinity. */
export interface Bins {
  edges: ArrayLike<number>;
  counts: ArrayLike<number>;
}

/**
 * The edges at which all of several can be cut: those that every one has, or that lie beyond its ends, where it has
 * nothing. Ascending, from the lowest end of any to the highest.
 */
export function sharedEdges(all: ReadonlyArray<ArrayLike<number>>): number[] {
  const lists = all.map((edges) => Array.from(edges)).filter((edges) => edges.length > 0);
  const sets = lists.map((edges) => ({
    has: new Set(edges),
    low: edges[0],
    high: edges[edges.length - 1],
  }));
  return [...new Set(lists.flat())]
    .filter((edge) => sets.every(({ has, low, high }) => edge <= low || edge >= high || has.has(edge)))
    .sort((a, b) => a - b);
}

/** The same counts on fewer edges, each of which is one of its own or lies beyond its ends. */
export function onEdges({ edges, counts }: Bins, fewer: readonly number[]): Float64Array {
  const merged = new Float64Array(Math.max(0, fewer.length - 1));
  for (let i = 0, bin = 0; i < counts.length; i++) {
    while (bin < merged.length - 1 && fewer[bin + 1] < edges[i + 1]) {
      bin++;
    }
    merged[bin] += counts[i];
  }
  return merged;
}

/** Without the bins at -Infinity and Infinity in which none of several counts, all on the same edges, has anything. */
export function withoutEmptyEnds(
  edges: readonly number[],
  all: readonly Float64Array[]
): { edges: readonly number[]; counts: Float64Array[] } {
  const bins = edges.length - 1;
  const empty = (bin: number) => all.every((counts) => !(counts[bin] > 0));
  const from = bins > 1 && edges[0] === -Infinity && empty(0) ? 1 : 0;
  const to = bins - from > 1 && edges[bins] === Infinity && empty(bins - 1) ? bins - 1 : bins;
  return { edges: edges.slice(from, to + 1), counts: all.map((counts) => counts.subarray(from, to)) };
}
