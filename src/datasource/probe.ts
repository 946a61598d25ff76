import {
  CoreApp,
  type DataFrame,
  type DataQueryRequest,
  type DataSourceApi,
  type TestDataSourceResponse,
} from '@grafana/data';
import { firstValueFrom } from 'rxjs';

import { type Plan, type UpstreamRequest } from '../engines/engine';
import { aggregate, anyOf, copyLabel, selector } from '../engines/prometheus/promql';
import { rangeRequest } from '../engines/prometheus/requests';
import { readSeries } from '../frames/readSeries';
import { type LabelRole, metricNames, type MetricRole, type TelemetryMapping } from '../query/mapping';
import { lastDay } from './lastDay';
import { labelRoles, labelTexts, metricRoles, metricTexts } from './mappingTexts';
import { RequestSharing } from './requestSharing';
import { runPlan } from './runPlan';

/** What the upstream had under a metric name in the last day. */
export interface NameFinding {
  /** At most at one time. */
  series: number;
  /** The models among them; none where the metric has no model label. */
  models: string[];
}

export interface Findings {
  /** By metric name; a name without series is not in it. */
  metrics: Record<string, NameFinding>;
  /** Whether the metric that should carry a mapped label does; undefined where there is no such metric, or no label. */
  labels: Partial<Record<LabelRole, boolean>>;
}

const METRIC = 'modelwatch_metric';
const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;

/** Looks up every name of a mapping in one go. Rejects with a SentenceError. */
export async function probeNames(
  upstream: DataSourceApi,
  mapping: TelemetryMapping,
  now: number = Date.now()
): Promise<Findings> {
  const request: DataQueryRequest = {
    requestId: 'modelwatch-probe',
    interval: '30m',
    intervalMs: HALF_HOUR_MS,
    range: lastDay(now),
    scopedVars: {},
    targets: [],
    timezone: 'utc',
    app: CoreApp.Unknown,
    startTime: now,
  };
  const context = { request, refId: 'probe', upstream, sharing: new RequestSharing() };
  return (await firstValueFrom(runPlan(probePlan(mapping, now), context))).value;
}

/** The requests of a probe, and how to read them. Pure. */
export function probePlan(mapping: TelemetryMapping, now: number): Plan<Findings> {
  const window = { from: now - DAY_MS, to: now, intervalMs: HALF_HOUR_MS };
  const modelLabels = mapping.labels.model ? [mapping.labels.model] : [];
  const named = copyLabel(anyOf(metricNames(mapping), []), '__name__', METRIC);
  const roles = labelRoles.filter((role) => mapping.labels[role]);
  const labelRequest = (role: LabelRole): UpstreamRequest => {
    const carrying = selector({
      metric: carrierOf(role, mapping),
      matchers: [{ label: mapping.labels[role], operator: '!=', value: '' }],
    });
    return { ...rangeRequest(`label-${role}`, aggregate('count', [], carrying), window), optional: true };
  };
  return {
    requests: [
      rangeRequest('names', aggregate('count', [METRIC, ...modelLabels], named), window),
      ...roles.map(labelRequest),
    ],
    read: ([names, ...labels]) => {
      const metrics = readNames(names, mapping);
      const carried = roles
        .filter((role) => metrics[carrierOf(role, mapping)])
        .map((role): [LabelRole, boolean] => [role, readSeries(labels[roles.indexOf(role)]).length > 0]);
      return { metrics, labels: Object.fromEntries(carried) };
    },
  };
}

/** What there is under a metric of the mapping; a classic histogram has its series under other names than its own. */
export function findingOf(name: string, { metrics }: Findings): NameFinding | undefined {
  return metrics[name] ?? metrics[`${name}_count`];
}

/** The metric that a label is looked for on; of a histogram the one of its series that each kind of it has. */
function carrierOf(role: LabelRole, { metrics }: TelemetryMapping): string {
  switch (role) {
    case 'errorType':
      return metrics.errors;
    case 'feature':
      return `${metrics.featureValue}_count`;
    case 'category':
      return metrics.featureCategory;
    default:
      return metrics.outcomes;
  }
}

