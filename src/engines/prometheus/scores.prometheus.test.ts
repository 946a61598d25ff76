/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { column, columns, noticesOf, onPrometheus, rowsOf, valueOf } from '../../../test/onPrometheus';
import { exposition, rising, type Sampled } from '../../../test/promWorld';
import { modelwatchMeta } from '../../frames/modelwatchMeta';
import { type PartialMapping } from '../../query/mapping';

const TO = Date.UTC(2026, 10, 20, 12);
const FROM = TO - 2 * 3_600_000;
const BIRTH = FROM - 3_600_000;
const CHANGE = FROM + 3_600_000;
type Labels = Record<string, string>;

/** A counter that rises by `inWindow` over the two hours. */
const counter = (metric: string, labels: Labels, inWindow: number) =>
  rising(metric, { version: 'v1', ...labels }, (inWindow * 3) / 2, BIRTH, TO);

/** A score histogram with this many outcomes at or below each edge in the window. */
function scores(model: string, actual: string, upTo: Record<string, number>, labels: Labels = {}): Sampled[] {
  const identity = { model, actual, ...labels };
  return Object.entries(upTo).map(([le, count]) =>
    le === 'count'
      ? counter('model_outcome_score_count', identity, count)
      : counter('model_outcome_score_bucket', { ...identity, le }, count)
  );
}

/** The part of a series from or up to a moment: one that is born, or one that ends. */
const only = (during: (time: number) => boolean, all: Sampled[]): Sampled[] =>
  all.map((one) => ({ ...one, samples: one.samples.filter(([time]) => during(time)) }));
/** Born at a moment, with what came before taken off. */
const since = (moment: number, all: Sampled[]): Sampled[] =>
  only((time) => time >= moment, all).map((one) => ({
    ...one,
    samples: one.samples.map(([time, value]) => [time, value - one.samples[0][1]]),
  }));

const HOSTILE = [
  'say "hi"',
  'back\\slash',
  'two\nlines',
  '$__range',
  '[[model]]',
  '日本語',
  '</script>',
  'a|b',
  '{{x}}',
];

