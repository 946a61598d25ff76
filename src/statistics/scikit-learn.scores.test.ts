import { normalQuantile } from './intervals';
import {
  addError,
  emptyErrorSums,
  type ErrorSums,
  regressionMeasure,
  type RegressionMeasureName,
  regressionMeasureNames,
} from './regression';
import { askCases, needPython, type Nullable, same } from './scikit-learn/ask';
import {
  countsAt,
  precisionRecallCurve,
  reliabilityCurve,
  rocCurve,
  type ScoreGroups,
  scoreGroupsFromBins,
  scoreGroupsOf,
  scoreMeasure,
  type ScoreMeasureName,
  scoreMeasureNames,
} from './scores';

/**
 * As scikit-learn.test.ts, for scores and predicted values. A failure names the case:
 * `.venv/bin/python src/statistics/scikit-learn/cases.py scores 123 1`.
 */
const SCORE_CASES = 6000;
const REGRESSION_CASES = 4000;

type ScoreCase = Partial<Record<ScoreMeasureName, Nullable>> & {
  number: number;
  /** 'ties, once': how scores are made, and how many outcomes each stands for. */
  shape: string;
  actual: number[];
  score: number[];
  weight: number[];
  /** Where the scores are in bins: their edges, and the bin of each. */
  edges: number[] | null;
  place: number[] | null;
  roc?: [number[], number[]];
  precisionRecall?: [number[], number[], number[]];
  reliability?: { edges: number[]; mean: number[]; share: number[] };
  cut?: { threshold: number; tp: number; fp: number; fn: number; tn: number };
  delong?: { area: number; variance: number };
};

type RegressionCase = Record<Exclude<RegressionMeasureName, 'r2'>, number> & {
  number: number;
  shape: string;
  actual: number[];
  predicted: number[];
  r2: Nullable;
  biasDeviation: Nullable;
  sums: ErrorSums;
};

/** Of values whose spread is a millionth of their size, both sides have lost digits: in the mean already. */
const LARGE_OFFSET = 1e-7;

type Row = [what: string, ours: number | undefined, theirs: Nullable];

beforeAll(needPython);

it(`gives scikit-learn's numbers for scores in ${SCORE_CASES} random cases`, async () => {
  const seen = counter();
  await askCases<ScoreCase>('scores', SCORE_CASES, (answer) => seen.take(answer, comparedScores(answer)));

  expect(seen.wrong.slice(0, 10)).toEqual([]);
  expect(seen.cases).toBe(SCORE_CASES);
  expect(seen.numbers).toBeGreaterThan(500_000);
  expect(seen.undefinedNumbers).toBeGreaterThan(1000);
  expect(seen.whats).toEqual(
    expect.arrayContaining([...scoreMeasureNames, 'ROC curve', 'precision', 'recall', 'share', 'mean', 'lower', 'tp'])
  );
}, 180_000);

it(`gives scikit-learn's numbers for predicted values in ${REGRESSION_CASES} random cases`, async () => {
  const seen = counter();
  await askCases<RegressionCase>('regression', REGRESSION_CASES, (answer) => seen.take(answer, comparedErrors(answer)));

  expect(seen.wrong.slice(0, 10)).toEqual([]);
  expect(seen.cases).toBe(REGRESSION_CASES);
  expect(seen.undefinedNumbers).toBeGreaterThan(1000);
  expect(seen.whats).toEqual(expect.arrayContaining([...regressionMeasureNames, 'r2 of sums', 'lower']));
}, 180_000);

