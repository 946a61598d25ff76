/** What a drift score is held against: its sampling floor, its usual level, a threshold. docs/statistics.md. */

/** With fewer samples on a side a score says nothing: 'too few to tell'. */
export const FEWEST_SAMPLES = 30;

/** With fewer past periods there is no usual level: the 95th percentile of a handful is hardly more than its largest. */
export const FEWEST_PERIODS = 4;

/**
 * The 95th percentile of the same comparison over past periods at the same hour and weekday (linear between two, as
 * numpy's `percentile`). Traffic is never independent, so this tells more than the sampling floor.
 *
 * @param past undefined where a period has no value: left out
 * @returns undefined with fewer than FEWEST_PERIODS values
 */
export function usualLevel(past: ReadonlyArray<number | undefined>, share = 0.95): number | undefined {
  const sorted = Float64Array.from(past, (value) => value ?? NaN)
    .filter((value) => Number.isFinite(value))
    .sort();
  if (sorted.length < FEWEST_PERIODS) {
    return undefined;
  }
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

export interface Marks {
  /** Absent where it is not known: then it is not asked. */
  floor?: number;
  usual?: number;
  threshold?: number;
}

/**
 * - `no data`: the measure is not defined
 * - `too few`: fewer than FEWEST_SAMPLES on a side
 * - `noise`: not above its sampling floor
 * - `usual`: above the floor, but not above what past weeks show
 * - `small`: above both, but not above the threshold
 * - `drift`: above all that are known
 */
export type DriftVerdict = 'no data' | 'too few' | 'noise' | 'usual' | 'small' | 'drift';

/** Only `drift` alarms. With none of the marks known nothing can be told from noise, and nothing alarms. */
export function driftVerdict(
  value: number | undefined,
  samples: { reference: number; current: number },
  { floor, usual, threshold }: Marks
): DriftVerdict {
  if (value === undefined) {
    return 'no data';
  }
  if (!(Math.min(samples.reference, samples.current) >= FEWEST_SAMPLES)) {
    return 'too few';
  }
  if (floor !== undefined && !(value > floor)) {
    return 'noise';
  }
  if (usual !== undefined && !(value > usual)) {
    return 'usual';
  }
  if (threshold !== undefined && !(value > threshold)) {
    return 'small';
  }
  return [floor, usual, threshold].every((mark) => mark === undefined) ? 'noise' : 'drift';
}
