/** The spread of values as a rule knows it: each at its bin's middle, by how many lie above each inner edge. */
import { LOST_DIGITS } from '../../statistics/regression';
import { type Naming, sum } from '../formulas';
import { type CountPair, type DriftSizes } from './driftCounts';

export interface Moments {
  variance: string;
  /** 0, and 0 / 0 where the variance is no more than rounding leaves. */
  isSure: string;
}

/**
 * @param above how many values lie above each inner edge, ascending
 * @param places of the bins, one more than there are inner edges
 */
export function referenceMoments(
  above: readonly CountPair[],
  n: string,
  places: ArrayLike<number>,
  naming: Naming
): Moments {
  return moments(
    'r',
    above.map(({ reference }) => reference),
    n,
    places,
    naming
  );
}

/** Of both sides together. */
export function pooledMoments(
  above: readonly CountPair[],
  { n, m }: DriftSizes,
  places: ArrayLike<number>,
  naming: Naming
): Moments {
  return moments(
    'both',
    above.map(({ reference, current }) => sum([reference, current])),
    `(${n} + ${m})`,
    places,
    naming
  );
}

function moments(
  whose: string,
  above: readonly string[],
  all: string,
  places: ArrayLike<number>,
  naming: Naming
): Moments {
  // From the lowest place on, so that few digits are lost.
  const at = (k: number) => places[k] - places[0];
  const meanOf = (weight: (k: number) => number) => `(${sum(above.map((one, k) => `${weight(k)} * ${one}`))} / ${all})`;
  const mean = naming.name(
    `${whose}_mean`,
    meanOf((k) => at(k + 1) - at(k))
  );
  const squares = naming.name(
    `${whose}_squares`,
    meanOf((k) => at(k + 1) ** 2 - at(k) ** 2)
  );
  const variance = naming.name(`${whose}_variance`, `(${squares} - ${mean} ** 2)`);
  return { variance, isSure: `0 / (${variance} > ${LOST_DIGITS} * ${squares})` };
}
