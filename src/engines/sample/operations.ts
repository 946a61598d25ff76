import { type DataFrame, type Labels, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { measureFrame, type MeasurePoint, type MeasureSeries, type MeasureStyle } from '../../frames/measureFrame';
import { type ModelQuery, type OperationsMeasure } from '../../query/query';
import { type TimeWindow } from '../engine';
import { operationsMeasure, rateDivisor, rateStyle } from '../rates';
import { disconnect } from '../steps';
import { Tally } from '../tally';
import { countAlike } from './counting';
import { valuePasses } from './matchers';
import { explainNone, timelessNotice } from './notices';
import { meanOf, quantileOf, type Repeated } from './quantile';
import { type AuditRecord, hasOutcome } from './records';
import { type RecordWindow, select, type Selection, type Wanted } from './selection';
import { type RecordSource } from './source';

interface Context {
  query: ModelQuery;
  window: TimeWindow;
  source: RecordSource;
}

/** The parts of one measure's answer: its series, how to show them, from what it was counted, and what is missing where it is empty. */
interface Answer {
  series: MeasureSeries[];
  style: MeasureStyle;
  from: Selection;
  /** Follows 'No record of model ... '. */
  missing: string;
}

/** Measures of a second, which records without times do not have. */
const RATES: readonly OperationsMeasure[] = ['throughput', 'errorRate'];
const OF_PROCESSES: Partial<Record<OperationsMeasure, string>> = {
  memory: 'memory',
  cpu: 'CPU',
  inFlight: 'requests in flight',
};

/** Why records cannot answer, and what to do. */
export function refuseOperations(query: ModelQuery, source: RecordSource): string | undefined {
  const measure = operationsMeasure(query);
  const { model } = query;
  const unknown = OF_PROCESSES[measure];
  if (unknown !== undefined) {
    return `Records say nothing of ${unknown}: that is measured on the processes that serve the model. Ask a data source that reads Prometheus.`;
  }
  return RATES.includes(measure) && !source.coverage(model.name)
    ? `The records of model '${model.name}' have no times, so nothing can be said a second. Give them a column @timestamp.`
    : undefined;
}

export function answerOperations(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const { series, style, from, missing } = answer({ query, window, source });
  const answered = series.filter(({ points }) => points.some(({ value }) => value !== undefined));
  notices.push(...timelessNotice(from, query.result === 'number' && !RATES.includes(operationsMeasure(query))));
  if (answered.length === 0) {
    notices.push(explainNone(missing, query, window, source));
    answered.push({ name: operationsMeasure(query), labels: {}, points: [] });
  }
  const meta = { query, from: window.from, to: window.to };
  return answered.map((one, i) => measureFrame(one, style, meta, i === 0 ? notices : []));
}

function answer(context: Context): Answer {
  switch (operationsMeasure(context.query)) {
    case 'throughput':
      return throughput(context);
    case 'errorRate':
      return errorRate(context);
    case 'errorShare':
      return errorShare(context);
    case 'labelCoverage':
      return labelCoverage(context);
    default:
      return responseTime(context);
  }
}

const isFailed = ({ error }: AuditRecord) => error !== undefined;
const isAnswered = ({ error }: AuditRecord) => error === undefined;

/** Requests happen when they are made, whichever clock outcomes are asked on. */
function requests({ query, window, source }: Context, wanted: Omit<Wanted, 'basis'>): Selection {
  return select(query, window, source, { ...wanted, basis: 'prediction' });
}

const versionIn = ({ version }: AuditRecord, { byVersion }: ModelQuery) => (byVersion ? version : '');
const versionLabels = (version: string, { byVersion }: ModelQuery): Labels => (byVersion ? { version } : {});

/** Exact quantiles, of failed requests too; the mean where none is asked for. */
function responseTime(context: Context): Answer {
  const { query } = context;
  const from = requests(context, { subject: 'requests', keep: ({ duration }) => Number.isFinite(duration) });
  const durations = new Tally<{ values: number[]; counts: number[] }>(() => ({ values: [], counts: [] }));
  countAlike(
    from,
    (record) => [versionIn(record, query), record.duration ?? NaN] as const,
    ([version, duration], time, count) => {
      const { values, counts } = durations.at(version, time);
      values.push(duration);
      counts.push(count);
    },
    ([, a], [, b]) => a - b
  );
  const { quantiles } = query.operations;
  const asked =
    quantiles.length > 0
      ? quantiles.map((quantile) => ({
          name: `p${Number((quantile * 100).toPrecision(6))}`,
          of: (all: Repeated) => quantileOf(all, quantile),
        }))
      : [{ name: 'mean', of: meanOf }];
  return {
    series: asked.flatMap(({ name, of }) =>
      durations.entries().map(([version, byTime]) => ({
        name: `response time ${name}`,
        labels: versionLabels(version, query),
        points: disconnect(ascending(byTime).map(([time, all]) => ({ time, value: of(all) }))),
      }))
    ),
    style: { unit: 's', min: 0 },
    from,
    missing: 'has a response time (event.duration)',
  };
}

const ascending = <T>(byTime: ReadonlyMap<number, T>) => [...byTime].sort(([a], [b]) => a - b);

function throughput(context: Context): Answer {
  const from = requests(context, { subject: 'predictions', keep: isAnswered, timedOnly: true });
  const rates = new Rates('throughput', context);
  if (!context.query.byVersion) {
    rates.of('');
  }
  countAlike(
    from,
    (record) => [versionIn(record, context.query)] as const,
    ([version], time, count) => rates.of(version).set(time, count)
  );
  return {
    series: rates.series(from.windows),
    style: rateStyle(context.query),
    from,
    missing: 'is a prediction with a time (@timestamp)',
  };
}

/** By type; a type that is known, and did not occur, has the rate 0. */
function errorRate(context: Context): Answer {
  const { query, source } = context;
  const from = requests(context, { subject: 'errors', keep: isFailed, timedOnly: true });
  const rates = new Rates('errors', context);
  const types = errorTypes(context.source, query).filter((type) => valuePasses(query.model, 'error_type', type));
  const served = requests(context, { subject: 'requests', keep: () => true, timedOnly: true });
  const versions = new Set(served.records.map((record) => versionIn(record, query)));
  versions.forEach((version) => types.forEach((type) => rates.of(version, type)));
  countAlike(
    from,
    (record) => [versionIn(record, query), record.error?.type ?? ''] as const,
    ([version, type], time, count) => rates.of(version, type).set(time, count)
  );
  return {
    series: rates.series(from.windows),
    style: rateStyle(context.query),
    from,
    missing: errorTypes(source, query).length > 0 ? 'is a request with a time (@timestamp)' : NO_ERRORS,
  };
}

function errorShare(context: Context): Answer {
  const { query, source } = context;
  const answered = requests(context, { subject: 'predictions', keep: isAnswered });
  const failed = requests(context, { subject: 'errors', keep: isFailed });
  const tell = errorTypes(source, query).length > 0;
  const sums = new Tally<Share>(() => ({ part: 0, all: 0 }));
  addCounts(answered, query, sums, ['all']);
  addCounts(failed, query, sums, ['all', 'part']);
  return {
    // Where no record has an error, nobody knows whether none failed or none was written down.
    series: tell ? shares('error share', sums, query) : [],
    style: { unit: 'percentunit', min: 0 },
    from: {
      ...answered,
      timeless: answered.timeless + failed.timeless,
      records: [...answered.records, ...failed.records],
    },
    missing: tell ? 'is a request' : NO_ERRORS,
  };
}

const NO_ERRORS = 'tells of an error (error.type), so it is not known whether requests failed';
const errorTypes = (source: RecordSource, { model }: ModelQuery) => source.values('error_type', model.name);

/** On the prediction clock the share of predictions whose outcome is known; on the outcome clock, as Prometheus has it, a ratio of flows. */
function labelCoverage(context: Context): Answer {
  const { query, window, source } = context;
  const from = requests(context, { subject: 'predictions', keep: isAnswered });
  const sums = new Tally<Share>(() => ({ part: 0, all: 0 }));
  addCounts(from, query, sums, ['all']);
  const flow = query.timeBasis === 'outcome';
  const outcomes = flow
    ? select(query, window, source, { basis: 'outcome', subject: 'outcomes', keep: hasOutcome })
    : requests(context, { subject: 'predictions', keep: (record) => isAnswered(record) && hasOutcome(record) });
  addCounts(outcomes, query, sums, ['part']);
  return {
    series: shares(flow ? 'label coverage (flow)' : 'label coverage', sums, query),
    style: { unit: 'percentunit', min: 0 },
    from,
    missing: 'is a prediction',
  };
}

interface Share {
  part: number;
  all: number;
}

function addCounts(selection: Selection, query: ModelQuery, sums: Tally<Share>, to: Array<keyof Share>): void {
  countAlike(
    selection,
    (record) => [versionIn(record, query)] as const,
    ([version], time, count) => {
      const sum = sums.at(version, time);
      to.forEach((key) => (sum[key] += count));
    }
  );
}

/** One series a version; undefined where there is nothing to have a share of. */
function shares(name: string, sums: Tally<Share>, query: ModelQuery): MeasureSeries[] {
  return sums.entries().map(([version, byTime]) => ({
    name,
    labels: versionLabels(version, query),
    points: disconnect(
      ascending(byTime).map(([time, { part, all }]) => ({ time, support: all, ...(all > 0 && { value: part / all }) }))
    ),
  }));
}

/** Counts per second by version and type of error; 0 at every time of which the records can tell. */
class Rates {
  private readonly groups = new Map<string, { labels: Labels; counts: Map<number, number> }>();

  constructor(
    private readonly name: string,
    private readonly context: Context
  ) {}

  /** What was counted at each time. */
  of(version: string, errorType?: string): Map<number, number> {
    const labels = {
      ...versionLabels(version, this.context.query),
      ...(errorType !== undefined && { error_type: errorType }),
    };
    const key = JSON.stringify([version, errorType]);
    const group = this.groups.get(key) ?? { labels, counts: new Map<number, number>() };
    this.groups.set(key, group);
    return group.counts;
  }

  series(windows: readonly RecordWindow[]): MeasureSeries[] {
    const { query, window, source } = this.context;
    const divisor = rateDivisor(query, window);
    const coverage = source.coverage(query.model.name);
    const told = windows.filter(({ time, from }) => coverage && time >= coverage.from && from < coverage.to);
    return [...this.groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { labels, counts }]) => ({
        name: labels.error_type ?? this.name,
        labels,
        points: told.map(({ time }): MeasurePoint => ({ time, value: (counts.get(time) ?? 0) / divisor })),
      }));
  }
}