const world = exposition([
  // 20 of 40 rejects and 10 of 100 approvals score above 0.5.
  ...scores('plain', 'reject', { '0.5': 20, '1': 40, '+Inf': 40, count: 40 }),
  ...scores('plain', 'approve', { '0.5': 90, '1': 100, '+Inf': 100, count: 100 }),
  ...scores('prometheus 3', 'reject', { '0.5': 20, '1.0': 40, '+Inf': 40, count: 40 }),
  ...scores('prometheus 3', 'approve', { '0.5': 90, '1.0': 100, '+Inf': 100, count: 100 }),
  ...['reject', 'approve'].flatMap((actual) => [
    ...scores('upgraded', actual, { '0.5': 20, '+Inf': 40, count: 40 }),
    ...only((time) => time <= CHANGE, scores('upgraded', actual, { '1': 40 })),
    ...only((time) => time > CHANGE, scores('upgraded', actual, { '1.0': 40 })),
  ]),
  ...scores('no infinity', 'reject', { '0.5': 20, '0.9': 30, count: 40 }),
  ...scores('no infinity', 'approve', { '0.5': 90, '0.9': 100, count: 100 }),
  ...scores('no end', 'reject', { '0.5': 20, '0.9': 30 }),
  ...scores('no end', 'approve', { '0.5': 90, '0.9': 100 }),
  // On the shared edge 0.5: rejects 10 + 10 below of 40, approvals 45 + 45 of 100.
  ...scores('versions differ', 'reject', { '0.1': 1, '0.5': 10, '1': 20, '+Inf': 20, count: 20 }),
  ...scores('versions differ', 'approve', { '0.1': 20, '0.5': 45, '1': 50, '+Inf': 50, count: 50 }),
  ...scores('versions differ', 'reject', { '0.25': 2, '0.5': 10, '1': 20, '+Inf': 20, count: 20 }, { version: 'v2' }),
  ...scores('versions differ', 'approve', { '0.25': 22, '0.5': 45, '1': 50, '+Inf': 50, count: 50 }, { version: 'v2' }),
  ...scores('instances differ', 'reject', { '0.1': 1, '0.5': 10, '1': 20, '+Inf': 20, count: 20 }),
  ...scores('instances differ', 'approve', { '0.1': 20, '0.5': 45, '1': 50, '+Inf': 50, count: 50 }),
  ...scores(
    'instances differ',
    'reject',
    { '0.25': 2, '0.5': 10, '1': 20, '+Inf': 20, count: 20 },
    { instance: 'b:80' }
  ),
  ...scores(
    'instances differ',
    'approve',
    { '0.25': 22, '0.5': 45, '1': 50, '+Inf': 50, count: 50 },
    { instance: 'b:80' }
  ),
  ...['reject', 'approve'].flatMap((actual) => [
    ...scores('edges in passing', actual, { '0.1': 8, '0.5': 20, '1': 40, '+Inf': 40, count: 40 }),
    // An instance that was there for half an hour.
    ...since(
      CHANGE,
      only(
        (time) => time <= CHANGE + 1_800_000,
        scores(
          'edges in passing',
          actual,
          { '0.25': 8, '0.5': 20, '1': 40, '+Inf': 40, count: 40 },
          { instance: 'b:80' }
        )
      )
    ),
  ]),
  // Its edge 0.1 gave way to 0.25 when it was restarted in the midst of the window.
  ...['reject', 'approve'].flatMap((actual) => {
    const before = scores('edges changed', actual, { '0.1': 8, '0.5': 20, '1': 40, '+Inf': 40, count: 40 });
    const after = scores('edges changed', actual, { '0.25': 10, '0.5': 20, '1': 40, '+Inf': 40, count: 40 });
    const old = only((time) => time < CHANGE, before);
    const reborn = since(CHANGE, after);
    return [
      ...old.map((one) => {
        const next = reborn.find(({ metric, labels }) => metric === one.metric && labels.le === one.labels.le);
        return { ...one, samples: [...one.samples, ...(next?.samples ?? [])] };
      }),
      ...reborn.filter(({ labels }) => labels.le === '0.25'),
    ];
  }),
  ...scores('no edge shared', 'reject', { '0.4': 10, '+Inf': 20, count: 20 }),
  ...scores('no edge shared', 'approve', { '0.6': 10, '+Inf': 20, count: 20 }),
  ...scores('percent', 'reject', { '50': 20, '100': 40, '+Inf': 40, count: 40 }),
  ...scores('percent', 'approve', { '50': 90, '100': 100, '+Inf': 100, count: 100 }),
  ...scores('summary', 'reject', { count: 40 }),
  ...scores('not cumulative', 'reject', { '0.5': 20, '0.75': 5, '+Inf': 40, count: 40 }),
  ...scores('not cumulative', 'approve', { '0.5': 80, '0.75': 15, '+Inf': 100, count: 100 }),
  ...scores('three', 'reject', { '0.5': 20, '+Inf': 40, count: 40 }),
  ...scores('three', 'approve', { '0.5': 50, '+Inf': 60, count: 60 }),
  ...scores('three', 'refer', { '0.5': 40, '+Inf': 40, count: 40 }),
  ...scores('never positive', 'approve', { '0.5': 50, '+Inf': 60, count: 60 }),
  ...scores('always positive', 'reject', { '0.5': 50, '+Inf': 60, count: 60 }),
  ...scores('idle', 'reject', { '0.5': 0, '+Inf': 0, count: 0 }),
  ...HOSTILE.flatMap((name) => scores('hostile', name, { '0.5': 10, '+Inf': 40, count: 40 }, { version: name })),
  ...scores('final', 'reject', { '0.5': 20, '+Inf': 40, count: 40 }, { stage: 'final' }),
  ...scores('final', 'approve', { '0.5': 90, '+Inf': 100, count: 100 }, { stage: 'final' }),
  ...scores('final', 'reject', { '0.5': 40, '+Inf': 40, count: 40 }, { stage: 'draft' }),
]);

