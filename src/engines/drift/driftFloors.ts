import { type DriftMeasure } from '../../query/drift';
import { placesOf } from '../../statistics/drift/rows';
import { MEAN_DISTANCE } from '../../statistics/drift/sumOfDistances';
import { type AlertInterval } from '../engine';
import { type Naming, sum } from '../formulas';
import { type CountPair, type DriftCounts, type DriftSizes } from './driftCounts';
import { pooledMoments, referenceMoments } from './moments';

type Floor = Extract<AlertInterval, { method: 'floor' }>;

/**
 * What samples show without drift, as formulas. By the chi-square distribution, Kolmogorov's, or that of two shares, as in
 * statistics/drift/floor.ts; of L-infinity, total variation and the Wasserstein distances, for which a panel deals samples
 * anew, by a bound (docs/statistics.md). Undefined where none is known.
 */
export function driftFloorOf(
  measure: DriftMeasure,
  counts: DriftCounts,
  sizes: DriftSizes,
  edges: readonly number[],
  naming: Naming
): Floor | undefined {
  const { cells, nulls } = counts;
  const { n, m } = sizes;
  const spread = `(1 / ${n} + 1 / ${m})`;
  // Nulls are one bin more.
  const quantile = { of: 'chiSquare', degrees: cells.length } as const;
  switch (measure) {
    case 'psi':
      return { method: 'floor', times: spread, quantile };
    case 'kullbackLeibler':
      return { method: 'floor', times: `${spread} / 2`, quantile };
    case 'jensenShannon':
      return { method: 'floor', times: `${spread} / ${8 * Math.LN2}`, quantile, root: true };
    case 'jensenShannonBaseE':
    case 'hellinger':
      return { method: 'floor', times: `${spread} / 8`, quantile, root: true };
    case 'chiSquare':
      return { method: 'floor', times: '1', quantile };
    case 'cramersV':
      return { method: 'floor', times: `1 / (${n} + ${m})`, quantile, root: true };
    case 'ks':
      return { method: 'floor', times: `${spread} ** 0.5`, quantile: { of: 'kolmogorov' } };
    case 'nullShare': {
      const share = naming.name('nulls', pooledShare(nulls, sizes));
      return { method: 'floor', times: `(${share} * (1 - ${share}) * ${spread}) ** 0.5`, quantile: { of: 'normal' } };
    }
    case 'lInfinity':
      return farthestBin([...cells, nulls], sizes, spread, naming);
    case 'totalVariation':
      return sumOverBins([...cells, nulls], sizes, spread, naming);
    case 'wasserstein':
    case 'wassersteinInDeviations': {
      const [, ...above] = cells;
      const places = placesOf(edges);
      return above.length > 0 && !Number.isNaN(places[0])
        ? sumOverEdges(measure, above, sizes, { spread, places }, naming)
        : undefined;
    }
    default:
      return undefined;
  }
}

const pooledShare = ({ reference, current }: CountPair, { n, m }: DriftSizes) =>
  `(${reference} + ${current}) / (${n} + ${m})`;

/** Of a share its variance, which rounding must not make negative. */
const varianceOf = (share: string) => `abs(${share} * (1 - ${share}))`;

/** The widest of the bins' distances, as if each were as wide, and corrected for their number (C. E. Bonferroni 1936). */
function farthestBin(all: readonly CountPair[], sizes: DriftSizes, spread: string, naming: Naming): Floor {
  const variances = pooledShares(all, sizes, naming).map(varianceOf);
  return {
    method: 'floor',
    times: `(${naming.largest('widest', variances)} * ${spread}) ** 0.5`,
    quantile: { of: 'normal', comparisons: all.length },
  };
}

/**
 * Of half the sum of distances. With either sign to each bin, it varies as the share of some of the bins does: at most as
 * that of half of all, or that of the bin which has more than half.
 */
function sumOverBins(all: readonly CountPair[], sizes: DriftSizes, spread: string, naming: Naming): Floor {
  const shares = pooledShares(all, sizes, naming);
  const deviations = sum(shares.map((share) => `${varianceOf(share)} ** 0.5`));
  const largest = `abs(0.25 - ${sum(shares.map((share) => `(${share} - 0.5) ** 2 * (${share} > 0.5)`))})`;
  return {
    method: 'floor',
    plus: `${MEAN_DISTANCE / 2} * ${deviations} * ${spread} ** 0.5`,
    times: `(${largest} * ${spread}) ** 0.5`,
    quantile: { of: 'distances' },
  };
}

const pooledShares = (all: readonly CountPair[], sizes: DriftSizes, naming: Naming) =>
  all.map((pair, k) => naming.name(`both_share${k}`, pooledShare(pair, sizes)));

/** Of the sum of distances at the edges. These vary alike, so with equal signs most: as the mean of all values does. */
function sumOverEdges(
  measure: 'wasserstein' | 'wassersteinInDeviations',
  above: readonly CountPair[],
  sizes: DriftSizes,
  { spread, places }: { spread: string; places: ArrayLike<number> },
  naming: Naming
): Floor {
  const shares = pooledShares(above, sizes, naming);
  const deviations = sum(shares.map((share, k) => `${places[k + 1] - places[k]} * ${varianceOf(share)} ** 0.5`));
  const largest = `abs(${pooledMoments(above, sizes, places, naming).variance})`;
  const unit =
    measure === 'wasserstein' ? '' : ` / ${referenceMoments(above, sizes.n, places, naming).variance} ** 0.5`;
  return {
    method: 'floor',
    plus: `${MEAN_DISTANCE} * ${deviations} * ${spread} ** 0.5${unit}`,
    times: `(${largest} * ${spread}) ** 0.5${unit}`,
    quantile: { of: 'distances' },
  };
}
