/** @jest-environment ./test/browserWithNode.js */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DataFrame } from '@grafana/data';

import { history } from '../../demo/backfill';
import { backfill, type RunningPrometheus, startPrometheus } from '../../scripts/prometheus';
import { answerPlan } from '../../test/answerPlan';
import * as late from '../../test/lateOutcomes';
import { valuesOf } from '../../test/valuesOf';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { type ModelQuery } from '../query/query';
import { scoreGroupsOf, scoreMeasureBounds, scoreMeasureNames } from '../statistics/scores';
import { isRefusal, type Plan, type Refusal, type TimeWindow } from './engine';
import { prometheusEngine } from './prometheus/prometheusEngine';
import { recordsSource } from './sample/recordsSource';
import { sampleEngine } from './sample/sampleEngine';
import { eventsBetween, type World } from './sample/story/events';
import { HOUR, MINUTE, SECOND, type Story, story as demoStory } from './sample/story/story';
import { recordOf } from './sample/story/storyRecords';
import { getOrAdd } from './tally';

/**
 * One answer: the same events, as counters of a real Prometheus and as records. Labels come minutes to hours late, and one
 * class's later than the other's; a version is born, an instance restarts, another dies and is replaced; class names are
 * awkward; scores lie on bin edges. A second world (test/lateOutcomes.ts) has labels that are days late.
 */
// Each test asks a Prometheus many times.
jest.setTimeout(60_000);

const SCRAPE = 30 * SECOND;
const START = Date.UTC(2026, 10, 20);
const HOURS = 8;

const story: Story = {
  models: demoStory.models.map((model) => ({
    ...model,
    rate: model.kind === 'binary' ? 0.5 : 0.25,
    ...(model.kind === 'binary'
      ? { labelDelay: [0.1, 0.6], decay: { ...model.decay, from: 1, to: 7 }, incident: undefined }
      : { labelDelay: 0.3 }),
  })) as Story['models'],
  instances: [
    {
      name: 'credit-1',
      model: 'credit-risk',
      versions: [
        { version: 'v1', from: 0 },
        { version: 'v2', from: 3.3 },
      ],
      lives: [{ from: 0, to: 5 }, { from: 5 + 2 / 60 }],
    },
    { name: 'credit-2', model: 'credit-risk', versions: [{ version: 'v1', from: 0 }], lives: [{ from: 0, to: 6 }] },
    { name: 'credit-3', model: 'credit-risk', versions: [{ version: 'v1', from: 0 }], lives: [{ from: 6.1 }] },
    { name: 'intent-1', model: 'intent', versions: [{ version: '2024-11', from: 0 }], lives: [{ from: 0 }] },
    { name: 'price-1', model: 'house-price', versions: [{ version: 'v3', from: 0 }], lives: [{ from: 0 }] },
  ],
};
const world: World = { story, start: START, seed: 7 };

const at = (hours: number) => START + Math.round((hours * HOUR) / SCRAPE) * SCRAPE;
const windows: Record<string, TimeWindow> = {
  'a quiet window': { from: at(2), to: at(3), intervalMs: 5 * MINUTE },
  'the birth of a version': { from: at(3), to: at(4.5), intervalMs: 5 * MINUTE },
  'a restart': { from: at(4.9), to: at(5.2), intervalMs: 5 * MINUTE },
  'a death, and the birth of who takes over': { from: at(5.7), to: at(6.6), intervalMs: 5 * MINUTE },
};

const records = eventsBetween(world, START, at(HOURS)).map(recordOf);
const sample = sampleEngine(recordsSource([...records, ...late.records]));

let folder: string;
let prometheus: RunningPrometheus;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelwatch-one-answer-'));
  for (const block of history(world, { after: START - 1, to: at(HOURS), interval: SCRAPE })) {
    await backfill(block.text(), folder);
  }
  for (const block of late.lateHistory()) {
    await backfill(block.text(), folder);
  }
  prometheus = await startPrometheus({ dataFolder: folder, config: '' });
}, 120_000);
afterAll(async () => {
  await prometheus?.stop();
  await rm(folder, { recursive: true, force: true });
});

