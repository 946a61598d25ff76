import { type DataFrame, type Labels, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { measureFrame, type MeasureSeries, type MeasureStyle } from '../../frames/measureFrame';
import { type ModelQuery } from '../../query/query';
import { type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { disconnect } from '../steps';
import { Tally } from '../tally';
import { countAlike } from './counting';
import { type Subject } from './matchers';
import { type AuditRecord, hasOutcome } from './records';
import { select, type Selection } from './selection';
import { type RecordSource } from './source';

interface Context {
  query: ModelQuery;
  window: TimeWindow;
  source: RecordSource;
}

const UNKNOWN = { memory: 'memory', cpu: 'CPU', inFlight: 'requests in flight' } as const;

/** Why records cannot answer, and what to do. */
export function refuseOperations({ operations, model }: ModelQuery, source: RecordSource): string | undefined {
  const { measure } = operations;
  if (measure === 'memory' || measure === 'cpu' || measure === 'inFlight') {
    return `Records say nothing of ${UNKNOWN[measure]}: that is measured on the processes that serve the model. Ask a data source that reads Prometheus.`;
  }
  return (measure === 'throughput' || measure === 'errorRate') && !source.coverage(model.name)
    ? `The records of model '${model.name}' have no times, so nothing can be said a second. Give them a column @timestamp.`
    : undefined;
}

export function answerOperations(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const { series, style } = measure({ query, window, source });
  const answered = series.filter(({ points }) => points.some(({ value }) => value !== undefined));
  if (answered.length === 0) {
    notices.push({ severity: 'warning', text: explainNone(query) });
    answered.push({ name: query.operations.measure, labels: {}, points: [] });
  }
  const meta = { query, from: window.from, to: window.to };
  return answered.map((one, i) => measureFrame(one, style, meta, i === 0 ? notices : []));
}

function measure(context: Context): { series: MeasureSeries[]; style: MeasureStyle } {
  switch (context.query.operations.measure) {
    case 'responseTime':
      return { series: responseTimes(context), style: { unit: 's', min: 0 } };
    case 'throughput':
      return {
        series: perSecond('throughput', selectOn(context, 'predictions', isAnswered), context),
        style: { unit: 'reqps', min: 0 },
      };
    case 'errorRate':
      return {
        series: perSecond('errors', selectOn(context, 'errors', isFailed), context, (record) => ({
          error_type: record.error?.type ?? '',
        })),
        style: { unit: 'reqps', min: 0 },
      };
    case 'errorShare':
      return {
        series: ratios(
          'error share',
          selectOn(context, 'requests', () => true),
          isFailed,
          context
        ),
        style: { unit: 'percentunit', min: 0 },
      };
    case 'labelCoverage':
      return { series: labelCoverage(context), style: { unit: 'percentunit', min: 0 } };
    default:
      return { series: [], style: {} };
  }
}

const isFailed = ({ error }: AuditRecord) => error !== undefined;
const isAnswered = (record: AuditRecord) => !isFailed(record);

/** Requests happen when they are made, whichever clock outcomes are asked on. */
function selectOn({ query, window, source }: Context, subject: Subject, keep: (record: AuditRecord) => boolean) {
  return select(query, window, source, 'prediction', subject, keep);
}

const versionOf = ({ version }: AuditRecord, { byVersion }: ModelQuery) => (byVersion ? version : '');
const labelsOf = (version: string, { byVersion }: ModelQuery): Labels => (byVersion ? { version } : {});

/** Exact quantiles (numpy's default: linear between the two nearest), of failed requests too; the mean where none is asked for. */
function responseTimes(context: Context): MeasureSeries[] {
  const { query } = context;
  const { records, windows } = selectOn(context, 'requests', ({ duration }) => duration !== undefined);
  const durations = new Tally<number[]>(() => []);
  for (const { time, start, end } of windows) {
    for (let i = start; i < end; i++) {
      durations.at(versionOf(records[i], query), time).push(records[i].duration ?? NaN);
    }
  }
  const sorted = durations.map((values) => Float64Array.from(values).sort());
  const { quantiles } = query.operations;
  const asked =
    quantiles.length > 0
      ? quantiles.map((quantile) => ({
          name: `p${Number((quantile * 100).toPrecision(6))}`,
          of: (values: Float64Array) => quantileOf(values, quantile),
        }))
      : [{ name: 'mean', of: (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length }];
  return asked.flatMap(({ name, of }) =>
    sorted.entries().map(([version, byTime]) => ({
      name: `response time ${name}`,
      labels: labelsOf(version, query),
      points: disconnect([...byTime].map(([time, values]) => ({ time, value: of(values) }))),
    }))
  );
}

/** @param sorted ascending, not empty */
export function quantileOf(sorted: Float64Array, quantile: number): number {
  const place = quantile * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  return below + (place - Math.floor(place)) * (sorted[Math.ceil(place)] - below);
}

/** Counts per second of every window; 0 where nothing of a kind that occurs happened. */
function perSecond(
  name: string,
  selection: Selection,
  { query, window }: Context,
  further: (record: AuditRecord) => Labels = () => ({})
): MeasureSeries[] {
  const seconds = lookBack(query, window) / 1000;
  const groups = new Map<string, { labels: Labels; counts: Map<number, number> }>();
  countAlike(
    selection,
    (record) => [versionOf(record, query), ...Object.values(further(record))] as const,
    ([version, ...rest], time, count) => {
      const labels = { ...labelsOf(version, query), ...(rest.length > 0 && { error_type: String(rest[0]) }) };
      const key = JSON.stringify(labels);
      const group = groups.get(key) ?? { labels, counts: new Map() };
      groups.set(key, group);
      group.counts.set(time, count);
    },
    compareKinds
  );
  return [...groups.values()].map(({ labels, counts }) => ({
    name: labels.error_type ?? name,
    labels,
    points: selection.windows.map(({ time }) => ({ time, value: (counts.get(time) ?? 0) / seconds })),
  }));
}

/** The share of the records of each window of which something holds; undefined where there is none. */
function ratios(
  name: string,
  selection: Selection,
  holds: (record: AuditRecord) => boolean,
  { query }: Context
): MeasureSeries[] {
  const sums = new Tally<{ part: number; all: number }>(() => ({ part: 0, all: 0 }));
  countAlike(
    selection,
    (record) => [versionOf(record, query), holds(record)] as const,
    ([version, part], time, count) => {
      const sum = sums.at(version, time);
      sum.all += count;
      sum.part += part ? count : 0;
    }
  );
  return shares(name, sums, query);
}

/** On the prediction clock the share of predictions whose outcome is known; on the outcome clock, as Prometheus has it, a ratio of flows. */
function labelCoverage(context: Context): MeasureSeries[] {
  const { query, window, source } = context;
  const predictions = selectOn(context, 'requests', isAnswered);
  if (query.timeBasis === 'prediction') {
    return ratios('label coverage', predictions, hasOutcome, context);
  }
  const sums = new Tally<{ part: number; all: number }>(() => ({ part: 0, all: 0 }));
  const add = (selection: Selection, key: 'part' | 'all') =>
    countAlike(
      selection,
      (record) => [versionOf(record, query)] as const,
      ([version], time, count) => (sums.at(version, time)[key] += count)
    );
  add(predictions, 'all');
  add(select(query, window, source, 'outcome', 'requests', hasOutcome), 'part');
  return shares('label coverage (flow)', sums, query);
}

function shares(name: string, sums: Tally<{ part: number; all: number }>, query: ModelQuery): MeasureSeries[] {
  const times = sums.times();
  return sums.entries().map(([version, byTime]) => ({
    name,
    labels: labelsOf(version, query),
    points: disconnect(
      times.map((time) => {
        const { part, all } = byTime.get(time) ?? { part: 0, all: 0 };
        return { time, support: all, ...(all > 0 && { value: part / all }) };
      })
    ),
  }));
}

function compareKinds(a: readonly unknown[], b: readonly unknown[]): number {
  const [x, y] = [a, b].map((kind) => JSON.stringify(kind));
  return x < y ? -1 : x > y ? 1 : 0;
}

function explainNone({ model, operations }: ModelQuery): string {
  const matchers = model.matchers.length > 0 ? ' that the further matchers let through' : '';
  return operations.measure === 'responseTime'
    ? `No record of model '${model.name}'${matchers} in this time range has a response time (event.duration). Choose another time range, or give the records one.`
    : `No record of model '${model.name}'${matchers} lies in this time range. Choose another time range or model.`;
}
