/** The measures of many features at once, from flat arrays. */
import { cleaned } from './counts';
import { type DriftMeasure, driftMeasureNames } from './measures';
import { compareRow, placesOf } from './rows';

/** Counts of all features on the same number of bins, row by row: bin k of feature f is at f · bins + k. */
export interface FeatureCounts {
  bins: number;
  reference: Float64Array;
  current: Float64Array;
  /** Of bins + 1 edges: one row for all features, or one for each. Absent for categories. */
  edges?: Float64Array;
}

/** Of each measure the values of all features, in their order; undefined where one is not defined. */
export type FeatureMeasures = Record<DriftMeasure, Array<number | undefined>>;

/** What `compareCounts` gives for each feature. Fewer bins than the others have are filled up with counts of 0. */
export function compareFeatures({ bins, reference, current, edges }: FeatureCounts): FeatureMeasures {
  const features = Math.floor(Math.min(reference.length, current.length) / bins);
  const before = cleaned(reference);
  const now = cleaned(current);
  const places = edges && placesOfRows(edges, bins);
  const placesStep = places && places.length > bins ? bins : 0;
  const found = new Float64Array(driftMeasureNames.length);
  // Column by column, so that one without undefined values stays an array of plain numbers.
  const flat = new Float64Array(found.length * features);
  for (let f = 0; f < features; f++) {
    compareRow(before, now, f * bins, bins, places, f * placesStep, found);
    for (let i = 0; i < found.length; i++) {
      flat[i * features + f] = found[i];
    }
  }
  const column = (measure: DriftMeasure) => {
    const from = driftMeasureNames.indexOf(measure) * features;
    return withoutNaN(flat, from, from + features);
  };
  return {
    psi: column('psi'),
    jensenShannon: column('jensenShannon'),
    kullbackLeibler: column('kullbackLeibler'),
    hellinger: column('hellinger'),
    totalVariation: column('totalVariation'),
    lInfinity: column('lInfinity'),
    ks: column('ks'),
    wasserstein: column('wasserstein'),
    wassersteinInDeviations: column('wassersteinInDeviations'),
  };
}

function withoutNaN(values: Float64Array, from: number, to: number): Array<number | undefined> {
  const found: Array<number | undefined> = [];
  for (let i = from; i < to; i++) {
    found.push(values[i] === values[i] ? values[i] : undefined);
  }
  return found;
}

function placesOfRows(edges: Float64Array, bins: number): Float64Array {
  const rows = Math.floor(edges.length / (bins + 1));
  const places = new Float64Array(rows * bins);
  for (let row = 0; row < rows; row++) {
    places.set(placesOf(edges.subarray(row * (bins + 1), (row + 1) * (bins + 1))), row * bins);
  }
  return places;
}