function comparedScores(answer: ScoreCase): Row[] {
  const groups = groupsOf(answer);
  const rows: Row[] = scoreMeasureNames
    .filter((measure) => answer[measure] !== undefined)
    .map((measure) => [measure, scoreMeasure(groups, measure).value, answer[measure] ?? null]);

  const [falsePositiveRates, truePositiveRates] = answer.roc ?? [[], []];
  const roc = rocCurve(groups);
  rows.push(
    ...paired(
      'ROC curve',
      roc.map((point) => point.falsePositiveRate),
      falsePositiveRates
    )
  );
  rows.push(
    ...paired(
      'ROC curve',
      roc.map((point) => point.truePositiveRate),
      truePositiveRates
    )
  );

  const [precisions, recalls] = answer.precisionRecall ?? [[], []];
  const curve = precisionRecallCurve(groups);
  rows.push(
    ...paired(
      'recall',
      curve.map((point) => point.recall),
      recalls
    )
  );
  // The one difference: where nothing is predicted positive they say 1 and we say nothing.
  const last = precisions.length - 1;
  rows.push(
    ...paired(
      'precision',
      curve.map((point) => point.precision),
      precisions.map((p, i) => (i < last ? p : null))
    )
  );

  if (answer.cut) {
    const { threshold, ...theirs } = answer.cut;
    const counts = countsAt(groups, threshold);
    rows.push(...(['tp', 'fp', 'fn', 'tn'] as const).map((key): Row => [key, counts[key], theirs[key]]));
  }
  if (answer.reliability) {
    const points = reliabilityCurve(groups, answer.reliability.edges);
    rows.push(
      ...paired(
        'mean',
        points.map((point) => point.meanScore),
        answer.reliability.mean
      )
    );
    rows.push(
      ...paired(
        'share',
        points.map((point) => point.shareOfPositives),
        answer.reliability.share
      )
    );
  }
  if (answer.delong) {
    const { area, variance } = answer.delong;
    const { lower, upper } = scoreMeasure(groups, 'rocAuc', 0.9);
    const half = (normalQuantile(0.95) * Math.sqrt(variance)) / (area * (1 - area));
    const end = (sign: number) => (variance > 1e-20 ? 1 / (1 + ((1 - area) / area) * Math.exp(-sign * half)) : null);
    rows.push(['lower', lower, end(-1)], ['upper', upper, end(1)]);
  }
  return rows;
}

/** As the engines make them: of single scores, or of bins of which the outer ones are open. */
function groupsOf({ shape, actual, score, weight, edges, place }: ScoreCase): ScoreGroups {
  if (edges && place) {
    const open = [-Infinity, ...edges.slice(1, -1), Infinity];
    const counts = (positive: number) => {
      const bins = new Float64Array(open.length - 1);
      place.forEach((bin, i) => (bins[bin] += actual[i] === positive ? weight[i] : 0));
      return bins;
    };
    return scoreGroupsFromBins(open, counts(1), counts(0));
  }
  const groups = scoreGroupsOf(
    score,
    actual.map((k) => k === 1)
  );
  if (shape.endsWith('once')) {
    return groups;
  }
  const place_ = new Map(Array.from(groups.low, (value, k) => [value, k]));
  const weighted = { ...groups, positive: groups.positive.map(() => 0), negative: groups.negative.map(() => 0) };
  score.forEach((value, i) => (weighted[actual[i] === 1 ? 'positive' : 'negative'][place_.get(value)!] += weight[i]));
  return weighted;
}

function comparedErrors(answer: RegressionCase): Row[] {
  const sums = emptyErrorSums();
  answer.actual.forEach((actual, i) => addError(sums, answer.predicted[i], actual));
  const rows: Row[] = [];
  for (const measure of regressionMeasureNames) {
    const { value } = regressionMeasure(sums, measure);
    // scikit-learn divides by 2.2e-16 where an actual value is 0, which gives millions of millions of percent.
    const undefinedHere = measure === 'mape' && answer.actual.includes(0);
    rows.push([measure, value, undefinedHere ? null : answer[measure]]);
  }
  const { lower, upper } = regressionMeasure(sums, 'bias', 0.9);
  if (lower !== undefined && upper !== undefined) {
    const half = normalQuantile(0.95) * (answer.biasDeviation ?? NaN);
    rows.push(['lower', lower, answer.bias - half], ['upper', upper, answer.bias + half]);
  }
  if (answer.shape !== 'large offset') {
    rows.push(['r2 of sums', regressionMeasure(answer.sums, 'r2').value, answer.r2]);
  }
  return rows;
}

/** Two lists of one length, value by value. */
function paired(what: string, ours: Array<number | undefined>, theirs: Nullable[]): Row[] {
  return [[`number of ${what}`, ours.length, theirs.length], ...theirs.map((value, i): Row => [what, ours[i], value])];
}

function counter() {
  const whats = new Set<string>();
  const seen = {
    cases: 0,
    numbers: 0,
    undefinedNumbers: 0,
    wrong: new Array<string>(),
    get whats() {
      return [...whats];
    },
    take({ number, shape }: { number: number; shape: string }, rows: Row[]) {
      seen.cases++;
      for (const [what, ours, theirs] of rows) {
        whats.add(what);
        seen.numbers++;
        seen.undefinedNumbers += theirs === null ? 1 : 0;
        if (!same(ours, theirs, what === 'r2' && shape === 'large offset' ? LARGE_OFFSET : undefined)) {
          seen.wrong.push(`case ${number} (${shape}) ${what}: ${ours} here, ${theirs} there`);
        }
      }
    },
  };
  return seen;
}
