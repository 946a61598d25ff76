/** @jest-environment ./test/browserWithNode.js */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type DataFrame, type DataFrameJSON, dataFrameFromJSON } from '@grafana/data';

import { answerQueries, type PrometheusCall } from '../../../../playground/prometheusBackend';
import { backfill, type RunningPrometheus, startPrometheus } from '../../../../scripts/prometheus';
import { answerPlan } from '../../../../test/answerPlan';
import { cases, openMetrics, truth } from '../../../../test/counterWorld';
import { type Chosen, fillIn } from '../../../../test/fillIn';
import { FROM, HOSTILE, mixedWorld, TO } from '../../../../test/mixedWorld';
import { readConfusion } from '../../../frames/readConfusion';
import { readScores, type ScoresRead } from '../../../frames/readScores';
import { readSeries } from '../../../frames/readSeries';
import { completeMapping, defaultMapping, type TelemetryMapping } from '../../../query/mapping';
import { migrateQuery } from '../../../query/migrate';
import { isRefusal } from '../../engine';
import { type Conversion, convertQuery } from './convertQuery';
import { type PrometheusFacts } from '../facts';
import { prometheusEngine } from '../prometheusEngine';

const window = { from: FROM, to: TO, intervalMs: 600_000 };
const datasource = { type: 'prometheus', uid: 'prom' };

