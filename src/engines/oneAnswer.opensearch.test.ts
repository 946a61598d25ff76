/** @jest-environment ./test/browserWithNode.js */
import { indexing } from '../../scripts/opensearchRecords';
import {
  comparing,
  models,
  ofClasses,
  ofEstimates,
  ofScores,
  quality,
  queryOf,
  records,
  shapes,
  storyWindow,
} from '../../test/oneAnswer';
import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { valuesOf } from '../../test/valuesOf';
import { timeBases } from '../query/query';
import { HOUR, MINUTE } from './sample/story/story';

/**
 * One answer: the same records (test/oneAnswer.ts) in a real OpenSearch and in the browser, on both clocks. Counts and what
 * follows from them are equal; response time quantiles are estimates of the index.
 */
jest.setTimeout(60_000);

describeOnOpenSearch('a real OpenSearch and the records themselves', () => {
  const { answer } = onOpenSearch(() => records.map(indexing));
  const { fromIndex, fromRecords, expectSame } = comparing(answer);

  describe.each(timeBases)('on the clock of the %s', (timeBasis) => {
    describe.each(models)('of model %j', (model, window) => {
      it.each([{}, { byVersion: true }, { window: '90m' }])('count the same matrix: %j', async (shape) => {
        await expectSame(model, window, { kind: 'confusion', timeBasis, ...shape });
      });

      it.each(shapes)('measure classes alike: %j', async (shape) => {
        for (const asked of ofClasses) {
          await expectSame(model, window, { ...asked, timeBasis, ...shape });
        }
      });
    });

    describe.each(models.filter(([model]) => model !== 'intent'))('of model %j', (model, window) => {
      it.each(shapes)('measure scores alike: %j', async (shape) => {
        for (const asked of ofScores) {
          await expectSame(model, window, { ...asked, timeBasis, ...shape });
        }
      });

      it('draw the same curves, distribution, and matrix at a threshold', async () => {
        const binned = { quality: { scores: 'binned' }, timeBasis };
        for (const curve of ['roc', 'precisionRecall', 'reliability']) {
          await expectSame(model, window, { kind: 'curve', curve, ...binned });
        }
        await expectSame(model, window, { kind: 'distribution', distribution: { of: 'score' }, ...binned });
        await expectSame(model, window, { kind: 'confusion', threshold: '0.5', ...binned });
      });
    });

    it.each(shapes)('measure values alike: %j', async (shape) => {
      for (const measure of ['mae', 'rmse', 'mape', 'bias', 'r2']) {
        await expectSame('house-price', storyWindow, { ...quality(measure, { interval: true }), timeBasis, ...shape });
      }
    });

    it.each([{}, { byVersion: true }, { window: '90m' }])('draw the same errors of values: %j', async (shape) => {
      const asked = { kind: 'distribution', distribution: { of: 'error' }, timeBasis, ...shape };
      await expectSame('house-price', storyWindow, asked);
    });

    it.each(shapes)('cover labels alike: %j', async (shape) => {
      await expectSame('credit-risk', storyWindow, {
        kind: 'operations',
        operations: { measure: 'labelCoverage' },
        timeBasis,
        ...shape,
      });
    });
  });

  describe.each(models.filter(([model]) => model !== 'intent'))('of model %j', (model, window) => {
    it.each([...shapes, { threshold: '0.35' }])('estimate quality alike: %j', async (shape) => {
      for (const asked of ofEstimates) {
        await expectSame(model, window, { ...asked, ...shape });
      }
    });
  });

  it.each(['throughput', 'errorRate', 'errorShare'])('run alike: %s', async (measure) => {
    for (const shape of shapes) {
      await expectSame('credit-risk', storyWindow, { kind: 'operations', operations: { measure }, ...shape });
    }
  });

  it('take as long on average', async () => {
    for (const shape of shapes) {
      await expectSame('credit-risk', storyWindow, {
        kind: 'operations',
        operations: { measure: 'responseTime', quantiles: [] },
        ...shape,
      });
    }
  });

  // Where a window has few requests, half a rank, by which definitions of quantiles differ, is a large share of them.
  it.each([
    [{}, 0.01],
    [{ result: 'series', window: '1h' }, 0.02],
    [{ result: 'series', window: '5m', byVersion: true }, 0.1],
  ])('take as long at each quantile, as those of the records do near it: %j, %d', async (shape, near) => {
    const ask = (quantile: number) =>
      queryOf('credit-risk', {
        kind: 'operations',
        operations: { measure: 'responseTime', quantiles: [quantile] },
        ...shape,
      });
    const ofRecords = (quantile: number) => [...valuesOf(fromRecords(ask(quantile), storyWindow)).values()];
    for (const quantile of [0.5, 0.95, 0.99]) {
      const found = [...valuesOf(await fromIndex(ask(quantile), storyWindow)).values()];
      const [low, high] = [quantile - near, Math.min(0.9999, quantile + near)].map(ofRecords);
      expect(found).toHaveLength(low.length);
      found.forEach((value, i) => {
        expect(value).toBeGreaterThan(0.98 * low[i]);
        expect(value).toBeLessThan(1.02 * high[i]);
      });
    }
  });

  it('take as long where windows overlap at more times than one search is asked for, of which it gives some', async () => {
    const window = { ...storyWindow, from: storyWindow.to - 3 * HOUR, intervalMs: MINUTE / 2 };
    const asked = { kind: 'operations', operations: { measure: 'responseTime', quantiles: [] } };
    const query = queryOf('credit-risk', { ...asked, result: 'series', window: '1h' });
    const [frame] = await fromIndex(query, window);
    expect(frame.meta?.notices?.map(({ text }) => text).join()).toContain('a point every 1 min only');
    const [all] = fromRecords(query, window);
    const truth = new Map(all.fields[0].values.map((time, i) => [time, all.fields[1].values[i]]));
    const [{ values: times }, { values }] = frame.fields;
    expect(times.length).toBeGreaterThan(150);
    values.forEach((value, i) => expect(value).toBeCloseTo(truth.get(times[i]), 9));
  });
});
