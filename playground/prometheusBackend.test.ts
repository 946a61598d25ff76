import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type FrameJson } from './frameJson';
import {
  answerQueries,
  goQuote,
  prepareQuery,
  type PrometheusAnswer,
  type PrometheusCall,
  type QueryRequest,
  type TargetResult,
} from './prometheusBackend';
import { goDuration, roundStep, stepOf } from './prometheusStep';

const folder = join(__dirname, '../test/frames/prometheus');

/** Of the data source that was recorded. */
const scrapeInterval = '30s';

interface Recording {
  request: QueryRequest;
  status: number;
  response: { results: Record<string, TargetResult> };
}

const recordings = readdirSync(folder).filter((name) => name.endsWith('.json'));
const recording = (name: string): Recording => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** The answer that Prometheus must have given for Grafana to answer like this. */
function prometheusAnswer(result: TargetResult, instant: boolean): PrometheusAnswer {
  if (result.error !== undefined) {
    const [, errorType, error] = /^(\w+): (.*)$/s.exec(result.error) ?? [];
    return { status: result.status, body: JSON.stringify({ status: 'error', errorType, error }) };
  }
  const frames = result.frames.filter((frame) => frame.schema.fields.length > 0);
  const custom = frames[0]?.schema.meta?.custom as { resultType: string } | undefined;
  const resultType = custom?.resultType ?? (instant ? 'vector' : 'matrix');
  const series = frames.map((frame) => ({ metric: frame.schema.fields[1].labels, samples: samplesOf(frame) }));
  const rows =
    resultType === 'scalar'
      ? series[0].samples[0]
      : series.map(({ metric, samples }) =>
          resultType === 'vector' ? { metric, value: samples[0] } : { metric, values: samples }
        );
  return { status: result.status, body: JSON.stringify({ status: 'success', data: { resultType, result: rows } }) };
}

function samplesOf(frame: FrameJson): Array<[number, string]> {
  const [times, values] = frame.data.values as [number[], Array<number | null>];
  const texts = values.map(String);
  for (const [entity, rows] of Object.entries(frame.data.entities?.[1] ?? {})) {
    const text = { NaN: 'NaN', Inf: '+Inf', NegInf: '-Inf' }[entity] ?? '';
    rows.forEach((row) => (texts[row] = text));
  }
  return times.map((time, row) => [time / 1000, texts[row]]);
}

describe('the stand-in for the Prometheus backend of Grafana', () => {
  test('there are recordings', () => expect(recordings.length).toBeGreaterThanOrEqual(19));

  test.each(recordings)('answers %s as Grafana did', async (name) => {
    const { request, status, response } = recording(name);
    const asked: PrometheusCall[] = [];
    const answer = await answerQueries(
      request,
      async (call) => {
        asked.push(call);
        return prometheusAnswer(response.results.A, request.queries[0].instant ?? false);
      },
      scrapeInterval
    );
    expect(JSON.parse(JSON.stringify(answer))).toEqual({ status, response });

    expect(asked).toHaveLength(1);
    const times = response.results.A.frames.flatMap((frame) => (frame.data.values[0] as number[] | undefined) ?? []);
    const { parameters, path } = asked[0];
    if (path === '/api/v1/query') {
      expect(Number(parameters.time) * 1000).toBe(Number(request.to));
    } else if (times.length) {
      expect(Number(parameters.start) * 1000).toBe(Math.min(...times));
      expect(Number(parameters.end) * 1000).toBe(Math.max(...times));
    }
  });

  test('aligns a range to its step, and an instant not at all', () => {
    const target = { refId: 'A', expr: 'up', instant: true, range: true, intervalMs: 60_000, maxDataPoints: 100 };
    const [instant, range] = prepareQuery(target, 1_000_000_123, 1_003_600_123).calls;
    expect(instant.parameters).toEqual({ query: 'up', time: '1003600.123' });
    expect(range.parameters).toEqual({ query: 'up', start: '999960', end: '1003560', step: '60' });
  });

  test('expands the macros that Grafana expands on its server', () => {
    const expr = (text: string) =>
      prepareQuery({ refId: 'A', expr: text, intervalMs: 30_000, maxDataPoints: 1000 }, 0, 21_600_000).expr;
    expect(expr('x[$__interval] ${__interval_ms}')).toBe('x[30s] 30000');
    expect(expr('x[$__range] $__range_s $__range_ms')).toBe('x[21600s] 21600 21600000');
    expect(expr('x[$__rate_interval] x[${__rate_interval}]')).toBe('x[1m0s] x[1m0s]');
    expect(expr('{a="$model"}')).toBe('{a="$model"}');
  });

  test('rounds steps to the ladder and never asks for more than 11,000 points', () => {
    expect([864_000, 12_345, 7 * 86_400_000, 8 * 86_400_000].map(roundStep)).toEqual([
      900_000,
      10_000,
      86_400_000,
      7 * 86_400_000,
    ]);
    expect(stepOf({ from: 0, to: 86_400_000, intervalMs: 1, maxDataPoints: 100_000 })).toBe(10_000);
    expect([600_000, 5_400_000, 1500, 20].map(goDuration)).toEqual(['10m0s', '1h30m0s', '1.5s', '20ms']);
  });

  test('names series by the legend', async () => {
    const names = async (legendFormat: string) => {
      const body = {
        status: 'success',
        data: { resultType: 'vector', result: [{ metric: { a: 'x"y' }, value: [0, '1'] }] },
      };
      const request = { queries: [{ refId: 'A', expr: 'up', instant: true, legendFormat }], from: '0', to: '1000' };
      const { response } = await answerQueries(request, async () => ({ status: 200, body: JSON.stringify(body) }));
      return response.results.A.frames[0].schema.fields[1].config?.displayNameFromDS;
    };
    expect(await names('class {{ a }}{{b}}')).toBe('class x"y');
    expect(await names('')).toBe('{a="x\\"y"}');
    expect(await names('__auto')).toBeUndefined();
    expect(goQuote('naïve 日本 \n\u200b😀')).toBe('"naïve 日本 \\n\\u200b😀"');
  });

  test('says what went wrong when Prometheus is away or answers nonsense, and keeps the other targets', async () => {
    const queries = ['down', 'teapot', 'html', 'fine'].map((expr) => ({ refId: expr, expr, instant: true }));
    const answers: Record<string, PrometheusAnswer> = {
      down: { failure: 'connect ECONNREFUSED' },
      teapot: { status: 418, body: 'short and stout' },
      html: { status: 200, body: '<html>' },
      fine: {
        status: 200,
        body: '{"status":"success","warnings":["half"],"data":{"resultType":"vector","result":[{"metric":{},"value":[1,"2"]}]}}',
      },
    };
    const answer = await answerQueries(
      { queries, from: '0', to: '1000' },
      async (call) => answers[call.parameters.query]
    );
    const { down, teapot, html, fine } = answer.response.results;
    expect(answer.status).toBe(400);
    expect(down).toMatchObject({ status: 502, error: 'connect ECONNREFUSED', errorSource: 'downstream' });
    expect(teapot).toMatchObject({ error: 'unexpected response with status code 418: short and stout' });
    expect(html.error).toMatch(/non-json/);
    expect(fine.error).toBeUndefined();
    expect(fine.frames[0].data.values).toEqual([[1000], [2]]);
    expect(fine.frames[0].schema.meta?.notices).toEqual([{ severity: 'warning', text: 'half' }]);
  });
});
