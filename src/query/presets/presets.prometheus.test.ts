/** @jest-environment ./test/browserWithNode.js */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DataFrame } from '@grafana/data';

import { isPrometheus2, type RunningPrometheus, sleep, startPrometheus } from '../../../scripts/prometheus';
import { answerPlan } from '../../../test/answerPlan';
import { serverTexts, serveTexts } from '../../../test/servers/scrapes';
import { type TimeWindow } from '../../engines/engine';
import { prometheusEngine } from '../../engines/prometheus/prometheusEngine';
import { completeMapping, type MetricRole, type PartialMapping } from '../mapping';
import { migrateQuery } from '../migrate';
import { type OperationsMeasure } from '../query';
import { presets } from './index';

/** What happened between the two scrapes of test/servers, in base units, reckoned by hand. */
interface Truth {
  /** Where it is not credit-risk. */
  model?: string;
  /** By version; of servers that tell no versions apart, under ''. */
  predictions: Record<string, number>;
  /** By type; of servers that tell no types apart, under ''. */
  failures?: Record<string, number>;
  /** In seconds. */
  mean: number;
  median?: number;
  inFlight?: number;
  /** In bytes, by name on screen. */
  memory?: Record<string, number>;
}

const truths: Record<string, Truth> = {
  bentoml: { predictions: { v1: 100, v2: 20 }, failures: { 400: 2, 500: 6 }, mean: 0.065, median: 0.0625, inFlight: 7 },
  kserve: { predictions: { '': 100 }, mean: 0.065, median: 0.05625, memory: { 'memory kserve': 1.8e8 } },
  mlserver: { predictions: { v2: 100, None: 20 }, failures: { '': 3 }, mean: 0.065 },
  triton: {
    predictions: { 1: 100, 2: 20 },
    failures: { OTHER: 0, BACKEND: 3, CANCELED: 0, REJECTED: 2 },
    mean: 0.065,
    memory: { 'host memory triton': 8.5e9 },
  },
  torchserve: {
    predictions: { default: 80, '2.0': 20 },
    mean: 0.065,
    memory: { 'host memory torchserve': 8192.5 * 1024 * 1024 },
  },
  'tensorflow-serving': {
    predictions: { '': 100 },
    failures: { INVALID_ARGUMENT: 3, NOT_FOUND: 2 },
    mean: 0.065,
    median: 0.0374813 + (0.0674664 - 0.0374813) / 4,
  },
  vllm: {
    model: 'meta-llama/Llama-3.1-8B "$1" \\ ü',
    predictions: { '': 120 },
    failures: { abort: 3, error: 2 },
    mean: 1.3,
    median: 1.125,
    inFlight: 7,
  },
  'seldon-core-1': {
    predictions: { main: 80, canary: 20 },
    failures: { 500: 3, Unavailable: 2 },
    mean: 0.065,
    median: 0.0625,
  },
  'seldon-core-2': {
    predictions: { 'credit-risk_1': 80, 'credit-risk_2': 40 },
    failures: { 500: 3, DeadlineExceeded: 2 },
    mean: 0.065,
    memory: { 'memory credit-risk_1 mlserver 0': 1e6, 'memory credit-risk_2 mlserver 0': 3e6 },
  },
  'ray-serve': {
    predictions: { '': 120 },
    failures: { ValueError: 3, KeyError: 2 },
    // As Ray sums up: the middles of buckets.
    mean: 0.074,
    median: 0.0625,
    inFlight: 4,
  },
  ...ofGenAi('server', { predictions: { '': 100 }, failures: { timeout: 3, 500: 2 }, mean: 0.9, median: 0.8 }),
  ...ofGenAi('client', { predictions: { '': 10 }, failures: { RateLimitError: 2 }, mean: 1, median: 0.8 }),
};

function ofGenAi(side: string, truth: Truth): Record<string, Truth> {
  const id = `opentelemetry-genai-${side}`;
  return Object.fromEntries(
    ['', '-no-units', '-utf-8'].map((translation) => [id + translation, { ...truth, model: 'gpt-4o' }])
  );
}

