/**
 * Measures of a classifier. Definitions follow scikit-learn 1.5; docs/statistics.md has the formulas and the differences.
 * Undefined (0/0) is no data, never 0, unless the caller picks a `zeroDivision`.
 */
import { type Interval, macroRecallInterval, meanOfSharesInterval, wilson } from './intervals';
import { actualOfOthers, correct, type Marginals, places } from './marginals';

export { type ClassCounts, type Marginals, marginals, perClassCounts } from './marginals';

/** As scikit-learn's `zero_division`: what 0/0 becomes. 'undefined' (its NaN) is left out of averages. */
export type ZeroDivision = 'undefined' | 0 | 1;

/** 'class': of one class. The others are scikit-learn's averages over the classes of the window. */
export type Average = 'class' | 'macro' | 'micro' | 'weighted';

export const qualityMeasureNames = [
  'accuracy',
  'balancedAccuracy',
  'precision',
  'recall',
  'specificity',
  'fBeta',
  'mcc',
  'kappa',
  'support',
  'baselineAccuracy',
] as const;
export type QualityMeasureName = (typeof qualityMeasureNames)[number];

/** Measures that are a share for each class, and are averaged over classes. */
type ShareName = 'precision' | 'recall' | 'specificity' | 'fBeta';

export interface ShareOptions {
  average: Average;
  /** Which class, where `average` is 'class'. */
  class?: string;
  zeroDivision?: ZeroDivision;
}

export interface QualityOptions extends ShareOptions {
  measure: QualityMeasureName;
  /** Of F-beta: 0 is precision, Infinity is recall; 1 by default. */
  beta?: number;
  /** Of the interval, between 0 and 1; 0.95 by default. */
  confidence?: number;
}

export interface Estimate {
  /** Absent where the measure is undefined, and where there is no outcome at all. */
  value?: number;
  /** Absent where no interval is defined for the measure. */
  lower?: number;
  upper?: number;
  /**
   * The number of outcomes that the value rests on: for a class the outcomes in its denominator (precision: predicted as
   * the class; recall: actually of it; specificity: actually of another; F-beta: either), else all outcomes.
   */
  support: number;
}

/** Share of right outcomes. */
export function accuracy(m: Marginals): number | undefined {
  return defined(share(correct(m), m.total));
}

/** Mean recall over the classes that have actual outcomes. */
export function balancedAccuracy(m: Marginals): number | undefined {
  return recall(m, { average: 'macro' });
}

/** Of the outcomes predicted as the class, the share that is: tp / (tp + fp). */
export function precision(m: Marginals, options: ShareOptions): number | undefined {
  return shareEstimate(m, 'precision', options).value;
}

/** Of the outcomes actually of the class, the share predicted so: tp / (tp + fn). */
export function recall(m: Marginals, options: ShareOptions): number | undefined {
  return shareEstimate(m, 'recall', options).value;
}

/** Of the outcomes actually of another class, the share predicted as another: tn / (tn + fp). */
export function specificity(m: Marginals, options: ShareOptions): number | undefined {
  return shareEstimate(m, 'specificity', options).value;
}

/** (1 + b^2) tp / ((1 + b^2) tp + b^2 fn + fp): recall weighs b times as much as precision. */
export function fBeta(m: Marginals, beta: number, options: ShareOptions): number | undefined {
  return shareEstimate(m, 'fBeta', { ...options, beta }).value;
}

/**
 * Matthews' correlation coefficient for any number of classes (J. Gorodkin, Comput. Biol. Chem. 28, 2004), -1 to 1.
 * 0/0 where all outcomes are of one actual class, or all predictions of one class. scikit-learn says 0 there.
 */
export function mcc(m: Marginals, zeroDivision: ZeroDivision = 'undefined'): number | undefined {
  if (!(m.total > 0)) {
    return undefined;
  }
  if (places(m.actual).length < 2 || places(m.predicted).length < 2) {
    return replacement(zeroDivision);
  }
  // Sums of products of shares, none of which cancel: as exact for one error in 1e12 outcomes as for few.
  let covariance = 0;
  let ofActual = 0;
  let ofPredicted = 0;
  for (const k of places(m.actual, m.predicted)) {
    const tp = m.tp[k] / m.total;
    const fp = (m.predicted[k] - m.tp[k]) / m.total;
    const fn = (m.actual[k] - m.tp[k]) / m.total;
    const tn = (m.total - m.predicted[k] - (m.actual[k] - m.tp[k])) / m.total;
    covariance += tp * tn - fp * fn;
    ofActual += (tp + fn) * (fp + tn);
    ofPredicted += (tp + fp) * (fn + tn);
  }
  return defined(Math.max(-1, Math.min(1, covariance / Math.sqrt(ofActual * ofPredicted))));
}

