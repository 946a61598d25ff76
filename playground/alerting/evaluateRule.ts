/**
 * Stands in for POST /api/v1/eval of Grafana: runs the queries of a rule, its expressions by src/alerting, and gives the
 * frames and errors that Grafana would. Held to recorded answers by a test. Nothing is known of what fired before.
 */
import { readExpressions } from '../../src/alerting/expressions/expressions';
import { type Answer, labelsOf, noData, type Point, type Value } from '../../src/alerting/expressions/values';
import { isExpression, type RuleQuery } from '../../src/alerting/ruleQuery';
import { isRefusal } from '../../src/engines/engine';
import { type ApiAnswer } from '../apiCall';
import { decodeColumns, encodeColumns, type FrameField, type FrameJson } from '../frameJson';
import { type QueryRequest, type QueryResponse, type TargetResult } from '../prometheusBackend';

export interface EvalRequest {
  data: RuleQuery[];
  /** Absent: the last of `data`. */
  condition?: string;
  /** As ISO 8601; absent: now. */
  now?: string;
}

type RunQueries = (request: QueryRequest, datasourceUid: string) => Promise<QueryResponse>;

/**
 * @param knows whether there is a data source of this uid
 * @param run answers with series, and with numbers in the shape of Prometheus' instant ones (labelledNumbers.ts)
 */
export async function evaluateRule(
  { data, condition = data.at(-1)?.refId ?? '', now = new Date().toISOString() }: EvalRequest,
  knows: (uid: string) => boolean,
  run: RunQueries
): Promise<ApiAnswer> {
  const queries = data.filter((query) => !isExpression(query));
  const unknown = queries.find(({ datasourceUid }) => !knows(datasourceUid));
  if (unknown) {
    return notBuilt(`failed to build query '${unknown.refId}': data source not found`);
  }
  const expressions = readExpressions(data, condition);
  if (isRefusal(expressions)) {
    return notBuilt(expressions.sentence);
  }
  const asked = await Promise.all(
    queries.map(async (query) => [query.refId, await ask(query, Date.parse(now), run)] as const)
  );
  const answers = expressions.evaluate(new Map(asked.map(([refId, result]) => [refId, answerOf(result)])));
  const results = new Map(asked.map(([refId, result]) => [refId, ofQuery(refId, result)]));
  for (const { refId } of data.filter(isExpression)) {
    results.set(refId, ofExpression(refId, answers.get(refId) ?? [noData]));
  }
  return { status: 200, body: { results: Object.fromEntries(results) } };
}

const notBuilt = (why: string): ApiAnswer => ({
  status: 400,
  body: { message: `Failed to build evaluator for queries and expressions: ${why}` },
});

async function ask({ refId, datasourceUid, model, relativeTimeRange }: RuleQuery, now: number, run: RunQueries) {
  const { from = 0, to = 0 } = relativeTimeRange ?? {};
  const target = { ...(model as unknown as QueryRequest['queries'][number]), refId };
  const request = { queries: [target], from: String(now - from * 1000), to: String(now - to * 1000) };
  return (await run(request, datasourceUid)).response.results[refId];
}

const isNumeric = ({ schema }: FrameJson) => schema.meta?.type === 'numeric-multi';
const isEmpty = ({ schema }: FrameJson) => schema.fields.length === 0;

function answerOf({ error, frames }: TargetResult): Answer {
  if (error !== undefined) {
    return { sentence: error };
  }
  const values = frames.filter((frame) => !isEmpty(frame)).map(valueOf);
  return values.length > 0 ? values : [noData];
}

/** Every frame has a time and a number. */
function valueOf(frame: FrameJson): Value {
  const labels = frame.schema.fields[1].labels ?? {};
  const [times, numbers] = decodeColumns(frame);
  return isNumeric(frame)
    ? { type: 'number', labels, value: numbers[0] }
    : { type: 'series', labels, points: times.map((time = NaN, row): Point => [time, numbers[row]]) };
}

function ofQuery(refId: string, { error, frames }: TargetResult): TargetResult {
  return error === undefined
    ? { status: 200, frames: frames.map((frame) => (isNumeric(frame) ? withoutTime(frame) : frame)) }
    : failed(`[sse.dataQueryError] failed to execute query [${refId}]: ${error}`);
}

/** Of an instant only the number is left. */
function withoutTime({ schema, data: { values, entities } }: FrameJson): FrameJson {
  const [, { labels = {}, config, ...field }] = schema.fields;
  return {
    schema: {
      refId: schema.refId,
      meta: { type: 'numeric-multi', typeVersion: [0, 1] },
      fields: [{ ...field, typeInfo: nullable, labels, config }],
    },
    data: { values: values.slice(1), ...(entities && { entities: entities.slice(1) }) },
  };
}

function ofExpression(refId: string, answer: Answer): TargetResult {
  if (!isRefusal(answer)) {
    return { status: 200, frames: answer.map((value) => frameOf(refId, value)) };
  }
  return failed(`[${answer.input === undefined ? 'sse.unexpectedError' : 'sse.dependencyError'}] ${answer.sentence}`);
}

const failed = (error: string): TargetResult => ({ error, errorSource: '', status: 500, frames: [] });

const nullable = { frame: 'float64', nullable: true };

function frameOf(refId: string, value: Value): FrameJson {
  if (value.type === 'no data') {
    return { schema: { name: 'no data', refId, fields: [] }, data: { values: [] } };
  }
  const number: FrameField = { name: refId, type: 'number', typeInfo: nullable, labels: labelsOf(value) };
  if (value.type !== 'series') {
    return frame(refId, 'numeric-multi', [number], [[value.value]]);
  }
  const time: FrameField = { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' } };
  const columns = [value.points.map(([at]) => at), value.points.map(([, one]) => one)];
  return frame(refId, 'timeseries-multi', [time, number], columns);
}

const frame = (refId: string, type: string, fields: FrameField[], columns: Array<Array<number | undefined>>) => ({
  schema: { refId, meta: { type, typeVersion: [0, 1] }, fields },
  data: encodeColumns(columns),
});
