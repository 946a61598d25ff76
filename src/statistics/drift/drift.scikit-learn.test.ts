import { askCases, needPython, type Nullable, same } from '../scikit-learn/ask';
import { chiSquare } from './chiSquare';
import { chiSquareQuantile, chiSquareTail } from './chiSquareDistribution';
import { estimatedQuality } from './estimated';
import { compareCounts, driftMeasureNames, type DriftMeasures } from './measures';
import { varianceOfMean } from './metric/change';
import { ewmaChart } from './metric/ewma';
import { pageHinkley } from './metric/pageHinkley';
import { benjaminiHochberg } from './multiple';
import { compareValues } from './values';

/**
 * scipy computes the same numbers in Python, and plain loops what scipy does not have, for random cases that
 * scikit-learn/drift_cases.py makes from their number alone: `.venv/bin/python src/statistics/scikit-learn/cases.py
 * drift-counts 123 1`.
 */
const CASES = 1000;

interface CountsCase {
  number: number;
  shape: string;
  reference: number[];
  current: number[];
  edges: number[];
  /** How many of the outer bins are open: none, the last, both. */
  open: number;
  measures?: Record<string, number>;
  deviation?: number;
  chiSquare?: number[];
}

interface ValuesCase {
  number: number;
  reference: number[];
  current: number[];
  ks: number;
  pValue: number;
  wasserstein: number;
  deviation: number;
}

interface DistributionsCase {
  degrees: number;
  x: number;
  above: number;
  tail: number;
  quantile: number;
  p: number[];
  adjusted: number[];
}

interface MetricCase {
  number: number;
  values: number[];
  varianceOfMean: number;
  mean: number;
  deviation: number;
  correlation: number;
  weight: number;
  width: number;
  ewma: number[][];
  tolerance: number;
  limit: number;
  changes: Array<[from: number, noticed: number, direction: string]>;
}

interface EstimatedCase {
  edges: number[];
  positive: number[];
  negative: number[];
  scores: number[];
  cut: number;
  accuracy: number;
  precision: Nullable;
  recall: Nullable;
}

beforeAll(needPython);

/** Collects what differs from Python's number by more than 1e-9, relative to numbers above 1. */
function differences() {
  const wrong: string[] = [];
  let numbers = 0;
  const expectSame = (what: string, ours: number | undefined, theirs: Nullable | undefined) => {
    numbers++;
    if (!same(ours, theirs ?? null)) {
      wrong.push(`${what}: ${ours} here, ${theirs} there`);
    }
  };
  return { expectSame, wrong, seen: () => numbers };
}

it(`gives scipy's measures over bins in ${CASES} random cases`, async () => {
  const { expectSame, wrong, seen } = differences();
  const shapes = new Map<string, number>();
  await askCases<CountsCase>('drift-counts', CASES, (answer) => {
    const { reference, current, measures, number } = answer;
    shapes.set(answer.shape, (shapes.get(answer.shape) ?? 0) + 1);
    const edges = openEdges(answer);
    const ours = compareCounts(reference, current, edges);
    expectMeasures(ours, answer, (name, mine, theirs) => expectSame(`case ${number} ${name}`, mine, theirs));
    const test = chiSquare(reference, current);
    const found = test && [test.statistic, test.degrees, test.pValue, test.cramersV, test.leastExpected];
    (answer.chiSquare ?? [null]).forEach((theirs, i) =>
      expectSame(`case ${number} chi-square ${i}`, found?.[i], theirs)
    );
    expect(measures === undefined).toBe(Object.keys(ours).length === 0);
  });
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(shapes.size).toBe(10);
  expect(seen()).toBeGreaterThan(12 * CASES);
}, 120_000);

function openEdges({ edges, open }: CountsCase): number[] {
  return edges.map((edge, i) =>
    i === 0 && open > 1 ? -Infinity : i === edges.length - 1 && open > 0 ? Infinity : edge
  );
}

