/**
 * Measures of classes as formulas over counts of each of them: `$tp0`, `$actual0` and `$predicted0` of the first class, and
 * so on, and `$support` of all outcomes. Definitions are those of statistics/classification.ts. What is undefined there is
 * 0 / 0 here: Grafana's NaN, which fires nothing.
 */
import { type QualityOptions } from '../../../query/query';

export interface ClassFormula {
  value: string;
  /** Of the mean of independent shares (meanOfSharesInterval in statistics/intervals.ts). */
  variance?: string;
}

/** Undefined where a measure is no number of all classes together. @param classes how many there are */
export function classFormula(
  { measure, average, beta }: Pick<QualityOptions, 'measure' | 'average' | 'beta'>,
  classes: number
): ClassFormula | undefined {
  const all = Array.from({ length: classes }, (_, k) => k);
  switch (measure) {
    case 'balancedAccuracy':
      return meanRecall(all);
    case 'mcc': {
      const covariance = sum(all, (k) => `$tp${k} * $support - $actual${k} * $predicted${k}`);
      const spread = (side: string) => sum(all, (k) => `$${side}${k} * ($support - $${side}${k})`);
      return { value: `${covariance} / (${spread('actual')} * ${spread('predicted')}) ** 0.5` };
    }
    case 'kappa': {
      const expected = sum(all, (k) => `$actual${k} * ($support - $predicted${k})`);
      return { value: `1 - ($support - ${sum(all, (k) => `$tp${k}`)}) * $support / ${expected}` };
    }
    case 'baselineAccuracy':
      return {
        value: `${sum(all, (k) => [`$actual${k}`, ...all.flatMap((other) => isMore(k, other))].join(' * '))} / $support`,
      };
    case 'recall':
      return average === 'macro' ? meanRecall(all) : undefined;
    case 'precision':
    case 'specificity':
    case 'fBeta':
      return averageOf(
        all.map((k) => shareOf(measure, k, beta)),
        average
      );
    default:
      return undefined;
  }
}

const sum = (all: number[], of: (k: number) => string) => `(${all.map((k) => of(k)).join(' + ')})`;

/** Of equal counts the first is the most frequent, so that it is counted once. */
function isMore(k: number, other: number): string[] {
  return k === other ? [] : [`($actual${k} ${other < k ? '>' : '>='} $actual${other})`];
}

/** The share of one class, and 1 where the class is in the window and has one, else 0. */
interface Share {
  right: string;
  all: string;
  counts: string;
  weight: string;
}

function shareOf(measure: 'precision' | 'recall' | 'specificity' | 'fBeta', k: number, beta: number): Share {
  const [tp, actual, predicted] = [`$tp${k}`, `$actual${k}`, `$predicted${k}`];
  const share = (right: string, all: string, counts = `(${all} > 0)`) => ({ right, all, counts, weight: actual });
  switch (measure) {
    case 'precision':
      return share(tp, predicted);
    case 'recall':
      return share(tp, actual);
    case 'specificity': {
      const others = `($support - ${actual})`;
      // A class that does not occur has others too.
      return share(`(${others} - ${predicted} + ${tp})`, others, `((${actual} + ${predicted} > 0) * (${others} > 0))`);
    }
    case 'fBeta': {
      const square = beta ** 2;
      return share(`(${1 + square} * ${tp})`, `(${square} * ${actual} + ${predicted})`);
    }
  }
}

const valueOf = ({ right, all, counts }: Share) => `${counts} * ${right} / (${all} + (${all} == 0))`;
const total = (shares: Share[], of: (share: Share) => string) => `(${shares.map(of).join(' + ')})`;

function averageOf(shares: Share[], average: QualityOptions['average']): ClassFormula | undefined {
  const plain = `${total(shares, valueOf)} / ${total(shares, ({ counts }) => counts)}`;
  switch (average) {
    case 'macro':
      return { value: plain };
    case 'micro':
      return {
        value: `${total(shares, ({ right, counts }) => `${counts} * ${right}`)} / ${total(shares, ({ all, counts }) => `${counts} * ${all}`)}`,
      };
    case 'weighted': {
      const weights = total(shares, ({ counts, weight }) => `${counts} * ${weight}`);
      const weighted = total(shares, (share) => `${share.weight} * ${valueOf(share)}`);
      // Weights that are all 0 are ignored.
      return { value: `${weighted} / (${weights} + (${weights} == 0)) + (${weights} == 0) * ${plain}` };
    }
    default:
      return undefined;
  }
}

function meanRecall(all: number[]): ClassFormula {
  const shares = all.map((k) => shareOf('recall', k, 1));
  const classes = total(shares, ({ counts }) => counts);
  const variance = total(shares, ({ right: tp, all: n, counts }) => {
    const atLeast1 = `(${n} + (${n} == 0))`;
    return `${counts} * ${tp} * (${n} - ${tp}) / ${atLeast1} ** 3`;
  });
  return {
    value: `${total(shares, valueOf)} / ${classes}`,
    // A variance of 0 says nothing about certainty: no number then.
    variance: `${variance} / ${classes} ** 2 + 0 / (${variance} > 0)`,
  };
}
