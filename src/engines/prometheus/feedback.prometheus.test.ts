/** @jest-environment ./test/browserWithNode.js */
import { noticesOf, onPrometheus, valueOf } from '../../../test/onPrometheus';
import { exposition, rising } from '../../../test/promWorld';
import { type PartialMapping } from '../../query/mapping';

const TO = Date.UTC(2026, 10, 20, 12);
const FROM = TO - 2 * 3_600_000;
const BIRTH = FROM - 3_600_000;
type Labels = Record<string, string>;

/** A counter that rises by `inWindow` over the two hours. */
const counter = (metric: string, labels: Labels, inWindow: number) =>
  rising(metric, { version: 'v1', ...labels }, (inWindow * 3) / 2, BIRTH, TO);

const world = exposition([
  // As Seldon Core 1 counts feedback. cat: 30 right, 10 taken for dog; dog: 50 right, 5 for bird; bird: 4 right, 1 for cat.
  ...[
    ['true_positive', 'cat', 30],
    ['true_positive', 'dog', 50],
    ['true_positive', 'bird', 4],
    ['false_negative', 'cat', 10],
    ['false_positive', 'dog', 10],
    ['false_negative', 'dog', 5],
    ['false_positive', 'bird', 5],
    ['false_negative', 'bird', 1],
    ['false_positive', 'cat', 1],
  ].map(([which, name, count]) =>
    counter(`seldon_metric_${which}`, { model: 'pets', class: String(name) }, Number(count))
  ),
  counter('seldon_metric_true_positive', { model: 'binary' }, 30),
  counter('seldon_metric_false_positive', { model: 'binary' }, 10),
  counter('seldon_metric_false_negative', { model: 'binary' }, 20),
  counter('seldon_metric_true_positive', { model: 'partly', class: 'cat' }, 30),
  counter('seldon_metric_false_positive', { model: 'partly', class: 'cat' }, 20),
]);

describe('counters of right and wrong by class on a real Prometheus', () => {
  const ask = onPrometheus(() => [world]);
  const answer = (name: string, stored: object, mapping: PartialMapping = {}, model: object = {}) =>
    ask(
      { model: { name, positiveClass: 'reject', ...model }, ...stored },
      { from: FROM, to: TO, intervalMs: 600_000 },
      mapping
    );
  const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure, ...more } });
  const feedback = {
    truePositive: 'seldon_metric_true_positive',
    falsePositive: 'seldon_metric_false_positive',
    falseNegative: 'seldon_metric_false_negative',
    classLabel: 'class',
  };
  const of = (name: string, measure: string, more: object = {}, model: object = {}) =>
    answer(name, quality(measure, more), { feedback }, model);

  it.each([
    ['accuracy', {}, 84 / 100],
    ['precision', { average: 'class', class: 'dog' }, 50 / 60],
    ['recall', { average: 'class', class: 'cat' }, 30 / 40],
    ['specificity', { average: 'class', class: 'cat' }, 59 / 60],
    ['precision', { average: 'macro' }, (30 / 31 + 50 / 60 + 4 / 9) / 3],
    ['support', { average: 'class', class: 'bird' }, 5],
  ])('give %s %j', async (measure, more, expected) => {
    const frames = await of('pets', measure, more);
    expect(valueOf(frames)).toBeCloseTo(expected, 12);
    expect(noticesOf(frames)).toEqual([]);
  });

  it('give no matrix', async () => {
    await expect(answer('pets', { kind: 'confusion' }, { feedback })).rejects.toThrow('by class, not by pair');
  });

  it('without a class tell of the positive class alone', async () => {
    expect(valueOf(await of('binary', 'precision', { average: 'class' }))).toBeCloseTo(0.75, 12);
    expect(valueOf(await of('binary', 'recall', { average: 'class', class: 'reject' }))).toBeCloseTo(0.6, 12);
    for (const [measure, more] of [
      ['accuracy', {}],
      ['precision', { average: 'macro' }],
      ['specificity', { average: 'class' }],
      ['recall', { average: 'class', class: 'approve' }],
    ] as const) {
      const frames = await of('binary', measure, more);
      expect(frames[0].length).toBe(0);
      expect(noticesOf(frames)).toEqual([expect.stringContaining("no class label 'class'")]);
    }
  });

  it('tell nothing of all classes where some are not counted', async () => {
    const frames = await of('partly', 'accuracy');
    expect(frames[0].length).toBe(0);
    expect(noticesOf(frames)).toEqual([expect.stringContaining('20 false positives and 0 false negatives')]);
  });

  it('say that nothing was counted', async () => {
    expect(noticesOf(await of('nobody', 'accuracy')).join()).toContain('model_outcomes_total');
  });
});
