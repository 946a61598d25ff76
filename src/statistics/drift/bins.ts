/** Bins (low, high] of values: edges from the reference, open at both ends. docs/statistics.md has the choice. */
import { countAt, sumOf } from './counts';

export interface BinnedValues {
  /** One for each bin. */
  counts: Float64Array;
  /** Values that are null, absent or no number: they are in no bin, and their share is compared by itself. */
  nulls: number;
}

/** Edges ascending, each once, from -Infinity to Infinity: the first and the last bin take what lies outside. */
export function withOpenEnds(edges: ArrayLike<number>): Float64Array {
  const inner = Float64Array.from(edges)
    .filter((edge) => Number.isFinite(edge))
    .sort();
  // -0 is 0: they would make an empty bin.
  const distinct = inner.map((edge) => edge + 0).filter((edge, i, all) => i === 0 || edge > all[i - 1]);
  return Float64Array.of(-Infinity, ...distinct, Infinity);
}

/**
 * Edges that cut the reference into bins of about equal counts. Quantiles that coincide are one edge, so there are fewer
 * bins where a value is frequent. The lowest and the highest value are edges too: what lies beyond them is new.
 *
 * @param bins how many between the lowest and the highest value, 1 or more
 * @returns undefined where the reference has no finite value
 */
export function quantileEdges(reference: ArrayLike<number | null | undefined>, bins: number): Float64Array | undefined {
  const sorted = finiteSorted(reference);
  if (sorted.length === 0) {
    return undefined;
  }
  // Each edge is a value of the reference (the lower one of two): with bins (low, high] it closes the bin.
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  return outerBelow(
    sorted[0],
    Array.from({ length: bins }, (_, i) => at((i + 1) / bins))
  );
}

/**
 * Edges of equal distance between the lowest and the highest value of the reference; one bin where these are the same.
 *
 * @returns undefined where the reference has no finite value
 */
export function widthEdges(reference: ArrayLike<number | null | undefined>, bins: number): Float64Array | undefined {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < reference.length; i++) {
    const value = reference[i] ?? NaN;
    if (value - value === 0) {
      low = value < low ? value : low;
      high = value > high ? value : high;
    }
  }
  if (low > high) {
    return undefined;
  }
  const inner = Array.from({ length: bins - 1 }, (_, i) => low + ((high - low) * (i + 1)) / bins);
  return outerBelow(low, [...inner, high]);
}

/** The lowest value itself must not fall into the bin below the reference, so that one ends just below it. */
function outerBelow(lowest: number, upper: number[]): Float64Array {
  return withOpenEnds([justBelow(lowest), ...upper]);
}

function justBelow(value: number): number {
  return value - Math.max(Number.MIN_VALUE, Math.abs(value) * Number.EPSILON);
}

/** Only finite ones, ascending. */
function finiteSorted(values: ArrayLike<number | null | undefined>): Float64Array {
  return Float64Array.from(values, (value) => value ?? NaN)
    .filter((value) => Number.isFinite(value))
    .sort();
}

/**
 * Counts values in bins (low, high]. An infinite one falls into the bin at its end.
 *
 * @param edges from `withOpenEnds` or one of the above: ascending, from -Infinity to Infinity
 */
export function countInBins(values: ArrayLike<number | null | undefined>, edges: Float64Array): BinnedValues {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const find = finder(edges);
  let nulls = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' || value !== value) {
      nulls++;
    } else {
      counts[find(value)]++;
    }
  }
  return { counts, nulls };
}

/** Finds the bin of a value: from a guess by a table of even steps, walked to where it belongs. */
function finder(edges: Float64Array): (value: number) => number {
  const last = edges.length - 2;
  const low = edges[1];
  const high = edges[last];
  const steps = 8 * edges.length;
  // Edges so near to each other, or so far, that steps between them are no numbers: walked from the first one.
  const scale = Number.isFinite(steps / (high - low)) ? steps / (high - low) : 0;
  const guesses = new Uint32Array(steps + 1);
  for (let step = 0, bin = 1; step <= steps; step++) {
    while (bin < last && edges[bin + 1] < low + step / scale) {
      bin++;
    }
    guesses[step] = bin;
  }
  return (value) => {
    if (!(value > low)) {
      return 0;
    }
    if (value > high) {
      return last;
    }
    let bin = guesses[((value - low) * scale) | 0];
    // Rounding of the guess may be off by one either way.
    while (value > edges[bin + 1]) {
      bin++;
    }
    while (value <= edges[bin]) {
      bin--;
    }
    return bin;
  };
}

/**
 * The share of counts in bins with an open end, the larger of both sides. The Wasserstein distance takes these to lie at
 * the bin's other end, so where this is above 0 it says 'at least'.
 */
export function openShare(edges: ArrayLike<number>, ...sides: Array<ArrayLike<number>>): number | undefined {
  const shares = sides.map((counts) => {
    let open = 0;
    for (let k = 0; k < counts.length; k++) {
      open += edges[k] === -Infinity || edges[k + 1] === Infinity ? countAt(counts, k) : 0;
    }
    return open / sumOf(counts);
  });
  const largest = Math.max(...shares);
  return Number.isNaN(largest) ? undefined : largest;
}
