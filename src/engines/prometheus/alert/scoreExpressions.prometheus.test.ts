/** @jest-environment ./test/browserWithNode.js */
import * as fc from 'fast-check';

import { answerPlan } from '../../../../test/answerPlan';
import { prometheusWith } from '../../../../test/onPrometheus';
import { HOSTILE } from '../../../../test/mixedWorld';
import { exposition, rising, type Sampled } from '../../../../test/promWorld';
import { modelwatchMeta } from '../../../frames/modelwatchMeta';
import { completeMapping, type PartialMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { scoreMeasureNames } from '../../../statistics/scores';
import { isRefusal, type Refusal } from '../../engine';
import { type ConvertContext } from '../convert/context';
import { keepVariables } from '../convert/variables';
import { type PrometheusFacts } from '../facts';
import { prometheusEngine } from '../prometheusEngine';
import { type Expr } from '../promql';
import { splitLabels } from '../selectors';
import { scoreExpression } from './scoreExpressions';
import { thresholdShare } from './scoreThreshold';

// Each test asks a Prometheus several times.
jest.setTimeout(60_000);

const TO = Date.UTC(2026, 10, 20, 12);
const FROM = TO - 2 * 3_600_000;
const BIRTH = FROM - 3_600_000;
const CHANGE = FROM + 3_600_000;
const window = { from: FROM, to: TO, intervalMs: 600_000 };
type Labels = Record<string, string>;

/** How many outcomes each bin got in the window, by upper edge; the bin '+Inf' holds those above the last. */
type Bins = Array<[le: string, count: number]>;

/** A histogram of scores that was there an hour before the window. */
function scores(model: string, actual: string, bins: Bins, version = 'v1', more: Labels = {}): Sampled[] {
  const labels = { model, version, actual, ...more };
  let upTo = 0;
  const counter = (metric: string, le: Labels) => rising(metric, { ...labels, ...le }, (upTo * 3) / 2, BIRTH, TO);
  const buckets = bins.map(([le, count]) => {
    upTo += count;
    return counter('model_outcome_score_bucket', { le });
  });
  return [...buckets, counter('model_outcome_score_count', {})];
}

const only = (during: (time: number) => boolean, all: Sampled[]): Sampled[] =>
  all.map((one) => ({ ...one, samples: one.samples.filter(([time]) => during(time)) }));

const bins = (edges: readonly string[], counts: readonly number[]): Bins =>
  [...edges, '+Inf'].map((le, k) => [le, counts[k] ?? 0]);

const QUARTERS = ['0.0', '0.25', '0.5', '0.75', '1.0'];
const PLAIN_QUARTERS = ['0', '0.25', '0.5', '0.75', '1'];
const STANDARD = Array.from({ length: 21 }, (_, i) => String(i / 20));

/** Models with counts by chance, among them many empty bins. */
const someModels = fc.sample(
  fc.array(fc.tuple(fc.constantFrom('reject', 'approve', 'refer'), fc.constantFrom('v1', 'v2'), countsOf(21)), {
    minLength: 2,
    maxLength: 5,
  }),
  { seed: 20, numRuns: 6 }
);

function countsOf(length: number) {
  const count = fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 40 }).map((n) => 2 * n)
  );
  return fc.array(count, { minLength: length, maxLength: length });
}