/** The text of OpenTelemetry in the other ways in which its names are written. */
const withoutUnits = (text: string) => text.replace(/_seconds/g, '');
function withDots(text: string): string {
  const dotted = (name: string) =>
    name
      .replace(/^gen_ai_(server|client)_(request|operation)_/, 'gen_ai.$1.$2.')
      .replace(/^gen_ai_(\w+?)_/, 'gen_ai.$1.')
      .replace(/^error_/, 'error.');
  return withoutUnits(text)
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) =>
      line
        .replace(/^([a-z_]+)\{/, (_, name: string) => `{"${dotted(name)}",`)
        .replace(/([a-z_]+)="/g, (_, label: string) => `"${dotted(label)}"="`)
    )
    .join('\n');
}

const readsDots = !isPrometheus2();

let prometheus: RunningPrometheus;
let folder: string;
let served: Awaited<ReturnType<typeof serveTexts>>;
let window: TimeWindow;

beforeAll(async () => {
  const { 'opentelemetry-genai': genAi, ...own } = serverTexts();
  const texts: Record<string, string> = { ...own };
  texts['genai'] = genAi;
  texts['genai-no-units'] = withoutUnits(genAi);
  folder = await mkdtemp(join(tmpdir(), 'modelwatch-presets-'));
  if (readsDots) {
    texts['genai-utf-8'] = withDots(genAi);
  }
  served = await serveTexts(texts);
  const jobs = Object.keys(texts).map((name) => ({
    job_name: name,
    scrape_interval: '1s',
    metrics_path: `/${name}`,
    honor_labels: true,
    static_configs: [{ targets: [served.address], labels: { instance: name, namespace: 'models', pod: name } }],
  }));
  prometheus = await startPrometheus({ dataFolder: folder, config: JSON.stringify({ scrape_configs: jobs }) });
  await scraped(2, jobs.length);
  const from = Math.ceil(Date.now() / 1000) * 1000;
  await sleep(from + 100 - Date.now());
  served.goOn();
  const [{ value: before }] = await prometheus.client.query('max(sum_over_time(up[5m]))');
  await scraped(before + 2, jobs.length);
  // Grafana aligns steps, and facts are looked at every 15 s at the most often: the window ends at such a step.
  const to = Math.ceil(Date.now() / 15_000) * 15_000;
  await sleep(to + 100 - Date.now());
  window = { from, to, intervalMs: 1000 };
}, 90_000);

afterAll(async () => {
  await prometheus?.stop();
  served?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Until every target has been read this often. */
async function scraped(times: number, targets: number) {
  for (const deadline = Date.now() + 60_000; ; await sleep(200)) {
    const ready = await prometheus.client.query(`count(sum_over_time(up[5m]) >= ${times})`);
    if (ready[0]?.value === targets) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Prometheus read ${ready[0]?.value ?? 0} of ${targets} texts.`);
    }
  }
}

async function ask(stored: object, partial: PartialMapping): Promise<DataFrame[]> {
  const mapping = completeMapping(partial);
  const query = migrateQuery(stored);
  const facts = await answerPlan(prometheusEngine.discover(query, mapping, window), prometheus.url);
  return answerPlan(prometheusEngine.plan(query, mapping, window, facts), prometheus.url);
}

/** Values by the name or label that tells the frames apart, without notices. */
function valuesBy(frames: DataFrame[], key: (frame: DataFrame) => string): Record<string, number> {
  expect(frames.flatMap(({ meta }) => meta?.notices ?? [])).toEqual([]);
  return Object.fromEntries(frames.map((frame) => [key(frame), frame.fields[1].values[0]]));
}
const rounded = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(value.toPrecision(9))]));

const readable = Object.entries(truths).filter(([id]) => readsDots || !id.endsWith('utf-8'));

