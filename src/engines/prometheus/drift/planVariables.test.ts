import { completeMapping, defaultMapping, type PartialMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { comparisonsOf, spansOf } from '../../drift/comparisons';
import { isRefusal, type TimeWindow } from '../../engine';
import { planVariables } from './planVariables';
import { affordable } from './volume';

const HOUR = 3_600_000;
const window: TimeWindow = { from: 100 * HOUR, to: 124 * HOUR, intervalMs: HOUR };
const facts = (series: Record<string, number> = {}) => ({ seriesOfModel: series, modelsByMetric: {} });

function plan(asked: object, mapping: PartialMapping = {}, series: Record<string, number> = {}, over = window) {
  const query = migrateQuery({ kind: 'drift', model: { name: 'm' }, ...asked });
  return planVariables(query, spansOf(comparisonsOf(query, over)), completeMapping(mapping), facts(series));
}

function requestsOf(...asked: Parameters<typeof plan>) {
  const found = plan(...asked);
  if (isRefusal(found)) {
    throw new Error(found.sentence);
  }
  return found.requests;
}

const refusalOf = (...asked: Parameters<typeof plan>) => (plan(...asked) as { sentence?: string }).sentence;

describe('counting variables', () => {
  it('asks for all features at once, the same for every measure, feature and edge', () => {
    const all = requestsOf({ drift: { usualPeriods: 0 } });
    expect(all.map(({ name }) => name)).toEqual([
      'featureValue-0',
      'featureValue-1',
      'featureCategory-0',
      'featureCategory-1',
    ]);
    expect(requestsOf({ drift: { usualPeriods: 0, measure: 'ks', features: ['x'], edges: '1, 2' } })).toEqual(all);
  });

  it('asks once over time for a series and its reference', () => {
    const requests = requestsOf({ result: 'series', drift: { of: 'score' } });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ from: 99 * HOUR, to: 124 * HOUR, intervalMs: HOUR, target: { range: true } });
  });

  it('counts predictions by class, and those of a regression by value', () => {
    const drift = { of: 'prediction', usualPeriods: 0 };
    expect(requestsOf({ drift })[0].name).toBe('predictions-0');
    const regression = { [`${defaultMapping.metrics.predictionValue}_count`]: 1 };
    expect(requestsOf({ drift }, {}, regression)[0].name).toBe('predictionValue-0');
  });

  it('leaves out matchers on labels that features do not have', () => {
    const model = { name: 'm', matchers: [{ label: 'predicted', operator: '=', value: 'x' }] };
    expect(requestsOf({ model }).every(({ target }) => !String(target.expr).includes('predicted='))).toBe(true);
  });

  it.each<[string, Parameters<typeof plan>, string]>([
    ['no label of features', [{}, { labels: { feature: '' } }], 'no label for the feature'],
    ['no label of categories', [{}, { labels: { category: '' } }], 'no label for the feature or for its category'],
    [
      'no label of predicted classes',
      [{ drift: { of: 'prediction' } }, { labels: { predicted: '' } }],
      'no label for the predicted class',
    ],
    [
      'no label of versions, where versions are compared',
      [{ reference: { kind: 'version', version: 'v2' } }, { labels: { version: '' } }],
      'versions cannot be compared',
    ],
    [
      'a sum in place of a histogram',
      [{ drift: { of: 'responseTime' } }, { details: { duration: { countedBy: 'requests' } } }],
      'model_prediction_duration_seconds only sums up, and requests counts',
    ],
    [
      'a native histogram',
      [{ drift: { of: 'score' } }, {}, { model_prediction_score: 1 }],
      'model_prediction_score is a native histogram',
    ],
    [
      'what is said to be absent',
      [{ drift: { of: 'score' } }, { absent: { predictionScore: 'It has none.' } }],
      'It has none.',
    ],
    [
      'more values than one answer may have',
      [{ result: 'series', drift: {} }, {}, { model_feature_value_bucket: 10_000 }],
      '10,000 series of m, which at 26 times are more than the 100,000 values',
    ],
    [
      'points and references that no grid meets',
      [
        { result: 'series', reference: { kind: 'offset', offset: '89s' }, drift: {} },
        {},
        {},
        { from: 0, to: HOUR, intervalMs: 60_000 },
      ],
      'at most 60 are sent',
    ],
  ])('refuses with %s', (_, asked, sentence) => expect(refusalOf(...asked)).toContain(sentence));

  it('counts the features that are left where one of their metrics is absent', () => {
    const requests = requestsOf({ drift: { usualPeriods: 0 } }, { absent: { featureCategory: 'There are none.' } });
    expect(requests.map(({ name }) => name)).toEqual(['featureValue-0', 'featureValue-1']);
  });

  it('has fewer points where there would be too many, and says so', () => {
    const query = migrateQuery({ kind: 'drift', result: 'series', model: { name: 'm' } });
    const ofBuckets = (series: number) => facts({ model_feature_value_bucket: series });
    expect(affordable(query, window, defaultMapping, ofBuckets(100))).toEqual({ window, notices: [] });
    const { window: coarser, notices } = affordable(query, window, defaultMapping, ofBuckets(5000));
    expect(coarser).toEqual({ ...window, intervalMs: 2 * HOUR });
    expect(notices.map(({ text }) => text)).toEqual([
      "There is one point for every 2 h and not for every 1 h: more would be too much for one answer. Choose a shorter time range, name a version, or compare with an offset that is a multiple of the panel's step.",
    ]);
    const between = migrateQuery({ ...query, reference: { kind: 'offset', offset: '89s' } });
    const hour = { from: 0, to: HOUR, intervalMs: 60_000 };
    expect(affordable(between, hour, defaultMapping, facts()).window.intervalMs).toBeGreaterThan(60_000);
    // What a dozen points are too many for is refused.
    const most = affordable(query, window, defaultMapping, ofBuckets(50_000)).window;
    expect(refusalOf({ result: 'series', drift: {} }, {}, { model_feature_value_bucket: 50_000 }, most)).toContain(
      'values that one answer may have'
    );
  });
});
