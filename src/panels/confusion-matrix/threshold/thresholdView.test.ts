import { type ScoresRead } from '../../../frames/readScores';
import { toDense } from '../../../statistics/confusion';
import { type ScoreGroups, scoreGroupsFromBins, scoreGroupsOf } from '../../../statistics/scores';
import { plainFormats } from '../../shared/formats';
import { completeThresholdOptions, type ThresholdOptions } from './thresholdOptions';
import { makeScale } from './thresholdScale';
import {
  bestF1,
  curvesView,
  leastCost,
  markersAt,
  mostFrequent,
  type ThresholdContext,
  thresholdView,
  whyMoved,
} from './thresholdView';

const EDGES = [0, 0.25, 0.5, 0.75, 1];
/** Of 100 reject 10 score at most 0.25, and so on. */
const groups = scoreGroupsFromBins(EDGES, [10, 20, 30, 40], [60, 30, 9, 1]);

function contextOf(options: Partial<ThresholdOptions> = {}, scores: ScoreGroups = groups, isBinned = true) {
  const read: ScoresRead = {
    versions: [{ version: '', groups: scores }],
    positiveClass: 'reject',
    negativeClass: 'approve',
    classes: ['approve', 'reject'],
    edges: isBinned ? EDGES : undefined,
    notices: [],
  };
  const context: ThresholdContext = {
    read,
    scale: makeScale(read),
    options: completeThresholdOptions(options),
    formats: plainFormats(),
    confidence: 0.95,
  };
  return context;
}

const viewAt = (threshold: number, context = contextOf()) =>
  thresholdView(context, context.read.versions[0], threshold);
const textsAt = (threshold: number, context = contextOf()) =>
  Object.fromEntries(viewAt(threshold, context).measures.map(({ id, text }) => [id, text]));

describe('the view at a threshold', () => {
  it('counts what is above it as predicted positive', () => {
    const { counts, confusion } = viewAt(0.5);
    expect(counts).toEqual({ tp: 70, fp: 10, fn: 30, tn: 90 });
    expect(confusion.classes).toEqual(['approve', 'reject']);
    expect(Array.from(toDense(confusion))).toEqual([90, 10, 30, 70]);
  });

  it('says the measures there, by hand', () => {
    expect(textsAt(0.5)).toEqual({
      precision: '87.5 %',
      recall: '70.0 %',
      f1: '77.8 %',
      specificity: '90.0 %',
      falsePositiveRate: '10.0 %',
      accuracy: '80.0 %',
    });
  });

  it("says Wilson's intervals where they are defined, which F1 has none of", () => {
    const intervals = Object.fromEntries(viewAt(0.5).measures.map(({ id, interval }) => [id, interval]));
    // scipy: binomtest(70, 80).proportion_ci(method='wilson'), and so of 70, 90 and 10 of 100, 160 of 200
    expect(intervals).toEqual({
      precision: '78.5 to 93.1',
      recall: '60.4 to 78.1',
      f1: undefined,
      specificity: '82.6 to 94.5',
      falsePositiveRate: '5.5 to 17.4',
      accuracy: '73.9 to 85.0',
    });
  });

  it('has no precision where nothing is predicted positive, and nothing of a class that did not occur', () => {
    expect(textsAt(1)).toMatchObject({ precision: '–', recall: '0.0 %', specificity: '100.0 %', f1: '0.0 %' });
    const onlyNegative = contextOf({}, scoreGroupsFromBins(EDGES, [0, 0, 0, 0], [60, 30, 9, 1]));
    expect(textsAt(0.5, onlyNegative)).toMatchObject({ precision: '0.0 %', recall: '–', specificity: '90.0 %' });
    expect(viewAt(0.5, onlyNegative).confusion.classes).toEqual(['approve', 'reject']);
  });

  it('tells a screen reader the threshold with what it does', () => {
    expect(viewAt(0.5).spoken).toBe('0.50, precision 87.5 %, recall 70.0 %');
    expect(viewAt(1).spoken).toBe('1.00, precision no data, recall 0.0 %');
  });

  it('says what it costs where anything costs', () => {
    const costs = { truePositive: -1, falsePositive: 2, falseNegative: 10, trueNegative: 0 };
    // -70 + 20 + 300 over 200 outcomes
    expect(textsAt(0.5, contextOf({ costs }))).toMatchObject({ cost: '250', costPer1000: '1,250' });
    expect(textsAt(0.5, contextOf({ costs, costUnit: 'currencyUSD' }))).toMatchObject({ cost: '$250' });
    expect(viewAt(0.5, contextOf({ costs })).measures.find(({ id }) => id === 'cost')?.description).toBe(
      'Of all outcomes together: -1 for each true positive, 2 for each false positive, 10 for each false negative'
    );
    expect(textsAt(0.5)).not.toHaveProperty('cost');
  });
});

