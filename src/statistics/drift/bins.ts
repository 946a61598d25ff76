/** Bins (low, high] of values: edges from the reference, open at both ends. docs/statistics.md has the choice. */
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

/** The next number that is told apart from a value. */
export function justBelow(value: number): number {
  return value - Math.max(Number.MIN_VALUE, Math.abs(value) * Number.EPSILON);
}

/** Only finite ones, ascending. */
export function finiteSorted(values: ArrayLike<number | null | undefined>): Float64Array {
  return Float64Array.from(values, (value) => value ?? NaN)
    .filter((value) => Number.isFinite(value))
    .sort();
}

/**
 * Counts values in bins (low, high]. An infinite one falls into the bin at its end.
 *
 * @param edges from `withOpenEnds`: ascending, from -Infinity to Infinity
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
