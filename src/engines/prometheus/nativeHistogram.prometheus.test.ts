/** @jest-environment ./test/browserWithNode.js */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isPrometheus2, type RunningPrometheus, sleep, startPrometheus } from '../../../scripts/prometheus';
import { answerPlan } from '../../../test/answerPlan';
import { serveNativeHistogram } from '../../../test/nativeHistogram';
import { completeMapping, defaultMapping, type PartialMapping } from '../../query/mapping';
import { migrateQuery } from '../../query/migrate';
import { type TimeWindow } from '../engine';
import { prometheusEngine } from './prometheusEngine';

describe('native histograms, scraped by a real Prometheus', () => {
  let folder: string;
  let prometheus: RunningPrometheus;
  const served: Array<Awaited<ReturnType<typeof serveNativeHistogram>>> = [];
  let window: TimeWindow;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwatch-native-'));
    served.push(
      await serveNativeHistogram('model_outcome_score', { model: 'native', version: 'v1', actual: 'reject' }),
      await serveNativeHistogram('model_prediction_duration_seconds', { model: 'native', version: 'v1' })
    );
    const targets = served.map(({ address }) => `'${address}'`).join(', ');
    const settings = isPrometheus2() ? '' : 'scrape_protocols: [PrometheusProto], scrape_native_histograms: true,';
    prometheus = await startPrometheus({
      dataFolder: folder,
      flags: ['--enable-feature=native-histograms'],
      config: `{scrape_configs: [{job_name: model, scrape_interval: 1s, ${settings} static_configs: [{targets: [${targets}]}]}]}`,
    });
    await scraped(2);
    served.forEach(({ observe }) => observe(21));
    const [{ value: before }] = await prometheus.client.query('max(sum_over_time(up[5m]))');
    await scraped(before + 2);
    const to = Math.ceil(Date.now() / 15_000) * 15_000;
    await sleep(to + 100 - Date.now());
    window = { from: to - 60_000, to, intervalMs: 60_000 };
  }, 120_000);

  afterAll(async () => {
    await prometheus?.stop();
    served.forEach(({ stop }) => stop());
    await rm(folder, { recursive: true, force: true });
  });

  async function scraped(times: number) {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(200)) {
      const ready = await prometheus.client.query(`sum_over_time(up[5m]) >= ${times}`);
      if (ready.length === served.length) {
        return;
      }
    }
    throw new Error('The native histograms were not scraped within 30 seconds.');
  }

  async function ask(stored: object, partial: PartialMapping = {}) {
    const mapping = completeMapping(partial);
    const query = migrateQuery({ model: { name: 'native', positiveClass: 'reject' }, ...stored });
    const facts = await answerPlan(prometheusEngine.discover(query, mapping, window), prometheus.url);
    return answerPlan(prometheusEngine.plan(query, mapping, window, facts), prometheus.url);
  }
  const valueOf = async (...asked: Parameters<typeof ask>) => {
    const [frame] = await ask(...asked);
    expect(frame.meta?.notices ?? []).toEqual([]);
    return frame.fields[1].values[0];
  };
  const responseTime = (...quantiles: number[]) => ({
    kind: 'operations',
    operations: { measure: 'responseTime', quantiles },
  });

  it('mean response time is answered', async () => {
    expect(await valueOf(responseTime())).toBeCloseTo(0.5, 9);
    expect(await valueOf(responseTime(), { details: { duration: { scale: 0.001 } } })).toBeCloseTo(0.0005, 12);
  });

  it('quantiles of response time are answered, within the bucket that they are in', async () => {
    // The median is a quarter into the upper bucket: Prometheus 2 takes it as even, Prometheus 3 as even in its logarithm.
    const median = await valueOf(responseTime(0.5));
    const width = 2 ** (1 / 8);
    expect(
      [0.5 * (1 + (width - 1) / 4), 0.5 * width ** (1 / 4)].map((truth) => Math.abs(median - truth) < 1e-9)
    ).toContain(true);
    expect(await valueOf(responseTime(1))).toBeCloseTo(0.5 * width, 9);
  });

  it.each(['throughput', 'errorShare'])(
    '%s of a server that is counted by its histogram is refused by name',
    async (measure) => {
      const metrics = {
        predictions: `${defaultMapping.metrics.duration}_count`,
        errors: 'model_prediction_errors_total',
      };
      await expect(ask({ kind: 'operations', operations: { measure } }, { metrics })).rejects.toThrow(
        /^model_prediction_duration_seconds is a native histogram, so there is no model_prediction_duration_seconds_count to count by/
      );
    }
  );

  it.each([
    { kind: 'quality', quality: { measure: 'rocAuc' } },
    { kind: 'curve' },
    { kind: 'distribution' },
    { kind: 'confusion', threshold: '0.5' },
  ])('what is read from scores is refused by name, with what to do: %j', async (asked) => {
    await expect(ask(asked)).rejects.toThrow(
      /^model_outcome_score is a native histogram.*always_scrape_classic_histograms/
    );
  });
});
