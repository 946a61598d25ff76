import { wilson } from './intervals';
import { precisionRecallCurve, reliabilityCurve, rocCurve, scoreGroupsFromBins, scoreGroupsOf } from './scores';

// The example of scikit-learn's documentation of its curves.
const example = scoreGroupsOf([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);

describe('the ROC curve', () => {
  it('goes from nothing predicted positive to everything', () => {
    expect(rocCurve(example)).toEqual([
      { threshold: 0.8, falsePositiveRate: 0, truePositiveRate: 0 },
      { threshold: 0.4, falsePositiveRate: 0, truePositiveRate: 0.5 },
      { threshold: 0.35, falsePositiveRate: 0.5, truePositiveRate: 0.5 },
      { threshold: 0.1, falsePositiveRate: 0.5, truePositiveRate: 1 },
      { threshold: 0, falsePositiveRate: 1, truePositiveRate: 1 },
    ]);
  });

  it('has the edges of bins for thresholds', () => {
    const bins = scoreGroupsFromBins([-Infinity, 0.5, 0.7, 1], [1, 0, 3], [4, 0, 2]);
    expect(rocCurve(bins).map(({ threshold }) => threshold)).toEqual([1, 0.7, 0]);
  });

  it('ends exactly at 1 with counts that are fractions', () => {
    const bins = scoreGroupsFromBins([0, 0.2, 0.4, 0.6, 0.8], [0.1, 0.2, 0.3, 1e-9], [0.7, 0.1, 0.1, 0.3]);
    expect(rocCurve(bins).at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
    expect(rocCurve(bins).at(0)).toMatchObject({ falsePositiveRate: 0, truePositiveRate: 0 });
  });

  it('has no points without both classes', () => {
    expect(rocCurve(scoreGroupsOf([0.1, 0.2], [true, true]))).toEqual([]);
    expect(rocCurve(scoreGroupsOf([0.1, 0.2], [false, false]))).toEqual([]);
    expect(rocCurve(scoreGroupsOf([], []))).toEqual([]);
  });
});

describe('the precision and recall curve', () => {
  it('has no precision where nothing is predicted positive', () => {
    expect(precisionRecallCurve(example)).toEqual([
      { threshold: 0, precision: 0.5, recall: 1 },
      { threshold: 0.1, precision: 2 / 3, recall: 1 },
      { threshold: 0.35, precision: 0.5, recall: 0.5 },
      { threshold: 0.4, precision: 1, recall: 0.5 },
      { threshold: 0.8, recall: 0 },
    ]);
  });

  it('has no points without positive outcomes', () => {
    expect(precisionRecallCurve(scoreGroupsOf([0.1], [false]))).toEqual([]);
    expect(precisionRecallCurve(scoreGroupsOf([], []))).toEqual([]);
  });
});

describe('the reliability curve', () => {
  // The example of scikit-learn's calibration_curve.
  const scores = [0.1, 0.2, 0.3, 0.4, 0.65, 0.7, 0.8, 0.9, 1];
  const positive = scores.map((_, i) => i > 3);

  it('compares the mean score of each bin with its share of positives', () => {
    const points = reliabilityCurve(scoreGroupsOf(scores, positive), [0, 1 / 3, 2 / 3, 1]);
    expect(points.map(({ shareOfPositives }) => shareOfPositives)).toEqual([0, 0.5, 1]);
    [0.2, 0.525, 0.85].forEach((mean, i) => expect(points[i].meanScore).toBeCloseTo(mean, 12));
    expect(points.map(({ support }) => support)).toEqual([3, 2, 4]);
    expect(points[1]).toMatchObject(wilson(1, 2, 0.95)!);
    expect(reliabilityCurve(scoreGroupsOf(scores, positive), [0, 1 / 3, 2 / 3, 1], 0.5)[1]).toMatchObject(
      wilson(1, 2, 0.5)!
    );
  });

  it('has 20 bins by default, of which empty ones have no point', () => {
    const points = reliabilityCurve(scoreGroupsOf([0, 0.05, 0.06, 0.5], [true, false, true, false]));
    expect(points.map(({ support }) => support)).toEqual([2, 1, 1]);
    expect(points.map(({ meanScore }) => meanScore)).toEqual([0.025, 0.06, 0.5]);
  });

  it("takes a histogram's own bins by default, and their middles for scores", () => {
    const points = reliabilityCurve(
      scoreGroupsFromBins([-Infinity, 0.2, 0.5, 1, Infinity], [1, 2, 6, 0], [3, 2, 2, 0])
    );
    expect(points.map(({ meanScore }) => meanScore)).toEqual([0.1, 0.35, 0.75]);
    expect(points.map(({ shareOfPositives }) => shareOfPositives)).toEqual([0.25, 0.5, 0.75]);
  });

  it('merges bins that an edge does not part, and does not cut those that it would', () => {
    const bins = scoreGroupsFromBins([0, 0.2, 0.4, 0.7, 1], [1, 1, 1, 1], [0, 0, 0, 0]);
    expect(reliabilityCurve(bins, [0, 0.4, 0.5, 1]).map(({ support }) => support)).toEqual([2, 2]);
  });

  it('has no points where a score is no probability', () => {
    expect(reliabilityCurve(scoreGroupsOf([0.5, 1.001], [true, false]))).toEqual([]);
    expect(reliabilityCurve(scoreGroupsOf([-0.001, 0.5], [true, false]))).toEqual([]);
    expect(reliabilityCurve(scoreGroupsFromBins([0, 1, Infinity], [1, 1], [0, 0]))).toEqual([]);
    expect(reliabilityCurve(scoreGroupsOf([], []))).toEqual([]);
  });
});
