import { type MetricRole } from '../../../query/mapping';
import {
  aboveZero,
  constant,
  type ConvertContext,
  type Converted,
  legendOf,
  selectOf,
  sumBy,
  withVersion,
} from './context';
import { ratio, type Share } from './outcomeCounts';
import { countOver } from '../counts';
import {
  aggregate,
  binary,
  type Expr,
  histogramPart,
  histogramQuantile,
  inSeconds,
  over,
  scalar,
  type Selector,
  setLabel,
  type Span,
} from '../promql';
import { modelSelector, scaleOf } from '../selectors';

/** A rate needs several samples, whatever the window (operations.ts). */
const SHORTEST_RATE_MS = 2 * 60_000;

/** How the service runs, each number as one query. */
export function convertOperations(context: ConvertContext): Converted[] {
  const { query, mapping, span } = context;
  const { errorType } = mapping.labels;
  const perSecond = (counted: Expr) => binary(counted, '/', inSeconds(span));
  const rate = { unit: 'reqps', min: 0 };
  const share = { unit: 'percentunit', min: 0 };
  const one = (expr: Expr, name: string, style: Converted['style']): Converted[] => [
    { expr: withVersion(expr, context), legend: legendOf(name, context), style },
  ];
  switch (query.operations.measure) {
    case 'responseTime':
      return responseTime(context);
    case 'throughput':
      return one(perSecond(counted('predictions', [], context)), 'throughput', rate);
    case 'errorRate': {
      const by = [errorType].filter(Boolean);
      return one(perSecond(counted('errors', by, context)), errorType ? `{{${errorType}}}` : 'errors', rate);
    }
    case 'errorShare':
      return one(ratio(failedOf(context)), 'error share', share);
    case 'labelCoverage': {
      const predictions = counted('predictions', [], context);
      const outcomes = binary(counted('outcomes', [], context), 'or', constant(predictions, 0));
      return one(binary(outcomes, '/', aboveZero(predictions)), 'label coverage (flow)', share);
    }
    case 'inFlight': {
      const instances = sumBy([], over('max_over_time', selectOf('inFlight', context), span), context);
      return one(instances, 'in flight', { unit: 'short', min: 0 });
    }
    case 'memory':
      return [resource('memory', 'max_over_time', { unit: 'bytes', min: 0 }, context)];
    case 'cpu':
      return [resource('cpu', 'rate', { unit: 'none', decimals: 2, min: 0 }, context)];
  }
}

export function counted(role: MetricRole, by: readonly string[], context: ConvertContext): Expr {
  return sumBy(by, countOver(selectOf(role, context), context.span, context.mapping), context);
}

/**
 * Failed of all. A model of which nothing failed yet may have no series of errors: it has no error share then, unless it
 * is known that errors are counted.
 */
export function failedOf(context: ConvertContext): Share {
  const { mapping, facts, span } = context;
  const errors = counted('errors', [], context);
  const predictions = counted('predictions', [], context);
  const part = 'modelwatch_part';
  const all = sumBy(
    [],
    binary(setLabel(predictions, part, 'predictions'), 'or', setLabel(errors, part, 'errors')),
    context
  );
  const none = constant(predictions, 0);
  const known = (facts?.seriesOfModel[mapping.metrics.errors] ?? 0) > 0;
  const areCounted = aggregate('group', [], over('last_over_time', selectOf('errors', context), span));
  const failed = binary(errors, 'or', known ? none : binary(none, 'and', areCounted, { on: [] }));
  return { hits: failed, all };
}

