import {
  type AdHocVariableFilter,
  type CoreApp,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceGetTagKeysOptions,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { isEqual, omit } from 'lodash';
import { firstValueFrom, map, type Observable } from 'rxjs';

import { type PrometheusFacts } from '../engines/prometheus/facts';
import { prometheusEngine } from '../engines/prometheus/prometheusEngine';
import { migrateQuery } from '../query/migrate';
import { defaultQuery } from '../query/query';
import { filterMatchers, withMatchers } from './adhocFilters';
import { type Answering, explainPlan, planQuery, readyQuery } from './answerQuery';
import { answerRequest } from './answerRequest';
import { FactsCache } from './factsCache';
import { expand, interpolateQuery } from './interpolate';
import { probeNames, reportNames } from './probe';
import { RequestSharing } from './requestSharing';
import { type ModelwatchJsonData, readSettings, type Settings } from './settings';
import { Suggestions } from './suggestions';
import { type ModelwatchQuery, type ModelwatchVariableQuery } from './types';
import { getUpstream } from './upstream';
import { ModelwatchVariableSupport } from './variables';

/** Fields of a stored query that are Grafana's, not the model query's. */
const GRAFANA_FIELDS = ['refId', 'datasource', 'hide', 'key', 'queryType'];

/** Answers model queries by asking the user's own data source; see docs/guide.md. */
export class ModelwatchDataSource extends DataSourceApi<ModelwatchQuery, ModelwatchJsonData> {
  readonly settings: Settings;
  readonly suggestions: Suggestions;
  private readonly sharing = new RequestSharing();
  private readonly facts = new FactsCache<PrometheusFacts>();

  constructor(instanceSettings: DataSourceInstanceSettings<ModelwatchJsonData>) {
    super(instanceSettings);
    this.settings = readSettings(instanceSettings.jsonData);
    this.suggestions = new Suggestions(() => this.getUpstream(), this.settings.mapping);
    this.variables = new ModelwatchVariableSupport(this);
    this.interval = upstreamInterval(this.settings.upstreamUid);
  }

  query(request: DataQueryRequest<ModelwatchQuery>): Observable<DataQueryResponse> {
    // Only Grafana's own runner leaves these out; mixed panels and tests do not pass through it.
    const targets = request.targets.filter((query) => !query.hide && this.filterQuery(query));
    return answerRequest(request, targets, () => this.connect(request.scopedVars));
  }

  /** A query that nobody has touched yet is not run; one that lacks its model is, and answers with a sentence. */
  filterQuery(query: ModelwatchQuery): boolean {
    return !isEqual(migrateQuery(omit(query, GRAFANA_FIELDS)), defaultQuery);
  }

  getDefaultQuery(_app: CoreApp): Partial<ModelwatchQuery> {
    return defaultQuery;
  }

  getQueryDisplayText(query: ModelwatchQuery): string {
    const { kind, model, quality, operations } = migrateQuery(query);
    const what = kind === 'quality' ? quality.measure : kind === 'operations' ? operations.measure : kind;
    return `${what} of ${model.name || 'no model'}`;
  }

  interpolateVariablesInQueries(
    queries: ModelwatchQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): ModelwatchQuery[] {
    const { matchers } = filterMatchers(filters, this.settings.mapping);
    return queries.map((query) => ({
      ...query,
      ...withMatchers(interpolateQuery(migrateQuery(query), getTemplateSrv(), scopedVars).query, matchers),
      datasource: this.getRef(),
    }));
  }

  async getTagKeys({ timeRange, filters }: DataSourceGetTagKeysOptions<ModelwatchQuery>): Promise<MetricFindValue[]> {
    const used = new Set(filters?.map(({ key }) => key));
    const labels = await this.suggestions.labels(timeRange);
    return labels.filter((label) => !used.has(label)).map(toFound);
  }

  async getTagValues(options: DataSourceGetTagValuesOptions<ModelwatchQuery>): Promise<MetricFindValue[]> {
    const { mapping } = this.settings;
    const [wanted] = filterMatchers([{ key: options.key, operator: '=', value: '' }], mapping).matchers;
    if (!wanted) {
      return [];
    }
    const others = options.filters?.filter(({ key }) => key !== options.key);
    const { matchers } = filterMatchers(others, mapping);
    return (await this.suggestions.labelValues(wanted.label, matchers, options.timeRange)).map(toFound);
  }

  /** What a dashboard variable lists. */
  async listVariable(
    query: ModelwatchVariableQuery,
    { range, scopedVars }: Pick<DataQueryRequest, 'range' | 'scopedVars'>
  ): Promise<MetricFindValue[]> {
    const [model] = expand(query.model ?? '', getTemplateSrv(), scopedVars);
    switch (query.subject) {
      case 'versions':
        return (await this.suggestions.versions(model, range)).map(toFound);
      case 'classes':
        return (await this.suggestions.classes(model, range)).map(toFound);
      case 'labelValues': {
        const [label] = expand(query.label ?? '', getTemplateSrv(), scopedVars);
        const { model: modelLabel } = this.settings.mapping.labels;
        const ofModel = model && modelLabel ? [{ label: modelLabel, operator: '=' as const, value: model }] : [];
        return label ? (await this.suggestions.labelValues(label, ofModel, range)).map(toFound) : [];
      }
      default:
        return (await this.suggestions.models(range)).map(toFound);
    }
  }

  /** What the upstream would be asked for a query, for people. Rejects with a SentenceError. */
  async compile(query: ModelwatchQuery, request: DataQueryRequest<ModelwatchQuery>): Promise<string> {
    const answering = await this.connect(request.scopedVars);
    const ready = readyQuery(omit(query, GRAFANA_FIELDS), request.scopedVars, request.filters, answering);
    return firstValueFrom(
      planQuery(ready.query, query.refId, request, answering).pipe(map(({ plan }) => explainPlan(plan)))
    );
  }

  /** 'Save & test': says name by name what the upstream has, and what to do about the rest. */
  async testDatasource(): Promise<TestDataSourceResponse> {
    try {
      const upstream = await this.getUpstream();
      const { mapping } = this.settings;
      return reportNames(await probeNames(upstream, mapping), mapping, upstream.name);
    } catch (error) {
      return { status: 'error', message: error instanceof Error ? error.message : String(error) };
    }
  }

  getUpstream(scopedVars: ScopedVars = {}): Promise<DataSourceApi> {
    return getUpstream(this.settings.upstreamUid, this.name, scopedVars);
  }

  private async connect(scopedVars: ScopedVars): Promise<Answering<PrometheusFacts>> {
    return {
      engine: prometheusEngine,
      mapping: this.settings.mapping,
      upstream: await this.getUpstream(scopedVars),
      sharing: this.sharing,
      facts: this.facts,
      templates: getTemplateSrv(),
    };
  }
}

/** The upstream's scrape interval: no step of a panel should be shorter. */
function upstreamInterval(uid: string | undefined): string | undefined {
  const settings = uid ? getDataSourceSrv()?.getInstanceSettings(uid) : undefined;
  const { timeInterval } = (settings?.jsonData ?? {}) as { timeInterval?: unknown };
  return typeof timeInterval === 'string' && timeInterval !== '' ? timeInterval : undefined;
}

const toFound = (text: string): MetricFindValue => ({ text, value: text });