type Asked = Partial<Omit<ModelQuery, 'quality' | 'operations' | 'model'>> & {
  model?: Partial<ModelQuery['model']>;
  quality?: Partial<ModelQuery['quality']>;
  operations?: Partial<ModelQuery['operations']>;
};
const queryOf = (model: string, asked: Asked): ModelQuery =>
  migrateQuery({
    ...asked,
    model: {
      ...asked.model,
      name: model,
      ...(model === 'credit-risk' && { positiveClass: 'reject' }),
      ...(model === late.MODEL && { positiveClass: late.POSITIVE }),
    },
  });

async function fromPrometheus(query: ModelQuery, window: TimeWindow): Promise<DataFrame[]> {
  const facts = await answerShared(prometheusEngine.discover(query, defaultMapping, window));
  return answerShared(prometheusEngine.plan(query, defaultMapping, window, facts));
}

/** Equal requests reach Prometheus once, as they do from a dashboard: many measures are read from one answer. */
const answered = new Map<string, Promise<DataFrame[]>>();

async function answerShared<T>(plan: Plan<T> | Refusal): Promise<T> {
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  const answers = plan.requests.map((request) =>
    getOrAdd(answered, JSON.stringify(request), () =>
      answerPlan({ requests: [request], read: ([frames]) => frames }, prometheus.url)
    )
  );
  return plan.read(await Promise.all(answers));
}

function fromRecords(query: ModelQuery, window: TimeWindow): DataFrame[] {
  const plan = sample.plan(query, defaultMapping, window, null);
  if (isRefusal(plan)) {
    throw new Error(plan.sentence);
  }
  return plan.read([]);
}

/** Counts are whole and equal; what follows from them is equal to the last digits. */
async function expectOneAnswer(query: ModelQuery, window: TimeWindow) {
  const frames = await fromPrometheus(query, window);
  const notices = frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);
  expect(notices.filter((text) => text.includes('estimate'))).toEqual([]);
  const [theirs, ours] = [valuesOf(frames), valuesOf(fromRecords(query, window))];
  expect(theirs.size).toBeGreaterThan(0);
  const wrong = [...new Set([...theirs.keys(), ...ours.keys()])].filter((key) => {
    const [a, b] = [theirs.get(key) ?? NaN, ours.get(key) ?? NaN];
    return !(Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)));
  });
  expect(wrong.map((key) => `${key}: ${theirs.get(key)} in Prometheus, ${ours.get(key)} in records`)).toEqual([]);
}

const classMeasures: Array<Partial<ModelQuery['quality']>> = [
  { measure: 'accuracy' },
  { measure: 'balancedAccuracy' },
  { measure: 'mcc' },
  { measure: 'kappa' },
  { measure: 'baselineAccuracy' },
  ...(['precision', 'recall', 'specificity', 'fBeta', 'support'] as const).flatMap((measure) =>
    (['each', 'macro', 'micro', 'weighted'] as const).map((average) => ({ measure, average }))
  ),
];