const world = exposition([
  ...['a:80', 'b:80'].flatMap((instance) => [
    ...scores('plain', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30]), 'v1', { instance }),
    ...scores('plain', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4]), 'v1', { instance }),
    ...scores('plain', 'reject', bins(QUARTERS, [0, 4, 0, 0, 14]), 'v2', { instance }),
    ...scores('plain', 'approve', bins(QUARTERS, [8, 10, 0, 2, 2]), 'v2', { instance }),
  ]),
  ...scores('plain edges', 'reject', bins(PLAIN_QUARTERS, [2, 4, 6, 10, 30])),
  ...scores('plain edges', 'approve', bins(PLAIN_QUARTERS, [20, 40, 12, 6, 4])),
  ...scores('empty class', '', bins(QUARTERS, [20, 40, 12, 6, 4])),
  ...scores('empty class', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30])),
  ...scores('empty bins', 'reject', bins(QUARTERS, [0, 0, 0, 0, 30])),
  ...scores('empty bins', 'approve', bins(QUARTERS, [0, 40, 0, 0, 0])),
  ...scores('three', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30])),
  ...scores('three', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4])),
  ...scores('three', 'refer', bins(QUARTERS, [0, 10, 10, 10, 0])),
  ...scores('three', 'never seen', bins(QUARTERS, [])),
  // One version has no series of the positive class, another none of any other.
  ...scores('apart', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4]), 'v1'),
  ...scores('apart', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30]), 'v2'),
  ...scores('apart', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30]), 'v3'),
  ...scores('apart', 'approve', bins(QUARTERS, []), 'v3'),
  ...scores('never positive', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4])),
  ...scores('always positive', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30])),
  ...scores('idle', 'reject', bins(QUARTERS, [])),
  ...scores('above', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30]), 'v1'),
  ...scores('above', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4]), 'v1'),
  ...scores('above', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30, 2]), 'v2'),
  ...scores('above', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4]), 'v2'),
  ...scores('below', 'reject', bins(['-1', '0.4', '2'], [0, 4, 10]), 'v1'),
  ...scores('below', 'approve', bins(['-1', '0.4', '2'], [0, 8, 6]), 'v1'),
  ...scores('below', 'reject', bins(['-1', '0.4', '2'], [0, 4, 10]), 'v2'),
  ...scores('below', 'approve', bins(['-1', '0.4', '2'], [2, 8, 6]), 'v2'),
  ...scores('inner', 'reject', bins(['0.2', '0.9'], [4, 10, 20])),
  ...scores('inner', 'approve', bins(['0.2', '0.9'], [30, 8, 6])),
  ...scores('percent', 'reject', bins(['0', '30', '60', '100'], [2, 6, 10, 30])),
  ...scores('percent', 'approve', bins(['0', '30', '60', '100'], [20, 12, 6, 4])),
  ...['reject', 'approve'].flatMap((actual, i) => {
    const counts = [2, 4 + 40 * i, 6, 10, 30 - 20 * i];
    const all = scores('upgraded', actual, bins(QUARTERS, counts));
    const plain = scores('upgraded', actual, bins(PLAIN_QUARTERS, counts));
    return [
      ...all.filter(({ labels }) => !labels.le?.endsWith('.0')),
      ...only(
        (time) => time <= CHANGE,
        plain.filter(({ labels }) => ['0', '1'].includes(labels.le))
      ),
      ...only(
        (time) => time > CHANGE,
        all.filter(({ labels }) => labels.le?.endsWith('.0'))
      ),
    ];
  }),
  ...scores('one lacks an edge', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30])),
  ...scores('one lacks an edge', 'approve', bins(['0.0', '0.25', '0.75', '1.0'], [20, 40, 6, 4])),
  ...HOSTILE.flatMap((name) => [
    ...scores('hostile', name, bins(QUARTERS, [2, 4, 6, 10, 30]), name),
    ...scores('hostile', `${name}?`, bins(QUARTERS, [20, 40, 12, 6, 4]), name),
  ]),
  // First scraped inside of the window, with no word of when its process began: by how much it rose is estimated.
  ...only(
    (time) => time > CHANGE - 30_000,
    [
      ...scores('estimated', 'reject', bins(QUARTERS, [2, 4, 6, 10, 30]), 'v1', { instance: 'late:80' }),
      ...scores('estimated', 'approve', bins(QUARTERS, [20, 40, 12, 6, 4]), 'v1', { instance: 'late:80' }),
    ]
  ),
  ...someModels.flatMap((histograms, i) =>
    histograms.flatMap(([actual, version, counts], k) =>
      scores(`some ${i}`, actual, bins(STANDARD, counts), version, { instance: `${k}:80` })
    )
  ),
]);

