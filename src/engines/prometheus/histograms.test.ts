import { type DataFrame } from '@grafana/data';

import { recordedFrames } from '../../../test/recorded';
import { readSeries, type Series } from '../../frames/readSeries';
import { completeMapping, defaultMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { readHistogram } from './histograms';

const query = migrateQuery({ kind: 'distribution', model: { name: 'credit-risk' } });
const window = { from: 0, to: 3_600_000, intervalMs: 60_000 };
const read = (series: Series[], mapping = defaultMapping) =>
  readHistogram(series, 'outcomeScore', 'actual', query, mapping, window);
const binsOf = (series: Series[], mapping = defaultMapping) =>
  [...read(series, mapping).tally.entries()[0][1].values()][0];
const buckets = (upTo: Record<string, number>, more: Record<string, string> = {}): Series[] =>
  Object.entries(upTo).map(([le, value]) => ({
    labels: { modelwatch_counted: 'exact', actual: 'a', ...(le !== 'count' && { le }), ...more },
    times: [1],
    values: [value],
  }));

describe('what a real Grafana answered for a histogram', () => {
  /** Counts by hand from events, below 10, between edges, and above 200. */
  const { edges_upper_inclusive, current, reference } = jest.requireActual('../../../test/frames/truth.json')[
    'credit-risk v1 income, last 6 h against the 6 h a day before'
  ];

  it.each([
    ['feature-buckets-instant', current],
    ['feature-buckets-offset', reference],
  ])('%s is read as the true bins', (name, counts) => {
    const frames: DataFrame[] = recordedFrames(`prometheus/${name}`);
    const bins = binsOf(readSeries(frames)).get('');
    expect(bins).toEqual({ edges: [-Infinity, ...edges_upper_inclusive, Infinity], counts });
  });
});

it('adds up what was counted in several ways', () => {
  const series = [
    ...buckets({ '0.5': 1, '+Inf': 3 }),
    ...buckets({ '0.5': 1.5, '+Inf': 2 }, { modelwatch_counted: 'estimate' }),
  ];
  expect(binsOf(series).get('a')).toEqual({ edges: [-Infinity, 0.5, Infinity], counts: [2.5, 2.5] });
  expect(read(series).notices).toEqual([
    expect.objectContaining({ text: expect.stringContaining('47 % of the counts') }),
  ]);
});

it('takes estimates that cross for the higher one, and never gives a bin less than nothing', () => {
  const { notices, tally } = read(buckets({ '0.25': 500.3, '0.5': 500, '+Inf': 501 }));
  const [[, byTime]] = tally.entries();
  expect([...(byTime.get(1)?.get('a')?.counts as number[])]).toEqual([500.3, 0, expect.closeTo(0.7, 9)]);
  expect(notices).toEqual([]);
});

it('orders edges as numbers, and takes 1.0 for 1 and 1e-3 for 0.001', () => {
  const series = buckets({ '10': 9, '2.0': 5, '1e-3': 1, '+Inf': 9 });
  expect(binsOf(series).get('a')).toEqual({ edges: [-Infinity, 0.001, 2, 10, Infinity], counts: [1, 4, 4, 0] });
});

it('scales edges, without the dust of floating point', () => {
  const mapping = completeMapping({ details: { outcomeScore: { scale: 0.1 } } });
  expect(binsOf(buckets({ '3': 1, '+Inf': 1 }), mapping).get('a')?.edges).toEqual([-Infinity, 0.3, Infinity]);
});

it('passes over an edge that is no number', () => {
  expect(binsOf(buckets({ '0.5': 1, high: 7, '+Inf': 2 })).get('a')?.edges).toEqual([-Infinity, 0.5, Infinity]);
});