/**
 * Cohen's kappa (J. Cohen, Educ. Psychol. Meas. 20, 1960): agreement beyond chance, at most 1.
 * 0/0 where chance agreement is 1, that is with one class only. scikit-learn says NaN there.
 */
export function kappa(m: Marginals, zeroDivision: ZeroDivision = 'undefined'): number | undefined {
  if (!(m.total > 0)) {
    return undefined;
  }
  if (places(m.actual, m.predicted).length < 2) {
    return replacement(zeroDivision);
  }
  let expected = 0;
  for (const k of places(m.actual)) {
    expected += (m.actual[k] / m.total) * ((m.total - m.predicted[k]) / m.total);
  }
  return defined(1 - Math.max(0, m.total - correct(m)) / m.total / expected);
}

/** What the best constant classifier would reach: the share of the most frequent actual class. */
export function baselineAccuracy(m: Marginals): number | undefined {
  return defined(
    share(
      m.actual.reduce((most, count) => Math.max(most, count), 0),
      m.total
    )
  );
}

/** Any measure, with its support, and with its interval where one is defined (docs/statistics.md has the list). */
export function qualityMeasure(m: Marginals, options: QualityOptions): Estimate {
  const { measure, zeroDivision, confidence = 0.95 } = options;
  switch (measure) {
    case 'accuracy':
      return estimate(accuracy(m), m.total, accuracyInterval(m, confidence));
    case 'balancedAccuracy':
      return estimate(balancedAccuracy(m), m.total, macroRecallInterval(m.tp, m.actual, confidence));
    case 'mcc':
      return estimate(mcc(m, zeroDivision), m.total);
    case 'kappa':
      return estimate(kappa(m, zeroDivision), m.total);
    case 'baselineAccuracy':
      return estimate(baselineAccuracy(m), m.total);
    case 'support': {
      const support = options.average === 'class' ? at(m.actual, classPlace(m, options.class)) : m.total;
      return estimate(support, support);
    }
    default:
      return shareEstimate(m, measure, options);
  }
}

/** The same for every class of `m.classes`, in that order. Measures of the whole matrix are the same for each. */
export function qualityOfEachClass(m: Marginals, options: Omit<QualityOptions, 'average' | 'class'>): Estimate[] {
  const { measure } = options;
  if (measure === 'support') {
    return Array.from(m.actual, (support) => estimate(support, support));
  }
  if (measure === 'precision' || measure === 'recall' || measure === 'specificity' || measure === 'fBeta') {
    const shares = classShares(m, measure, options.beta);
    return m.classes.map((_, k) => classEstimate(m, measure, shares, k, options));
  }
  const ofAll = qualityMeasure(m, { ...options, average: 'macro' });
  return m.classes.map(() => ofAll);
}

/** Numerators and denominators of each class, and the outcomes that each rests on. */
interface ClassShares {
  numerator: Float64Array;
  denominator: Float64Array;
  support: Float64Array;
}

function classShares(m: Marginals, measure: ShareName, beta = 1): ClassShares {
  switch (measure) {
    case 'precision':
      return { numerator: m.tp, denominator: m.predicted, support: m.predicted };
    case 'recall':
      return { numerator: m.tp, denominator: m.actual, support: m.actual };
    case 'specificity': {
      const others = actualOfOthers(m);
      const right = others.map((count, k) => Math.max(0, count - Math.max(0, m.predicted[k] - m.tp[k])));
      return { numerator: right, denominator: others, support: others };
    }
    case 'fBeta': {
      const square = beta >= 0 ? beta * beta : NaN;
      const weight = square === Infinity ? 1 : square / (1 + square);
      const denominator = m.actual.map((count, k) => weight * count + (1 - weight) * m.predicted[k]);
      const support = m.actual.map((count, k) => count + m.predicted[k] - m.tp[k]);
      return { numerator: m.tp, denominator, support };
    }
  }
}

