/** @jest-environment ./test/browserWithNode.js */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { backfill, type RunningPrometheus, startPrometheus } from '../../../scripts/prometheus';
import { cases, END, openMetrics, truth, WINDOW } from '../../../test/counterWorld';
import { defaultMapping } from '../../query/mapping';
import { COUNTED, countsBy } from './counts';
import { type Expr } from './promql';

const outcomes = { metric: 'model_outcomes_total', matchers: [] };

describe('counting on a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwatch-counts-'));
    await backfill(openMetrics(), folder);
    prometheus = await startPrometheus({ dataFolder: folder });
  }, 120_000);

  afterAll(async () => {
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function count(expr: Expr, time: number) {
    const samples = await prometheus.client.query(expr, time);
    return new Map(samples.map(({ metric, value }) => [metric.actual, { value, counted: metric[COUNTED] }]));
  }

  describe.each([
    ['on the scrape grid', END],
    ['off the scrape grid', END + 7300],
  ])('a window of two hours that ends %s', (_, to) => {
    let counted: Map<string, { value: number; counted: string }>;
    beforeAll(async () => {
      counted = await count(countsBy(['actual'], outcomes, WINDOW, defaultMapping), to);
    });

    it.each(cases.filter((one) => one.counted !== 'estimate').map((one) => [one.name, one] as const))(
      'counts every event, and none twice: %s',
      (name, one) => {
        const expected = truth(one, to - WINDOW, to);
        // A series without any sample in the window is not in the answer; that is no event.
        expect(counted.get(name)?.value ?? 0).toBe(expected);
        expect(counted.get(name)?.counted ?? 'exact').toBe(one.counted);
      }
    );

    it.each(cases.filter((one) => one.counted === 'estimate').map((one) => [one.name, one] as const))(
      'says that it estimates, and does so within 2 %%: %s',
      (name, one) => {
        const expected = truth({ ...one, gap: undefined }, to - WINDOW, to);
        const scraped = one.gap ? truth({ ...one, gap: undefined }, one.gap[1], to) : expected;
        expect(counted.get(name)?.counted).toBe('estimate');
        expect(Math.abs((counted.get(name)?.value ?? 0) / scraped - 1)).toBeLessThan(0.02);
      }
    );
  });
});
