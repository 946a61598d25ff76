/** @jest-environment ./test/browserWithNode.js */
import { type DataFrame } from '@grafana/data';

import { describeOnOpenSearch, onOpenSearch } from '../../test/onOpenSearch';
import { kserveEvents, type LoggedRequest, seldonActions, seldonIndex, seldonMapping } from '../../test/requestLogs';
import { noticesOf, rowsOf } from '../../test/onPrometheus';
import { readAudit } from '../frames/auditFrame';
import { defaultMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { completeRecordMapping, type PartialRecordMapping } from '../query/recordFields';
import { recordPresets } from '../query/recordPresets';
import { elasticsearchEngine } from './elasticsearch/elasticsearchEngine';
import { type TimeWindow } from './engine';

/**
 * The documents of request loggers (test/requestLogs.ts), with the types that the logger itself or Elasticsearch gives
 * them: what a preset makes of them is the truth, and what they do not hold is said.
 */
jest.setTimeout(60_000);

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 20);
const window: TimeWindow = { from: START, to: START + 120 * MINUTE, intervalMs: 10 * MINUTE };

/** One a minute: a class of 0, 1, 2 each; of every second one the truth is known ten minutes later. */
const iris = Array.from({ length: 60 }, (_, i): LoggedRequest => ({
  id: `iris-${i}`,
  time: START + (i + 1) * MINUTE,
  model: 'iris',
  endpoint: i % 4 === 0 ? 'canary' : 'default',
  inputs: [6.8, 2.8, 4.8, i / 10 + 0.05],
  answer: [i % 3],
  ...(i % 2 === 0 && { feedback: { time: START + (i + 11) * MINUTE, truth: i % 5 === 0 ? 1 : i % 3 } }),
}));
/** Answers with the probabilities of two classes, and their truth. */
const income = Array.from({ length: 40 }, (_, i): LoggedRequest => ({
  id: `income-${i}`,
  time: START + (i + 1) * MINUTE,
  model: 'income',
  endpoint: 'default',
  inputs: [53, 4],
  answer: [1 - (i + 0.5) / 40, (i + 0.5) / 40],
  feedback: { time: START + (i + 2) * MINUTE, truth: i % 4 === 0 ? 0 : 1 },
}));

/** One of three gets no answer. */
const failing = Array.from({ length: 6 }, (_, i): LoggedRequest => ({
  id: `failing-${i}`,
  time: START + (i + 1) * MINUTE,
  model: 'failing',
  endpoint: 'default',
  inputs: [0.5],
  ...(i % 3 !== 0 && { answer: [1] }),
}));

const known = iris.filter(({ feedback }) => feedback);
const countOf = <T>(all: readonly T[], fits: (one: T) => boolean) => all.filter(fits).length;

