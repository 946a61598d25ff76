import { type DataFrame, type Labels } from '@grafana/data';

import { measureFrame, type MeasureSeries, type MeasureStyle } from '../../frames/measureFrame';
import { readSeries, type Series } from '../../frames/readSeries';
import { type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery, type OperationsMeasure } from '../../query/query';
import { isRefusal, type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { countNotices } from './confusion';
import { countsBy } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { aggregate, binary, type Expr, histogramPart, histogramQuantile, over, scalar, type Selector } from './promql';
import { promRequest } from './requests';
import { lookBack } from '../lookBack';
import { modelSelector, scaleOf, splitLabels } from './selectors';
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

/** The parts of one measure's plan: what to ask, how to read it, how to show it. */
interface Recipe {
  requests: UpstreamRequest[];
  read(answers: Series[][]): MeasureSeries[];
  style: MeasureStyle;
  /** The metrics that it cannot do without; the emptiness of the first explains an empty answer. */
  needs: [MetricRole, ...MetricRole[]];
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
  const recipe = recipes[query.operations.measure](context);
  if (isRefusal(recipe)) {
    return recipe;
  }
  const { requests, read, style, needs } = recipe;
  const sentence = needs.map((role) => mapping.absent[role]).find((why) => why !== undefined);
  if (sentence !== undefined) {
    return { sentence };
  }
  const withinNative = needs.map((role) => refuseCountWithin(mapping.metrics[role], facts)).find(Boolean);
  if (withinNative) {
    return withinNative;
  }
  return {
    requests,
    read: (answers) => {
      const parts = answers.map(readSeries);
      const notices = countNotices(parts.flat(), context.windowMs);
      const answered = read(parts).filter(({ points }) => points.length > 0);
      if (answered.length === 0) {
        notices.push({ severity: 'warning', text: explainEmpty(needs[0], query, mapping, facts) });
        answered.push({ name: query.operations.measure, labels: {}, points: [] });
      }
      const meta = { query, from: window.from, to: window.to };
      return answered.map((series) => measureFrame(series, style, meta, notices.splice(0)));
    },
  };
}

/** Servers without a counter of predictions are counted by their histogram's `_count`, which a native histogram has within. */
function refuseCountWithin(name: string, { seriesOfModel }: PrometheusFacts): Refusal | undefined {
  const histogram = name.replace(/_count$/, '');
  return histogram !== name && !seriesOfModel[name] && seriesOfModel[histogram] > 0
    ? {
        sentence: `${histogram} is a native histogram, so there is no ${name} to count by. Set always_scrape_classic_histograms (scrape_classic_histograms before Prometheus 3) for its scrape job, or map a counter in the data source settings.`,
      }
    : undefined;
}

const recipes: Record<OperationsMeasure, (context: Context) => Recipe | Refusal> = {
  responseTime,
  throughput: (context) => ({
    requests: [counted('predictions', [], context)],
    read: ([predictions]) => perSecond('throughput', predictions, [], context),
    style: { unit: 'reqps', min: 0 },
    needs: ['predictions'],
  }),
  errorRate: (context) => ({
    requests: [counted('errors', [context.mapping.labels.errorType].filter(Boolean), context)],
    read: ([errors]) => perSecond('errors', errors, [context.mapping.labels.errorType].filter(Boolean), context),
    style: { unit: 'reqps', min: 0 },
    needs: ['errors'],
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
    needs: ['errors', 'predictions'],
  }),
  labelCoverage: (context) => ({
    requests: [counted('outcomes', [], context), counted('predictions', [], context)],
    read: ([outcomes, predictions]) => ratios('label coverage (flow)', outcomes, [predictions], context),
    style: { unit: 'percentunit', min: 0 },
    needs: ['predictions', 'outcomes'],
  }),
  memory: (context) => resource('memory', 'max_over_time', { unit: 'bytes', min: 0 }, context),
  cpu: (context) => resource('cpu', 'rate', { unit: 'none', decimals: 2, min: 0 }, context),
  inFlight: (context) => {
    const gauge = modelSelector('inFlight', context.query, context.mapping);
    const instances = aggregate('sum', context.split, over('max_over_time', gauge, context.windowMs));
    return {
      requests: [promRequest('inFlight', instances, context.query, context.window)],
      read: ([series]) => series.map((one) => named('in flight', one, context.split, context)),
      style: { unit: 'short', min: 0 },
      needs: ['inFlight'],
    };
  },
};

/** Quantiles of the response time, or its mean where none is asked for; from a classic histogram, a native one, or two counters. */
function responseTime(context: Context): Recipe | Refusal {
  const { query, mapping, window, facts, split } = context;
  const { quantiles } = query.operations;
  const name = mapping.metrics.duration;
  const countedBy = mapping.details.duration?.countedBy;
  if (countedBy !== undefined && quantiles.length > 0 && mapping.absent.duration === undefined) {
    return {
      sentence: `${name} only sums up response times, which ${countedBy} counts, so there is a mean and there are no quantiles. Remove the quantiles from the query to see the mean.`,
    };
  }
  const rateMs = Math.max(context.windowMs, SHORTEST_RATE_MS);
  const duration = modelSelector('duration', query, mapping);
  const rate = (metric: string) => over('rate', { ...duration, metric }, rateMs);
  const native = (facts.seriesOfModel[name] ?? 0) > 0 && (facts.seriesOfModel[`${name}_count`] ?? 0) === 0;
  const sumOf = (expr: Expr) => aggregate('sum', split, expr);
  const mean = () => {
    if (countedBy !== undefined) {
      return ratio(sumOf(rate(name)), sumOf(rate(countedBy)));
    }
    return native
      ? ratio(sumOf(histogramPart('sum', rate(name))), sumOf(histogramPart('count', rate(name))))
      : ratio(sumOf(rate(`${name}_sum`)), sumOf(rate(`${name}_count`)));
  };
  const observations = () => (native ? sumOf(rate(name)) : aggregate('sum', [...split, 'le'], rate(`${name}_bucket`)));
  const asked: Array<[string, Expr]> =
    quantiles.length > 0
      ? quantiles.map((quantile) => [`p${formatPercent(quantile)}`, histogramQuantile(quantile, observations())])
      : [['mean', mean()]];
  return {
    requests: asked.map(([label, expr]) =>
      promRequest(`responseTime-${label}`, inBaseUnits('duration', expr, mapping), query, window)
    ),
    read: (answers) =>
      answers.flatMap((series, i) => series.map((one) => named(`response time ${asked[i][0]}`, one, split, context))),
    style: { unit: 's', min: 0 },
    needs: ['duration'],
  };
}

const ratio = (sum: Expr, count: Expr) => binary(sum, '/', binary(count, '>', scalar(0)));

function inBaseUnits(role: MetricRole, expr: Expr, mapping: TelemetryMapping): Expr {
  const scale = scaleOf(role, mapping);
  return scale === 1 ? expr : binary(expr, '*', scalar(scale));
}

const formatPercent = (quantile: number) => String(Number((quantile * 100).toPrecision(6)));

function counted(
  role: MetricRole,
  by: string[],
  { query, mapping, window, windowMs, split }: Context
): UpstreamRequest {
  const counter = modelSelector(role, query, mapping);
  return promRequest(role, countsBy([...split, ...by], counter, windowMs, mapping), query, window);
}

/** Memory and CPU: of the model where the metric carries its labels, else of the processes or hosts that serve it. */
function resource(role: 'memory' | 'cpu', fn: 'max_over_time' | 'rate', style: MeasureStyle, context: Context): Recipe {
  const { query, mapping, window, windowMs, split } = context;
  const { ofModel, ofHost, joinedBy, matchers = [] } = mapping.details[role] ?? {};
  const range = fn === 'rate' ? Math.max(windowMs, SHORTEST_RATE_MS) : windowMs;
  const title = `${ofHost ? 'host ' : ''}${role === 'cpu' ? 'CPU' : 'memory'}`;
  const request = (expr: Expr) => [promRequest(role, inBaseUnits(role, expr, mapping), query, window)];
  if (ofModel) {
    const own = modelSelector(role, query, mapping);
    return {
      requests: request(aggregate('sum', split, over(fn, own, range))),
      read: ([series]) => series.map((one) => named(title, one, split, context)),
      style,
      needs: [role],
    };
  }
  // One answer a process, since a process may carry no model label.
  const by = joinedBy ?? mapping.instanceLabels;
  const own: Selector = { metric: mapping.metrics[role], matchers };
  // Also where all predictions fail: whatever the mapping lets count as one, it was this process that was asked.
  const asked = modelSelector('predictions', query, { ...mapping, details: {} });
  const serving = aggregate('group', by, over('last_over_time', asked, range));
  return {
    requests: request(aggregate('max', by, binary(over(fn, own, range), 'and', serving, { on: by }))),
    read: ([series]) =>
      series.map((one) => ({
        name: `${title} ${one.labels.instance ?? Object.values(one.labels).join(' ')}`.trim(),
        labels: one.labels,
        points: pointsOf(one),
      })),
    style,
    needs: [role, 'predictions'],
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
