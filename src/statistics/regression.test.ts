import * as fc from 'fast-check';

import { addError, emptyErrorSums, type ErrorSums, regressionMeasure, regressionMeasureNames } from './regression';

function sumsOf(rows: Array<[predicted: number, actual: number]>): ErrorSums {
  const sums = emptyErrorSums();
  rows.forEach(([predicted, actual]) => addError(sums, predicted, actual));
  return sums;
}

/** What a metrics store knows: plain sums. */
function plain({ spread: _, ...sums }: ErrorSums): ErrorSums {
  return sums;
}

const value = (sums: ErrorSums, measure: (typeof regressionMeasureNames)[number]) =>
  regressionMeasure(sums, measure).value;

// Predicted and actual, of scikit-learn's documentation.
const example = sumsOf([
  [2.5, 3],
  [0, -0.5],
  [2, 2],
  [8, 7],
]);

describe('measures of predicted values', () => {
  it("give the numbers of scikit-learn's documentation", () => {
    expect(value(example, 'mae')).toBe(0.5);
    expect(value(example, 'rmse')).toBeCloseTo(0.612, 3);
    expect(value(example, 'r2')).toBeCloseTo(0.9486, 4);
    expect(value(example, 'mape')).toBeCloseTo(0.32738, 5);
    expect(value(example, 'bias')).toBe(0.25);
  });

  it('count outcomes as support', () => {
    for (const measure of regressionMeasureNames) {
      expect(regressionMeasure(example, measure).support).toBe(4);
    }
  });

  it('are undefined without outcomes', () => {
    for (const measure of regressionMeasureNames) {
      expect(regressionMeasure(emptyErrorSums(), measure)).toEqual({ support: 0 });
      expect(regressionMeasure({ n: NaN, absolute: 1 }, measure)).toEqual({ support: 0 });
    }
  });

  it('are undefined where a sum that they need is not known, and only then', () => {
    const defined = (sums: ErrorSums) => regressionMeasureNames.filter((measure) => value(sums, measure) !== undefined);
    const all = plain(example);
    expect(defined(all)).toEqual(['mae', 'rmse', 'bias', 'r2', 'mape']);
    expect(defined({ n: 4 })).toEqual([]);
    expect(defined({ ...all, squared: undefined })).toEqual(['mae', 'bias', 'mape']);
    expect(defined({ ...all, actual: undefined })).toEqual(['mae', 'rmse', 'bias', 'mape']);
    expect(defined({ ...all, actualSquared: undefined })).toEqual(['mae', 'rmse', 'bias', 'mape']);
    expect(defined({ ...all, percentage: undefined, absolute: undefined })).toEqual(['rmse', 'bias', 'r2']);
  });

  it('are undefined where a sum is no number, or below what it can be', () => {
    expect(value({ n: 3, absolute: NaN }, 'mae')).toBeUndefined();
    expect(value({ n: 3, absolute: Infinity }, 'mae')).toBeUndefined();
    expect(value({ n: 3, squared: -1 }, 'rmse')).toBeUndefined();
  });
});

describe('MAPE', () => {
  it.each([
    ['predicted as another value', 1],
    ['predicted right', 0],
  ])('is undefined where an actual value is 0, %s', (_, predicted) => {
    expect(
      value(
        sumsOf([
          [5, 4],
          [predicted, 0],
          [3, 4],
        ]),
        'mape'
      )
    ).toBeUndefined();
  });

  it('takes negative values by their size', () => {
    expect(value(sumsOf([[-5, -4]]), 'mape')).toBe(0.25);
  });
});

describe('R2', () => {
  it('is 1 for right predictions, 0 for the mean, and below 0 for worse', () => {
    const of = (predict: (actual: number) => number) =>
      value(sumsOf([1, 2, 6].map((actual) => [predict(actual), actual])), 'r2');
    expect(of((actual) => actual)).toBe(1);
    expect(of(() => 3)).toBeCloseTo(0, 12);
    expect(of(() => 30)).toBeLessThan(-10);
  });

  it.each([[0.1], [0], [-7e20], [1e-300]])('is undefined where every actual value is %d', (actual) => {
    const sums = sumsOf(Array.from({ length: 1000 }, (_, i) => [i, actual]));
    expect(value(sums, 'r2')).toBeUndefined();
    expect(value(plain(sums), 'r2')).toBeUndefined();
  });

  it('of records keeps its digits far from 0, where that of sums is undefined rather than wrong', () => {
    const rows = Array.from({ length: 1000 }, (_, i): [number, number] => [((i * 7) % 11) / 8, ((i * 5) % 16) / 8]);
    const near = value(sumsOf(rows), 'r2')!;
    for (const offset of [1e3, 1e6, 1e9, -1e12]) {
      const sums = sumsOf(rows.map(([predicted, actual]) => [predicted + offset, actual + offset]));
      expect(value(sums, 'r2')).toBeCloseTo(near, 9);
      const ofSums = value(plain(sums), 'r2');
      expect(offset === 1e3 ? ofSums : (ofSums ?? near)).toBeCloseTo(near, 5);
      expect(ofSums === undefined).toBe(Math.abs(offset) >= 1e6);
    }
  });
});

describe('the interval of bias', () => {
  const errors = Array.from({ length: 100 }, (_, i) => (i % 5) - 1);

  it('is 1.96 standard errors to either side', () => {
    const estimate = regressionMeasure(sumsOf(errors.map((error) => [error + 7, 7])), 'bias');
    const deviation = Math.sqrt(errors.reduce((sum, error) => sum + (error - 1) ** 2, 0) / 99);
    expect(estimate.value).toBe(1);
    expect(estimate.lower).toBeCloseTo(1 - (1.959964 * deviation) / 10, 6);
    expect(estimate.upper).toBeCloseTo(1 + (1.959964 * deviation) / 10, 6);
  });

  it('needs 30 outcomes, errors that differ, the sum of squares, and a confidence', () => {
    const bias = (sums: ErrorSums, confidence?: number) => regressionMeasure(sums, 'bias', confidence);
    const sums = sumsOf(errors.map((error) => [error, 0]));
    expect(bias(sums)).toHaveProperty('lower');
    expect(bias(sumsOf(errors.slice(0, 30).map((error) => [error, 0])))).toHaveProperty('lower');
    expect(bias(sumsOf(errors.slice(0, 29).map((error) => [error, 0])))).not.toHaveProperty('lower');
    expect(bias(sumsOf(errors.map(() => [0.1, 0])))).toEqual({ value: expect.closeTo(0.1, 12), support: 100 });
    expect(bias({ n: 100, error: 5 })).toEqual({ value: 0.05, support: 100 });
    expect(bias(sums, 1)).not.toHaveProperty('lower');
  });
});

it('no order of outcomes changes a measure', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 1000 })), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(rows, (outcomes) => {
      const forward = sumsOf(outcomes);
      const backward = sumsOf([...outcomes].reverse());
      for (const measure of regressionMeasureNames) {
        const there = value(forward, measure);
        const back = value(backward, measure);
        expect(back === undefined).toBe(there === undefined);
        expect(Math.abs((back ?? 0) - (there ?? 0))).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(there ?? 0)));
      }
    })
  );
});
