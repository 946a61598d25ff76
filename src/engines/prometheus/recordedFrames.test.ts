import { type DataFrame, dataFrameFromJSON } from '@grafana/data';

import { defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { isRefusal } from '../engine';
import { prometheusEngine } from './prometheusEngine';

/** What a real Grafana 12.3.0 answered to `sum by (actual, predicted) (...)`, and scikit-learn's truth for the same window. */
const truth = jest.requireActual('../../../test/frames/truth.json');

function recorded(name: string): DataFrame[] {
  const { response } = jest.requireActual(`../../../test/frames/prometheus/${name}.json`);
  return response.results.A.frames.map(dataFrameFromJSON);
}

function read(stored: object, frames: DataFrame[]): DataFrame[] {
  const window = { from: 1795219200000, to: 1795305600000, intervalMs: 600_000 };
  const facts = {
    seriesOfModel: { model_outcomes_total: 4 },
    modelsByMetric: { model_outcomes_total: ['credit-risk'] },
  };
  const query = migrateQuery({ model: { name: 'credit-risk', positiveClass: 'reject' }, ...stored });
  const plan = prometheusEngine.plan(query, defaultMapping, window, facts);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([frames]);
}

const quality = (measure: string, average: string, className?: string) => ({
  kind: 'quality',
  quality: { measure, average, class: className },
});
const value = ([frame]: DataFrame[]) => frame.fields[1].values[0];

describe.each([
  ['confusion-two-classes', 'credit-risk v1, last 24 h'],
  ['confusion-twelve-odd-names', 'intent, last 24 h'],
])('the recorded answer %s', (name, key) => {
  const expected = truth[key];

  it('is read as the true matrix', () => {
    const [frame] = read({ kind: 'confusion' }, recorded(name));
    const [actual, predicted, count] = frame.fields.map((field) => field.values);
    const matrix = expected.labels.map(() => expected.labels.map(() => 0));
    count.forEach((cell: number, i: number) => {
      matrix[expected.labels.indexOf(actual[i])][expected.labels.indexOf(predicted[i])] = cell;
    });
    expect(matrix).toEqual(expected.confusion_rows_actual);
  });

  it.each([
    ['accuracy', 'macro', expected.accuracy],
    ['balancedAccuracy', 'macro', expected.balanced_accuracy],
    ['mcc', 'macro', expected.mcc],
    ['kappa', 'macro', expected.cohen_kappa],
    ['precision', 'macro', expected.macro.precision],
    ['recall', 'macro', expected.macro.recall],
    ['fBeta', 'macro', expected.macro.f1],
    ['precision', 'micro', expected.micro.precision],
    ['precision', 'weighted', expected.weighted.precision],
    ['fBeta', 'weighted', expected.weighted.f1],
  ])('gives %s (%s) as scikit-learn does', (measure, average, number) => {
    expect(value(read(quality(measure, average), recorded(name)))).toBeCloseTo(number, 12);
  });

  it('gives precision and recall of each class as scikit-learn does', () => {
    expected.labels.forEach((label: string, i: number) => {
      expect(value(read(quality('precision', 'class', label), recorded(name)))).toBeCloseTo(expected.precision[i], 12);
      expect(value(read(quality('recall', 'class', label), recorded(name)))).toBeCloseTo(expected.recall[i], 12);
    });
  });
});

it('reads counts over time as a measure over time, with a hole where nothing is', () => {
  const frames = recorded('counts-over-time');
  const steps = frames[0].length;
  const [frame] = read({ ...quality('accuracy', 'macro'), result: 'series' }, frames);
  expect(frame.length).toBe(steps);
  const at = (i: number) => frames.map((one) => ({ ...one.fields[1].labels, value: Number(one.fields[1].values[i]) }));
  const hits = at(5).filter(({ actual, predicted }: Record<string, unknown>) => actual === predicted);
  const sum = (cells: Array<{ value: number }>) => cells.reduce((total, cell) => total + cell.value, 0);
  expect(frame.fields[1].values[5]).toBeCloseTo(sum(hits) / sum(at(5)), 12);
});

it.each(['empty', 'empty-over-time'])('reads the recorded answer %s as no data, with a sentence', (name) => {
  const [frame] = read(quality('accuracy', 'macro'), recorded(name));
  expect(frame.length).toBe(0);
  expect(frame.meta?.notices?.[0].text).toBe(
    "Nothing was recorded in model_outcomes_total for model 'credit-risk' in this window. Widen the time range or the query's window."
  );
});

it('leaves NaN and infinities out: they are no data', () => {
  const [frame] = read({ kind: 'confusion' }, recorded('nan-and-inf'));
  expect(frame.fields[2].values).toEqual([1]);
});
