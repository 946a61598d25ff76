/** Stands in for the browser half of Grafana's Prometheus data source; the server half is playground/prometheusBackend.ts. */
import {
  type DataQueryRequest,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TimeRange,
  type VariableWithMultiSupport,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';
import { type DataQuery } from '@grafana/schema';

interface PromQuery extends DataQuery {
  expr: string;
  legendFormat?: string;
  interval?: string;
  utcOffsetSec?: number;
}

/** These are expanded on the server, which knows the step. */
const serverMacros = [
  '__interval',
  '__interval_ms',
  '__rate_interval',
  '__rate_interval_ms',
  '__range',
  '__range_s',
  '__range_ms',
];

export class PrometheusStandIn extends DataSourceWithBackend<PromQuery> {
  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
  }

  filterQuery(query: PromQuery): boolean {
    return !query.hide && Boolean(query.expr);
  }

  getDefaultQuery(): Partial<PromQuery> {
    return { expr: '' };
  }

  query(request: DataQueryRequest<PromQuery>) {
    const utcOffsetSec = request.range.to.utcOffset() * 60;
    return super.query({ ...request, targets: request.targets.map((target) => ({ ...target, utcOffsetSec })) });
  }

  applyTemplateVariables(query: PromQuery, scopedVars: ScopedVars): PromQuery {
    const variables = Object.fromEntries(Object.entries(scopedVars).filter(([name]) => !serverMacros.includes(name)));
    const replace = (text: string | undefined) => getTemplateSrv().replace(text, variables);
    return {
      ...query,
      expr: getTemplateSrv().replace(query.expr, variables, quote),
      legendFormat: query.legendFormat && replace(query.legendFormat),
      interval: query.interval && replace(query.interval),
    };
  }

  /** label_values(selector, label), label_values(label), label_names(), metrics(regular expression), query_result(expression). */
  async metricFindQuery(
    query: string,
    options?: { range?: TimeRange; scopedVars?: ScopedVars }
  ): Promise<MetricFindValue[]> {
    const text = getTemplateSrv().replace(query, options?.scopedVars, quote).trim();
    const range = options?.range;
    const window = range ? { start: range.from.unix(), end: range.to.unix() } : {};
    const labelValues = /^label_values\((?:(.+),\s*)?([a-zA-Z_][\w.]*)\s*\)\s*$/s.exec(text);
    if (labelValues) {
      const [, selector, label] = labelValues;
      return this.strings(`api/v1/label/${label}/values`, {
        ...window,
        ...(selector ? { 'match[]': selector.trim() } : {}),
      });
    }
    if (/^label_names\(/.test(text)) {
      return this.strings('api/v1/labels', window);
    }
    const metrics = /^metrics\((.*)\)\s*$/s.exec(text);
    if (metrics) {
      const pattern = new RegExp(metrics[1]);
      const names = await this.strings('api/v1/label/__name__/values', window);
      return names.filter(({ text }) => pattern.test(text));
    }
    const result = /^query_result\((.+)\)\s*$/s.exec(text);
    const time = range ? { time: range.to.unix() } : {};
    const { data } = await this.getResource('api/v1/query', { query: result?.[1] ?? text, ...time });
    return (data.result as Array<{ metric: Record<string, string>; value: [number, string] }>).map(
      ({ metric: { __name__: name = '', ...labels }, value: [at, value] }) => {
        const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
        return { text: `${name}{${pairs.join(',')}} ${value} ${at * 1000}` };
      }
    );
  }

  private async strings(path: string, parameters: Record<string, unknown>): Promise<MetricFindValue[]> {
    const { data } = await this.getResource(path, parameters);
    return (data as string[]).map((text) => ({ text }));
  }
}

const regularExpressionCharacters = /[\\^$*+?.()|[\]{}]/g;

/** A variable's value inside of a quoted matcher: several values become an alternative of a regular expression. */
function quote(value: string | string[] = '', variable: Partial<VariableWithMultiSupport> = {}): string {
  const escape = (text: string) =>
    String(text).replace(regularExpressionCharacters, '\\$&').replace(/\\/g, '\\\\').replace(/"/g, '\\"');
  if (Array.isArray(value)) {
    const values = value.map(escape);
    return values.length === 1 ? values[0] : `(${values.join('|')})`;
  }
  if (variable.multi || variable.includeAll) {
    return escape(value);
  }
  return String(value).replace(/\\/g, '\\\\').replace(/"/g, '\\"');
}
