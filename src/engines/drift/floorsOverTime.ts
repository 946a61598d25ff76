import { type DriftMeasure } from '../../query/drift';
import { comparedIn, driftFloor, type Sides } from '../../statistics/drift/scores';
import { getOrAdd } from '../tally';

/**
 * The sampling floor at each of many comparisons of one variable. Dealing samples anew at every step would take seconds: it
 * is done once for all comparisons whose sizes are alike, where they are smallest, and scaled to the sizes of the others.
 */
export function floorsOverTime(
  measure: DriftMeasure,
  comparisons: readonly Sides[],
  level: number
): Array<number | undefined> {
  const scales = comparisons.map((sides) => scaleOf(measure, sides));
  const alike = new Map<number, number[]>();
  // Within a factor of two.
  scales.forEach((scale, i) => getOrAdd(alike, Math.round(Math.log2(scale)), () => []).push(i));
  const floors = new Array<number | undefined>(comparisons.length).fill(undefined);
  for (const places of alike.values()) {
    const smallest = places.reduce((best, i) => (scales[i] > scales[best] ? i : best));
    const floor = Number.isFinite(scales[smallest]) ? driftFloor(measure, comparisons[smallest], level) : undefined;
    for (const i of places) {
      floors[i] = floor && floor * (scales[i] / scales[smallest]);
    }
  }
  return floors;
}

/** What the floor is proportional to, as samples of n and m grow; not finite where a side is empty. */
function scaleOf(measure: DriftMeasure, { reference, current }: Sides): number {
  const [n, m] = [comparedIn(measure, reference), comparedIn(measure, current)];
  const spread = 1 / n + 1 / m;
  switch (measure) {
    case 'psi':
    case 'kullbackLeibler':
      return spread;
    case 'chiSquare':
      return spread < Infinity ? 1 : Infinity;
    case 'cramersV':
      return spread < Infinity ? Math.sqrt(1 / (n + m)) : Infinity;
    default:
      return Math.sqrt(spread);
  }
}
