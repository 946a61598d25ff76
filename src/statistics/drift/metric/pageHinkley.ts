/** Since when a metric has another level: the test of Page and Hinkley. docs/statistics.md. */

export interface PageHinkleyOptions {
  /** Of the metric without drift. */
  mean: number;
  /** Of independent values; for correlated ones `longRunDeviation`. */
  deviation: number;
  /** Half of the shift to be noticed soonest, in deviations. */
  tolerance?: number;
  /** How much evidence it takes, in deviations. */
  limit?: number;
}

/** With these, of independent normal values one in 465 is taken for a change by chance (D. M. Hawkins, D. H. Olwell 1998). */
const PAGE_HINKLEY_TOLERANCE = 0.5;
const PAGE_HINKLEY_LIMIT = 5;

export interface ChangePoint {
  /** The first value at the new level, as an index; Hinkley's estimate. */
  from: number;
  /** The value at which the change was certain enough. */
  noticed: number;
  direction: 'up' | 'down';
}

/**
 * E. S. Page's cumulative sums (1954) in both directions: of each value's distance to the mean, less the tolerance. How
 * far a sum has risen above its least is the evidence, and where it was least the change began (D. V. Hinkley 1971). After
 * a change the mean is that of the values since it began.
 *
 * @param values undefined ones are left out
 */
export function pageHinkley(
  values: ArrayLike<number | undefined>,
  { mean, deviation, tolerance = PAGE_HINKLEY_TOLERANCE, limit = PAGE_HINKLEY_LIMIT }: PageHinkleyOptions
): ChangePoint[] {
  const changes: ChangePoint[] = [];
  if (!(deviation > 0)) {
    return changes;
  }
  let level: Level = { mean, since: Infinity };
  let up = { rise: 0, from: 0 };
  let down = { rise: 0, from: 0 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === undefined || !Number.isFinite(value)) {
      continue;
    }
    // A mean of few values strays itself.
    const distance = (value - level.mean) / (deviation * Math.sqrt(1 + 1 / level.since));
    up = next(up, distance - tolerance, i);
    down = next(down, -distance - tolerance, i);
    if (up.rise > limit || down.rise > limit) {
      const direction = up.rise > limit ? 'up' : 'down';
      const { from } = direction === 'up' ? up : down;
      changes.push({ from, noticed: i, direction });
      level = levelSince(values, from, i);
      up = { rise: 0, from: i + 1 };
      down = { rise: 0, from: i + 1 };
    } else if (level.since < Infinity) {
      level = { mean: level.mean + (value - level.mean) / (level.since + 1), since: level.since + 1 };
    }
  }
  return changes;
}

/** A mean, and of how many values; Infinity for one that is given. */
interface Level {
  mean: number;
  since: number;
}

/** How far the sum has risen above its least is all that is needed of it; at the least it begins anew. */
function next({ rise, from }: { rise: number; from: number }, step: number, i: number) {
  return rise + step > 0 ? { rise: rise + step, from: rise > 0 ? from : i } : { rise: 0, from: i + 1 };
}

function levelSince(values: ArrayLike<number | undefined>, from: number, to: number): Level {
  let sum = 0;
  let since = 0;
  for (let i = from; i <= to; i++) {
    const value = values[i];
    if (value !== undefined && Number.isFinite(value)) {
      sum += value;
      since++;
    }
  }
  return { mean: sum / since, since };
}
