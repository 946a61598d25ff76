import { type DriftMeasure, type VariableKind } from '../query/drift';
import { driftWords } from '../query/driftWords';
import { DRIFT_NAMES } from '../query/measureNames';
import { sumOf } from '../statistics/drift/counts';
import { driftVerdict } from '../statistics/drift/marks';
import {
  comparedIn,
  driftFloor,
  driftScore,
  nullShareOf,
  samplesOf,
  type Sides,
  unseenShare,
} from '../statistics/drift/scores';
import { type VariableDrift } from './driftFrame';

/** By what a variable is judged. */
export interface Judging {
  measure: DriftMeasure;
  /** Of the sampling floor, shared among variables already. */
  level: number;
  threshold?: number;
  usual?: number;
  /** Whether it was asked what is usual: it may not be known. */
  isUsualAsked?: boolean;
}

/** How far a variable has moved, what that means, and what is new and missing in it. */
export function judgeDrift(
  of: VariableKind,
  variable: string,
  sides: Sides,
  { measure, level, threshold, usual, isUsualAsked }: Judging
): VariableDrift {
  const { reference, current, edges } = sides;
  const drift = driftScore(measure, sides);
  const samples = { reference: comparedIn(measure, reference), current: comparedIn(measure, current) };
  const marks = { floor: drift === undefined ? undefined : driftFloor(measure, sides, level), usual, threshold };
  const status = driftVerdict(drift, samples, marks);
  return {
    of,
    variable,
    type: edges ? 'numeric' : 'categorical',
    drift,
    ...marks,
    status,
    says: driftWords(DRIFT_NAMES[measure], {
      value: drift,
      verdict: status,
      samples,
      values: valuesOf(sides),
      isUsualAsked,
      ...marks,
    }),
    samples: samplesOf(current),
    referenceSamples: samplesOf(reference),
    nulls: nullShareOf(current),
    referenceNulls: nullShareOf(reference),
    ...(!edges && { newShare: unseenShare(current, reference), vanishedShare: unseenShare(reference, current) }),
  };
}

const valuesOf = ({ reference, current }: Sides) => ({
  reference: sumOf(reference.counts),
  current: sumOf(current.counts),
});