function shareEstimate(m: Marginals, measure: ShareName, options: Omit<QualityOptions, 'measure'>): Estimate {
  const { average, zeroDivision = 'undefined', confidence = 0.95 } = options;
  const shares = classShares(m, measure, options.beta);
  if (average === 'class') {
    return classEstimate(m, measure, shares, classPlace(m, options.class), options);
  }
  const seen = places(m.actual, m.predicted);
  const { numerator, denominator } = shares;
  if (average === 'micro') {
    const value = m.total > 0 ? share(sumAt(numerator, seen), sumAt(denominator, seen), zeroDivision) : undefined;
    return estimate(value, m.total, microInterval(m, measure, seen.length, confidence));
  }
  const values: number[] = [];
  const used: number[] = [];
  for (const k of seen) {
    const value = share(numerator[k], denominator[k], zeroDivision);
    if (value !== undefined) {
      values.push(value);
      used.push(k);
    }
  }
  const weights = used.map((k) => m.actual[k]);
  const value = mean(values, average === 'weighted' ? weights : undefined);
  if (measure !== 'recall') {
    return estimate(value, m.total);
  }
  // Recall weighted by support is accuracy.
  const interval =
    average === 'weighted' ? accuracyInterval(m, confidence) : meanOfSharesInterval(values, weights, confidence);
  return estimate(value, m.total, interval);
}

function classEstimate(
  m: Marginals,
  measure: ShareName,
  { numerator, denominator, support }: ClassShares,
  k: number,
  { zeroDivision, confidence = 0.95 }: Pick<QualityOptions, 'zeroDivision' | 'confidence'>
): Estimate {
  // A class that is not in the window has no predicted and no actual outcomes; then every other outcome is of others.
  const [right, all, n] =
    k < 0 && measure === 'specificity'
      ? [m.total, m.total, m.total]
      : [at(numerator, k), at(denominator, k), at(support, k)];
  const value = m.total > 0 ? share(right, all, zeroDivision) : undefined;
  // F-beta is no share of independent outcomes.
  return estimate(value, n, measure === 'fBeta' ? undefined : wilson(Math.min(right, all), all, confidence));
}

function accuracyInterval(m: Marginals, confidence: number): Interval | undefined {
  return wilson(Math.min(correct(m), m.total), m.total, confidence);
}

/**
 * Each outcome has one actual and one predicted class, so micro precision, recall and F-beta are accuracy, and micro
 * specificity is 1 - (1 - accuracy) / (classes - 1): the intervals follow.
 */
function microInterval(m: Marginals, measure: ShareName, classes: number, confidence: number): Interval | undefined {
  const interval = accuracyInterval(m, confidence);
  if (measure !== 'specificity' || interval === undefined) {
    return interval;
  }
  const ofErrors = (end: number) => 1 - (1 - end) / (classes - 1);
  return classes < 2 ? undefined : { lower: ofErrors(interval.lower), upper: ofErrors(interval.upper) };
}

/** numpy's average without NaN, as scikit-learn uses it: weights that are all 0 are ignored. */
function mean(values: number[], weights?: number[]): number | undefined {
  let sum = 0;
  let weight = 0;
  values.forEach((value, i) => {
    sum += value * (weights?.[i] ?? 1);
    weight += weights?.[i] ?? 1;
  });
  return weight === 0 && weights !== undefined ? mean(values) : share(sum, weight);
}

/** NaN in, NaN out: a sum that is no number must spoil what follows from it. */
function share(part: number, all: number, zeroDivision: ZeroDivision = 'undefined'): number | undefined {
  return all === 0 ? replacement(zeroDivision) : Math.min(1, part / all);
}

function replacement(zeroDivision: ZeroDivision): number | undefined {
  return zeroDivision === 'undefined' ? undefined : zeroDivision;
}

function defined(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

function estimate(value: number | undefined, support: number, interval?: Interval): Estimate {
  const finite = defined(value);
  return finite === undefined ? { support } : { value: finite, ...interval, support };
}

function classPlace(m: Marginals, name: string | undefined): number {
  return name === undefined ? -1 : m.classes.indexOf(name);
}

function at(counts: Float64Array, k: number): number {
  return k < 0 ? 0 : counts[k];
}

function sumAt(counts: Float64Array, at: number[]): number {
  return at.reduce((total, k) => total + counts[k], 0);
}
