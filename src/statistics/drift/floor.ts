/** What two samples show without any drift, only because they are samples. Sources: docs/statistics.md. */
import { FEWEST_EXPECTED } from './chiSquare';
import { chiSquareQuantile } from './chiSquareDistribution';
import { countAt, sumOf } from './counts';
import { type DriftMeasure, driftMeasureNames, type DriftMeasures } from './measures';
import { deal, seededRandom } from './permutation';
import { compareRow, placesOf } from './rows';

export interface FloorOptions {
  /** Needed for the floors of `ks` and of the Wasserstein distances. */
  edges?: ArrayLike<number>;
  /** How often a comparison without drift may lie above its floor; 0.05 by default. */
  level?: number;
  /** Of which measures; all by default. */
  measures?: readonly DriftMeasure[];
  /** How often the samples are dealt anew where there is no closed form. At least 1 / level - 1. */
  permutations?: number;
  seed?: number;
}

export interface SamplingFloors {
  floors: DriftMeasures;
  /** Those of the floors that come from permutations. */
  permuted: DriftMeasure[];
}

/**
 * The value of each measure that two samples of these sizes from one distribution, that of both together, exceed with a
 * probability of at most `level`. By closed forms where each bin can expect 5 samples on each side; else, and for measures
 * that have none, by dealing the samples anew, always with the same random numbers. Samples must be independent: traffic
 * that comes in clusters exceeds its floor more often.
 *
 * @returns no floors where a side is empty
 */
export function samplingFloors(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  { edges, level = 0.05, measures = driftMeasureNames, permutations = 499, seed = 1 }: FloorOptions = {}
): SamplingFloors {
  const bins = Math.max(reference.length, current.length);
  const pooled = Float64Array.from({ length: bins }, (_, k) => countAt(reference, k) + countAt(current, k));
  const [n, m] = [sumOf(reference), sumOf(current)];
  if (!(n > 0 && m > 0)) {
    return { floors: {}, permuted: [] };
  }
  const floors: DriftMeasures = {};
  const least = pooled.reduce((lowest, count) => (count > 0 ? Math.min(lowest, count) : lowest), Infinity);
  const enough = (least * Math.min(n, m)) / (n + m) >= FEWEST_EXPECTED;
  const closed = enough ? closedFloors(n, m, pooled.filter((count) => count > 0).length, level) : {};
  const open = measures.filter((measure) => {
    const needsOrder = measure === 'ks' || measure === 'wasserstein' || measure === 'wassersteinInDeviations';
    if (closed[measure] !== undefined && !(needsOrder && edges === undefined)) {
      floors[measure] = closed[measure];
    }
    return closed[measure] === undefined && !(needsOrder && edges === undefined);
  });
  const dealt = open.length > 0 ? permutedFloors(pooled, n, m, edges, level, permutations, seed) : {};
  for (const measure of open) {
    if (dealt[measure] !== undefined) {
      floors[measure] = dealt[measure];
    }
  }
  return { floors, permuted: open.filter((measure) => floors[measure] !== undefined) };
}

/**
 * As samples grow, without drift: PSI is distributed like (1/n + 1/m) · chi-square with bins - 1 degrees (B. Yurdakul,
 * J. Naranjo 2020), and the other f-divergences are constant parts of it, by their second-order expansion. KS by Smirnov's
 * formula with the first term of Kolmogorov's series.
 */
function closedFloors(n: number, m: number, filled: number, level: number): DriftMeasures {
  const scale = 1 / n + 1 / m;
  const psi = filled > 1 ? scale * chiSquareQuantile(level, filled - 1) : 0;
  return {
    psi,
    kullbackLeibler: psi / 2,
    jensenShannon: Math.sqrt(psi / 8 / Math.LN2),
    hellinger: Math.sqrt(psi / 8),
    ks: ksFloor(n, m, level),
  };
}

/** Of the exact KS statistic; of one over bins, which is at most that, it is safe. */
export function ksFloor(n: number, m: number, level = 0.05): number {
  return Math.min(1, Math.sqrt(-Math.log(level / 2) / 2) * Math.sqrt(1 / n + 1 / m));
}

function permutedFloors(
  pooled: Float64Array,
  n: number,
  m: number,
  edges: ArrayLike<number> | undefined,
  level: number,
  permutations: number,
  seed: number
): DriftMeasures {
  const random = seededRandom(seed);
  const filled = Array.from(pooled.keys()).filter((k) => edges !== undefined || pooled[k] > 0);
  // Extrapolated counts have fractions: only whole samples can be dealt.
  const whole = Float64Array.from(filled, (k) => Math.round(pooled[k]));
  const all = sumOf(whole);
  const first = new Float64Array(whole.length);
  const second = new Float64Array(whole.length);
  const places = edges && placesOf(edges);
  const found = new Float64Array(driftMeasureNames.length);
  const samples = driftMeasureNames.map(() => new Float64Array(permutations));
  for (let run = 0; run < permutations; run++) {
    deal(whole, Math.round((all * n) / (n + m)), random, first, second);
    compareRow(first, second, 0, whole.length, places, 0, found);
    for (let i = 0; i < found.length; i++) {
      samples[i][run] = found[i];
    }
  }
  // The observed value is one more of permutations + 1 that are alike: at most `level` of these lie above this one.
  const rank = Math.min(permutations, Math.ceil((1 - level) * (permutations + 1)));
  const floors: DriftMeasures = {};
  driftMeasureNames.forEach((name, i) => {
    const ordered = samples[i].filter((value) => !Number.isNaN(value)).sort();
    if (ordered.length === permutations) {
      floors[name] = ordered[rank - 1];
    }
  });
  return floors;
}