describe.each(Object.entries(windows))('Prometheus and records give one answer over %s', (_, window) => {
  it.each([
    ['credit-risk', false],
    ['credit-risk', true],
    ['intent', false],
  ])('to the confusion matrix of %s, by version: %s', (model, byVersion) =>
    expectOneAnswer(queryOf(model, { kind: 'confusion', byVersion }), window)
  );

  it.each(['credit-risk', 'intent'])(
    'to every measure of the classes of %s, with interval and support',
    async (model) => {
      for (const quality of classMeasures) {
        await expectOneAnswer(
          queryOf(model, { kind: 'quality', quality: { ...quality, interval: true, support: true } }),
          window
        );
      }
    }
  );

  it('to measures of classes over time, by version', () =>
    expectOneAnswer(
      queryOf('credit-risk', {
        kind: 'quality',
        result: 'series',
        byVersion: true,
        quality: { measure: 'recall', average: 'each' },
      }),
      window
    ));

  it.each([false, true])('to binned measures of scores, by version: %s', async (byVersion) => {
    for (const measure of scoreMeasureNames) {
      await expectOneAnswer(
        queryOf('credit-risk', { kind: 'quality', byVersion, quality: { measure, scores: 'binned' } }),
        window
      );
    }
  });

  it.each([{}, { byVersion: true }, { result: 'series' as const, window: '30m' }, { threshold: '0.35' }])(
    'to estimated quality: %j',
    async (shape) => {
      for (const measure of ['accuracy', 'precision', 'recall'] as const) {
        const quality = { measure, average: 'class', source: 'estimated', calibration: '1h', support: true } as const;
        await expectOneAnswer(queryOf('credit-risk', { kind: 'quality', ...shape, quality }), window);
      }
    }
  );

  it.each(['roc', 'precisionRecall', 'reliability'] as const)('to the curve %s', (curve) =>
    expectOneAnswer(queryOf('credit-risk', { kind: 'curve', curve, quality: { scores: 'binned' } }), window)
  );

  it('to the distribution of scores by actual class', () =>
    expectOneAnswer(queryOf('credit-risk', { kind: 'distribution', distribution: { of: 'score' } }), window));

  it.each(['0', '0.35', '0.5', '1'])('to matrix and precision at the threshold %s', async (threshold) => {
    // A histogram does not tell a score of exactly 0 from those above it.
    const quality = { scores: 'binned' } as const;
    await expectOneAnswer(queryOf('credit-risk', { kind: 'confusion', threshold, quality }), window);
    await expectOneAnswer(
      queryOf('credit-risk', {
        kind: 'quality',
        threshold,
        quality: { ...quality, measure: 'recall', average: 'each' },
      }),
      window
    );
  });

  it.each(['throughput', 'errorRate', 'errorShare', 'labelCoverage'] as const)('to %s', async (measure) => {
    await expectOneAnswer(queryOf('credit-risk', { kind: 'operations', operations: { measure } }), window);
    await expectOneAnswer(
      queryOf('intent', { kind: 'operations', result: 'series', window: '30m', operations: { measure } }),
      window
    );
  });

  it.each(['mae', 'rmse', 'bias', 'r2', 'mape'] as const)('to %s of predicted values', async (measure) => {
    await expectOneAnswer(queryOf('house-price', { kind: 'quality', quality: { measure } }), window);
    await expectOneAnswer(
      queryOf('house-price', { kind: 'quality', result: 'series', window: '1h', quality: { measure } }),
      window
    );
  });

  it('to the distribution of errors, as far as both cut it', async () => {
    const query = queryOf('house-price', { kind: 'distribution', distribution: { of: 'error' } });
    const [theirs, ours] = [await fromPrometheus(query, window), fromRecords(query, window)].map(belowEdges);
    const shared = [...theirs.keys()].filter((edge) => ours.has(edge));
    expect(shared.length).toBeGreaterThan(2);
    expect(shared.map((edge) => [edge, theirs.get(edge)])).toEqual(shared.map((edge) => [edge, ours.get(edge)]));
  });

  it('within the stated bounds where records know every score', async () => {
    const inWindow = records.filter(
      ({ model, observed = 0, score }) =>
        model === 'credit-risk' && score !== undefined && observed > window.from && observed <= window.to
    );
    expect(inWindow.some(({ score = NaN }) => Number.isInteger(score * 20))).toBe(true);
    const groups = scoreGroupsOf(
      inWindow.map(({ score = NaN }) => score),
      inWindow.map(({ actual }) => actual === 'reject')
    );
    expect(groups.low.length).toBeGreaterThan(100);
    for (const measure of scoreMeasureNames) {
      const query = queryOf('credit-risk', { kind: 'quality', quality: { measure } });
      const [binned] = valuesOf(await fromPrometheus(query, window)).values();
      const [exact] = valuesOf(fromRecords(query, window)).values();
      const bounds = scoreMeasureBounds(binnedGroups(window), measure);
      expect({ measure, below: exact < (bounds?.lower ?? NaN), above: exact > (bounds?.upper ?? NaN) }).toEqual({
        measure,
        below: false,
        above: false,
      });
      expect(Math.abs(exact - binned)).toBeLessThan(0.1);
    }
  });
});

it('on windows off the scrape grid, as of the last scrape at either end', async () => {
  const { from, to } = windows['a quiet window'];
  const query = queryOf('intent', { kind: 'confusion' });
  const off = { from: from + 11_000, to: to + 11_000, intervalMs: 60_000 };
  const [theirs, ours] = [
    valuesOf(await fromPrometheus(query, off)),
    valuesOf(fromRecords(query, { from, to, intervalMs: 60_000 })),
  ];
  expect(theirs).toEqual(ours);
});