describe('score measures as expressions on a real Prometheus', () => {
  const prometheus = prometheusWith(() => [world]);

  const queryOf = (model: string, changes: Record<string, unknown>) =>
    migrateQuery({
      kind: 'quality',
      ...changes,
      model: { name: model, positiveClass: 'reject', ...(changes.model as object | undefined) },
    });

  function contextOf(model: string, changes: Record<string, unknown>, partial: PartialMapping = {}): ConvertContext {
    const query = queryOf(model, changes);
    const mapping = completeMapping(partial);
    const variables = accepted(keepVariables(query, []));
    return { query, mapping, facts: undefined, span: TO - FROM, split: splitLabels(query, mapping), variables };
  }

  function accepted<T extends object>(result: T | Refusal): T {
    if (isRefusal(result)) {
      throw new Error(result.sentence);
    }
    return result;
  }

  /** Value and support by version. */
  type Answer = Record<string, { value: number; support: number | undefined }>;

  const discovered = new Map<string, Promise<PrometheusFacts>>();

  async function ofEngine(model: string, changes: Record<string, unknown>, partial: PartialMapping = {}) {
    const query = queryOf(model, changes);
    const mapping = completeMapping(partial);
    const discovery = prometheusEngine.discover(query, mapping, window);
    const key = JSON.stringify(discovery.requests);
    const facts = discovered.get(key) ?? answerPlan(discovery, prometheus().url);
    discovered.set(key, facts);
    const frames = await answerPlan(prometheusEngine.plan(query, mapping, window, await facts), prometheus().url);
    const answer: Answer = {};
    for (const frame of frames) {
      const [, field] = frame.fields;
      const value: unknown = field?.values[0];
      if (typeof value === 'number' && Number.isFinite(value)) {
        answer[field.labels?.version ?? ''] = { value, support: modelwatchMeta(frame)?.support };
      }
    }
    return answer;
  }

  async function ofVersions(expr: Expr): Promise<Map<string, number>> {
    const samples = await prometheus().client.query(expr, TO);
    return new Map(samples.map(({ metric, value }) => [metric.version ?? '', value]));
  }

  async function ofRule(
    model: string,
    changes: Record<string, unknown>,
    edges: readonly string[],
    partial: PartialMapping = {}
  ): Promise<Answer> {
    const context = contextOf(model, changes, partial);
    const atThreshold = typeof changes.threshold === 'string';
    const exprs = atThreshold ? thresholdShare(context, edges) : scoreExpression(context, edges);
    const { support, ...others } = accepted<{ support: Expr }>(exprs);
    const [first] = await Promise.all(Object.values(others).map((expr) => ofVersions(expr as Expr)));
    const supports = await ofVersions(support);
    return Object.fromEntries(
      [...first]
        .filter(([version]) => !atThreshold || supports.has(version))
        .map(([version, number]) => {
          const of = supports.get(version);
          return [version, { value: atThreshold ? number / (of ?? NaN) : number, support: of }];
        })
    );
  }

  function expectSame(rule: Answer, engine: Answer) {
    expect(Object.keys(rule).sort()).toEqual(Object.keys(engine).sort());
    for (const [version, { value, support }] of Object.entries(engine)) {
      expect(rule[version].value).toBeCloseTo(value, 9);
      expect(rule[version].support).toBeCloseTo(support ?? NaN, 6);
    }
  }

  async function expectSameAsEngine(
    model: string,
    changes: Record<string, unknown>,
    edges: readonly string[],
    partial: PartialMapping = {}
  ): Promise<Answer> {
    const engine = await ofEngine(model, changes, partial);
    expectSame(await ofRule(model, changes, edges, partial), engine);
    return engine;
  }

  /** All together, and by version. */
  const both = [{ byVersion: false }, { byVersion: true }];
  const probabilities = ['logLoss', 'brier', 'ece'];

  describe.each(scoreMeasureNames.map((name) => [name]))('%s', (measure) => {
    const asked = { quality: { measure } };

    it.each([
      ['plain', 2],
      ['plain edges', 1],
      ['empty class', 1],
      ['empty bins', 1],
      ['three', 1],
      ['estimated', 1],
    ])('is the number of the answer: %s', async (model, versions) => {
      for (const split of both) {
        const answer = await expectSameAsEngine(model, { ...asked, ...split }, QUARTERS);
        expect(Object.keys(answer)).toHaveLength(split.byVersion ? versions : 1);
      }
    });

    it.each(['apart', 'never positive', 'always positive', 'idle', 'nobody', 'above'])(
      'is no data where the answer is: %s',
      async (model) => {
        for (const split of both) {
          await expectSameAsEngine(model, { ...asked, ...split }, QUARTERS);
        }
      }
    );

    it('takes scores of bins beyond 0 and 1 as the answer does', async () => {
      for (const split of both) {
        await expectSameAsEngine('below', { ...asked, ...split }, ['-1', '0.4', '2']);
        expect(await expectSameAsEngine('inner', { ...asked, ...split }, ['0.2', '0.9'])).not.toEqual({});
      }
    });

    it('takes the scale of the scores', async () => {
      const percent = { details: { outcomeScore: { scale: 0.01 } } };
      const edges = ['0', '30', '60', '100'];
      expect(await expectSameAsEngine('percent', asked, edges, percent)).not.toEqual({});
      await expectSameAsEngine('percent', asked, edges);
    });

    it('takes the edges that all classes share', async () => {
      const shared = ['0', '0.25', '0.75', '1'];
      expect(await expectSameAsEngine('one lacks an edge', asked, shared)).not.toEqual({});
    });

    it.each([
      ['one class lacks it', 'one lacks an edge', QUARTERS],
      ['none has it any more', 'plain', [...QUARTERS.slice(0, 3), '0.6', '0.75', '1']],
      ['it was spelled anew within the window', 'upgraded', QUARTERS],
    ])('is no data, and no wrong number, where an edge is missing: %s', async (_, model, edges) => {
      for (const split of both) {
        expect(await ofRule(model, { ...asked, ...split }, edges)).toEqual({});
      }
    });
  });

  it('is the number of the answer for counts that are estimated, and no whole numbers', async () => {
    const answer = await expectSameAsEngine('estimated', { quality: { measure: 'ece' } }, QUARTERS);
    expect(Number.isInteger(answer[''].support)).toBe(false);
  });

  it.each(HOSTILE)('takes versions and classes named %j literally', async (name) => {
    const model = { positiveClass: name, versions: [name] };
    for (const measure of ['prAuc', 'brier']) {
      const asked = { quality: { measure }, model, byVersion: true };
      expect(Object.keys(await expectSameAsEngine('hostile', asked, QUARTERS))).toEqual([name]);
    }
  });

  it('is no data where a score lies outside of 0 to 1, but for the areas', async () => {
    const versions = async (measure: string, model: string, edges: string[]) =>
      Object.keys(await ofRule(model, { quality: { measure }, byVersion: true }, edges));
    for (const measure of scoreMeasureNames) {
      const expected = probabilities.includes(measure) ? ['v1'] : ['v1', 'v2'];
      expect(await versions(measure, 'above', QUARTERS)).toEqual(expected);
      expect(await versions(measure, 'below', ['-1', '0.4', '2'])).toEqual(expected);
    }
  });

  it.each(someModels.map((_, i) => [i]))('is the number of the answer for counts by chance, %d', async (i) => {
    for (const measure of scoreMeasureNames) {
      await expectSameAsEngine(`some ${i}`, { quality: { measure }, byVersion: i % 2 > 0 }, STANDARD);
    }
  });

  describe('class measures at a threshold', () => {
    const shares = ['precision', 'recall', 'specificity'];
    const ofClass = (name: string) => shares.map((measure) => ({ measure, average: 'class', class: name }));
    /** On an edge, on the first and the last, nearer to either edge of a bin, in the middle of one. */
    const thresholds = ['0', '0.1', '0.125', '0.2', '0.5', '0.6', '0.99', '1'];

    it('have a number wherever there is something to be a share of', async () => {
      for (const quality of [{ measure: 'accuracy' }, ...ofClass('reject'), ...ofClass('approve')]) {
        const answer = await expectSameAsEngine('plain', { quality, threshold: '0.5', byVersion: true }, QUARTERS);
        expect(Object.keys(answer)).toEqual(['v1', 'v2']);
      }
    });

    it.each(thresholds)('are the shares of the answer at %s', async (threshold) => {
      for (const quality of [{ measure: 'accuracy' }, ...ofClass('reject'), ...ofClass('approve')]) {
        await expectSameAsEngine('plain', { quality, threshold, byVersion: true }, QUARTERS);
        await expectSameAsEngine('empty bins', { quality, threshold }, QUARTERS);
      }
    });

    it.each(thresholds)('cut open bins at 0 and 1 as the answer does, at %s', async (threshold) => {
      for (const quality of [{ measure: 'accuracy' }, ...ofClass('reject'), ...ofClass('approve')]) {
        await expectSameAsEngine('inner', { quality, threshold }, ['0.2', '0.9']);
        await expectSameAsEngine('below', { quality, threshold, byVersion: true }, ['-1', '0.4', '2']);
      }
    });

    it.each(['empty class', 'apart', 'never positive', 'always positive', 'idle', 'nobody', 'estimated', 'above'])(
      'are no data where the answer is: %s',
      async (model) => {
        for (const quality of [{ measure: 'accuracy' }, ...ofClass('reject'), ...ofClass('approve').slice(0, 2)]) {
          for (const split of both) {
            await expectSameAsEngine(model, { quality, threshold: '0.5', ...split }, QUARTERS);
          }
        }
      }
    );

    it('are those of all other classes together by the name that the answer gives them', async () => {
      for (const quality of [{ measure: 'accuracy' }, ...ofClass('reject'), ...ofClass('not reject')]) {
        const answer = await expectSameAsEngine('three', { quality, threshold: '0.5' }, QUARTERS);
        expect(answer).not.toEqual({});
      }
      for (const quality of ofClass('approve').slice(0, 2)) {
        expect(await expectSameAsEngine('three', { quality, threshold: '0.5' }, QUARTERS)).toEqual({});
      }
    });

    it('are the same by that name where one other class alone was seen, which the answer calls by its own', async () => {
      const recall = (name: string) => ({ quality: ofClass(name)[1], threshold: '0.5' });
      const answer = await expectSameAsEngine('plain', recall('approve'), QUARTERS);
      expectSame(await ofRule('plain', recall('not reject'), QUARTERS), answer);
    });

    it('are no data, and no wrong number, where the edge is missing', async () => {
      const asked = { quality: { measure: 'accuracy' }, threshold: '0.5' };
      expect(await ofRule('one lacks an edge', asked, QUARTERS)).toEqual({});
      expect(await ofRule('one lacks an edge', { ...asked, threshold: '0.75' }, QUARTERS)).not.toEqual({});
    });

    it.each(HOSTILE)('take classes named %j literally', async (name) => {
      const model = { positiveClass: name, versions: [name] };
      for (const quality of [ofClass(name)[0], ofClass(`${name}?`)[1]]) {
        const answer = await expectSameAsEngine('hostile', { quality, threshold: '0.5', model }, QUARTERS);
        expect(answer).not.toEqual({});
      }
    });

    it.each(someModels.map((_, i) => [i]))('are the shares of the answer for counts by chance, %d', async (i) => {
      for (const quality of [{ measure: 'accuracy' }, ...ofClass('reject')]) {
        await expectSameAsEngine(`some ${i}`, { quality, threshold: '0.68', byVersion: true }, STANDARD);
      }
    });
  });
});