describe('histograms of scores on a real Prometheus', () => {
  const ask = onPrometheus(() => [world]);
  const answer = (name: string, stored: object, mapping: PartialMapping = {}, model: object = {}) =>
    ask(
      { model: { name, positiveClass: 'reject', ...model }, ...stored },
      { from: FROM, to: TO, intervalMs: 600_000 },
      mapping
    );
  const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
  /** Two bins are coarse, which one test below is about. */
  const saidOf = (frames: DataFrame[]) => noticesOf(frames).filter((text) => !text.startsWith('The bins are coarse'));

  /** Of 20 of 40 rejects and 10 of 100 approvals above one edge, ties counting half. */
  const PLAIN_AUC = 0.5 * 0.9 + 0.5 * (0.5 * 0.9 + 0.5 * 0.1);
  /** Their scores are taken for 0.25 and 0.75. */
  const PLAIN_BRIER = (20 * 0.75 ** 2 + 20 * 0.25 ** 2 + 90 * 0.25 ** 2 + 10 * 0.75 ** 2) / 140;

  it.each(['plain', 'prometheus 3'])('%s: the same, however the edges are written', async (name) => {
    expect(valueOf(await answer(name, quality('rocAuc')))).toBeCloseTo(PLAIN_AUC, 12);
    const frames = await answer(name, quality('brier'));
    expect(valueOf(frames)).toBeCloseTo(PLAIN_BRIER, 12);
    expect(saidOf(frames)).toEqual([]);
  });

  it('says how far a measure over single scores could be from one in few bins', async () => {
    const frames = await answer('plain', quality('rocAuc'));
    // Ties won or lost: half of 20 x 90 pairs in the lower bin and of 20 x 10 in the upper one, of 40 x 100.
    expect(noticesOf(frames)).toEqual([
      expect.stringContaining('over single scores ROC AUC (binned) lies anywhere from 0.450 to 0.950'),
    ]);
  });

  it('leaves out an edge that was written in two ways in one window, since neither counts all of it', async () => {
    const frames = await answer('upgraded', quality('brier'));
    expect(valueOf(frames)).toBeCloseTo((0.25 ** 2 + 0.75 ** 2) / 2, 12);
    expect(modelwatchMeta(frames[0])?.support).toBe(80);
    expect(saidOf(frames)).toEqual([expect.stringContaining('merged on the edges that all share: 0.5.')]);
  });

  it('takes the total from _count where +Inf is missing', async () => {
    const frames = await answer('no infinity', quality('rocAuc', { support: true }));
    expect(modelwatchMeta(frames[0])?.support).toBe(140);
    expect(valueOf(frames)).toBeCloseTo(0.5 * 0.9 + 0.5 * 0.5 * 0.9 + 0.25 * 0.1 + 0.25 * 0.5 * 0.1, 12);
    expect(saidOf(frames)).toEqual([expect.stringContaining('model_outcome_score_count stands in for it')]);
  });

  it('says that what lies above the last edge is unknown, without either', async () => {
    const frames = await answer('no end', quality('brier', { support: true }));
    expect(modelwatchMeta(frames[0])?.support).toBe(130);
    expect(saidOf(frames)).toEqual([expect.stringContaining('above its last edge 0.9 is not counted here')]);
  });

  it.each(['versions differ', 'instances differ'])('%s: merged on the edges that all share', async (name) => {
    const frames = await answer(name, quality('brier'));
    expect(valueOf(frames)).toBeCloseTo(PLAIN_BRIER, 12);
    expect(saidOf(frames)).toEqual([expect.stringContaining('merged on the edges that all share: 0.5, 1.')]);
  });

  it('keeps the edges of each version where it is asked for by itself', async () => {
    const frames = await answer('versions differ', { ...quality('brier'), byVersion: true });
    expect(frames).toHaveLength(2);
    expect(saidOf(frames)).toEqual([]);
    // 0.05, 0.3, 0.75 of v1.
    expect(valueOf(frames)).toBeCloseTo(
      (0.95 ** 2 + 9 * 0.7 ** 2 + 10 * 0.25 ** 2 + 20 * 0.05 ** 2 + 25 * 0.3 ** 2 + 5 * 0.75 ** 2) / 70,
      12
    );
  });

  it('puts versions with other edges on those that they share, in one distribution', async () => {
    const frames = await answer('versions differ', { kind: 'distribution', byVersion: true });
    expect(column(frames[0], 'xMax')).toEqual([0.5, 1]);
    expect(columns(frames[0], 'count')).toEqual([
      [45, 5],
      [10, 10],
      [45, 5],
      [10, 10],
    ]);
    expect(saidOf(frames)).toEqual([expect.stringContaining('merged on the edges that all share')]);
  });

  it.each([
    ['a restart took away or brought', 'edges changed'],
    ['is that of a passing instance, or not', 'edges in passing'],
  ])('drops an edge that %s', async (_, name) => {
    const frames = await answer(name, { kind: 'distribution' });
    expect(column(frames[0], 'xMax')).toEqual([0.5, 1]);
    expect(saidOf(frames).join()).toContain('merged on the edges that all share: 0.5, 1.');
  });

  it('knows nothing of scores without any shared edge', async () => {
    const frames = await answer('no edge shared', quality('rocAuc'));
    expect(valueOf(frames)).toBeNull();
    expect(saidOf(frames)).toEqual([expect.stringContaining('they share no edge')]);
  });

  it('answers areas of scores beyond 0 to 1, and nothing that takes them for probabilities', async () => {
    expect(valueOf(await answer('percent', quality('rocAuc')))).toBeCloseTo(PLAIN_AUC, 12);
    const frames = await answer('percent', quality('brier'));
    expect(valueOf(frames)).toBeNull();
    expect(saidOf(frames)).toEqual([expect.stringMatching(/lie outside of 0 to 1.*so it is undefined.*scale/)]);
    const scaled = await answer('percent', quality('brier'), { details: { outcomeScore: { scale: 0.01 } } });
    expect(valueOf(scaled)).toBeCloseTo(PLAIN_BRIER, 12);
    expect(saidOf(scaled)).toEqual([]);
  });

  it('says that buckets are missing, or not cumulative', async () => {
    expect(saidOf(await answer('summary', quality('brier')))).toEqual([
      expect.stringContaining('no series named model_outcome_score_bucket'),
    ]);
    expect(saidOf(await answer('not cumulative', quality('brier'))).join()).toContain('do not rise from edge to edge');
  });

  it('counts the positive class against the rest', async () => {
    const frames = await answer('three', quality('brier'));
    expect(valueOf(frames)).toBeCloseTo(PLAIN_BRIER, 12);
    expect(saidOf(frames)).toEqual([expect.stringContaining('3 actual classes')]);
    expect(rowsOf(await answer('three', { kind: 'confusion', threshold: '0.5' }))).toEqual([
      ['not reject', 'not reject', 90],
      ['not reject', 'reject', 10],
      ['reject', 'not reject', 20],
      ['reject', 'reject', 20],
    ]);
  });

  it('is no data without a positive outcome, whatever is asked, and says which classes there are', async () => {
    for (const asked of [quality('brier'), { kind: 'curve' }, { kind: 'confusion', threshold: '0.5' }]) {
      const frames = await answer('never positive', asked);
      expect(asked.kind === 'quality' ? valueOf(frames) : frames[0].length || null).toBeNull();
      expect(saidOf(frames)).toEqual([expect.stringContaining("The actual classes are 'approve'.")]);
    }
  });

  it('has no areas with one class alone, but a Brier score', async () => {
    const frames = await answer('always positive', quality('rocAuc'));
    expect(valueOf(frames)).toBeNull();
    expect(saidOf(frames)).toEqual([expect.stringContaining("All outcomes are of the positive class 'reject'")]);
    expect(valueOf(await answer('always positive', quality('brier')))).toBeCloseTo(
      (50 * 0.75 ** 2 + 10 * 0.25 ** 2) / 60,
      12
    );
  });

  it.each([
    ['plain', {}, 'none is named', { positiveClass: undefined }],
    ['plain', { labels: { actual: '' } }, 'no label for the actual class', {}],
  ] as const)('%s with %j is refused: %s', async (name, mapping, sentence, model) => {
    await expect(answer(name, quality('brier'), mapping, model)).rejects.toThrow(sentence);
  });

  it.each([
    ['nobody', "model_outcome_score has no series of model 'nobody' in this window."],
    ['idle', "Nothing was recorded in model_outcome_score for model 'idle' in this window."],
  ])('explains an empty answer: %s', async (name, sentence) => {
    for (const asked of [
      quality('brier'),
      { kind: 'curve' },
      { kind: 'distribution' },
      { kind: 'confusion', threshold: '0.5' },
    ]) {
      expect(saidOf(await answer(name, asked)).join()).toContain(sentence);
    }
  });

  it('names a metric that nobody has', async () => {
    const frames = await answer('plain', quality('brier'), { metrics: { outcomeScore: 'marks' } });
    expect(saidOf(frames)).toEqual([expect.stringContaining('No series named marks in Prometheus.')]);
  });

  it.each(HOSTILE)('takes a positive class and a version named %j literally', async (name) => {
    const model = { versions: [name], positiveClass: name };
    const frames = await answer('hostile', { kind: 'confusion', threshold: '0.5' }, {}, model);
    // A frame's rows are in alphabetic order.
    expect(new Map(rowsOf(frames).map(([, predicted, count]) => [predicted, count]))).toEqual(
      new Map([
        [name, 30],
        [`not ${name}`, 10],
      ])
    );
  });

  it('reads only what the mapping says that counts', async () => {
    const partial: PartialMapping = {
      details: { outcomeScore: { matchers: [{ label: 'stage', operator: '=', value: 'final' }] } },
    };
    expect(valueOf(await answer('final', quality('brier'), partial))).toBeCloseTo(PLAIN_BRIER, 12);
  });

  it('applies a matcher on the actual class, which the histogram has', async () => {
    const matchers = [{ label: 'actual', operator: '!=', value: 'refer' }];
    const frames = await answer('three', quality('brier', { support: true }), {}, { matchers });
    expect(modelwatchMeta(frames[0])?.support).toBe(100);
  });

  it('refuses a threshold on a measure that somebody else computes', async () => {
    const existing = [{ measure: 'accuracy', average: 'macro' as const, metric: 'team_accuracy' }];
    const asked = { ...quality('accuracy', { source: 'existing' }), threshold: '0.5' };
    await expect(answer('plain', asked, { existing })).rejects.toThrow('no score threshold can be set');
  });
});