describe.each<[string, TimeWindow]>([
  ['the birth of a version and of a class', { from: late.at(26), to: late.at(44), intervalMs: 6 * HOUR }],
  ['a restart', { from: late.at(48), to: late.at(50.25), intervalMs: 6 * HOUR }],
  ['outcomes that are days late', { from: late.at(60), to: late.at(90), intervalMs: 6 * HOUR }],
])('with labels that are minutes or days late, over %s,', (_, window) => {
  const ask = (asked: Asked) => expectOneAnswer(queryOf(late.MODEL, asked), window);

  it.each([false, true])('there is one answer to the confusion matrix, by version: %s', (byVersion) =>
    ask({ kind: 'confusion', byVersion })
  );

  it('to measures of classes', async () => {
    for (const quality of classMeasures) {
      await ask({ kind: 'quality', byVersion: true, quality: { ...quality, interval: true, support: true } });
    }
  });

  it('to what matchers and versions let through', async () => {
    for (const model of [
      { versions: ['v2\n'] },
      { matchers: [{ label: 'actual', operator: '=' as const, value: late.POSITIVE }] },
      { matchers: [{ label: 'predicted', operator: '!=' as const, value: late.POSITIVE }] },
      { matchers: [{ label: 'actual', operator: '=~' as const, value: 'no.*|日本語, a\\|b\\.\\*' }] },
      { matchers: [{ label: 'version', operator: '!~' as const, value: 'v1.+' }] },
    ]) {
      await ask({ kind: 'confusion', model });
      await ask({ kind: 'operations', model, operations: { measure: 'labelCoverage' } });
    }
  });

  it('to scores in bins, 0 and 1 among them', async () => {
    for (const measure of scoreMeasureNames) {
      await ask({ kind: 'quality', byVersion: true, quality: { measure, scores: 'binned' } });
    }
    await ask({ kind: 'distribution', byVersion: true, distribution: { of: 'score' } });
    for (const curve of ['roc', 'precisionRecall', 'reliability'] as const) {
      await ask({ kind: 'curve', curve, byVersion: true, quality: { scores: 'binned' } });
    }
  });

  it('to the matrix at a threshold that is an edge, for records with every score too', async () => {
    await ask({ kind: 'confusion', threshold: '0.65', byVersion: true });
    await ask({ kind: 'confusion', threshold: '0.65', quality: { scores: 'binned' } });
  });

  it('to throughput, errors and label coverage', async () => {
    for (const measure of ['throughput', 'errorShare', 'labelCoverage'] as const) {
      await ask({ kind: 'operations', byVersion: true, operations: { measure } });
    }
    await ask({ kind: 'operations', operations: { measure: 'errorRate' } });
  });
});

it('label coverage over time is one answer where outcomes are days late', () =>
  expectOneAnswer(
    queryOf(late.MODEL, {
      kind: 'operations',
      result: 'series',
      window: '12h',
      operations: { measure: 'labelCoverage' },
    }),
    { from: late.at(62), to: late.at(90), intervalMs: 2 * HOUR }
  ));

/** How many errors lie at or below each edge. */
function belowEdges([frame]: DataFrame[]): Map<number, number> {
  const column = (name: string) => Array.from<number>(frame.fields.find((field) => field.name === name)?.values ?? []);
  const counts = Array.from<number>(frame.fields[frame.fields.length - 1].values);
  let sum = 0;
  return new Map(column('xMax').map((edge, i): [number, number] => [edge, (sum += counts[i])]));
}

/** The scores of a window as Prometheus answers them. */
function binnedGroups(window: TimeWindow) {
  const [frame] = fromRecords(queryOf('credit-risk', { kind: 'distribution', distribution: { of: 'score' } }), window);
  const of = (name: string) => Array.from<number>(frame.fields.find((field) => field.name === name)?.values ?? []);
  const counts = (actual: string) =>
    Array.from<number>(frame.fields.find((field) => field.labels?.actual === actual)?.values ?? []);
  const [low, high] = [of('xMin'), of('xMax')];
  const [positive, negative] = [counts('reject'), counts('approve')];
  const filled = low.map((_, i) => i).filter((i) => positive[i] + negative[i] > 0);
  const column = (values: number[]) => Float64Array.from(filled, (i) => values[i]);
  return { low: column(low), high: column(high), positive: column(positive), negative: column(negative) };
}