describeOnOpenSearch('presets of records on a real OpenSearch', () => {
  const { answer, client, send } = onOpenSearch(() => []);

  beforeAll(async () => {
    const seldon = [...iris, ...income, ...failing];
    for (const index of new Set(seldon.map(seldonIndex))) {
      await client().ask('PUT', index, { mappings: seldonMapping });
    }
    await send(seldon.flatMap((logged) => [...seldonActions(logged)]));
    await send(
      [
        ...seldonActions({ ...failing[1], id: 'nobody-s', answer: undefined, feedback: { time: START, truth: 1 } }),
      ].slice(1)
    );
    await send([...iris, ...failing].flatMap(kserveEvents));
  }, 60_000);

  /** As the data source would answer it with this preset. */
  const asking = (id: string, settings: { index: string; timeField: string }, changes: PartialRecordMapping = {}) => {
    const preset = recordPresets.find((one) => one.id === id)?.mapping;
    const mapping = completeRecordMapping({ ...preset, ...changes });
    const engine = elasticsearchEngine(mapping);
    return async (name: string, asked: object, matchers: object[] = []): Promise<DataFrame[]> => {
      const query = migrateQuery({ ...asked, model: { name, positiveClass: '1', matchers } });
      const facts = await answer(engine.discover(query, defaultMapping, window), settings);
      return answer(engine.plan(query, defaultMapping, window, facts), settings);
    };
  };
  const operations = (measure: string) => ({ kind: 'operations', operations: { measure, quantiles: [] } });
  const accuracy = { kind: 'quality', quality: { measure: 'accuracy', support: true } };
  const audit = (more: object = {}) => ({ kind: 'audit', audit: { pageSize: 100, ...more }, timeBasis: 'prediction' });
  const saidOf = (frames: DataFrame[]) => noticesOf(frames).join(' ');
  /** Of the whole window: throughput is told per second. */
  const countIn = (frames: DataFrame[]) => Math.round((frames[0].fields[1].values[0] * (window.to - START)) / 1000);
  const predicted = (value: string) => [{ label: 'predicted', operator: '=', value }];

  describe('Seldon request logger', () => {
    const ask = asking('seldon-request-logger', { index: 'inference-log-seldon-*', timeField: '@timestamp' });

    it('counts requests, by class and by predictor', async () => {
      expect(countIn(await ask('iris', operations('throughput')))).toBe(60);
      for (const name of ['0', '1', '2']) {
        expect(countIn(await ask('iris', operations('throughput'), predicted(name)))).toBe(20);
      }
      const byVersion = await ask('iris', { ...operations('throughput'), byVersion: true });
      expect(byVersion.map(({ fields }) => fields[1].labels?.version)).toEqual(['canary', 'default']);
      expect(byVersion.map((frame) => countIn([frame]))).toEqual([15, 45]);
    });

    it.each(['outcome', 'prediction'])('takes the truth of feedback as outcome: %s', async (timeBasis) => {
      const cells = rowsOf(await ask('iris', { kind: 'confusion', timeBasis }));
      expect(cells.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(known.length);
      for (const [actual, predictedClass, count] of cells) {
        const right = known.filter(({ feedback }) => String(feedback?.truth) === actual);
        expect(count).toBe(countOf(right, (logged) => String(logged.answer?.[0]) === predictedClass));
      }
      const hits = countOf(known, (logged) => logged.feedback?.truth === logged.answer?.[0]);
      const [frame] = await ask('iris', { ...accuracy, timeBasis });
      expect(frame.fields[1].values[0]).toBeCloseTo(hits / known.length, 12);
    });

    it('says of how many the outcome is known', async () => {
      const [frame] = await ask('iris', { ...operations('labelCoverage'), timeBasis: 'prediction' });
      expect(frame.fields[1].values[0]).toBe(known.length / iris.length);
    });

    it('shows each request with its inputs, answer and truth', async () => {
      const rows = readAudit((await ask('iris', audit()))[0])?.rows ?? [];
      expect(rows).toHaveLength(60);
      const [row] = rows.filter(({ id }) => id === 'iris-4');
      expect(row).toMatchObject({
        model: 'iris',
        version: 'canary',
        predicted: '1',
        actual: '1',
        // The feedback's: it wrote the record last.
        time: START + 15 * MINUTE,
        observed: START + 15 * MINUTE,
        features: { 'Sepal length': 6.8, 'Petal Width': 0.45 },
      });
      const found = readAudit((await ask('iris', audit({ id: 'iris-7' })))[0])?.rows ?? [];
      expect(found.map(({ id }) => id)).toEqual(['iris-7']);
      const cell = readAudit((await ask('iris', audit({ cell: { actual: '1', predicted: '0' } })))[0])?.rows ?? [];
      expect(cell).toHaveLength(countOf(known, ({ answer, feedback }) => answer?.[0] === 0 && feedback?.truth === 1));
    });

    it('measures probabilities of two classes, and does not take them for classes without a word', async () => {
      const binned = { kind: 'confusion', threshold: '0.5', quality: { scores: 'binned' } };
      const cells = new Map(rowsOf(await ask('income', binned)).map(([a, p, count]) => [`${a} ${p}`, count]));
      const above = income.filter(({ answer = [] }) => answer[1] > 0.5);
      expect(cells.get('1 1')).toBe(countOf(above, ({ feedback }) => feedback?.truth === 1));
      expect(saidOf(await ask('income', { kind: 'confusion' }))).toContain(
        'some hold lists in feedback.truth.data.ndarray and response.instance'
      );
    });

    it('leaves out requests without an answer, and feedback that found no request', async () => {
      expect(countIn(await ask('failing', operations('throughput')))).toBe(4);
      const rows = readAudit((await ask('failing', audit()))[0])?.rows ?? [];
      expect(rows.map(({ id }) => id)).toEqual(['failing-5', 'failing-4', 'failing-2', 'failing-1']);
    });

    it('finds records by a text', async () => {
      const rows = readAudit((await ask('iris', audit({ search: 'IRIS-5' })))[0])?.rows ?? [];
      expect(rows).toHaveLength(11);
    });

    it('says what is not in the records', async () => {
      expect(saidOf(await ask('iris', operations('responseTime')))).toContain('has the field event.duration');
      expect(saidOf(await ask('iris', { kind: 'errors' }))).toContain('has the field error.type');
      expect(saidOf(await ask('iris', operations('errorShare')))).toContain('has the field error.type');
      expect(saidOf(await ask('iris', audit({ only: 'errors' })))).toContain('has the field error.type');
      expect(saidOf(await ask('iris', audit({ only: 'wrong' })))).toContain('has the field outcome.correct');
      await expect(ask('iris', operations('memory'))).rejects.toThrow('Records say nothing of memory');
    });
  });

  describe('KServe CloudEvents', () => {
    const ask = asking('kserve-cloudevents', { index: 'kserve-events-*', timeField: 'time' });

    it('counts responses, where requests are logged too', async () => {
      expect(countIn(await ask('iris', operations('throughput')))).toBe(60);
      const without = asking('kserve-cloudevents', { index: 'kserve-events-*', timeField: 'time' }, { only: [] });
      expect(countIn(await without('iris', operations('throughput')))).toBe(120);
    });

    it('has no response of a request that failed', async () => {
      expect(countIn(await ask('failing', operations('throughput')))).toBe(4);
    });

    it('counts by class and by endpoint', async () => {
      for (const name of ['0', '1', '2']) {
        expect(countIn(await ask('iris', operations('throughput'), predicted(name)))).toBe(20);
      }
      const byVersion = await ask('iris', { ...operations('throughput'), byVersion: true });
      expect(byVersion.map((frame) => countIn([frame]))).toEqual([15, 45]);
    });

    it('shows responses', async () => {
      const rows = readAudit((await ask('iris', audit()))[0])?.rows ?? [];
      expect(rows).toHaveLength(60);
      expect(rows[0]).toMatchObject({ id: 'iris-59', predicted: '2', version: 'default', features: {} });
      const found = readAudit((await ask('iris', audit({ id: 'iris-4' })))[0])?.rows ?? [];
      expect(found.map(({ predicted: one }) => one)).toEqual(['1']);
    });

    it('says what is not in the records', async () => {
      const outcome = 'has the field outcome.label in this time range. Map the field that holds the actual class';
      const read = "Only records with type.keyword = 'org.kubeflow.serving.inference.response' are read";
      expect(saidOf(await ask('iris', { kind: 'confusion' }))).toContain(outcome);
      expect(saidOf(await ask('iris', accuracy))).toContain(outcome);
      expect(saidOf(await ask('iris', accuracy))).toContain(read);
      expect(saidOf(await ask('iris', { kind: 'errors' }))).toContain('has the field error.type');
      expect(saidOf(await ask('iris', operations('responseTime')))).toContain('has the field event.duration');
    });
  });
});