describe('a converted query on a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'modelwatch-convert-'));
    await backfill([mixedWorld], folder);
    await backfill(openMetrics(), folder);
    prometheus = await startPrometheus({ dataFolder: folder });
  }, 120_000);

  afterAll(async () => {
    await prometheus?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const stored = (model: string, changes: Record<string, unknown>) =>
    migrateQuery({ ...changes, model: { name: model, ...(changes.model as object | undefined) } });

  const known = new Map<string, Promise<PrometheusFacts>>();

  async function ofEngine(model: string, changes: Record<string, unknown>, mapping = defaultMapping, at = window) {
    const query = stored(model, changes);
    const discovery = prometheusEngine.discover(query, mapping, at);
    const key = JSON.stringify(discovery.requests);
    const facts = known.get(key) ?? answerPlan(discovery, prometheus.url);
    known.set(key, facts);
    return answerPlan(prometheusEngine.plan(query, mapping, at, await facts), prometheus.url);
  }

  function convert(
    model: string,
    changes: Record<string, unknown>,
    mapping = defaultMapping,
    facts?: PrometheusFacts
  ): Conversion {
    const converted = convertQuery(stored(model, changes), mapping, { refId: 'A', datasource, facts });
    if (isRefusal(converted)) {
      throw new Error(converted.sentence);
    }
    return converted;
  }

  /** As Grafana does: the browser fills in variables, the server expands macros. */
  async function run({ queries }: Conversion, chosen: Chosen = {}, at = window): Promise<DataFrame[]> {
    const ask = async ({ path, parameters }: PrometheusCall) => {
      const response = await fetch(prometheus.url + path, { method: 'POST', body: new URLSearchParams(parameters) });
      return { status: response.status, body: await response.text() };
    };
    const { response } = await answerQueries(
      {
        queries: queries.map((query) => ({
          ...query,
          expr: fillIn(query.expr, chosen),
          legendFormat: fillIn(query.legendFormat, chosen),
          intervalMs: at.intervalMs,
          maxDataPoints: Math.ceil((at.to - at.from) / at.intervalMs),
        })),
        from: String(at.from),
        to: String(at.to),
      },
      ask
    );
    return queries.flatMap(({ refId }) => {
      const { error, frames } = response.results[refId];
      if (error) {
        throw new Error(error);
      }
      return frames.map((frame) => dataFrameFromJSON(frame as unknown as DataFrameJSON));
    });
  }

  /** The values of answers by what the series are called on screen; what is undefined is absent. */
  function byName(frames: DataFrame[]): Record<string, Record<number, number>> {
    const all: Record<string, Record<number, number>> = {};
    for (const frame of frames) {
      const time = frame.fields.find(({ type }) => type === 'time');
      const value = frame.fields.find(({ type }) => type === 'number');
      const points: Record<number, number> = {};
      value?.values.forEach((one, i) => {
        if (Number.isFinite(one)) {
          points[time?.values[i]] = Number(Number(one).toPrecision(10));
        }
      });
      if (Object.keys(points).length > 0) {
        all[value?.config.displayNameFromDS ?? ''] = points;
      }
    }
    return all;
  }

  async function expectSame(model: string, changes: Record<string, unknown>, mapping = defaultMapping) {
    const expected = byName(await ofEngine(model, changes, mapping));
    expect(byName(await run(convert(model, changes, mapping)))).toEqual(expected);
    return expected;
  }

  const quality = (measure: string, more: object = {}, others: object = {}) => ({
    kind: 'quality',
    quality: { measure, ...more },
    ...others,
  });

  const shares = ['precision', 'recall', 'specificity', 'fBeta'];
  const measures: Array<[string, object]> = [
    ['accuracy', {}],
    ['balancedAccuracy', {}],
    ['baselineAccuracy', {}],
    ['kappa', {}],
    ...shares.flatMap((measure) => [
      ...['cat', 'dog', 'owl', 'fox', 'unheard of'].map((name): [string, object] => [
        measure,
        { average: 'class', class: name },
      ]),
      ...['each', 'macro', 'micro', 'weighted'].map((average): [string, object] => [measure, { average }]),
    ]),
    ['fBeta', { average: 'each', beta: 2 }],
    ['fBeta', { average: 'class', class: 'cat', beta: 0.5 }],
    ['support', { average: 'class', class: 'owl' }],
    ['support', { average: 'class', class: 'unheard of' }],
    ['support', { average: 'each' }],
    ['support', { average: 'macro' }],
  ];
  const convertible = measures.filter(
    ([measure, more]) => !(measure === 'specificity' && 'average' in more && more.average === 'weighted')
  );

  describe.each(['mixed', 'perfect', 'disjoint'])('of model %s', (model) => {
    it.each(convertible)('is the same number: %s %j', async (measure, more) => {
      await expectSame(model, quality(measure, more));
    });
  });

  describe.each(['idle', 'nobody'])('of model %s, which has no outcome', (model) => {
    const some = convertible.filter(([, more]) => !('class' in more) || more.class === 'unheard of');
    it.each(some)('is no data: %s %j', async (measure, more) => {
      expect(await expectSame(model, quality(measure, { ...more, zeroDivision: 1 }))).toEqual({});
    });
  });

  describe.each(['mixed', 'disjoint'])('of model %s', (model) => {
    it.each(
      convertible
        .filter(([measure]) => shares.includes(measure))
        .flatMap(([measure, more]) => [0, 1].map((zero) => [measure, { ...more, zeroDivision: zero }] as const))
    )('replaces 0/0 alike: %s %j', async (measure, more) => {
      await expectSame(model, quality(measure, more));
    });
  });

  it.each(convertible)('is split by version: %s %j', async (measure, more) => {
    await expectSame('mixed', quality(measure, more, { byVersion: true }));
  });

  it('says of which version and class it is', async () => {
    const [frame, ...others] = await run(convert('mixed', quality('recall', { average: 'each' }, { byVersion: true })));
    expect(frame.fields[1].labels).toMatchObject({ class: 'cat', version: 'v1' });
    expect(others).toHaveLength(4);
    const [named] = await run(convert('mixed', quality('recall', { average: 'class', class: 'cat' })));
    expect(named.fields[1].labels).toEqual({ class: 'cat' });
  });

  it.each(convertible.filter(([, more]) => !('average' in more && more.average === 'each')))(
    'is the same over time, a window at each step: %s %j',
    async (measure, more) => {
      await expectSame('mixed', quality(measure, more, { result: 'series', window: '45m' }));
    }
  );

  it('counts each event once over time', async () => {
    const query = quality('support', { average: 'macro' }, { result: 'series' });
    const expected = await expectSame('mixed', query);
    expect(Object.keys(Object.values(expected)[0])).toHaveLength(13);
  });

  it('never steps finer than what a window needs', async () => {
    const narrow = { from: TO - 30 * 60_000, to: TO, intervalMs: 15_000 };
    const [frame] = await run(
      convert('mixed', quality('support', { average: 'macro' }, { result: 'series' })),
      {},
      narrow
    );
    const [first, second] = frame.fields[0].values;
    expect(second - first).toBe(120_000);
  });

  describe('a confusion matrix', () => {
    const cells = (frames: DataFrame[]) => {
      const read = readConfusion(frames);
      if ('sentence' in read) {
        throw new Error(read.sentence);
      }
      const { classes, actual, predicted, count } = read.confusion;
      return Array.from(count, (one, i) => `${classes[actual[i]]} ${classes[predicted[i]]} ${one}`).sort();
    };

    it.each([{}, { byVersion: true }, { window: '50m' }])('is the same, as labelled series: %j', async (more) => {
      const query = { kind: 'confusion', ...more };
      const expected = cells(await ofEngine('mixed', query));
      expect(expected.length).toBeGreaterThan(6);
      expect(cells(await run(convert('mixed', query)))).toEqual(expected);
    });

    it.each([0, 7300])('counts births, restarts and gaps exactly, %d ms off the scrape grid', async (off) => {
      const at = { ...window, from: window.from + off, to: window.to + off };
      const frames = await run(convert('hard', { kind: 'confusion' }), {}, at);
      const counted = new Map(frames.map(({ fields: [, value] }) => [value?.labels?.actual, value?.values[0]]));
      for (const one of cases.filter((one) => one.counted === 'exact')) {
        expect([one.name, counted.get(one.name) ?? 0]).toEqual([one.name, truth(one, at.from, at.to)]);
      }
    });
  });

  describe('of operations', () => {
    const operations = (measure: string, more: object = {}, others: object = {}) => ({
      kind: 'operations',
      operations: { measure, ...more },
      ...others,
    });
    const all: Array<[string, object]> = [
      ['responseTime', { quantiles: [0.5, 0.95, 0.999] }],
      ['responseTime', { quantiles: [] }],
      ['throughput', {}],
      ['errorShare', {}],
      ['errorRate', {}],
      ['memory', {}],
      ['cpu', {}],
      ['inFlight', {}],
      ['labelCoverage', {}],
    ];

    it.each(all)('is the same number: %s %j', async (measure, more) => {
      expect(await expectSame('mixed', operations(measure, more))).not.toEqual({});
      await expectSame('mixed', operations(measure, more, { byVersion: true }));
      await expectSame('nobody', operations(measure, more));
    });

    it.each(all)('is the same over time: %s %j', async (measure, more) => {
      await expectSame('mixed', operations(measure, more, { result: 'series', window: '30m' }));
      await expectSame('mixed', operations(measure, more, { result: 'series', byVersion: true }));
    });

    it.each([
      { memory: { scale: 0.001, ofHost: true, joinedBy: ['job'] }, cpu: { ofModel: true } },
      { duration: { scale: 0.001 }, predictions: { matchers: [{ label: 'predicted', operator: '=', value: 'dog' }] } },
    ] as Array<TelemetryMapping['details']>)('reads metrics of other units and labels alike: %j', async (details) => {
      const mapping = completeMapping({ details, metrics: { cpu: 'model_predictions_total' } });
      for (const measure of ['memory', 'cpu', 'responseTime', 'throughput']) {
        expect(await expectSame('mixed', operations(measure), mapping)).not.toEqual({});
      }
    });

    it('says 0 where no error was counted only if errors are counted', async () => {
      const query = operations('errorShare');
      expect(byName(await run(convert('perfect', query)))).toEqual({});
      const facts = { seriesOfModel: { model_prediction_errors_total: 1 }, modelsByMetric: {} };
      expect(byName(await run(convert('perfect', query, defaultMapping, facts)))).toEqual({
        'error share': { [TO]: 0 },
      });
    });

    it('keeps the queries of several quantiles apart', () => {
      const { queries } = convert('mixed', operations('responseTime', { quantiles: [0.5, 0.999] }));
      expect(queries.map(({ refId }) => refId)).toEqual(['A_p50', 'A_p99_9']);
    });
  });

  describe('of predicted values', () => {
    it.each(['mae', 'rmse', 'mape', 'bias'])('is the same: %s', async (measure) => {
      expect(await expectSame('mixed', quality(measure))).not.toEqual({});
      await expectSame('mixed', quality(measure, {}, { byVersion: true }));
      await expectSame('mixed', quality(measure, {}, { result: 'series', window: '30m' }));
      await expectSame('nobody', quality(measure));
    });
  });

  it('of scores is their buckets by actual class, cumulative', async () => {
    const query = { kind: 'distribution', distribution: { of: 'score' }, model: { positiveClass: 'dog' } };
    const ours = readScores(await ofEngine('mixed', query), {});
    const buckets = await run(convert('mixed', query));
    expect(readScores(buckets, { positive: 'dog' })).toMatchObject({ versions: (ours as ScoresRead).versions });
    expect(readSeries(buckets).map(({ labels }) => Object.keys(labels).sort())).toContainEqual(['actual', 'le']);
  });

  describe('of a measure that somebody computes already', () => {
    const existing = completeMapping({
      existing: [
        { measure: 'accuracy', average: 'macro', metric: 'team_accuracy' },
        { measure: 'recall', average: 'class', metric: 'team_recall', classLabel: 'label' },
      ],
    });

    it('reads it as it is', async () => {
      await expectSame('mixed', quality('accuracy', { source: 'existing' }), existing);
      const each = await expectSame('mixed', quality('recall', { source: 'existing', average: 'each' }), existing);
      expect(each).toEqual({ 'recall of cat': { [TO]: 0.5 } });
    });

    it('prefers what is counted, and takes the other where nothing is', async () => {
      const counted = byName(await run(convert('mixed', quality('accuracy', { source: 'counts' }))));
      expect(byName(await run(convert('mixed', quality('accuracy'), existing)))).toEqual(counted);
      const uncounted = completeMapping({ ...existing, metrics: { outcomes: 'nothing_total' } });
      expect(byName(await run(convert('mixed', quality('accuracy'), uncounted)))).toEqual({
        accuracy: { [TO]: 0.875 },
      });
    });
  });

  describe('whose names are hostile', () => {
    const recall = (name: string, versions: string[]) =>
      [name, quality('support', { average: 'class', class: name }, { model: { versions } })] as const;

    it.each(HOSTILE)('takes a model, a version and a class named %j literally', async (name) => {
      const [model, query] = recall(name, [name]);
      const expected = byName(await ofEngine(model, query));
      expect(Object.values(expected)).toEqual([{ [TO]: 4 * (HOSTILE.indexOf(name) + 1) }]);
      const variables: [] = [];
      const converted = convertQuery(stored(model, query), defaultMapping, { refId: 'A', datasource, variables });
      expect(Object.values(byName(await run(converted as Conversion, { model: 'mixed' })))).toEqual(
        Object.values(expected)
      );
    });

    it.each(HOSTILE.filter((name) => !['`', '$__range'].includes(name)))(
      'takes variables that hold %j literally',
      async (name) => {
        const [model, query] = recall('$name', ['$version']);
        const chosen = { name, version: ['nothing', name] };
        const ofClass = { ...query, quality: { ...query.quality, class: '$name' } };
        const frames = await run(convert(model, ofClass), chosen);
        expect(Object.values(byName(frames))).toEqual([{ [TO]: 4 * (HOSTILE.indexOf(name) + 1) }]);
      }
    );

    it('fails on a variable that holds a backtick, and mixes nothing up', async () => {
      await expect(run(convert('$name', { kind: 'confusion' }), { name: '`' })).rejects.toThrow('parse error');
    });
  });
});
