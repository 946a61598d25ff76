/** About so many bins at most; fewer where round edges make them wider. */
const MOST_BINS = 20;
/** Less is what rounding left, as a share of the values. */
const LEAST_SPREAD = 1e-9;
/** Smaller numbers have too few digits for edges of their own. */
const LEAST_WIDTH = 1e-300;

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

/** The bin (low, high] that a value lies in; the first or the last one if it lies beyond the edges. */
export function binOf(value: number, edges: readonly number[]): number {
  let from = 0;
  let to = edges.length - 2;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (value > edges[middle + 1]) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

/**
 * Edges that enclose all values, the lowest of which lies above the first edge: multiples of 1, 2, 2.5 or 5 times a power of
 * ten, for 10 to 20 bins. Where the values are all but equal they are one bin. Ascending; none without values.
 *
 * @param values finite
 */
export function roundEdges(values: readonly number[]): number[] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) {
    return [];
  }
  const size = Math.max(Math.abs(low), Math.abs(high));
  // Up to two bins more are begun at the ends.
  const spread = high / (MOST_BINS - 2) - low / (MOST_BINS - 2);
  const width = roundUp([spread > LEAST_SPREAD * size ? spread : 0, size, 1].find((one) => one > LEAST_WIDTH) ?? 1);
  if (!Number.isFinite(width)) {
    return [-Infinity, 0, Infinity];
  }
  const first = Math.ceil(low / width) - 1;
  // A number that is next to 0 may be 0 once it is divided.
  const last = Math.max(first + 1, Math.ceil(high / width), high > 0 ? 1 : first + 1);
  // Without the digits that multiplication adds to 0.1 * 3.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * width).toPrecision(12)));
}

function roundUp(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const factor = [1, 2, 2.5, 5].find((factor) => factor * power >= width) ?? 10;
  return factor * power;
}