describe.each(readable)('the preset %s, on what a real Prometheus scraped', (id, truth) => {
  const preset = presets.find((preset) => preset.id === id)!;
  const { mapping } = preset;
  const { labels, absent, details } = completeMapping(mapping);
  const seconds = () => (window.to - window.from) / 1000;
  const measure = (name: OperationsMeasure, rest: object = {}, model: object = {}) =>
    ask(
      {
        kind: 'operations',
        model: { name: truth.model ?? 'credit-risk', ...model },
        operations: { measure: name, quantiles: [] },
        ...rest,
      },
      mapping
    );
  const total = (counts: Record<string, number> = {}) => Object.values(counts).reduce((sum, count) => sum + count, 0);

  it('counts predictions', async () => {
    const all = valuesBy(await measure('throughput'), () => '');
    expect(rounded({ '': all[''] * seconds() })).toEqual({ '': total(truth.predictions) });
  });

  it('tells versions apart, or refuses to', async () => {
    const asked = measure('throughput', { byVersion: true });
    if (!labels.version) {
      await expect(asked).rejects.toThrow('The mapping has no version label');
      return;
    }
    const byVersion = valuesBy(await asked, (frame) => frame.fields[1].labels?.version ?? '');
    const counts = Object.entries(byVersion).map(([version, perSecond]) => [version, perSecond * seconds()]);
    expect(rounded(Object.fromEntries(counts))).toEqual(truth.predictions);
  });

  it('counts failures by their type, or refuses to by the name of the server', async () => {
    if (!truth.failures) {
      await expect(measure('errorShare')).rejects.toThrow(absent.errors);
      await expect(measure('errorRate')).rejects.toThrow(absent.errors);
      return;
    }
    const share = valuesBy(await measure('errorShare'), () => '');
    const failures = total(truth.failures);
    expect(share['']).toBeCloseTo(failures / (failures + total(truth.predictions)), 12);
    const types = valuesBy(await measure('errorRate'), (frame) => frame.fields[1].labels?.[labels.errorType] ?? '');
    const counts = Object.entries(types).map(([type, perSecond]) => [type, perSecond * seconds()]);
    expect(rounded(Object.fromEntries(counts))).toEqual(truth.failures);
  });

  it('tells the mean response time in seconds', async () => {
    expect(valuesBy(await measure('responseTime'), () => '')['']).toBeCloseTo(truth.mean, 9);
  });

  it('tells quantiles in seconds, or refuses them by the name of the metric', async () => {
    const asked = measure('responseTime', { operations: { measure: 'responseTime', quantiles: [0.5] } });
    if (truth.median === undefined) {
      await expect(asked).rejects.toThrow(
        `${mapping.metrics?.duration} only sums up response times, which ${details.duration?.countedBy} counts`
      );
      return;
    }
    expect(valuesBy(await asked, () => '')['']).toBeCloseTo(truth.median, 9);
  });

  it.each(['inFlight', 'memory'] as const)('%s: in base units, or refused by the name of the server', async (role) => {
    const truths = role === 'inFlight' && truth.inFlight !== undefined ? { 'in flight': truth.inFlight } : undefined;
    const wanted = role === 'memory' ? truth.memory : truths;
    if (!wanted) {
      expect(absent[role]).toContain(serverOf(preset.name));
      await expect(measure(role)).rejects.toThrow(absent[role satisfies MetricRole]);
      return;
    }
    expect(valuesBy(await measure(role), ({ name = '' }) => name)).toEqual(wanted);
  });

  it('cpu: of the process that serves the model, or refused by the name of the server', async () => {
    if (absent.cpu) {
      expect(absent.cpu).toContain(serverOf(preset.name));
      await expect(measure('cpu')).rejects.toThrow(absent.cpu);
      return;
    }
    const [own] = await prometheus.client.query(`rate(process_cpu_seconds_total{job="${id}"}[2m])`, window.to);
    expect(own.value).toBeGreaterThan(0);
    expect(valuesBy(await measure('cpu'), ({ name = '' }) => name)).toEqual({ [`CPU ${id}`]: own.value });
  });
});

const serverOf = (name: string) => name.replace(/^NVIDIA | Core.*| Serve$| \(.*| GenAI.*/g, '');

it('TensorFlow Serving: only successful requests have a response time, also where the histogram has a status', async () => {
  const { mapping } = presets.find(({ id }) => id === 'tensorflow-serving')!;
  const model = { name: 'with "status" \\ label' };
  const frames = await ask(
    { kind: 'operations', model, operations: { measure: 'responseTime', quantiles: [] } },
    mapping
  );
  expect(valuesBy(frames, () => '')['']).toBeCloseTo(0.065, 9);
});

it('Seldon Core 1: quality comes from the counters of feedback', async () => {
  const { mapping } = presets.find(({ id }) => id === 'seldon-core-1')!;
  const quality = (quality: object) => ask({ kind: 'quality', model: { name: 'credit-risk' }, quality }, mapping);
  expect(valuesBy(await quality({ measure: 'accuracy' }), () => '')['']).toBeCloseTo(85 / 100, 12);
  const recall = await quality({ measure: 'recall', average: 'class', class: 'CLASS_0' });
  expect(valuesBy(recall, () => '')['']).toBeCloseTo(40 / 50, 12);
  const precision = await quality({ measure: 'precision', average: 'class', class: 'CLASS_1' });
  expect(valuesBy(precision, () => '')['']).toBeCloseTo(45 / 55, 12);
});

it('what a server does not tell of its memory is that of its pod, by the mapping that the refusal asks for', async () => {
  const { mapping } = presets.find(({ id }) => id === 'bentoml')!;
  const metrics = { ...mapping.metrics, memory: 'container_memory_working_set_bytes' };
  const frames = await ask(
    { kind: 'operations', model: { name: 'credit-risk' }, operations: { measure: 'memory' } },
    { ...mapping, metrics, instanceLabels: ['namespace', 'pod'] }
  );
  expect(valuesBy(frames, ({ name = '' }) => name)).toEqual({ 'memory models bentoml': 4.2e8 });
});

it('a model of which no request has failed has an error share of 0, where failures are told by a label', async () => {
  const { mapping } = presets.find(({ id }) => id === 'bentoml')!;
  const operations = (measure: string) => ({ kind: 'operations', model: { name: 'other' }, operations: { measure } });
  expect(valuesBy(await ask(operations('errorShare'), mapping), () => '')).toEqual({ '': 0 });
  const [rate] = await ask(operations('errorRate'), mapping);
  expect(rate.fields[1].values).toEqual([]);
  expect(rate.meta?.notices?.[0].text).toContain(
    "Nothing that the further matchers let through was recorded in bentoml_service_request_total for model 'other'"
  );
});
