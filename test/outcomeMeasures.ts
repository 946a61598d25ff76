/** Measures of outcomes by their definitions, slowly: what engines are held to. */
import { type Outcome, SCORE_LE } from './outcomeWorld';

export const binOf = (score: number) => SCORE_LE.findIndex((edge) => score <= edge);
const middleOf = (score: number) => (binOf(score) + 0.5) / SCORE_LE.length;
export const isPositive = ({ actual }: Outcome) => actual === 'reject';
const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Measures by their definitions, on scores that are told apart by their bin only. */
export const binned: Record<string, (outcomes: Outcome[]) => number> = {
  rocAuc: (outcomes) => {
    const counts = (positive: boolean) =>
      SCORE_LE.map(
        (_, bin) => outcomes.filter((one) => isPositive(one) === positive && binOf(one.score) === bin).length
      );
    const [positives, negatives] = [counts(true), counts(false)];
    const pairs = positives.flatMap((p, i) =>
      negatives.map((n, j) => ({ weight: p * n, won: i > j ? 1 : i === j ? 0.5 : 0 }))
    );
    return (
      pairs.reduce((sum, { weight, won }) => sum + weight * won, 0) / pairs.reduce((sum, { weight }) => sum + weight, 0)
    );
  },
  prAuc: (outcomes) => {
    const all = outcomes.filter(isPositive).length;
    let average = 0;
    for (let bin = SCORE_LE.length - 1, positives = 0, above = 0; bin >= 0; bin--) {
      const here = outcomes.filter(({ score }) => binOf(score) === bin);
      positives += here.filter(isPositive).length;
      above += here.length;
      average += above > 0 ? (here.filter(isPositive).length / all) * (positives / above) : 0;
    }
    return average;
  },
  logLoss: (outcomes) =>
    mean(outcomes.map((one) => -Math.log(isPositive(one) ? middleOf(one.score) : 1 - middleOf(one.score)))),
  brier: (outcomes) => mean(outcomes.map((one) => ((isPositive(one) ? 1 : 0) - middleOf(one.score)) ** 2)),
  ece: (outcomes) =>
    SCORE_LE.reduce((total, _, bin) => {
      const alike = outcomes.filter(({ score }) => binOf(score) === bin);
      const gap = alike.filter(isPositive).length - alike.length * ((bin + 0.5) / SCORE_LE.length);
      return total + Math.abs(gap) / outcomes.length;
    }, 0),
};

export const error = ({ predictedValue, actualValue }: Outcome) => predictedValue - actualValue;
export const ofValues: Record<string, (outcomes: Outcome[]) => number> = {
  mae: (outcomes) => mean(outcomes.map((one) => Math.abs(error(one)))),
  rmse: (outcomes) => Math.sqrt(mean(outcomes.map((one) => error(one) ** 2))),
  mape: (outcomes) => mean(outcomes.map((one) => Math.abs(error(one) / one.actualValue))),
};
export const ofSignedValues: Record<string, (outcomes: Outcome[]) => number> = {
  bias: (outcomes) => mean(outcomes.map(error)),
  r2: (outcomes) => {
    const center = mean(outcomes.map(({ actualValue }) => actualValue));
    return (
      1 - mean(outcomes.map((one) => error(one) ** 2)) / mean(outcomes.map((one) => (one.actualValue - center) ** 2))
    );
  },
};
