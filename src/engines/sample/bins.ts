/** About so many bins at most; fewer where round edges make them wider. */
const MOST_BINS = 20;
/** Less is what rounding left, as a share of the values. */
const LEAST_SPREAD = 1e-9;
/** Smaller numbers have too few digits for edges of their own. */
const LEAST_WIDTH = 1e-300;

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
