/** Measures of drift over counts in bins or categories. Definitions, ranges and sources: docs/statistics.md. */
import { cleaned } from './counts';
import { compareRow, placesOf } from './rows';

export const driftMeasureNames = [
  'psi',
  'jensenShannon',
  'kullbackLeibler',
  'hellinger',
  'totalVariation',
  'lInfinity',
  'ks',
  'wasserstein',
  'wassersteinInDeviations',
] as const;
export type DriftMeasure = (typeof driftMeasureNames)[number];

/** A measure that is not defined is absent: all where a side is empty, `ks` and both Wasserstein distances without edges. */
export type DriftMeasures = Partial<Record<DriftMeasure, number>>;

/** The largest Jensen-Shannon distance in base e, where base 2 has 1: Evidently's number is ours times this. */
export const JENSEN_SHANNON_BASE_E = Math.sqrt(Math.LN2);

/**
 * All measures of two rows of counts at once. A count that is negative, infinite or no number counts as 0.
 *
 * @param edges of the bins (low, high], ascending, one more than there are counts; the first may be -Infinity, the last
 * Infinity. Without edges the counts are of categories: what depends on their order is absent.
 */
export function compareCounts(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  edges?: ArrayLike<number>
): DriftMeasures {
  const found = new Float64Array(driftMeasureNames.length);
  const bins = Math.max(reference.length, current.length);
  compareRow(cleaned(reference, bins), cleaned(current, bins), 0, bins, edges && placesOf(edges), 0, found);
  const measures: DriftMeasures = {};
  driftMeasureNames.forEach((name, i) => {
    if (!Number.isNaN(found[i])) {
      measures[name] = found[i];
    }
  });
  return measures;
}
