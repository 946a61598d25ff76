/** @jest-environment ./test/browserWithNode.js */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DataFrame } from '@grafana/data';

import { isRefusal } from '../../src/engines/engine';
import { prometheusEngine } from '../../src/engines/prometheus/prometheusEngine';
import { completeMapping, type MetricRole } from '../../src/query/mapping';
import { migrateQuery } from '../../src/query/migrate';
import { type OperationsMeasure } from '../../src/query/query';
import { presets } from '../../src/query/presets';
import { answerPlan } from '../../test/answerPlan';
import { type RunningPrometheus, sleep, startPrometheus } from '../prometheus';
import { modelServers, type RunningServer, startServer } from './servers';

const GOOD = 300;
const BAD = 12;
const SLOW = 3;
const SECONDS = 0.03;

const chosen = (process.env.MODEL_SERVERS ?? '').split(' ').filter(Boolean);

describe.each(modelServers.filter(({ id }) => chosen.length === 0 || chosen.includes(id)))(
  '$id, run for real',
  (server) => {
    const preset = presets.find(({ id }) => id === server.preset)!;
    const mapping = completeMapping(preset.mapping);
    let folder: string;
    let running: RunningServer;
    let prometheus: RunningPrometheus;
    let window: { from: number; to: number; intervalMs: number };
    const memoryNow = () => (mapping.details.memory?.ofHost ? usedByHost() : residentOf(running.pid));
    /** In bytes, while requests were sent. */
    const memoryUsed: number[] = [];
    /** As the client saw it, in seconds. */
    const took = { good: 0, all: 0 };
    const slow = server.inFlightSeconds > 0 ? SLOW : 0;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), `modelwatch-${server.id}-prometheus-`));
      running = await startServer(server);
      prometheus = await startPrometheus({
        dataFolder: folder,
        config: `{scrape_configs: [{job_name: model, scrape_interval: 1s, static_configs: [{targets: ['${running.metricsAddress}']}]}]}`,
      });
      await running.ask(-1);
      await settled();
      const from = Math.ceil(Date.now() / 1000) * 1000;
      await sleep(from + 1500 - Date.now());
      const watch = setInterval(() => memoryUsed.push(memoryNow()), 500);
      await send();
      clearInterval(watch);
      await settled();
      const to = Math.ceil(Date.now() / 1000) * 1000;
      await sleep(to - Date.now());
      window = { from, to, intervalMs: 1000 };
    }, 300_000);

    afterAll(async () => {
      await prometheus?.stop();
      await running?.stop();
      await rm(folder, { recursive: true, force: true });
    }, 60_000);

    async function send() {
      const ask = async (seconds: number) => {
        const start = performance.now();
        const status = await running.ask(seconds);
        took.all += (performance.now() - start) / 1000;
        took.good += status === 200 ? (performance.now() - start) / 1000 : 0;
        expect(status === 200).toBe(seconds >= 0);
      };
      const held = Array.from({ length: slow }, () => ask(server.inFlightSeconds));
      for (let i = 0; i < GOOD; i++) {
        await ask(SECONDS);
        if (i % (GOOD / BAD) === 0) {
          await ask(-1);
        }
      }
      await Promise.all(held);
    }

    /** Until the counters have stood still for longer than any server waits before it publishes. */
    async function settled() {
      const total = async () =>
        (
          await prometheus.client.query(`sum({__name__=~"${mapping.metrics.predictions}|${mapping.metrics.errors}"})`)
        )[0]?.value ?? 0;
      let last = -1;
      let since = Date.now();
      for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(500)) {
        const now = await total();
        if (now !== last) {
          [last, since] = [now, Date.now()];
        }
        if (now > 0 && Date.now() - since > 12_000) {
          return;
        }
      }
      throw new Error(`The metrics of ${server.id} did not come to rest; the last sum was ${last}.`);
    }

    async function ask(measure: OperationsMeasure, quantiles: number[] = []): Promise<DataFrame[]> {
      const query = migrateQuery({
        kind: 'operations',
        model: { name: server.model },
        operations: { measure, quantiles },
      });
      const facts = await answerPlan(prometheusEngine.discover(query, mapping, window), prometheus.url);
      return answerPlan(prometheusEngine.plan(query, mapping, window, facts), prometheus.url);
    }
    const valueOf = (frames: DataFrame[]) => {
      expect(frames).toHaveLength(1);
      expect(frames[0].meta?.notices ?? []).toEqual([]);
      return Number(frames[0].fields[1].values[0]);
    };
    const seconds = () => (window.to - window.from) / 1000;
    const countsAll = ['kserve'].includes(server.id);
    const timesAll = ['kserve', 'mlserver', 'ray'].includes(server.id);

    it('counts what was sent', async () => {
      const sent = GOOD + slow + (countsAll ? BAD : 0);
      expect(valueOf(await ask('throughput')) * seconds()).toBeCloseTo(sent, 6);
    });

    it('tells failures, or says why not', async () => {
      if (mapping.absent.errors) {
        await expect(ask('errorShare')).rejects.toThrow(mapping.absent.errors);
        return;
      }
      expect(valueOf(await ask('errorShare'))).toBeCloseTo(BAD / (GOOD + slow + BAD), 9);
      const ofType = (await ask('errorRate')).map((frame) => [
        mapping.labels.errorType && frame.fields[1].labels?.[mapping.labels.errorType],
        Math.round(frame.fields[1].values[0] * seconds() * 1e6) / 1e6,
      ]);
      expect(ofType.filter(([, count]) => count !== 0)).toEqual([[server.errorType ?? '', BAD]]);
    });

    it('tells the response time in seconds: more than the model slept, less than the client waited', async () => {
      const slept = GOOD * SECONDS + slow * server.inFlightSeconds;
      const [n, waited] = timesAll ? [GOOD + slow + BAD, took.all] : [GOOD + slow, took.good];
      const mean = valueOf(await ask('responseTime'));
      // The middle of a bucket is at most as far from an observation as the bucket is wide: here it doubles at the most.
      const [low, high] = server.sumsMiddles ? [0.5, 2] : [0.99, 1.01];
      expect(mean).toBeGreaterThan((slept / n) * low);
      expect(mean).toBeLessThan((waited / n) * high);
    });

    it('tells the median from the histogram, or refuses it', async () => {
      if (mapping.details.duration?.countedBy) {
        await expect(ask('responseTime', [0.5])).rejects.toThrow('there is a mean and there are no quantiles');
        return;
      }
      const median = valueOf(await ask('responseTime', [0.5]));
      // The bucket that holds 0.03 s is (0.02, 0.05] at its widest, and a busy machine is late.
      expect(median).toBeGreaterThan(0.02);
      expect(median).toBeLessThan(0.1);
    });

    it.each(['inFlight', 'memory', 'cpu'] as const)('%s: answers, or says what the server lacks', async (measure) => {
      const why = mapping.absent[measure satisfies MetricRole];
      if (why) {
        const query = migrateQuery({ kind: 'operations', model: { name: server.model }, operations: { measure } });
        const plan = prometheusEngine.plan(query, mapping, window, { seriesOfModel: {}, modelsByMetric: {} });
        expect(isRefusal(plan) && plan.sentence).toBe(why);
        return;
      }
      const value = valueOf(await ask(measure));
      if (measure === 'inFlight') {
        expect(value).toBeGreaterThanOrEqual(SLOW);
        expect(value).toBeLessThanOrEqual(SLOW + 1);
      } else if (measure === 'cpu') {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(2);
      } else {
        // Buffers and caches of the host are reckoned in more than one way.
        expect(value).toBeGreaterThan(0.7 * Math.max(...memoryUsed));
        expect(value).toBeLessThan(1.3 * Math.max(...memoryUsed));
      }
    });
  }
);

/** In bytes, of /proc/meminfo and /proc/<pid>/status. */
function usedByHost(): number {
  const text = readFileSync('/proc/meminfo', 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]);
  return (kilobytes('MemTotal') - kilobytes('MemAvailable')) * 1024;
}

function residentOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
