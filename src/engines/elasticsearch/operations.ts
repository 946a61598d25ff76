import { type DataFrame, type Labels, type QueryResultMetaNotice } from '@grafana/data';

import { measureFrame, type MeasurePoint, type MeasureSeries, type MeasureStyle } from '../../frames/measureFrame';
import { describeDuration } from '../../query/duration';
import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery, type OperationsMeasure, type TimeBasis } from '../../query/query';
import { type Plan, type Refusal, type TimeWindow, type UpstreamRequest } from '../engine';
import { lookBack } from '../lookBack';
import { operationsMeasure, rateDivisor, rateStyle } from '../rates';
import { disconnect } from '../steps';
import { type Subject } from '../subjects';
import { getOrAdd } from '../tally';
import { eachWindow, MOST_WINDOWS, windowEnd } from './eachWindow';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists, type Lucene, not, or } from './lucene';
import { versionBucket } from './outcomeCounts';
import { type Bucket, readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { type BucketSpec, countMetric, type MetricSpec, terms } from './target';
import { countRequest, type Windows, windowsOf } from './windows';

interface Context {
  query: ModelQuery;
  mapping: RecordMapping;
  window: TimeWindow;
  windows: Windows;
}

/** One measure's plan: what to ask, how to read and to show it, and the fields without which there is nothing. */
interface Recipe {
  requests: UpstreamRequest[];
  read(answers: Bucket[][]): MeasureSeries[];
  style: MeasureStyle;
  needs: FieldRole[];
  /** What is to be known of an answer that is not empty. */
  notices?: QueryResultMetaNotice[];
}

const OF_PROCESSES: Partial<Record<OperationsMeasure, string>> = {
  memory: 'memory',
  cpu: 'CPU',
  inFlight: 'requests in flight',
};

export function planOperations(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  const unknown = refuseProcesses(query);
  if (unknown) {
    return unknown;
  }
  const windows = windowsOf(query, window);
  const recipe = recipeOf({ query, mapping, window, windows });
  if ('sentence' in recipe) {
    return recipe;
  }
  const { requests, read, style, needs } = recipe;
  return {
    requests,
    read: (answers) => {
      const buckets = answers.map((frames, i) => readBuckets(requests[i], frames));
      const answered = read(buckets).filter(({ points }) => points.some(({ value }) => value !== undefined));
      const notices = answered.length === 0 ? [explainEmpty(needs, query, mapping, facts)] : (recipe.notices ?? []);
      const all = answered.length > 0 ? answered : [{ name: operationsMeasure(query), labels: {}, points: [] }];
      const meta = { query, from: window.from, to: window.to };
      return all.map((series, i) => measureFrame(series, style, meta, i === 0 ? notices : []));
    },
  };
}

/** What is measured on processes, and on records not. */
export function refuseProcesses(query: ModelQuery): Refusal | undefined {
  const unknown = OF_PROCESSES[operationsMeasure(query)];
  return unknown === undefined
    ? undefined
    : {
        sentence: `Records say nothing of ${unknown}: that is measured on the processes that serve the model. Ask a data source that reads Prometheus.`,
      };
}

function recipeOf(context: Context): Recipe | Refusal {
  switch (operationsMeasure(context.query)) {
    case 'throughput':
      return {
        requests: [counted('predictions', 'predictions', [answered(context)], [], context)],
        read: ([predictions]) => perSecond('throughput', predictions, undefined, context),
        style: rateStyle(context.query),
        needs: [],
      };
    case 'errorRate': {
      const { errorType } = context.mapping.fields;
      return {
        requests: [counted('errors', 'errors', [exists(errorType)], [terms(errorType)], context)],
        read: ([errors]) => perSecond('errors', errors, errorType, context),
        style: rateStyle(context.query),
        needs: ['errorType'],
      };
    }
    case 'errorShare':
      return {
        requests: [
          counted('requests', 'requests', [], [], context),
          counted('errors-all', 'errors', [exists(context.mapping.fields.errorType)], [], context),
        ],
        read: ([requests, errors]) => (errors.length === 0 ? [] : shares('error share', errors, requests, context)),
        style: { unit: 'percentunit', min: 0 },
        needs: ['errorType'],
      };
    case 'labelCoverage':
      return labelCoverage(context);
    default:
      return responseTime(context);
  }
}

/** Requests that got a prediction. */
export const answered = ({ mapping }: Pick<Context, 'mapping'>): Lucene => not(exists(mapping.fields.errorType));

/** Requests happen when they are made, whichever clock outcomes are asked on. */
function counted(
  name: string,
  subject: Subject,
  more: Lucene[],
  buckets: BucketSpec[],
  context: Context,
  basis: TimeBasis = 'prediction',
  metric: MetricSpec = countMetric
): UpstreamRequest {
  const { query, mapping, windows } = context;
  const { fields } = mapping;
  const split = [...versionBucket(query, fields.version), ...buckets];
  // A number needs a bucket to be of.
  const whole = windows.stepMs === undefined && split.length === 0 ? [terms(fields.model)] : [];
  return countRequest(
    name,
    {
      basis,
      query: [...modelRecords(query, mapping, subject), ...more],
      metrics: [metric],
      buckets: [...split, ...whole],
    },
    windows,
    mapping
  );
}

/** On the prediction clock the share of predictions whose outcome is known; on the outcome clock a ratio of flows. */
function labelCoverage(context: Context): Recipe {
  const { query, mapping } = context;
  const flow = query.timeBasis === 'outcome';
  const known = or([exists(mapping.fields.actual), exists(mapping.fields.actualValue)]);
  const outcomes = flow
    ? counted('outcomes', 'outcomes', [known], [], context, 'outcome')
    : counted('outcomes', 'predictions', [answered(context), known], [], context);
  return {
    requests: [counted('predictions', 'predictions', [answered(context)], [], context), outcomes],
    read: ([predictions, known]) =>
      shares(flow ? 'label coverage (flow)' : 'label coverage', known, predictions, context),
    style: { unit: 'percentunit', min: 0 },
    needs: [],
  };
}

/**
 * Quantiles as the index estimates them (t-digest), or the mean. Neither can be put together from buckets: where windows
 * are not the steps themselves, the index is asked for each of them.
 */
function responseTime(context: Context): Recipe {
  const { query, mapping } = context;
  const overlap = overlapOf(context);
  const field = mapping.fields.duration;
  const asked = responseTimeMetrics(query.operations.quantiles, field);
  return {
    requests: asked.map(({ name, metric }) =>
      counted(
        `responseTime-${name}`,
        'requests',
        [exists(field)],
        overlap ? [overlap.bucket] : [],
        overlap ? { ...context, windows: overlap.windows } : context,
        'prediction',
        metric
      )
    ),
    read: (answers) =>
      answers.flatMap((buckets, i) =>
        byVersion(overlap ? buckets.map((bucket) => ({ ...bucket, time: windowEnd(bucket) })) : buckets, {
          ...context,
          windows: overlap?.windows ?? context.windows,
        }).map(([labels, values]) => ({
          name: `response time ${asked[i].name}`,
          labels,
          points: disconnect(
            ascending(values).map(([time, value]) => ({ time, value: value * mapping.durationScale }))
          ),
        }))
      ),
    style: { unit: 's', min: 0 },
    needs: ['duration'],
    notices: overlap?.notices,
  };
}

/** How windows are asked for that are not the steps themselves; undefined where they are. */
function overlapOf({ query, mapping, window, windows }: Context) {
  const back = lookBack(query, window);
  if (windows.stepMs === undefined || back === window.intervalMs) {
    return undefined;
  }
  const times = timesOf({ query, window });
  const every = Math.ceil(times.length / MOST_WINDOWS);
  // Whole multiples, so that points stay where they are while the time range moves on.
  const stepMs = every * window.intervalMs;
  const kept = times.filter((time) => time % stepMs === 0);
  const notices: QueryResultMetaNotice[] = [
    {
      severity: 'info',
      text: `Windows of ${describeDuration(back)} overlap, and the index is asked for each of them: there is a point every ${describeDuration(stepMs)} only. Choose a shorter time range for more.`,
    },
  ];
  return {
    bucket: eachWindow(mapping.fields.time, kept, back),
    windows: { from: windows.from, to: windows.to, timesOf: (end = 0) => [end] } satisfies Windows,
    notices: every > 1 ? notices : [],
  };
}

/** Of each quantile, or of the mean where there is none: its name on screen and how the index is asked. */
export function responseTimeMetrics(
  quantiles: readonly number[],
  field: string
): Array<{ name: string; metric: MetricSpec }> {
  const percents = quantiles.map((quantile) => String(Number((quantile * 100).toPrecision(6))));
  return percents.length > 0
    ? percents.map((percent) => ({
        name: `p${percent}`,
        metric: { type: 'percentiles', field, settings: { percents: [percent] } },
      }))
    : [{ name: 'mean', metric: { type: 'avg', field, settings: {} } }];
}

/** The sums of buckets at each answer's time, by version where these are asked apart, and by a further field. */
function byVersion(
  buckets: Bucket[],
  { query, mapping, windows }: Context,
  field?: string
): Array<[Labels, Map<number, number>]> {
  const groups = new Map<string, [Labels, Map<number, number>]>();
  for (const { keys, numbers, time } of buckets) {
    const labels: Labels = {
      ...(query.byVersion && { version: keys[mapping.fields.version] ?? '' }),
      ...(field !== undefined && { error_type: keys[field] ?? '' }),
    };
    const [, sums] = getOrAdd(groups, JSON.stringify(labels), () => [labels, new Map()]);
    windows.timesOf(time).forEach((at) => sums.set(at, (sums.get(at) ?? 0) + (numbers[0] ?? NaN)));
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

const ascending = (sums: Map<number, number>) => [...sums].sort(([a], [b]) => a - b);

function perSecond(name: string, buckets: Bucket[], field: string | undefined, context: Context): MeasureSeries[] {
  const divisor = rateDivisor(context.query, context.window);
  return byVersion(buckets, context, field).map(([labels, sums]) => ({
    name: labels.error_type ?? name,
    labels,
    points: timesOf(context).map((time) => ({ time, value: (sums.get(time) ?? 0) / divisor })),
  }));
}

/** Every time at which an answer stands. */
function timesOf({ query, window }: Pick<Context, 'query' | 'window'>): number[] {
  if (query.result === 'number') {
    return [window.to];
  }
  const { from, to, intervalMs } = window;
  const first = Math.floor(from / intervalMs);
  return Array.from({ length: Math.floor(to / intervalMs) - first + 1 }, (_, i) => (first + i) * intervalMs);
}

function shares(name: string, part: Bucket[], all: Bucket[], context: Context): MeasureSeries[] {
  const parts = new Map(byVersion(part, context).map(([labels, sums]) => [JSON.stringify(labels), sums]));
  return byVersion(all, context).map(([labels, sums]) => {
    const ofVersion = parts.get(JSON.stringify(labels));
    return {
      name,
      labels,
      points: disconnect(
        ascending(sums).map(([time, support]): MeasurePoint => ({
          time,
          support,
          ...(support > 0 && { value: (ofVersion?.get(time) ?? 0) / support }),
        }))
      ),
    };
  });
}
