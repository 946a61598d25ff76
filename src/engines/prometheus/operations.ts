import { type DataFrame, type Labels } from '@grafana/data';

import { measureFrame, type MeasureSeries, type MeasureStyle } from '../../frames/measureFrame';
import { readSeries, type Series } from '../../frames/readSeries';
import { type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery, type OperationsMeasure } from '../../query/query';
import { type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { countNotices } from './confusion';
import { countsBy } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { aggregate, binary, type Expr, histogramQuantile, over, scalar, type Selector } from './promql';
import { promRequest } from './requests';
import { lookBack } from '../lookBack';
import { modelSelector, splitLabels } from './selectors';
import { disconnect, pointsOf, stepTimes } from '../steps';

/** A rate needs several samples, whatever the step. */
const SHORTEST_RATE_MS = 2 * 60_000;

/** What every measure's plan is made of. */
interface Context {
  query: ModelQuery;
  mapping: TelemetryMapping;
  window: TimeWindow;
  windowMs: number;
  facts: PrometheusFacts;
  split: string[];
}

/** The parts of one measure's plan: what to ask, how to read it, how to show it, and whose absence explains an empty answer. */
interface Recipe {
  requests: UpstreamRequest[];
  read(answers: Series[][]): MeasureSeries[];
  style: MeasureStyle;
  needs: MetricRole;
}

export function planOperations(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const context: Context = {
    query,
    mapping,
    window,
    windowMs: lookBack(query, window),
    facts,
    split: splitLabels(query, mapping),
  };
  const { requests, read, style, needs } = recipes[query.operations.measure](context);
  return {
    requests,
    read: (answers) => {
      const parts = answers.map(readSeries);
      const notices = countNotices(parts.flat(), context.windowMs);
      const answered = read(parts).filter(({ points }) => points.length > 0);
      if (answered.length === 0) {
        notices.push({ severity: 'warning', text: explainEmpty(needs, query, mapping, facts) });
        answered.push({ name: query.operations.measure, labels: {}, points: [] });
      }
      const meta = { query, from: window.from, to: window.to };
      return answered.map((series) => measureFrame(series, style, meta, notices.splice(0)));
    },
  };
}

const recipes: Record<OperationsMeasure, (context: Context) => Recipe> = {
  responseTime,
  throughput: (context) => ({
    requests: [counted('predictions', [], context)],
    read: ([predictions]) => perSecond('throughput', predictions, [], context),
    style: { unit: 'reqps', min: 0 },
    needs: 'predictions',
  }),
  errorRate: (context) => ({
    requests: [counted('errors', [context.mapping.labels.errorType].filter(Boolean), context)],
    read: ([errors]) => perSecond('errors', errors, [context.mapping.labels.errorType].filter(Boolean), context),
    style: { unit: 'reqps', min: 0 },
    needs: 'errors',
  }),
  errorShare: (context) => ({
    requests: [
      counted('predictions', [], context),
      counted('errors', [context.mapping.labels.errorType].filter(Boolean), context),
    ],
    read: ([predictions, errors]) =>
      // Without any error series nobody knows whether none failed or none is counted; a model that has one had none here.
      (context.facts.seriesOfModel[context.mapping.metrics.errors] ?? 0) === 0 && errors.length === 0
        ? []
        : ratios('error share', errors, [predictions, errors], context),
    style: { unit: 'percentunit', min: 0 },
    needs: 'errors',
  }),
  labelCoverage: (context) => ({
    requests: [counted('outcomes', [], context), counted('predictions', [], context)],
    read: ([outcomes, predictions]) => ratios('label coverage (flow)', outcomes, [predictions], context),
    style: { unit: 'percentunit', min: 0 },
    needs: 'predictions',
  }),
  memory: (context) => ofProcesses('memory', 'max_over_time', { unit: 'bytes', min: 0 }, context),
  cpu: (context) => ofProcesses('cpu', 'rate', { unit: 'none', decimals: 2, min: 0 }, context),
  inFlight: (context) => {
    const gauge = modelSelector('inFlight', context.query, context.mapping);
    const instances = aggregate('sum', context.split, over('max_over_time', gauge, context.windowMs));
    return {
      requests: [promRequest('inFlight', instances, context.query, context.window)],
      read: ([series]) => series.map((one) => named('in flight', one, context.split, context)),
      style: { unit: 'short', min: 0 },
      needs: 'inFlight',
    };
  },
};

/** Quantiles of the response time, or its mean where none is asked for; from a classic histogram or a native one. */
function responseTime(context: Context): Recipe {
  const { query, mapping, window, facts, split } = context;
  const rateMs = Math.max(context.windowMs, SHORTEST_RATE_MS);
  const name = mapping.metrics.duration;
  const native = (facts.seriesOfModel[name] ?? 0) > 0 && (facts.seriesOfModel[`${name}_count`] ?? 0) === 0;
  const rate = (suffix: string) => over('rate', modelSelector('duration', query, mapping, suffix), rateMs);
  const observations = native ? aggregate('sum', split, rate('')) : aggregate('sum', [...split, 'le'], rate('_bucket'));
  const { quantiles } = query.operations;
  const asked: Array<[string, Expr]> =
    quantiles.length > 0
      ? quantiles.map((quantile) => [`p${formatPercent(quantile)}`, histogramQuantile(quantile, observations)])
      : [['mean', meanOf(native, split, rate)]];
  return {
    requests: asked.map(([label, expr]) => promRequest(`responseTime-${label}`, expr, query, window)),
    read: (answers) =>
      answers.flatMap((series, i) => series.map((one) => named(`response time ${asked[i][0]}`, one, split, context))),
    style: { unit: 's', min: 0 },
    needs: 'duration',
  };
}

function meanOf(native: boolean, split: string[], rate: (suffix: string) => Expr): Expr {
  const part = (which: 'sum' | 'count') =>
    native ? aggregate('sum', split, histogramPart(which, rate(''))) : aggregate('sum', split, rate(`_${which}`));
  return binary(part('sum'), '/', binary(part('count'), '>', scalar(0)));
}

const histogramPart = (which: 'sum' | 'count', operand: Expr) => `histogram_${which}(${operand})` as Expr;

const formatPercent = (quantile: number) => String(Number((quantile * 100).toPrecision(6)));

function counted(
  role: MetricRole,
  by: string[],
  { query, mapping, window, windowMs, split }: Context
): UpstreamRequest {
  const counter = modelSelector(role, query, mapping);
  return promRequest(role, countsBy([...split, ...by], counter, windowMs, mapping), query, window);
}

/** A metric of the processes that serve the model: one answer an instance, since a process may carry no model label. */
function ofProcesses(
  role: 'memory' | 'cpu',
  fn: 'max_over_time' | 'rate',
  style: MeasureStyle,
  { query, mapping, window, windowMs }: Context
): Recipe {
  const by = mapping.instanceLabels;
  const range = fn === 'rate' ? Math.max(windowMs, SHORTEST_RATE_MS) : windowMs;
  const own: Selector = { metric: mapping.metrics[role], matchers: [] };
  const serving = aggregate('group', by, over('last_over_time', modelSelector('predictions', query, mapping), range));
  const expr = aggregate('max', by, binary(over(fn, own, range), 'and', serving, { on: by }));
  return {
    requests: [promRequest(role, expr, query, window)],
    read: ([series]) =>
      series.map((one) => ({
        name: `${role === 'cpu' ? 'CPU' : 'memory'} ${one.labels.instance ?? Object.values(one.labels).join(' ')}`.trim(),
        labels: one.labels,
        points: pointsOf(one),
      })),
    style,
    needs: role,
  };
}

/** What a series is called and labelled on screen: by version and the further labels given. */
function named(name: string, series: Series, by: string[], { query, mapping }: Context): MeasureSeries {
  return {
    name,
    labels: displayLabels(series.labels, by, query, mapping),
    points: pointsOf(series),
  };
}

function displayLabels(labels: Labels, by: string[], query: ModelQuery, mapping: TelemetryMapping): Labels {
  const shown: Labels = {};
  if (query.byVersion) {
    shown.version = labels[mapping.labels.version] ?? '';
  }
  for (const label of by.filter((label) => label !== mapping.labels.version)) {
    shown[label] = labels[label] ?? '';
  }
  return shown;
}

/** Counts per second, by version and the further labels given; a step at which nothing was counted is 0 if the series lives. */
function perSecond(name: string, series: Series[], by: string[], context: Context): MeasureSeries[] {
  const { query, mapping, windowMs } = context;
  const groups = sumBy(series, (labels) => displayLabels(labels, by, query, mapping));
  const times = stepTimes(groups.flatMap(({ sums }) => [...sums.keys()]));
  return groups.map(({ labels, sums }) => ({
    name: by.length > 0 ? by.map((label) => labels[label]).join(' ') : name,
    labels,
    points: disconnect(times.map((time) => ({ time, value: (sums.get(time) ?? 0) / (windowMs / 1000) }))),
  }));
}

/** One sum of counts over another, at each step at which the denominator is above 0. */
function ratios(name: string, numerator: Series[], denominators: Series[][], context: Context): MeasureSeries[] {
  const { query, mapping } = context;
  const key = (labels: Labels) => displayLabels(labels, [], query, mapping);
  const above = new Map(sumBy(numerator, key).map((group) => [group.labels.version, group.sums]));
  return sumBy(denominators.flat(), key).map(({ labels, sums }) => ({
    name,
    labels,
    points: disconnect(
      stepTimes([...sums.keys()]).map((time) => {
        const support = sums.get(time) ?? 0;
        const part = above.get(labels.version)?.get(time) ?? 0;
        return { time, support, ...(support > 0 && { value: part / support }) };
      })
    ),
  }));
}

interface Group {
  labels: Labels;
  sums: Map<number, number>;
}

function sumBy(series: Series[], key: (labels: Labels) => Labels): Group[] {
  const groups = new Map<string, Group>();
  for (const { labels, times, values } of series) {
    const group: Group = { labels: key(labels), sums: new Map() };
    const id = JSON.stringify(group.labels);
    const { sums } = groups.get(id) ?? group;
    groups.set(id, { labels: group.labels, sums });
    times.forEach((time, i) => sums.set(time, (sums.get(time) ?? 0) + values[i]));
  }
  return [...groups.values()];
}
