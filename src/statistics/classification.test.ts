import {
  type Average,
  balancedAccuracy,
  fBeta,
  kappa,
  marginals,
  mcc,
  perClassCounts,
  precision,
  qualityMeasure,
  qualityMeasureNames,
  qualityOfEachClass,
  recall,
  specificity,
} from './classification';
import { confusionFromDense, confusionFromPairs, emptyConfusion } from './confusion';
import { wilson } from './intervals';

const averages: Average[] = ['class', 'macro', 'micro', 'weighted'];

/** 10 cats: 8 right, 2 taken for dogs. 5 dogs: 3 right, 2 taken for cats. Nobody is a bird; one cat was taken for it. */
const animals = confusionFromDense(
  ['cat', 'dog', 'bird'],
  [
    [8, 1, 1],
    [2, 3, 0],
    [0, 0, 0],
  ]
);
const m = marginals(animals);

describe('counts of each class', () => {
  it('sets the class against all others', () => {
    expect(perClassCounts(animals)).toEqual([
      { class: 'cat', tp: 8, fp: 2, fn: 2, tn: 3, support: 10, predicted: 10 },
      { class: 'dog', tp: 3, fp: 1, fn: 2, tn: 9, support: 5, predicted: 4 },
      { class: 'bird', tp: 0, fp: 1, fn: 0, tn: 14, support: 0, predicted: 1 },
    ]);
  });
});

describe('support is the number of outcomes that the value rests on', () => {
  const supportOf = (measure: (typeof qualityMeasureNames)[number], average: Average) =>
    qualityMeasure(m, { measure, average, class: 'dog' }).support;

  it('for a class: its denominator', () => {
    expect(supportOf('precision', 'class')).toBe(4);
    expect(supportOf('recall', 'class')).toBe(5);
    expect(supportOf('specificity', 'class')).toBe(10);
    expect(supportOf('fBeta', 'class')).toBe(6);
    expect(supportOf('support', 'class')).toBe(5);
  });

  it('else all outcomes', () => {
    for (const measure of qualityMeasureNames) {
      expect(supportOf(measure, 'weighted')).toBe(15);
    }
    expect(supportOf('accuracy', 'class')).toBe(15);
  });
});

describe('0/0', () => {
  it('is no data, unless a number is chosen', () => {
    const options = { average: 'class', class: 'bird' } as const;
    expect(recall(m, options)).toBeUndefined();
    expect(recall(m, { ...options, zeroDivision: 0 })).toBe(0);
    expect(recall(m, { ...options, zeroDivision: 1 })).toBe(1);
    expect(precision(m, options)).toBe(0);
    expect(qualityMeasure(m, { measure: 'recall', ...options, zeroDivision: 1 })).toEqual({ value: 1, support: 0 });
  });

  it('is left out of averages, or counts as what is chosen', () => {
    expect(recall(m, { average: 'macro' })).toBeCloseTo((0.8 + 0.6) / 2, 12);
    expect(recall(m, { average: 'macro', zeroDivision: 0 })).toBeCloseTo((0.8 + 0.6) / 3, 12);
    expect(recall(m, { average: 'macro', zeroDivision: 1 })).toBeCloseTo((0.8 + 0.6 + 1) / 3, 12);
    expect(balancedAccuracy(m)).toBeCloseTo(0.7, 12);
  });

  it('is that of the class too where the window does not have it, listed or not', () => {
    for (const name of ['unheard of', 'listed']) {
      const listed = marginals(confusionFromPairs(['a', 'b'], ['a', 'a'], undefined, ['listed']));
      const options = { average: 'class', class: name } as const;
      expect(precision(listed, options)).toBeUndefined();
      expect(recall(listed, { ...options, zeroDivision: 0 })).toBe(0);
      expect(fBeta(listed, 1, options)).toBeUndefined();
      // Two outcomes of other classes, none of them taken for it.
      expect(specificity(listed, options)).toBe(1);
      expect(qualityMeasure(listed, { measure: 'specificity', ...options })).toMatchObject({ value: 1, support: 2 });
    }
  });

  it('is never 0, whatever is chosen, where there is no outcome at all', () => {
    for (const empty of [emptyConfusion, confusionFromPairs([], [], undefined, ['a', 'b'])]) {
      for (const measure of qualityMeasureNames.filter((name) => name !== 'support')) {
        for (const average of averages) {
          const options = { measure, average, class: 'a', zeroDivision: 0 } as const;
          expect(qualityMeasure(marginals(empty), options)).toEqual({ support: 0 });
        }
      }
    }
  });

  it('is MCC with one actual or one predicted class, and kappa with one class', () => {
    const oneActual = marginals(confusionFromPairs(['a', 'a'], ['a', 'b']));
    expect(mcc(oneActual)).toBeUndefined();
    expect(mcc(oneActual, 0)).toBe(0);
    expect(kappa(oneActual)).toBe(0);
    const oneClass = marginals(confusionFromPairs(['a', 'a', 'a'], ['a', 'a', 'a'], [0.1, 0.2, 0.3]));
    expect(kappa(oneClass)).toBeUndefined();
    expect(kappa(oneClass, 1)).toBe(1);
    expect(specificity(oneClass, { average: 'macro' })).toBeUndefined();
  });

  it('is not seen where fractions only nearly cancel', () => {
    const count = Array.from({ length: 30 }, (_, i) => 0.1 + i / 7);
    const names = count.map((_, i) => `p${i % 9}`);
    const oneActual = marginals(confusionFromPairs(names.map(() => 'p3'), names, count)); // prettier-ignore
    expect(mcc(oneActual)).toBeUndefined();
    expect(specificity(oneActual, { average: 'class', class: 'p3' })).toBeUndefined();
  });
});