/** Quantiles, a query each, or the mean where none is asked for. */
function responseTime(context: ConvertContext): Converted[] {
  const { query, mapping, facts } = context;
  const { quantiles } = query.operations;
  const measured = (label: string, expr: Expr): Converted => ({
    expr: withVersion(inBaseUnits('duration', expr, context), context),
    legend: legendOf(`response time ${label}`, context),
    style: { unit: 's', min: 0 },
    ...(quantiles.length > 1 && { part: label }),
  });
  const { countedBy } = mapping.details.duration ?? {};
  if (countedBy) {
    const summed = selectOf('duration', context);
    return [measured('mean', meanOf(summed, { ...summed, metric: countedBy }, context))];
  }
  const name = mapping.metrics.duration;
  const known = (metric: string) => (facts?.seriesOfModel[metric] ?? 0) > 0;
  const native = known(name) && !known(`${name}_count`);
  // Where nothing is known, whichever of the two there is.
  const either = (of: (native: boolean) => Expr) => (facts ? of(native) : binary(of(false), 'or', of(true)));
  return quantiles.length === 0
    ? [
        measured(
          'mean',
          either((native) => meanDuration(native, context))
        ),
      ]
    : quantiles.map((quantile) =>
        measured(
          `p${Number((quantile * 100).toPrecision(6))}`,
          either((native) => histogramQuantile(quantile, observations(native, context)))
        )
      );
}

function rateOf(selector: Selector, context: ConvertContext): Expr {
  return over('rate', selector, rateSpan(context));
}

function rateSpan({ span }: ConvertContext): Span {
  return typeof span === 'number' ? Math.max(span, SHORTEST_RATE_MS) : span;
}

function observations(native: boolean, context: ConvertContext): Expr {
  return native
    ? sumBy([], rateOf(selectOf('duration', context), context), context)
    : sumBy(['le'], rateOf(selectOf('duration', context, '_bucket'), context), context);
}

function meanDuration(native: boolean, context: ConvertContext): Expr {
  if (!native) {
    return meanOf(selectOf('duration', context, '_sum'), selectOf('duration', context, '_count'), context);
  }
  const rate = rateOf(selectOf('duration', context), context);
  const part = (which: 'sum' | 'count') => sumBy([], histogramPart(which, rate), context);
  return binary(part('sum'), '/', aboveZero(part('count')));
}

function meanOf(sum: Selector, count: Selector, context: ConvertContext): Expr {
  const total = (selector: Selector) => sumBy([], rateOf(selector, context), context);
  return binary(total(sum), '/', aboveZero(total(count)));
}

/** Of the model where the metric carries its labels, else of the processes or hosts that serve it, by instance. */
function resource(
  role: 'memory' | 'cpu',
  fn: 'max_over_time' | 'rate',
  style: Converted['style'],
  context: ConvertContext
): Converted {
  const { query, mapping, split, variables } = context;
  const { ofModel, ofHost, joinedBy, matchers = [] } = mapping.details[role] ?? {};
  const range = fn === 'rate' ? rateSpan(context) : context.span;
  const title = `${ofHost ? 'host ' : ''}${role === 'cpu' ? 'CPU' : 'memory'}`;
  if (ofModel) {
    const own = over(fn, selectOf(role, context), range);
    const expr = withVersion(inBaseUnits(role, aggregate('sum', split, own), context), context);
    return { expr, legend: legendOf(title, context), style };
  }
  const by = joinedBy ?? mapping.instanceLabels;
  const own = over(fn, { metric: mapping.metrics[role], matchers }, range);
  const asked = variables.fill(modelSelector('predictions', query, { ...mapping, details: {} }));
  const serving = aggregate('group', by, over('last_over_time', asked, range));
  const instance = by.includes('instance') ? '{{instance}}' : by.map((label) => `{{${label}}}`).join(' ');
  return {
    expr: inBaseUnits(role, aggregate('max', by, binary(own, 'and', serving, { on: by })), context),
    legend: `${title} ${instance}`,
    style,
  };
}

function inBaseUnits(role: MetricRole, operand: Expr, { mapping }: ConvertContext): Expr {
  const scale = scaleOf(role, mapping);
  return scale === 1 ? operand : binary(operand, '*', scalar(scale));
}
