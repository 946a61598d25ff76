import { type ScoresRead } from '../../../frames/readScores';
import { scoreGroupsFromBins } from '../../../statistics/scores';
import { plainFormats } from '../formats';
import { bestF1, curveView, leastCost, pointOnCurve, stops, thresholdView } from './thresholdViewModel';

const EDGES = [0, 0.25, 0.5, 0.75, 1];
/** 10 of 100 reject at most 0.25, and so on. */
const groups = scoreGroupsFromBins(EDGES, [10, 20, 30, 40], [60, 30, 9, 1]);
const read: ScoresRead = {
  versions: [{ version: '', groups }],
  positiveClass: 'reject',
  negativeClass: 'approve',
  classes: ['approve', 'reject'],
  edges: EDGES,
  notices: [],
};
const noCosts = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
const at = (threshold: number, costs = noCosts) => thresholdView(read, groups, threshold, costs, 0.95, plainFormats());
const texts = (threshold: number, costs = noCosts) =>
  Object.fromEntries(at(threshold, costs).scores.map(({ id, text }) => [id, text]));

describe('the view at a threshold', () => {
  it('counts those above it as predicted positive', () => {
    const { counts, confusion } = at(0.5);
    expect(counts).toEqual({ tp: 70, fp: 10, fn: 30, tn: 90 });
    expect(confusion?.classes).toEqual(['reject', 'approve']);
    expect(Array.from(confusion?.count ?? [])).toEqual([70, 30, 10, 90]);
  });

  it('says precision, recall, F1, false alarms and accuracy of it', () => {
    expect(texts(0.5)).toEqual({
      precision: '87.5 %',
      recall: '70.0 %',
      f1: '77.8 %',
      falseAlarms: '10.0 %',
      accuracy: '80.0 %',
    });
  });

  it('goes to the nearest edge, never between', () => {
    expect(at(0.6).threshold).toBe(0.5);
    expect(at(0.7).threshold).toBe(0.75);
  });

  it('has no precision where nothing is predicted positive', () => {
    expect(texts(1)).toMatchObject({ precision: '–', recall: '0.0 %' });
    expect(pointOnCurve(at(1).counts, 'precisionRecall')).toBeUndefined();
  });

  it('says what it costs, once there are costs', () => {
    expect(texts(0.5, { ...noCosts, falsePositive: 1, falseNegative: 5 })).toMatchObject({
      totalCost: '160',
      cost: '800',
    });
  });
});

it('the best F1 and the least cost are thresholds of the data', () => {
  // F1: 0.667 at 0, 0.783 at 0.25, 0.778 at 0.5, 0.567 at 0.75.
  expect(bestF1(groups)).toBe(0.25);
  expect(leastCost(groups, { ...noCosts, falsePositive: 5, falseNegative: 1 })).toBe(0.75);
  expect(leastCost(groups, { ...noCosts, falsePositive: 1, falseNegative: 100 })).toBe(0);
  expect(leastCost(groups, noCosts)).toBeUndefined();
});

it('keys step through the edges, or through hundredths where every score is known', () => {
  expect(stops(read)).toEqual(EDGES);
  expect(stops({ ...read, edges: undefined })).toHaveLength(101);
});

it('the curve names its area, and the threshold lies on it', () => {
  const curve = curveView(read, groups, 'roc');
  // Pairs that are ordered right, ties as halves: (100 * 100 - ...) by hand.
  const pairs = 10 * 30 + 20 * (60 + 15) + 30 * (90 + 4.5) + 40 * (99 + 0.5);
  expect(curve.title).toBe(`ROC AUC (binned) ${(pairs / 10_000).toFixed(3)}`);
  expect(curve.lines[0].points).toContainEqual(pointOnCurve(at(0.5).counts, 'roc'));
});
