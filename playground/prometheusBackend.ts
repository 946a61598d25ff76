/**
 * Stands in for the server half of Grafana's Prometheus data source: takes the body of POST /api/ds/query, says what to ask
 * Prometheus, and turns its answers into the frames that Grafana would give. Written from recorded requests and answers
 * (test/frames/prometheus), which a test holds it to. Pure but for the `ask` that is handed in.
 */
import { encodeColumns, type FrameJson, type Labels } from './frameJson';
import { alignToStep, expandMacros, goDuration, stepOf } from './prometheusStep';

export interface PrometheusTarget {
  refId: string;
  expr?: string;
  instant?: boolean;
  range?: boolean;
  format?: string;
  legendFormat?: string;
  interval?: string;
  intervalFactor?: number;
  intervalMs?: number;
  maxDataPoints?: number;
  utcOffsetSec?: number;
  datasource?: { uid?: string; type?: string } | string;
}

export interface QueryRequest {
  queries: PrometheusTarget[];
  /** Milliseconds since the epoch, as text. */
  from: string;
  to: string;
}

/** A call of Prometheus' HTTP interface. */
export interface PrometheusCall {
  path: '/api/v1/query' | '/api/v1/query_range';
  parameters: Record<string, string>;
}

/** What came back; `failure` where nothing did. */
export type PrometheusAnswer = { status: number; body: string } | { failure: string };

type Sample = [number, string];

interface PrometheusBody {
  status?: string;
  errorType?: string;
  error?: string;
  warnings?: string[];
  infos?: string[];
  data?: {
    resultType: 'vector' | 'matrix' | 'scalar' | 'string';
    result: Array<{ metric: Labels; value?: Sample; values?: Sample[] }> | Sample;
  };
}

export interface TargetResult {
  status: number;
  frames: FrameJson[];
  error?: string;
  errorSource?: string;
}

export interface QueryResponse {
  status: number;
  response: { results: Record<string, TargetResult> };
}

interface PreparedQuery {
  target: PrometheusTarget;
  expr: string;
  step: number;
  calls: PrometheusCall[];
}

const seconds = (milliseconds: number) => String(milliseconds / 1000);

/** What to ask Prometheus for one target. A target that says neither instant nor range is a range query. */
export function prepareQuery(
  target: PrometheusTarget,
  from: number,
  to: number,
  scrapeInterval?: string
): PreparedQuery {
  const input = { ...target, from, to, scrapeInterval };
  const step = stepOf(input);
  const expr = expandMacros(target.expr ?? '', input, step);
  const calls: PrometheusCall[] = [];
  if (target.instant) {
    calls.push({ path: '/api/v1/query', parameters: { query: expr, time: seconds(to) } });
  }
  if (target.range || !target.instant) {
    const start = alignToStep(from, step, target.utcOffsetSec);
    const end = alignToStep(to, step, target.utcOffsetSec);
    calls.push({
      path: '/api/v1/query_range',
      parameters: { query: expr, start: seconds(start), end: seconds(end), step: seconds(step) },
    });
  }
  return { target, expr, step, calls };
}

/** Runs every target of a request; one failing target makes the whole answer a 400, with the others' frames in it. */
export async function answerQueries(
  request: QueryRequest,
  ask: (call: PrometheusCall) => Promise<PrometheusAnswer>,
  scrapeInterval?: string
): Promise<QueryResponse> {
  const results: Record<string, TargetResult> = {};
  await Promise.all(
    request.queries.map(async (target) => {
      const prepared = prepareQuery(target, Number(request.from), Number(request.to), scrapeInterval);
      const answers = await Promise.all(prepared.calls.map(ask));
      results[target.refId] = mergeResults(answers.map((answer) => readAnswer(prepared, answer)));
    })
  );
  const failed = Object.values(results).some((result) => result.error !== undefined);
  return { status: failed ? 400 : 200, response: { results } };
}

function mergeResults(results: TargetResult[]): TargetResult {
  const failed = results.filter((result) => result.error !== undefined);
  const frames = results.flatMap((result) => result.frames);
  if (failed.length === 0) {
    return { status: 200, frames };
  }
  return { ...failed[failed.length - 1], error: failed.map((result) => result.error).join(' '), frames };
}

/** These statuses carry Prometheus' own JSON; any other body is quoted as it is. */
const readableStatus = (status: number) => (status >= 200 && status < 300) || [400, 422, 503].includes(status);