function readNames(frames: DataFrame[], { labels: { model } }: TelemetryMapping): Record<string, NameFinding> {
  const found: Record<string, NameFinding> = {};
  for (const { labels, values } of readSeries(frames)) {
    const finding = (found[labels[METRIC]] ??= { series: 0, models: [] });
    finding.series += Math.max(...values);
    if (model && labels[model]) {
      finding.models.push(labels[model]);
    }
  }
  return found;
}

/** 'Save & test' in sentences: what was found, name by name, and what to do about the rest. */
export function reportNames(
  findings: Findings,
  mapping: TelemetryMapping,
  upstreamName: string
): TestDataSourceResponse {
  const lines = [
    ...metricRoles.map((role) =>
      mapping.absent[role] === undefined
        ? describeMetric(role, mapping.metrics[role], findings)
        : `${metricTexts[role].title}: ${mapping.absent[role]}`
    ),
    ...feedbackCounters(mapping).map((name) => {
      const finding = findingOf(name, findings);
      return `${name} (feedback): ${finding ? describeFinding(finding) : 'nothing under this name in the last 24 hours'}.`;
    }),
    ...mapping.existing.map(({ metric, measure }) => {
      const finding = findingOf(metric, findings);
      return finding
        ? `${metric} (existing ${measure}): ${describeFinding(finding)}.`
        : `${metric} (existing ${measure}): nothing under this name. Correct it under 'Existing measures', or remove it.`;
    }),
    ...labelRoles.filter((role) => findings.labels[role] === false).map((role) => describeMissingLabel(role, mapping)),
  ];
  const answers = [
    mapping.metrics.outcomes,
    mapping.metrics.predictions,
    ...feedbackCounters(mapping),
    ...mapping.existing.map(({ metric }) => metric),
  ];
  const useful = answers.some((name) => findingOf(name, findings));
  const looked = metricRoles.filter((role) => mapping.absent[role] === undefined);
  const missing = looked.filter((role) => !findingOf(mapping.metrics[role], findings)).length;
  const details = { message: lines.join('\n'), verboseMessage: lines.join('\n') };
  if (!useful) {
    return {
      status: 'warning',
      message: `${upstreamName} answers, and has had neither outcomes nor predictions under the mapped names in the last 24 hours. Map the metrics that your models emit, or see docs/telemetry.md for what to emit.`,
      details,
    };
  }
  const rest =
    missing === 0 ? 'All names are known to it.' : `${missing} of ${looked.length} names have nothing under them.`;
  return { status: 'success', message: `${upstreamName} answers. ${rest}`, details };
}

function feedbackCounters({ feedback }: TelemetryMapping): string[] {
  return feedback ? [feedback.truePositive, feedback.falsePositive, feedback.falseNegative] : [];
}

function describeMetric(role: MetricRole, name: string, findings: Findings): string {
  const finding = findingOf(name, findings);
  const { purpose, without } = metricTexts[role];
  return finding
    ? `${name}: ${describeFinding(finding)}.`
    : `${name}: nothing under this name in the last 24 hours. Map the metric that ${purpose}, or do without ${without}.`;
}

/** '28 series of 2 models (credit-risk, intent)'. */
export function describeFinding({ series, models }: NameFinding): string {
  const count = `${series} series`;
  if (models.length === 0) {
    return count;
  }
  const shown = [...models].sort().slice(0, 5).join(', ') + (models.length > 5 ? ', ...' : '');
  return `${count} of ${models.length} ${models.length === 1 ? 'model' : 'models'} (${shown})`;
}

export function describeMissingLabel(role: LabelRole, mapping: TelemetryMapping): string {
  const { purpose } = labelTexts[role];
  const none = role === 'version' ? ', or leave the name empty if there are no versions' : '';
  return `${carrierOf(role, mapping)} has no label '${mapping.labels[role]}'. Map the label that ${purpose}${none}.`;
}
