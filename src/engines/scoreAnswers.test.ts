import { type MeasureSeries } from '../frames/measureFrame';
import { migrateQuery } from '../query/migrate';
import { type ModelQuery } from '../query/query';
import { type ScoreGroups, scoreGroupsFromBins, scoreGroupsOf } from '../statistics/scores';
import { measureClasses } from './classSums';
import {
  classesAtThreshold,
  measureScores,
  readsScores,
  refuseScores,
  rowsAtThreshold,
  scoreCurves,
  type Scored,
} from './scoreAnswers';
import { scoreNotices } from './scoreNotices';
import { Tally } from './tally';

const ask = (stored: object): ModelQuery => migrateQuery({ model: { name: 'm', positiveClass: 'yes' }, ...stored });
const quality = (measure: string, more: object = {}) => ask({ kind: 'quality', quality: { measure }, ...more });
const confusion = (threshold: string, more: object = {}) => ask({ kind: 'confusion', threshold, ...more });

/** Positive at 0.2, 0.6 and 0.9; negative at 0.1, 0.6 and 0.7. */
const groups = scoreGroupsOf([0.2, 0.6, 0.9, 0.1, 0.6, 0.7], [true, true, true, false, false, false]);
const scored = (of: ScoreGroups = groups, classes = ['yes', 'no']): Scored => {
  const tally = new Tally<ScoreGroups>(() => of);
  tally.at('', 1);
  return { tally, classes: new Set(classes) };
};
const values = (answered: MeasureSeries[]) => answered.map(({ points }) => points.map(({ value }) => value));
const texts = (found: Scored, query: ModelQuery) => scoreNotices(found, query).map(({ text }) => text);

it.each([
  [true, quality('rocAuc')],
  [true, quality('accuracy', { threshold: '0.5' })],
  [false, quality('accuracy')],
  [false, quality('mae', { threshold: '0.5' })],
  [true, confusion('0')],
  [false, confusion(' ')],
  [true, ask({ kind: 'curve' })],
  [true, ask({ kind: 'distribution' })],
  [false, ask({ kind: 'distribution', distribution: { of: 'error' } })],
  [false, ask({ kind: 'operations', threshold: '0.5' })],
])('tells which queries are answered from scores: %s of %j', (expected, query) => {
  expect(readsScores(query)).toBe(expected);
});

it('needs a positive class, but for a distribution', () => {
  const nameless = { model: { name: 'm' } };
  expect(refuseScores(ask({ kind: 'curve', ...nameless }))?.sentence).toContain('Name the positive class');
  expect(refuseScores(ask({ kind: 'distribution', ...nameless }))).toBeUndefined();
});

it('predicts the positive class above the threshold, not at it', () => {
  const cells = [
    { actual: 'yes', predicted: 'yes', count: 1 },
    { actual: 'yes', predicted: 'no', count: 2 },
    { actual: 'no', predicted: 'yes', count: 1 },
    { actual: 'no', predicted: 'no', count: 2 },
  ];
  expect(rowsAtThreshold(scored(), confusion('0.6'))).toEqual(cells);
  expect(rowsAtThreshold(scored(), confusion('0.6', { byVersion: true }))).toEqual(
    cells.map((cell) => ({ ...cell, version: '' }))
  );
});

it('takes measures of classes from the same cells, and leaves empty ones out', () => {
  const recall = ask({ kind: 'quality', quality: { measure: 'recall', average: 'class' }, threshold: '0.6' });
  expect(values(measureClasses(classesAtThreshold(scored(), recall), recall))).toEqual([[1 / 3]]);
  expect(rowsAtThreshold(scored(), confusion('1')).map(({ predicted }) => predicted)).toEqual(['no', 'no']);
});

it.each([
  [['yes', 'no'], 'no'],
  [['yes'], 'not yes'],
  [['yes', 'no', 'perhaps'], 'not yes'],
  [['yes', 'no', 'not yes'], 'not yes (2)'],
])('of the actual classes %j the negative one is called %j', (classes, negative) => {
  const names = rowsAtThreshold(scored(groups, classes), confusion('0.5')).map(({ predicted }) => predicted);
  expect(new Set(names)).toEqual(new Set(['yes', negative]));
});

it('says nothing of scores whose positive class was never seen, and why', () => {
  const found = scored(scoreGroupsOf([0.1, 0.7], [false, false]), ['no', 'maybe']);
  expect(values(measureScores(found, quality('brier')))).toEqual([[undefined]]);
  expect(rowsAtThreshold(found, confusion('0.5'))).toEqual([]);
  expect(scoreCurves(found, ask({ kind: 'curve' }), { query: ask({}), from: 0, to: 1 }, [])[0].length).toBe(0);
  expect(texts(found, quality('brier'))).toEqual([
    expect.stringContaining("No outcome was of the positive class 'yes' here"),
  ]);
});

it('has a frame for an empty answer, so that its notices are seen', () => {
  const nothing: Scored = { tally: new Tally<ScoreGroups>(() => groups), classes: new Set() };
  const notices = [{ severity: 'warning' as const, text: 'why' }];
  const frames = scoreCurves(nothing, ask({ kind: 'curve' }), { query: ask({}), from: 0, to: 1 }, notices);
  expect(frames.map(({ length, meta }) => [length, meta?.notices])).toEqual([[0, notices]]);
  expect(texts(nothing, quality('brier'))).toEqual([]);
});

describe('what is said of an answer', () => {
  const binned = scoreGroupsFromBins([0, 0.25, 0.5, 1], [1, 5, 9], [9, 5, 1]);

  it('nothing, where all is plain', () => {
    expect(texts(scored(), quality('brier'))).toEqual([]);
    expect(texts(scored(binned), confusion('0.25'))).toEqual([]);
  });

  it('that a threshold was moved, where it would cut a bin that is not empty', () => {
    expect(texts(scored(binned), confusion('0.3'))).toEqual([
      expect.stringContaining('the threshold 0.3 lies inside of one: its nearest edge 0.25 is taken instead'),
    ]);
    const gap = scoreGroupsFromBins([0, 0.25, 0.5, 1], [1, 0, 9], [9, 0, 1]);
    expect(texts(scored(gap), confusion('0.3'))).toEqual([]);
    // What another kind has left in the query is not its threshold.
    expect(texts(scored(binned), ask({ kind: 'curve', threshold: '0.3' }))).toEqual([]);
  });

  it('that scores are no probabilities, and what that does to the measure', () => {
    const percent = scored(scoreGroupsOf([0.5, 20, 70], [false, false, true]));
    expect(texts(percent, quality('rocAuc'))).toEqual([
      '67 % of the scores lie outside of 0 to 1. Give probabilities of the positive class as scores.',
    ]);
    expect(texts(percent, quality('logLoss')).join()).toContain('so it is undefined');
  });

  it('how wide bins leave a number, but not a course over time', () => {
    const wide = scored(scoreGroupsFromBins([0, 1], [5], [5]));
    expect(texts(wide, quality('rocAuc')).join()).toContain('anywhere from 0.000 to 1.000');
    expect(texts(wide, quality('rocAuc', { result: 'series' }))).toEqual([]);
  });
});