export function readAnswer(query: PreparedQuery, answer: PrometheusAnswer): TargetResult {
  if ('failure' in answer) {
    return { error: answer.failure, errorSource: 'downstream', status: 502, frames: [] };
  }
  const failure = (error: string, status: number): TargetResult => ({
    error,
    errorSource: 'downstream',
    status,
    frames: describe(query, [emptyFrame(query)]),
  });
  if (!readableStatus(answer.status)) {
    const quoted = answer.body.slice(0, 1024);
    return failure(`unexpected response with status code ${answer.status}: ${quoted}`, answer.status);
  }
  let body: PrometheusBody;
  try {
    body = JSON.parse(answer.body);
  } catch (error) {
    return failure(`response from prometheus couldn't be parsed. it is non-json: ${String(error)}`, answer.status);
  }
  if (body.status === 'error') {
    return failure(`${body.errorType ?? ''}: ${body.error ?? ''}`, answer.status);
  }
  const frames = framesOf(query, body);
  return { status: answer.status, frames: describe(query, frames.length ? frames : [emptyFrame(query)], body) };
}

function framesOf(query: PreparedQuery, body: PrometheusBody): FrameJson[] {
  const { resultType, result } = body.data ?? {};
  switch (resultType) {
    case 'vector':
    case 'matrix':
      return (result as Array<{ metric: Labels; value?: Sample; values?: Sample[] }>).map((series) =>
        seriesFrame(query, resultType, series.metric, series.values ?? (series.value ? [series.value] : []))
      );
    case 'scalar':
      return [seriesFrame(query, 'scalar', {}, [result as Sample])];
    default:
      return [];
  }
}

function seriesFrame(query: PreparedQuery, resultType: string, metric: Labels, samples: Sample[]): FrameJson {
  const labels = Object.fromEntries(
    Object.keys(metric)
      .sort()
      .map((name) => [name, metric[name]])
  );
  return {
    schema: {
      refId: query.target.refId,
      meta: {
        type: resultType === 'matrix' ? 'timeseries-multi' : 'numeric-multi',
        typeVersion: [0, 1],
        custom: { resultType },
      },
      fields: [
        { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' }, config: { interval: query.step } },
        {
          name: metric.__name__ ?? 'Value',
          type: 'number',
          typeInfo: { frame: 'float64' },
          labels,
          config: { displayNameFromDS: displayName(query, labels) },
        },
      ],
    },
    data: encodeColumns([
      samples.map(([time]) => Math.round(time * 1000)),
      samples.map(([, text]) => infinities[text] ?? Number(text)),
    ]),
  };
}

const infinities: Partial<Record<string, number>> = { '+Inf': Infinity, '-Inf': -Infinity };

function emptyFrame(query: PreparedQuery): FrameJson {
  return { schema: { refId: query.target.refId, meta: { typeVersion: [0, 0] }, fields: [] }, data: { values: [] } };
}

/** The first frame says what was run; every frame carries Prometheus' warnings. */
function describe(query: PreparedQuery, frames: FrameJson[], body: PrometheusBody = {}): FrameJson[] {
  const notices = [
    ...(body.warnings ?? []).map((text) => ({ severity: 'warning', text })),
    ...(body.infos ?? []).map((text) => ({ severity: 'info', text })),
  ];
  return frames.map((frame, index) => {
    const meta = { ...frame.schema.meta };
    if (index === 0) {
      meta.custom = { calculatedMinStep: query.step, ...(meta.custom as object | undefined) };
      meta.executedQueryString = `Expr: ${query.expr}\nStep: ${goDuration(query.step)}`;
    }
    if (notices.length > 0) {
      meta.notices = notices;
    }
    return { ...frame, schema: { ...frame.schema, meta } };
  });
}

function displayName(query: PreparedQuery, labels: Labels): string | undefined {
  const { legendFormat } = query.target;
  const { __name__: metric = '', ...others } = labels;
  const pairs = Object.keys(others)
    .sort()
    .map((name) => `${name}=${goQuote(others[name])}`);
  let name = pairs.length ? `${metric}{${pairs.join(', ')}}` : metric || '{}';
  if (legendFormat === '__auto') {
    // A series with labels is named by the browser, from the labels that differ.
    name = Object.keys(labels).length ? '' : name;
  } else if (legendFormat) {
    name = legendFormat.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
  }
  return (name === '{}' ? query.expr : name) || undefined;
}

/** A string as Go's %q writes it. */
export function goQuote(text: string): string {
  const short: Record<string, string> = {
    '\\': '\\\\',
    '"': '\\"',
    '\x07': '\\a',
    '\b': '\\b',
    '\f': '\\f',
    '\n': '\\n',
    '\r': '\\r',
    '\t': '\\t',
    '\v': '\\v',
  };
  const escaped = text.replace(/[\\"]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    return (
      short[character] ??
      (code < 0x80
        ? `\\x${hex.padStart(2, '0')}`
        : code < 0x10000
          ? `\\u${hex.padStart(4, '0')}`
          : `\\U${hex.padStart(8, '0')}`)
    );
  });
  return `"${escaped}"`;
}
