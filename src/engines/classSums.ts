import { type MeasureSeries } from '../frames/measureFrame';
import { type ModelQuery, perClassMeasures } from '../query/query';
import { type Marginals, qualityMeasure, type QualityMeasureName } from '../statistics/classification';
import { getOrAdd, measureTally, type Tally } from './tally';

/** Three sums of each class, from which every measure of classes follows. */
export type ClassSums = Map<string, Sums>;
export type SumOfClass = 'tp' | 'actual' | 'predicted';
type Sums = Record<SumOfClass, number>;

export function addToClass(sums: ClassSums, which: SumOfClass, className: string, count: number): void {
  getOrAdd(sums, className, () => ({ tp: 0, actual: 0, predicted: 0 }))[which] += count;
}

export function addCell(sums: ClassSums, actual: string, predicted: string, count: number): void {
  addToClass(sums, 'actual', actual, count);
  addToClass(sums, 'predicted', predicted, count);
  if (actual === predicted) {
    addToClass(sums, 'tp', actual, count);
  }
}

/** A measure of classes for every version and time: one answer a class where each is asked for, else one. */
export function measureClasses(tally: Tally<ClassSums>, query: ModelQuery): MeasureSeries[] {
  const { quality } = query;
  // Whoever tallies classes was asked for a measure of classes.
  const measure = quality.measure as QualityMeasureName;
  const average = quality.average === 'each' ? 'class' : quality.average;
  return measureTally(
    tally,
    query,
    (sums, className) => qualityMeasure(marginalsOf(sums), { ...quality, measure, average, class: className }),
    (byTime) => classesAsked(byTime, query)
  );
}

/** Each class that was seen where each is asked for; else the one that is named, if the measure is about one. */
function classesAsked(byTime: Map<number, ClassSums>, { quality, model }: ModelQuery): Array<string | undefined> {
  if (!perClassMeasures.includes(quality.measure)) {
    return [undefined];
  }
  if (quality.average === 'each') {
    return [...new Set([...byTime.values()].flatMap((sums) => [...sums.keys()]))].sort();
  }
  return quality.average === 'class' ? [quality.class || model.positiveClass] : [undefined];
}

function marginalsOf(sums: ClassSums): Marginals {
  const parts = [...sums.values()];
  const actual = Float64Array.from(parts, (part) => part.actual);
  return {
    classes: [...sums.keys()],
    tp: Float64Array.from(parts, (part) => part.tp),
    actual,
    predicted: Float64Array.from(parts, (part) => part.predicted),
    total: actual.reduce((sum, count) => sum + count, 0),
  };
}
