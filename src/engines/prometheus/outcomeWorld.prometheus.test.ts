/** @jest-environment ./test/browserWithNode.js */
import { binned, binOf, error, isPositive, ofSignedValues, ofValues } from '../../../test/outcomeMeasures';
import { column, noticesOf, onPrometheus, rowsOf, valueOf } from '../../../test/onPrometheus';
import {
  END,
  ERROR_LE,
  openMetrics,
  type Outcome,
  processes,
  SCORE_LE,
  seen,
  seenSinceRestart,
  WINDOW,
} from '../../../test/outcomeWorld';
import { modelwatchMeta } from '../../frames/modelwatchMeta';

/** Exact cases alone: of v3 it is not known how many outcomes lie in the window. */
const VERSIONS = ['v1', 'v2'];

describe('scores and values on a real Prometheus', () => {
  const ask = onPrometheus(openMetrics);

  describe.each([
    ['on the scrape grid', END],
    ['off the scrape grid', END + 7300],
  ])('a window of two hours that ends %s', (_, to) => {
    const window = { from: to - WINDOW, to, intervalMs: 600_000 };

    const answer = (stored: object, versions = VERSIONS) =>
      ask({ model: { name: 'world', versions, positiveClass: 'reject' }, ...stored }, window);
    const quality = (measure: string, more: object = {}) => ({ kind: 'quality', quality: { measure }, ...more });
    const inWindow = (versions = VERSIONS, how = seen) =>
      processes.filter(({ version }) => versions.includes(version)).flatMap((one) => how(one, to - WINDOW, to));

    it.each(Object.entries(binned))('%s is that of the same outcomes in the same bins', async (measure, compute) => {
      const frames = await answer(quality(measure), ['v1']);
      expect(valueOf(frames)).toBeCloseTo(compute(inWindow(['v1'])), 12);
      expect(modelwatchMeta(frames[0])).toMatchObject({ support: inWindow(['v1']).length });
      expect(frames[0].name).toMatch(/\(binned\)$/);
      expect(noticesOf(frames)).toEqual([]);
    });

    it.each(Object.entries(binned))(
      '%s says where a rare bucket has outgrown a restart and is estimated',
      async (measure, compute) => {
        const frames = await answer(quality(measure), ['v2']);
        expect(Math.abs(valueOf(frames) - compute(inWindow(['v2'])))).toBeLessThan(1e-4);
        expect(modelwatchMeta(frames[0])?.support).toBeCloseTo(inWindow(['v2']).length, 0);
        expect(noticesOf(frames)).toEqual([expect.stringContaining('estimates by increase()')]);
      }
    );

    it.each(Object.entries(ofValues))(
      '%s is that of the same outcomes, over restarts too',
      async (measure, compute) => {
        const frames = await answer(quality(measure));
        expect(valueOf(frames)).toBeCloseTo(compute(inWindow()), 9);
        expect(modelwatchMeta(frames[0])).toMatchObject({ support: inWindow().length });
        expect(noticesOf(frames)).toEqual([]);
      }
    );

    it.each(Object.entries(ofSignedValues))('%s is that of the same outcomes', async (measure, compute) => {
      const frames = await answer(quality(measure), ['v1']);
      expect(valueOf(frames)).toBeCloseTo(compute(inWindow(['v1'])), 9);
      expect(modelwatchMeta(frames[0])).toMatchObject({ support: inWindow(['v1']).length });
      expect(noticesOf(frames)).toEqual([]);
    });

    it('bias has the interval of a mean, from squared errors of the same outcomes', async () => {
      const errors = inWindow(['v1']).map(error);
      const bias = ofSignedValues.bias(inWindow(['v1']));
      const variance = errors.reduce((sum, one) => sum + (one - bias) ** 2, 0) / (errors.length - 1);
      const half = 1.959963984540054 * Math.sqrt(variance / errors.length);
      const meta = modelwatchMeta((await answer(quality('bias'), ['v1']))[0]);
      expect(meta?.lower).toBeCloseTo(bias - half, 9);
      expect(meta?.upper).toBeCloseTo(bias + half, 9);
    });

    it.each(Object.entries(ofSignedValues))(
      '%s is that of the outcomes since each restart, and says what is left out',
      async (measure, compute) => {
        const frames = await answer(quality(measure));
        const outcomes = inWindow(VERSIONS, seenSinceRestart);
        const leftOut = 1 - outcomes.length / inWindow().length;
        expect(leftOut).toBeGreaterThan(0.05);
        expect(valueOf(frames)).toBeCloseTo(compute(outcomes), 9);
        expect(modelwatchMeta(frames[0])).toMatchObject({ support: outcomes.length });
        expect(noticesOf(frames)).toEqual([
          expect.stringContaining(`${(100 * leftOut).toFixed(leftOut < 0.1 ? 1 : 0)} % of the outcomes are left out`),
        ]);
      }
    );

    describe.each([
      ['an instance that is found inside the window', 'v3'],
      ['a model that is loaded again inside the window', 'v4'],
    ])('%s', (_, version) => {
      const [process] = processes.filter((one) => one.version === version);
      const from = process.scrapedFrom ?? process.unloaded?.[1] ?? 0;

      it.each(Object.entries(ofSignedValues))(
        'has the %s of what was seen of it, however many they are',
        async (measure, compute) => {
          const frames = await answer(quality(measure), [version]);
          expect(valueOf(frames)).toBeCloseTo(compute(seen(process, from, to)), 9);
          expect(noticesOf(frames).at(-1)).toContain('100 % of the outcomes are extrapolated');
        }
      );
    });

    describe('what else follows from the same scores', () => {
      const v1 = () => inWindow(['v1']);
      const countOf = (positive: boolean, above: number, outcomes: Outcome[]) =>
        outcomes.filter((one) => isPositive(one) === positive && one.score > above).length;

      it('the ROC curve, through the rates at every edge', async () => {
        const [frame] = await answer({ kind: 'curve', curve: 'roc' }, ['v1']);
        const thresholds = column(frame, 'threshold');
        expect(thresholds).toContain(0.5);
        const at = thresholds.indexOf(0.5);
        const rate = (positive: boolean) => countOf(positive, 0.5, v1()) / countOf(positive, -1, v1());
        expect(column(frame, 'true positive rate')[at]).toBeCloseTo(rate(true), 12);
        expect(column(frame, 'false positive rate')[at]).toBeCloseTo(rate(false), 12);
        expect(column(frame, 'true positive rate')).toHaveLength(SCORE_LE.length + 1);
      });

      it('precision and recall', async () => {
        const [frame] = await answer({ kind: 'curve', curve: 'precisionRecall' }, ['v1']);
        const at = column(frame, 'threshold').indexOf(0.3);
        const [tp, fp] = [countOf(true, 0.3, v1()), countOf(false, 0.3, v1())];
        expect(column(frame, 'precision')[at]).toBeCloseTo(tp / (tp + fp), 12);
        expect(column(frame, 'recall')[at]).toBeCloseTo(tp / countOf(true, -1, v1()), 12);
        expect(column(frame, 'by chance')[at]).toBeCloseTo(countOf(true, -1, v1()) / v1().length, 12);
      });

      it('the reliability of each bin', async () => {
        const [frame] = await answer({ kind: 'curve', curve: 'reliability' }, ['v1']);
        const alike = v1().filter(({ score }) => binOf(score) === 9);
        const at = column(frame, 'mean score').findIndex((score) => Math.abs(score - 0.475) < 1e-9);
        expect(column(frame, 'share of positives')[at]).toBeCloseTo(alike.filter(isPositive).length / alike.length, 12);
        expect(column(frame, 'support')[at]).toBe(alike.length);
      });

      it('a curve of each version', async () => {
        const frames = await answer({ kind: 'curve', curve: 'roc', byVersion: true });
        expect(frames.map(({ name }) => name)).toEqual(['ROC (v1)', 'ROC (v2)']);
        expect(frames.map(({ fields }) => fields[1].labels)).toEqual([{ version: 'v1' }, { version: 'v2' }]);
      });

      it('the distribution of scores by actual class', async () => {
        const [frame] = await answer({ kind: 'distribution', distribution: { of: 'score' } }, ['v1']);
        expect(column(frame, 'xMin')[0]).toBe(0);
        expect(column(frame, 'xMax')).toEqual(SCORE_LE);
        const counts = frame.fields.filter(({ name }) => name === 'count');
        expect(counts.map(({ labels }) => labels)).toEqual([{ actual: 'approve' }, { actual: 'reject' }]);
        counts.forEach(({ values }, i) =>
          expect(values).toEqual(
            SCORE_LE.map(
              (_, bin) => v1().filter((one) => isPositive(one) === (i === 1) && binOf(one.score) === bin).length
            )
          )
        );
      });

      it('the distribution of errors, with its open ends', async () => {
        const [frame] = await answer({ kind: 'distribution', distribution: { of: 'error' } }, ['v1']);
        const edges = [-Infinity, ...ERROR_LE];
        // Errors reach from -12 to 8, so nothing is above the last edge.
        expect(column(frame, 'count')).toEqual(
          ERROR_LE.map((edge, i) => v1().filter((one) => error(one) > edges[i] && error(one) <= edge).length)
        );
        expect(modelwatchMeta(frame)).toMatchObject({ open: { low: true, high: false } });
      });

      it('the matrix at a threshold, and the measures of classes there', async () => {
        const frames = await answer({ kind: 'confusion', threshold: '0.3' }, ['v1']);
        const [tp, fp] = [countOf(true, 0.3, v1()), countOf(false, 0.3, v1())];
        const [positives, negatives] = [countOf(true, -1, v1()), countOf(false, -1, v1())];
        expect(rowsOf(frames)).toEqual([
          ['approve', 'approve', negatives - fp],
          ['approve', 'reject', fp],
          ['reject', 'approve', positives - tp],
          ['reject', 'reject', tp],
        ]);
        const recall = await answer(
          { ...quality('recall', { threshold: '0.3' }), quality: { measure: 'recall', average: 'class' } },
          ['v1']
        );
        expect(valueOf(recall)).toBeCloseTo(tp / positives, 12);
        expect(noticesOf(recall)).toEqual([]);
      });

      it('moves a threshold inside of a bin to its nearest edge, and says so', async () => {
        const moved = await answer({ kind: 'confusion', threshold: '0.31' }, ['v1']);
        const there = await answer({ kind: 'confusion', threshold: '0.3' }, ['v1']);
        expect(moved[0].fields.map(({ values }) => values)).toEqual(there[0].fields.map(({ values }) => values));
        expect(noticesOf(moved).join()).toContain('threshold 0.31 lies inside of one: its nearest edge 0.3 is taken');
      });

      it('their course over time, each outcome counted once', async () => {
        const aligned = { from: Math.ceil(window.from / 600_000) * 600_000, to: Math.floor(to / 600_000) * 600_000 };
        for (const measure of ['brier', 'mae', 'bias']) {
          const [frame] = await answer({ ...quality(measure), result: 'series', quality: { measure, support: true } }, [
            'v1',
          ]);
          const expected = processes
            .filter(({ version }) => version === 'v1')
            .flatMap((one) => seen(one, aligned.from, aligned.to)).length;
          const steps = column(frame, 'Time').filter((time) => time > aligned.from);
          const supports = column(frame, 'support').slice(-steps.length);
          expect(supports.reduce((sum, support) => sum + support, 0)).toBe(expected);
        }
      });
    });
  });
});
