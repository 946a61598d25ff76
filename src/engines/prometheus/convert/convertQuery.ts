import { checkQuery } from '../../../query/check';
import { parseDuration } from '../../../query/duration';
import { metricNames, type TelemetryMapping } from '../../../query/mapping';
import { queryName } from '../../../query/measureNames';
import { type ModelQuery } from '../../../query/query';
import { relevantQuery } from '../../../query/relevant';
import { type MeasureStyle } from '../../../frames/measureFrame';
import { isRefusal, type Refusal } from '../../engine';
import { type ConvertContext, type Converted } from './context';
import { convertKind } from './convertKind';
import { type DashboardVariable, keepVariables } from './variables';
import { type PrometheusFacts } from '../facts';
import { prometheusEngine } from '../prometheusEngine';
import { RANGE, type Span, STEP } from '../promql';
import { splitLabels } from '../selectors';

/** A query of Grafana's own Prometheus data source, as dashboards and alert rules store it. */
export interface CoreQuery {
  refId: string;
  datasource: { type: string; uid: string };
  expr: string;
  instant: boolean;
  range: boolean;
  format: 'time_series' | 'heatmap';
  /** 'Min step' */
  interval?: string;
  legendFormat: string;
  editorMode: 'code';
  exemplar: false;
}

export interface ConvertOptions {
  refId: string;
  /** The user's own Prometheus data source; its uid may be a variable. */
  datasource: CoreQuery['datasource'];
  /** Those of the dashboard. Where absent, whatever is written like a variable is taken for one. */
  variables?: readonly DashboardVariable[];
  /** Of the upstream (facts.ts). Where absent, all that the mapping names may be there. */
  facts?: PrometheusFacts;
}

export interface Conversion {
  /** Several where one model query is several numbers, as quantiles are. */
  queries: CoreQuery[];
  /** How the answers are shown, which a Prometheus query cannot say. */
  style: MeasureStyle;
  /** What is less than with the model query, in full sentences. */
  notes: string[];
}

/** A series' step, and so its window, is never shorter (lookBack.ts). */
export const SHORTEST_STEP = '2m';

/**
 * The model query as queries of the user's own Prometheus data source, with its variables and windows kept alive, which
 * Grafana can run without us. They count exactly as we do. Refused is what takes arithmetic that PromQL does not have.
 */
export function convertQuery(
  stored: ModelQuery,
  mapping: TelemetryMapping,
  options: ConvertOptions
): Conversion | Refusal {
  const asked = relevantQuery(stored);
  const refusal = refuse(asked, mapping, options.facts);
  if (refusal) {
    return refusal;
  }
  const variables = keepVariables(asked, options.variables);
  if (isRefusal(variables)) {
    return variables;
  }
  const { query } = variables;
  const context: ConvertContext = {
    query,
    mapping,
    facts: options.facts,
    span: spanOf(query),
    split: splitLabels(query, mapping),
    variables,
  };
  const converted = convertKind(context);
  if (isRefusal(converted)) {
    return converted;
  }
  return {
    queries: converted.map((one) => coreQuery(one, context, options)),
    style: converted[0].style,
    notes: [...lost(query), ...(converted[0].notes ?? [])],
  };
}

/** Why a query has no answer that could be converted. */
function refuse(query: ModelQuery, mapping: TelemetryMapping, facts?: PrometheusFacts): Refusal | undefined {
  if (parseDuration(query.window) === undefined && query.window.trim() !== '') {
    return {
      sentence: `The window '${query.window}' cannot be converted. Set a window such as 1h, or leave it empty for the whole range of the dashboard.`,
    };
  }
  if (query.threshold.trim() !== '') {
    return {
      sentence:
        'A score threshold cannot be converted: what would be predicted at it is read from bins, whose edges a query cannot know. Leave the threshold empty to convert what the model predicted.',
    };
  }
  const wrong = checkQuery(query);
  if (wrong.length > 0) {
    return { sentence: wrong.join(' ') };
  }
  // What the engine does not answer cannot be converted either. Its window only has to be one.
  const window = { from: 0, to: 3_600_000, intervalMs: 60_000 };
  const plan = prometheusEngine.plan(query, mapping, window, facts ?? allThere(mapping));
  return isRefusal(plan) ? plan : undefined;
}

function allThere(mapping: TelemetryMapping): PrometheusFacts {
  return { seriesOfModel: Object.fromEntries(metricNames(mapping).map((name) => [name, 1])), modelsByMetric: {} };
}

/** A number looks over the whole range, a series over one step, so that each event counts once. */
function spanOf({ window, result }: ModelQuery): Span {
  return parseDuration(window) ?? (result === 'series' ? STEP : RANGE);
}

/** What our answers carry and Prometheus' do not. */
function lost(query: ModelQuery): string[] {
  const { kind, quality } = query;
  return kind === 'quality' && (quality.interval || quality.support)
    ? [
        `The ${[quality.interval && 'confidence interval', quality.support && 'support'].filter(Boolean).join(' and the ')} of ${queryName(query)} cannot be converted.`,
      ]
    : [];
}

function coreQuery(
  { expr, legend, part, format }: Converted,
  { query, variables }: ConvertContext,
  { refId, datasource }: ConvertOptions
): CoreQuery {
  const series = query.result === 'series';
  return {
    refId: part === undefined ? refId : `${refId}_${part.replace(/\W/g, '_')}`,
    datasource,
    expr,
    instant: !series,
    range: series,
    format: format ?? 'time_series',
    ...(series && { interval: SHORTEST_STEP }),
    legendFormat: variables.restore(legend),
    editorMode: 'code',
    exemplar: false,
  };
}