function expectMeasures(
  ours: DriftMeasures,
  { measures, deviation, reference }: CountsCase,
  expectSame: (name: string, ours: number | undefined, theirs: Nullable | undefined) => void
) {
  for (const name of driftMeasureNames.slice(0, 7)) {
    expectSame(name, ours[name], measures?.[name]);
  }
  if (measures?.wasserstein !== undefined) {
    expectSame('wasserstein', ours.wasserstein, measures.wasserstein);
    const spreads = reference.filter((count) => count > 0).length > 1;
    if (spreads && deviation !== undefined && deviation > 1e-6) {
      expectSame('in deviations', ours.wassersteinInDeviations, measures.wasserstein / deviation);
    }
  }
}

it(`gives scipy's exact KS and Wasserstein distance in ${CASES} random cases`, async () => {
  const { expectSame, wrong, seen } = differences();
  await askCases<ValuesCase>('drift-values', CASES, ({ number, reference, current, ...theirs }) => {
    const ours = compareValues(reference, current);
    expectSame(`case ${number} KS`, ours.ks, theirs.ks);
    expectSame(`case ${number} p-value`, ours.ksPValue, theirs.pValue);
    expectSame(`case ${number} Wasserstein`, ours.wasserstein, theirs.wasserstein);
    if (theirs.deviation > 1e-9) {
      expectSame(`case ${number} deviations`, ours.wassersteinInDeviations, theirs.wasserstein / theirs.deviation);
    }
  });
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(seen()).toBeGreaterThan(3.8 * CASES);
}, 60_000);

it("gives scipy's chi-square distribution and false discovery control", async () => {
  const { expectSame, wrong } = differences();
  await askCases<DistributionsCase>(
    'drift-distributions',
    CASES,
    ({ degrees, x, above, tail, quantile, p, adjusted }) => {
      expectSame(`above ${x} with ${degrees}`, chiSquareTail(x, degrees), above);
      expectSame(`quantile of ${tail} with ${degrees}`, chiSquareQuantile(tail, degrees), quantile);
      benjaminiHochberg(p).forEach((value, i) => expectSame(`adjusted ${p[i]}`, value, adjusted[i]));
    }
  );
  expect(wrong.slice(0, 10)).toEqual([]);
}, 60_000);

it('watches a metric as the papers say, written down in plain loops', async () => {
  const { expectSame, wrong } = differences();
  let changes = 0;
  await askCases<MetricCase>('drift-metric', 200, (answer) => {
    const { number, values } = answer;
    expectSame(`case ${number} variance`, varianceOfMean(Float64Array.from(values)), answer.varianceOfMean);
    const chart = ewmaChart(values.slice(0, 60), answer);
    answer.ewma.forEach(([average, lower, upper], i) => {
      expectSame(`case ${number} average ${i}`, chart[i]?.average, average);
      expectSame(`case ${number} lower ${i}`, chart[i]?.lower, lower);
      expectSame(`case ${number} upper ${i}`, chart[i]?.upper, upper);
    });
    const found = pageHinkley(values, answer).map(({ from, noticed, direction }) => [from, noticed, direction]);
    changes += found.length;
    if (JSON.stringify(found) !== JSON.stringify(answer.changes)) {
      wrong.push(`case ${number}: ${JSON.stringify(found)} here, ${JSON.stringify(answer.changes)} there`);
    }
  });
  expect(wrong.slice(0, 10)).toEqual([]);
  expect(changes).toBeGreaterThan(200);
}, 60_000);

it('estimates quality as a sum over single predictions', async () => {
  const { expectSame, wrong } = differences();
  await askCases<EstimatedCase>('drift-estimated', 400, ({ scores, cut, accuracy, precision, recall, ...labelled }) => {
    const ours = estimatedQuality(labelled, scores, cut);
    expectSame(`accuracy at ${cut}`, ours?.estimatedAccuracy, accuracy);
    expectSame(`precision at ${cut}`, ours?.estimatedPrecision, precision);
    expectSame(`recall at ${cut}`, ours?.estimatedRecall, recall);
  });
  expect(wrong.slice(0, 10)).toEqual([]);
}, 60_000);
