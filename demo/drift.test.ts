/**
 * What has drifted in the demo, as its dashboard asks: by the engine over the demo's events as records, which are held to
 * the truth.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { isRefusal } from '../src/engines/engine';
import { recordsSource } from '../src/engines/sample/recordsSource';
import { sampleEngine } from '../src/engines/sample/sampleEngine';
import { eventsBetween, type World } from '../src/engines/sample/story/events';
import { HOUR, story, STORY_HOURS } from '../src/engines/sample/story/story';
import { recordOf } from '../src/engines/sample/story/storyRecords';
import { readDistributions } from '../src/frames/readDistributions';
import { readDrift } from '../src/frames/driftFrame';
import { defaultMapping } from '../src/query/mapping';
import { migrateQuery } from '../src/query/migrate';
import { type ModelQuery } from '../src/query/query';
import { variableTruth } from './truth';

const world: World = { story, start: Date.UTC(2026, 10, 20, 9), seed: 20241120 };
const now = world.start + STORY_HOURS * HOUR;
const day = { from: now - 24 * HOUR, to: now };
const source = recordsSource(eventsBetween(world, world.start, now).map(recordOf));

/** The drift queries of the dashboard, as it opens with a model. */
const file = join(__dirname, '..', 'src', 'dashboards', 'model-drift.json');
const { panels } = JSON.parse(readFileSync(file, 'utf8')) as { panels: Array<{ title: string; targets?: object[] }> };
function queriesOf(title: string, model: string) {
  const targets = panels.find((panel) => panel.title === title)?.targets ?? [];
  const filled = (target: object) =>
    JSON.parse(
      JSON.stringify(target).replace('"$version"', '').replaceAll('$model', model).replaceAll('$offset', '1d')
    ) as object;
  return targets.map((target) => migrateQuery(filled(target)));
}

function answer(query: ModelQuery, window: { from: number; to: number }) {
  const plan = sampleEngine(source).plan(query, defaultMapping, { ...window, intervalMs: HOUR }, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

const answersOf = (title: string, model: string, window = day) =>
  queriesOf(title, model).map((query) => answer(query, window));

const drifted = (title: string, model: string) =>
  answersOf(title, model)
    .flatMap(([frame]) => readDrift(frame) ?? [])
    .filter(({ status }) => status === 'drift')
    .map(({ variable }) => variable)
    .sort();

describe("the dashboard's first panel", () => {
  it.each([
    ['credit-risk', ['debt_ratio', 'employment', 'income']],
    ['intent', ['channel']],
    ['house-price', []],
  ])('shows of %s that these have drifted, and nothing else: %j', (model, expected) => {
    expect(drifted('What has drifted', model)).toEqual(expected);
  });

  it('shows no drift while little has happened, although night has become morning', () => {
    const window = { from: world.start + 24 * HOUR, to: world.start + 28 * HOUR };
    const [[frame]] = answersOf('What has drifted', 'credit-risk', window);
    const rows = readDrift(frame) ?? [];
    expect(Math.min(...rows.map(({ referenceSamples }) => referenceSamples))).toBeGreaterThan(1000);
    expect(rows.filter(({ status }) => status === 'drift')).toEqual([]);
    const [query] = queriesOf('What has drifted', 'credit-risk');
    const againstTheHoursBefore = { ...query, reference: { ...query.reference, kind: 'previous' as const } };
    const applicants = readDrift(answer(againstTheHoursBefore, window)[0])?.[0];
    expect(applicants).toMatchObject({ variable: 'applicants', status: 'drift' });
  });

  it('says what is null now and was not', () => {
    const [[frame]] = answersOf('What has drifted', 'credit-risk');
    const ratio = readDrift(frame)?.find(({ variable }) => variable === 'debt_ratio');
    expect(ratio).toMatchObject({ referenceNulls: 0, status: 'drift' });
    expect(ratio?.nulls).toBeGreaterThan(0.05);
  });
});

it('shows that the scores of credit-risk go with the incomes, far above what chance shows', () => {
  const scores = answersOf('Drift of predictions, scores and response times', 'credit-risk')
    .flatMap(([frame]) => readDrift(frame) ?? [])
    .filter(({ variable }) => variable === 'score');
  expect(scores).toHaveLength(1);
  expect(scores[0].drift).toBeGreaterThan(50 * (scores[0].floor ?? NaN));
});

it('counts what the truth counts', () => {
  const hours = { from: world.start + 38 * HOUR, to: world.start + 39 * HOUR };
  const before = { from: hours.from - 24 * HOUR, to: hours.to - 24 * HOUR };
  const [[, frame]] = answersOf('What has drifted', 'credit-risk', hours);
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
