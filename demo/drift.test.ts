/**
 * What has drifted in the demo, as its dashboard asks: by the engine over the demo's events as records, which are held to
 * the truth.
 */
import { isRefusal } from '../src/engines/engine';
import { recordsSource } from '../src/engines/sample/recordsSource';
import { sampleEngine } from '../src/engines/sample/sampleEngine';
import { eventsBetween } from '../src/engines/sample/story/events';
import { HOUR } from '../src/engines/sample/story/story';
import { recordOf } from '../src/engines/sample/story/storyRecords';
import { readDistributions } from '../src/frames/readDistributions';
import { defaultMapping } from '../src/query/mapping';
import { type ModelQuery } from '../src/query/query';
import { drifted, driftedInDemo, driftQueries, FIRST_PANEL, rowsOfDrift, withoutMark } from '../test/demoDrift';
import { variableTruth } from './truth';
import { CALM_HOURS, demoWorld, HISTORY_HOURS, storyStart } from './world';

const world = demoWorld({ start: Date.UTC(2026, 10, 20, 9) - CALM_HOURS * HOUR, seed: 20241120 });
const begin = storyStart(world);
const now = world.start + HISTORY_HOURS * HOUR;
const day = { from: now - 24 * HOUR, to: now };
const source = recordsSource(eventsBetween(world, world.start, now).map(recordOf));

function answer(query: ModelQuery, window: { from: number; to: number }) {
  const plan = sampleEngine(source).plan(query, defaultMapping, { ...window, intervalMs: HOUR }, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

const answersOf = (title: string, model: string, window = day, usual?: string) =>
  driftQueries(title, model, usual).map((query) => answer(query, window));

const rowsOf = (...asked: Parameters<typeof answersOf>) => answersOf(...asked).flatMap(rowsOfDrift);

describe("the dashboard's first panel", () => {
  it.each(driftedInDemo)('shows of %s that these have drifted, and nothing else: %j', (model, expected) => {
    expect(drifted(rowsOf(FIRST_PANEL, model))).toEqual(expected);
  });

  it.each(driftedInDemo)(
    'shows of %s that these are above all three marks, which are known of all: %j',
    (model, expected) => {
      const rows = rowsOf(FIRST_PANEL, model, day, '1d');
      expect(drifted(rows)).toEqual(expected);
      expect(withoutMark(rows)).toEqual([]);
      expect(rows.length).toBeGreaterThan(2);
    }
  );

  it('says that what is usual is not known of the past 4 weeks, which the demo has not', () => {
    const rows = rowsOf(FIRST_PANEL, 'intent', day, '7d');
    expect(drifted(rows)).toEqual(['channel']);
    expect(rows.find(({ variable }) => variable === 'channel')).toMatchObject({
      usual: undefined,
      says: expect.stringContaining('What is usual is not known'),
    });
  });

  it('shows no drift while little has happened, although night has become morning', () => {
    const window = { from: begin + 24 * HOUR, to: begin + 28 * HOUR };
    const rows = rowsOf(FIRST_PANEL, 'credit-risk', window);
    expect(Math.min(...rows.map(({ referenceSamples }) => referenceSamples))).toBeGreaterThan(1000);
    expect(rows.filter(({ status }) => status === 'drift')).toEqual([]);
    const [query] = driftQueries(FIRST_PANEL, 'credit-risk');
    const againstTheHoursBefore = { ...query, reference: { ...query.reference, kind: 'previous' as const } };
    const applicants = rowsOfDrift(answer(againstTheHoursBefore, window))[0];
    expect(applicants).toMatchObject({ variable: 'applicants', status: 'drift' });
  });

  it('says what is null now and was not', () => {
    const ratio = rowsOf(FIRST_PANEL, 'credit-risk').find(({ variable }) => variable === 'debt_ratio');
    expect(ratio).toMatchObject({ referenceNulls: 0, status: 'drift' });
    expect(ratio?.nulls).toBeGreaterThan(0.05);
  });
});

it('shows that the scores of credit-risk go with the incomes, far above what chance shows', () => {
  const scores = rowsOf('Drift of predictions, scores and response times', 'credit-risk').filter(
    ({ variable }) => variable === 'score'
  );
  expect(scores).toHaveLength(1);
  expect(scores[0].drift).toBeGreaterThan(50 * (scores[0].floor ?? NaN));
});

it('counts what the truth counts', () => {
  const hours = { from: begin + 38 * HOUR, to: begin + 39 * HOUR };
  const before = { from: hours.from - 24 * HOUR, to: hours.to - 24 * HOUR };
  const [[, frame]] = answersOf(FIRST_PANEL, 'credit-risk', hours);
  const distributions = readDistributions(frame);
  if (!Array.isArray(distributions)) {
    throw new Error(distributions.sentence);
  }
  expect(distributions.map(({ variable }) => variable).sort()).toEqual([
    'age',
    'amount',
    'applicants',
    'debt_ratio',
    'employment',
    'income',
    'purpose',
  ]);
  for (const { variable, edges, categories, current, reference } of distributions) {
    for (const [side, window] of [
      [current, hours],
      [reference, before],
    ] as const) {
      const name = { of: 'feature' as const, name: variable, edges: edges?.slice(1, -1) };
      const truth = variableTruth(world, { model: 'credit-risk', ...window }, name);
      const counts =
        'categories' in truth
          ? categories?.map((one) => truth.counts[truth.categories.indexOf(one)] ?? 0)
          : truth.counts;
      expect({ variable, counts: Array.from(side?.counts ?? []), nulls: side?.nulls }).toEqual({
        variable,
        counts,
        nulls: truth.nulls,
      });
    }
  }
});