describe('intervals', () => {
  const intervalOf = (measure: (typeof qualityMeasureNames)[number], average: Average) => {
    const { lower, upper } = qualityMeasure(m, { measure, average, class: 'cat', confidence: 0.9 });
    return lower === undefined || upper === undefined ? undefined : { lower, upper };
  };

  it("are Wilson's for shares of outcomes", () => {
    expect(intervalOf('accuracy', 'macro')).toEqual(wilson(11, 15, 0.9));
    expect(intervalOf('precision', 'class')).toEqual(wilson(8, 10, 0.9));
    expect(intervalOf('recall', 'class')).toEqual(wilson(8, 10, 0.9));
    expect(intervalOf('specificity', 'class')).toEqual(wilson(3, 5, 0.9));
    for (const measure of ['precision', 'recall', 'fBeta'] as const) {
      expect(intervalOf(measure, 'micro')).toEqual(wilson(11, 15, 0.9));
    }
    expect(intervalOf('recall', 'weighted')).toEqual(wilson(11, 15, 0.9));
  });

  it('of micro specificity follow from those of accuracy, since its cases are not independent', () => {
    const { value, lower, upper } = qualityMeasure(m, { measure: 'specificity', average: 'micro' });
    const ofAccuracy = wilson(11, 15, 0.95);
    expect(value).toBeCloseTo(26 / 30, 12);
    expect(lower).toBeCloseTo(1 - (1 - ofAccuracy!.lower) / 2, 12);
    expect(upper).toBeCloseTo(1 - (1 - ofAccuracy!.upper) / 2, 12);
  });

  it('of macro recall are by the delta method', () => {
    const half = 1.959964 * Math.sqrt((0.16 / 10 + 0.24 / 5) / 4);
    const { value, lower, upper } = qualityMeasure(m, { measure: 'balancedAccuracy', average: 'macro' });
    expect([value, lower, upper].map((end) => end?.toFixed(5))).toEqual(
      [0.7, 0.7 - half, 0.7 + half].map((end) => end.toFixed(5))
    );
    expect(qualityMeasure(m, { measure: 'recall', average: 'macro' })).toMatchObject({ lower, upper });
  });

  it('are not given for the rest', () => {
    for (const [measure, average] of [
      ['mcc', 'macro'],
      ['kappa', 'macro'],
      ['baselineAccuracy', 'macro'],
      ['support', 'class'],
      ['fBeta', 'class'],
      ['fBeta', 'macro'],
      ['precision', 'macro'],
      ['precision', 'weighted'],
      ['specificity', 'weighted'],
    ] as const) {
      expect(intervalOf(measure, average)).toBeUndefined();
    }
  });
});

describe('F-beta', () => {
  const cat = { average: 'class', class: 'dog' } as const;

  it('weighs recall beta times as much as precision, from one end to the other', () => {
    const [p, r] = [3 / 4, 3 / 5];
    expect(fBeta(m, 1, cat)).toBeCloseTo((2 * p * r) / (p + r), 12);
    expect(fBeta(m, 2, cat)).toBeCloseTo((5 * p * r) / (4 * p + r), 12);
    expect(fBeta(m, 0, cat)).toBe(p);
    expect(fBeta(m, Infinity, cat)).toBe(r);
    expect(fBeta(m, 1e200, cat)).toBe(r);
  });

  it('is undefined for a beta that is none', () => {
    expect(fBeta(m, -1, cat)).toBeUndefined();
    expect(fBeta(m, NaN, cat)).toBeUndefined();
    expect(fBeta(m, NaN, { average: 'micro' })).toBeUndefined();
  });
});

describe('each class', () => {
  it('gets what the question for that class alone gets', () => {
    for (const measure of qualityMeasureNames) {
      const options = { measure, beta: 2, confidence: 0.8, zeroDivision: 1 } as const;
      expect(qualityOfEachClass(m, options)).toEqual(
        m.classes.map((name) => qualityMeasure(m, { ...options, average: 'class', class: name }))
      );
    }
  });
});

describe('sums from elsewhere', () => {
  it('give no data where one of them is no number, instead of a value without it', () => {
    const broken = { ...m, tp: Float64Array.of(8, NaN, 0) };
    for (const measure of ['accuracy', 'balancedAccuracy', 'precision', 'recall', 'fBeta', 'mcc', 'kappa'] as const) {
      expect(qualityMeasure(broken, { measure, average: 'macro' }).value).toBeUndefined();
    }
    expect(qualityMeasure({ ...m, total: NaN }, { measure: 'accuracy', average: 'macro' }).value).toBeUndefined();
  });

  it('stay exact for one error in a trillion', () => {
    const huge = marginals(confusionFromDense(['a', 'b'], [[1e12, 1], [0, 1]])); // prettier-ignore
    expect(mcc(huge)).toBeCloseTo(Math.SQRT1_2, 9);
    expect(kappa(huge)).toBeCloseTo(2 / 3, 9);
  });
});