describe('the best thresholds', () => {
  const [version] = contextOf().read.versions;

  it('of F1 is the edge at which it is greatest', () => {
    // 2 tp / (2 tp + fp + fn): 0.667 at 0, 0.783 at 0.25, 0.778 at 0.5, 0.567 at 0.75
    expect(bestF1(contextOf(), version)).toBe(0.25);
  });

  it('of cost is the edge at which it is least', () => {
    const at = (falsePositive: number, falseNegative: number) =>
      leastCost(contextOf({ costs: { truePositive: 0, falsePositive, falseNegative, trueNegative: 0 } }), version);
    // False alarms and misses: 100, 0 at 0; 40, 10 at 0.25; 10, 30 at 0.5; 1, 60 at 0.75; 0, 100 at 1
    expect(at(1, 5)).toBe(0.25);
    expect(at(5, 1)).toBe(0.75);
    expect(at(1, 100)).toBe(0);
    expect(at(0, 0)).toBeUndefined();
  });

  it('are found among single scores too', () => {
    const exact = scoreGroupsOf([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
    const context = contextOf({}, exact, false);
    // 0.8 at 0.1 to 0.35: two hits, one false alarm
    expect(bestF1(context, context.read.versions[0])).toBe(0.1);
  });
});

it('each version has a curve, and a marker where it is at the threshold', () => {
  const context = contextOf();
  const other = { version: 'v2', groups: scoreGroupsFromBins(EDGES, [0, 0, 0, 4], [9, 0, 0, 0]) };
  const read = { ...context.read, versions: [...context.read.versions, other] };
  const { lines } = curvesView({ ...context, read }, 'roc');
  // roc_auc_score of the same bins: 0.8615
  expect(lines.map(({ name, area }) => [name, area.title])).toEqual([
    ['(no version)', 'ROC AUC (binned) 0.862'],
    ['v2', 'ROC AUC (binned) 1.000'],
  ]);
  expect(markersAt(read, 0.5, 'roc')).toEqual([{ x: 0.1, y: 0.7 }, { x: 0, y: 1 }]); // prettier-ignore
  expect(mostFrequent(read.versions).version).toBe('');
});

it('a threshold that the data cannot say is moved, and both are named', () => {
  const { scale } = contextOf();
  expect(whyMoved(scale, 0.53, 0.5)).toBe(
    'The threshold 0.53 lies inside a bin of the data and was moved to its edge 0.50.'
  );
  expect(whyMoved(scale, 3, 1)).toBe('The threshold 3.00 lies beyond the scores and was moved to 1.00.');
  expect(whyMoved(scale, 0.5, 0.5)).toBeUndefined();
});

it('options are completed, whatever a dashboard holds', () => {
  const stored = { at: 'x', costs: { falsePositive: 2, falseNegative: null } } as unknown as ThresholdOptions;
  expect(completeThresholdOptions(stored)).toMatchObject({
    at: 0.5,
    costs: { truePositive: 0, falsePositive: 2, falseNegative: 0, trueNegative: 0 },
  });
  expect(completeThresholdOptions(undefined)).toMatchObject({ enabled: true, curve: 'roc' });
});
