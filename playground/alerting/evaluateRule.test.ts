import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { thresholdOn } from '../../src/alerting/ruleData';
import { isExpression, type QueryModel, type RuleQuery } from '../../src/alerting/ruleQuery';
import { type EvalRequest, evaluateRule } from './evaluateRule';
import { decodeColumns, type FrameJson } from '../frameJson';
import { labelledNumbers } from './labelledNumbers';
import { answerQueries, type PrometheusAnswer, type PrometheusCall, type TargetResult } from '../prometheusBackend';

const folder = join(__dirname, '../../test/frames/alerting');
const recordings = readdirSync(folder).filter((name) => name.startsWith('eval-prometheus-'));

interface Recording {
  request: EvalRequest;
  status: number;
  response: { results: Record<string, TargetResult> };
}
const recording = (name: string): Recording => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** As the data source was set up that was recorded. */
const evaluate = (request: EvalRequest, ask: (call: PrometheusCall) => PrometheusAnswer) =>
  evaluateRule(
    request,
    (uid) => uid === 'prom',
    (queries) => answerQueries(queries, async (call) => ask(call), '30s')
  );

/** What Prometheus must have answered for Grafana to answer like this. */
function prometheusAnswer({ error, frames }: TargetResult): PrometheusAnswer {
  if (error !== undefined) {
    const [, errorType, message] = /^\[.*?\] .*?\]: (\w+): (.*)$/s.exec(error) ?? [];
    return { status: 400, body: JSON.stringify({ status: 'error', errorType, error: message }) };
  }
  const result = frames
    .filter(({ schema }) => schema.fields.length > 0)
    .map((frame) => ({ metric: frame.schema.fields[0].labels, value: [0, String(decodeColumns(frame)[0][0])] }));
  return { status: 200, body: JSON.stringify({ status: 'success', data: { resultType: 'vector', result } }) };
}

/** Some of Grafana's numbers have no labels at all where others have none in them. */
const comparable = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer), (key, value) =>
    key === 'fields' ? value.map((field: object) => ({ labels: {}, ...field })) : value
  );

const vector = (...values: Array<[metric: Record<string, string>, value: string]>): PrometheusAnswer => ({
  status: 200,
  body: JSON.stringify({
    status: 'success',
    data: { resultType: 'vector', result: values.map(([metric, value]) => ({ metric, value: [0, value] })) },
  }),
});

function query(refId: string, expr: string, more: object = {}): RuleQuery {
  const datasource = { type: 'prometheus', uid: 'prom' };
  return {
    refId,
    queryType: '',
    datasourceUid: 'prom',
    relativeTimeRange: { from: 7200, to: 3600 },
    model: { refId, expr, instant: true, intervalMs: 60_000, maxDataPoints: 1000, datasource, ...more },
  };
}

describe("the stand-in for Grafana's evaluation of alert rules", () => {
  test('there are recordings', () => expect(recordings.length).toBeGreaterThanOrEqual(9));

  test.each(recordings)('answers %s as Grafana did', async (name) => {
    const { request, status, response } = recording(name);
    const queries = request.data.filter((one) => !isExpression(one));
    const answers = new Map(
      queries.map(({ refId, model }) => [String((model as QueryModel).expr), prometheusAnswer(response.results[refId])])
    );
    const answer = await evaluate(request, ({ parameters }) => answers.get(parameters.query) ?? vector());
    expect(comparable(answer)).toEqual(comparable({ status, body: response }));
  });

  test('reads a table of Elasticsearch as numbers with labels, as Grafana did', async () => {
    const { request, status, response } = recording('eval-elasticsearch-counts-terms-terms.json');
    const texts = ['outcome.label', 'prediction.label'];
    const { frames } = response.results.A;
    const info = { frame: 'string', nullable: true };
    const { labels: _, ...count } = frames[0].schema.fields[0];
    const table: FrameJson = {
      schema: {
        refId: 'A',
        fields: [...texts.map((name) => ({ name, type: 'string' as const, typeInfo: info })), count],
      },
      data: {
        values: [
          ...texts.map((name) => frames.map(({ schema }) => schema.fields[0].labels?.[name])),
          frames.map(({ data }) => data.values[0][0]),
        ],
      },
    };
    const answer = await evaluateRule(
      request,
      (uid) => uid === 'es',
      async () => ({ status, response: { results: { A: { status, frames: labelledNumbers(table) } } } })
    );
    expect(comparable(answer)).toEqual(comparable({ status, body: response }));
  });

  test('leaves series as they are', () => {
    const { frames } = recording('eval-elasticsearch-accuracy-by-boolean.json').response.results.A;
    expect(labelledNumbers(frames[0])).toEqual([frames[0]]);
  });

  test('asks for the window of each query, before the time that is named', async () => {
    const asked: PrometheusCall[] = [];
    const data = [query('instant', 'a'), query('range', 'b', { instant: false, range: true })];
    await evaluate({ data, now: '2026-11-22T00:00:00Z' }, (call) => {
      asked.push(call);
      return vector();
    });
    const now = Date.parse('2026-11-22T00:00:00Z') / 1000;
    expect(asked).toEqual([
      { path: '/api/v1/query', parameters: { query: 'a', time: String(now - 3600) } },
      {
        path: '/api/v1/query_range',
        parameters: { query: 'b', start: String(now - 7200), end: String(now - 3600), step: '60' },
      },
    ]);
  });

  test('awkward labels reach the condition as they are', async () => {
    const labels = { class: 'a "b" \\ {{ $labels }} </script> 日本' };
    const data = [query('value', 'x'), thresholdOn('value', { is: 'below', threshold: 0.5 })];
    const { body } = await evaluate({ data }, () => vector([labels, '0.4']));
    const { results } = body as Recording['response'];
    expect(results.condition.frames[0].schema.fields[0].labels).toEqual(labels);
    expect(results.condition.frames[0].data.values).toEqual([[1]]);
  });

  test('a data source that is gone and a condition that names no query are refused', async () => {
    const data = [query('A', 'up')];
    const gone = await evaluate({ data: [{ ...data[0], datasourceUid: 'gone' }] }, () => vector());
    expect(gone).toEqual({
      status: 400,
      body: {
        message:
          "Failed to build evaluator for queries and expressions: failed to build query 'A': data source not found",
      },
    });
    const wrong = await evaluate({ data, condition: 'Z' }, () => vector());
    expect(wrong.status).toBe(400);
    expect(wrong.body).toEqual({ message: expect.stringContaining('condition Z is none of its queries') });
  });
});
