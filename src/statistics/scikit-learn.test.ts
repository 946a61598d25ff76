import {
  accuracy,
  balancedAccuracy,
  baselineAccuracy,
  kappa,
  marginals,
  type Marginals,
  mcc,
  qualityMeasure,
  type QualityMeasureName,
  qualityOfEachClass,
  type ZeroDivision,
} from './classification';
import { confusionFromPairs } from './confusion';
import { macroRecallInterval, normalQuantile, wilson } from './intervals';
import { ask, askCases, needPython, type Nullable, same } from './scikit-learn/ask';

/**
 * scikit-learn and scipy compute the same numbers in Python, for random cases that scikit-learn/cases.py makes from
 * their number alone. A failure names the case: `.venv/bin/python src/statistics/scikit-learn/cases.py classification 123 1`.
 */
const CASES = 10_000;

type Shares<T> = Record<'precision' | 'recall' | 'specificity' | 'fBeta', T>;

interface ClassificationCase {
  number: number;
  shape: string;
  listed: string[];
  actual: string[];
  predicted: string[];
  count: number[];
  zeroDivision: ZeroDivision;
  beta: number;
  labels: string[];
  answers: { each: Shares<Nullable[]> } & Record<'macro' | 'micro' | 'weighted', Shares<Nullable>>;
  support: number[];
  accuracy: number;
  balancedAccuracy: number;
  mcc: number;
  kappa: Nullable;
  baselineAccuracy: number;
}

type IntervalCase =
  | { kind: 'quantile'; p: number[]; z: number[] }
  | { kind: 'wilson'; successes: number; n: number; confidence: number; ends: [number, number] }
  | { kind: 'macroRecall'; tp: number[]; actual: number[]; confidence: number; ends: [number, number] | null };

beforeAll(needPython);

it(`gives scikit-learn's numbers in ${CASES} random cases`, async () => {
  const wrong: string[] = [];
  const seen = { cases: 0, numbers: 0, undefinedNumbers: 0, kinds: new Set<string>(), mostClasses: 0 };
  await askCases<ClassificationCase>('classification', CASES, (answer) => {
    seen.cases++;
    seen.mostClasses = Math.max(seen.mostClasses, answer.labels.length);
    for (const [what, ours, theirs] of compared(answer)) {
      seen.numbers++;
      seen.undefinedNumbers += theirs === null ? 1 : 0;
      if (!same(ours, theirs)) {
        wrong.push(`case ${answer.number} (${answer.shape}) ${what}: ${ours} here, ${theirs} there`);
      }
    }
    answer.shape.split(', ').forEach((kind) => seen.kinds.add(kind));
  });

  expect(wrong.slice(0, 10)).toEqual([]);
  expect(seen.cases).toBe(CASES);
  // That the cases are what they should be: some hundred thousand numbers, undefined ones among them, up to 200 classes.
  expect(seen.numbers).toBeGreaterThan(500_000);
  expect(seen.undefinedNumbers).toBeGreaterThan(1000);
  expect(seen.mostClasses).toBe(200);
  expect([...seen.kinds]).toEqual(expect.arrayContaining(['1 classes', 'all wrong', 'one actual', 'fraction']));
}, 180_000);

it("gives scipy's normal quantiles, Wilson intervals and delta-method intervals", async () => {
  const wrong: string[] = [];
  let cases = 0;
  await ask<IntervalCase>(['intervals'], (answer) => {
    cases++;
    if (answer.kind === 'quantile') {
      answer.p.forEach((p, i) => {
        if (!same(normalQuantile(p), answer.z[i])) {
          wrong.push(`quantile of ${p}: ${normalQuantile(p)} here, ${answer.z[i]} there`);
        }
      });
      return;
    }
    const { confidence, ends } = answer;
    const ours =
      answer.kind === 'wilson'
        ? wilson(answer.successes, answer.n, confidence)
        : macroRecallInterval(answer.tp, answer.actual, confidence);
    if (!same(ours?.lower, ends?.[0] ?? null) || !same(ours?.upper, ends?.[1] ?? null)) {
      wrong.push(`${JSON.stringify(answer)}: ${JSON.stringify(ours)} here`);
    }
  });

  expect(wrong.slice(0, 10)).toEqual([]);
  expect(cases).toBe(3001);
}, 60_000);

/** [what, ours, theirs]; an undefined number is null there. */
function compared(answer: ClassificationCase): Array<[string, number | undefined, Nullable]> {
  const { zeroDivision, beta, answers } = answer;
  const m = marginals(confusionFromPairs(answer.actual, answer.predicted, answer.count, answer.listed));
  const rows: Array<[string, number | undefined, Nullable]> = [
    ['accuracy', accuracy(m), answer.accuracy],
    ['balanced accuracy', balancedAccuracy(m), answer.balancedAccuracy],
    ['baseline accuracy', baselineAccuracy(m), answer.baselineAccuracy],
    ...compareAgreement(m, answer),
  ];
  const measures: Array<keyof Shares<unknown>> = ['precision', 'recall', 'specificity', 'fBeta'];
  for (const measure of measures) {
    for (const average of ['macro', 'micro', 'weighted'] as const) {
      const { value } = qualityMeasure(m, { measure, average, zeroDivision, beta });
      rows.push([`${average} ${measure}`, value, answers[average][measure]]);
    }
    const ofClass = byClass(m, measure, zeroDivision, beta);
    answer.labels.forEach((label, k) => {
      rows.push([`${measure} of ${label}`, ofClass.get(label), answers.each[measure][k]]);
    });
  }
  const support = byClass(m, 'support', zeroDivision, beta);
  answer.labels.forEach((label, k) => rows.push([`support of ${label}`, support.get(label), answer.support[k]]));
  return rows;
}

/**
 * Where MCC or kappa is 0/0 the two part on purpose: scikit-learn's MCC is 0, which is no agreement better than chance,
 * and ours is no data unless the user picks a number; its kappa is NaN. Fractions hide the 0 from scikit-learn's sums.
 */
function compareAgreement(m: Marginals, answer: ClassificationCase): Array<[string, number | undefined, Nullable]> {
  const { actual, predicted, zeroDivision, labels } = answer;
  const chosen = zeroDivision === 'undefined' ? null : zeroDivision;
  const whole = answer.count.every(Number.isInteger);
  const rows: Array<[string, number | undefined, Nullable]> = [];
  if (new Set(actual).size > 1 && new Set(predicted).size > 1) {
    rows.push(['MCC', mcc(m), answer.mcc]);
  } else {
    rows.push(['MCC of 0/0', mcc(m), null], ['MCC of 0/0 as chosen', mcc(m, zeroDivision), chosen]);
    rows.push(...(whole ? [["scikit-learn's MCC of 0/0", 0, answer.mcc] satisfies [string, number, number]] : []));
  }
  if (labels.length > 1) {
    rows.push(['kappa', kappa(m), answer.kappa]);
  } else {
    rows.push(['kappa of 0/0', kappa(m), null], ['kappa of 0/0 as chosen', kappa(m, zeroDivision), chosen]);
    rows.push(
      ...(whole
        ? [["scikit-learn's kappa of 0/0", undefined, answer.kappa] satisfies [string, undefined, Nullable]]
        : [])
    );
  }
  return rows;
}

function byClass(m: Marginals, measure: QualityMeasureName, zeroDivision: ZeroDivision, beta: number) {
  const estimates = qualityOfEachClass(m, { measure, zeroDivision, beta });
  return new Map(m.classes.map((name, k) => [name, estimates[k].value]));
}
