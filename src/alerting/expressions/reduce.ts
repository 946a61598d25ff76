import { type ReduceModel } from '../ruleQuery';
import { type Answer, type NumberValue, type Point, type Value } from './values';

type Nullable = number | undefined;
type Reducer = ReduceModel['reducer'];

/**
 * One number for each series; numbers stay what they are. A null or NaN among the values spoils a sum, a mean, a minimum and a
 * maximum, unless the mode drops or replaces whatever is no finite number.
 */
export function reduce(input: readonly Value[], { refId, expression, reducer, settings }: ReduceModel): Answer {
  if (input.some(({ type }) => type === 'scalar')) {
    return {
      sentence: `Expression ${refId} reduces ${expression}, which is a number of its own and not of a query. Remove the reduction.`,
    };
  }
  const cleaning = cleanings[settings?.mode ?? ''](settings?.replaceWithValue);
  return input.flatMap((value): Value[] => {
    switch (value.type) {
      case 'series':
        return [{ type: 'number', labels: value.labels, value: reduceSeries(value.points, reducer, cleaning) }];
      case 'number':
        return cleanNumber(value, cleaning);
      default:
        return [value];
    }
  });
}

/** What is done to values that are no finite numbers, before reducing and, where nothing is left to reduce, after it. */
interface Cleaning {
  before: (numbers: Nullable[]) => Nullable[];
  after: (reduced: Nullable) => Nullable;
}

const isFiniteNumber = (number: Nullable) => number !== undefined && Number.isFinite(number);

const cleanings: Record<NonNullable<ReduceModel['settings']>['mode'], (replacement: Nullable) => Cleaning> = {
  '': () => ({ before: (numbers) => numbers, after: (reduced) => reduced }),
  dropNN: () => ({
    before: (numbers) => numbers.filter(isFiniteNumber),
    after: (reduced) => (Number.isNaN(reduced) ? undefined : reduced),
  }),
  replaceNN: (replacement) => ({
    before: (numbers) => numbers.map((number) => (isFiniteNumber(number) ? number : replacement)),
    after: (reduced) => (Number.isNaN(reduced) ? replacement : reduced),
  }),
};

function reduceSeries(points: readonly Point[], reducer: Reducer, { before, after }: Cleaning): Nullable {
  return after(reducers[reducer](before(points.map(([, number]) => number))));
}

function cleanNumber(number: NumberValue, { before }: Cleaning): NumberValue[] {
  return before([number.value]).map((value) => ({ ...number, value }));
}

/** Null counts as NaN where numbers are combined; of no values, the sum is 0, and all others but the count are NaN. */
const reducers: Record<Reducer, (numbers: readonly Nullable[]) => Nullable> = {
  last: (numbers) => (numbers.length === 0 ? NaN : numbers[numbers.length - 1]),
  count: (numbers) => numbers.length,
  sum,
  mean: (numbers) => sum(numbers) / numbers.length,
  min: (numbers) => extreme(numbers, Math.min),
  max: (numbers) => extreme(numbers, Math.max),
};

function sum(numbers: readonly Nullable[]): number {
  return numbers.reduce((total: number, number = NaN) => total + number, 0);
}

function extreme(numbers: readonly Nullable[], of: (a: number, b: number) => number): number {
  return numbers.length === 0 ? NaN : numbers.map((number = NaN) => number).reduce((a, b) => of(a, b));
}
