import {
  type AdHocVariableFilter,
  type AnnotationSupport,
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
import { getTemplateSrv } from '@grafana/runtime';
import { isEqual, omit } from 'lodash';
import { firstValueFrom, map, type Observable } from 'rxjs';

import { type AlertPlan, type AlertQuestion, type Refusal } from '../engines/engine';
import { queryName } from '../query/measureNames';
import { migrateQuery } from '../query/migrate';
import { defaultQuery } from '../query/query';
import { filterMatchers, withMatchers } from './adhocFilters';
import { isAnnotationQuery } from './annotations/annotationQuery';
import { annotationSupport } from './annotations/annotationSupport';
import { answerAnnotation } from './annotations/answerAnnotation';
import { planAlert } from './alertPlan';
import { type Answering, explainPlan, planQuery, readyQuery } from './answerQuery';
import { answerRequest } from './answerRequest';
import { noteRequest } from './convertMixed';
import { FactsCache } from './factsCache';
import { expand, interpolateQuery } from './interpolate';
import { recordTargets, withRecordLinks } from './recordLinks';
import { RequestSharing } from './requestSharing';
import { type ModelwatchJsonData, readSettings, type Settings } from './settings';
import { type AnswerSource, type Connection } from './sources/answerSource';
import { sourceOf } from './sources/sourceOf';
import { type Suggestions } from './suggestions';
import { type ModelwatchQuery, type ModelwatchVariableQuery } from './types';
import { ModelwatchVariableSupport } from './variables';

/** Fields of a stored query that are Grafana's, not the model query's. */
const GRAFANA_FIELDS = ['refId', 'datasource', 'hide', 'key', 'queryType'];

/** Answers model queries from what its settings say: the user's own Prometheus or Elasticsearch, or records; see docs/guide.md. */
export class ModelwatchDataSource extends DataSourceApi<ModelwatchQuery, ModelwatchJsonData> {
  readonly settings: Settings;
  readonly suggestions: Suggestions;
  private readonly source: AnswerSource;
  private readonly sharing = new RequestSharing();
  private readonly facts = new FactsCache<unknown>();

  constructor(instanceSettings: DataSourceInstanceSettings<ModelwatchJsonData>) {
    super(instanceSettings);
    this.settings = readSettings(instanceSettings.jsonData);
    this.source = sourceOf(this.settings, this.name);
    this.suggestions = this.source.suggestions;
    this.annotations = annotationSupport as unknown as AnnotationSupport<ModelwatchQuery>;
    this.variables = new ModelwatchVariableSupport(this);
    this.interval = this.source.interval;
  }

  query(request: DataQueryRequest<ModelwatchQuery>): Observable<DataQueryResponse> {
    noteRequest(request.requestId);
    // Only Grafana's own runner leaves these out; mixed panels and tests do not pass through it.
    const targets = request.targets.filter((query) => !query.hide && this.filterQuery(query));
    const connect = () => this.connect(request.scopedVars);
    // Of annotations each has a request of its own.
    const annotation = targets.find(isAnnotationQuery);
    return annotation
      ? answerAnnotation(request, annotation, getTemplateSrv(), connect)
      : answerRequest(request, targets, connect).pipe(map((response) => this.linked(response)));
  }

  /** A query that nobody has touched yet is not run; one that lacks its model is, and answers with a sentence. */
  filterQuery(query: ModelwatchQuery): boolean {
    return isAnnotationQuery(query) || !isEqual(migrateQuery(omit(query, GRAFANA_FIELDS)), defaultQuery);
  }

  getDefaultQuery(_app: CoreApp): Partial<ModelwatchQuery> {
    return defaultQuery;
  }

  getQueryDisplayText(query: ModelwatchQuery): string {
    return queryName(migrateQuery(query));
  }

  interpolateVariablesInQueries(
    queries: ModelwatchQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[]
  ): ModelwatchQuery[] {
    const { matchers } = filterMatchers(filters, this.source);
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
    const [wanted] = filterMatchers([{ key: options.key, operator: '=', value: '' }], this.source).matchers;
    if (!wanted) {
      return [];
    }
    const others = options.filters?.filter(({ key }) => key !== options.key);
    const { matchers } = filterMatchers(others, this.source);
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
      case 'features':
        return (await this.suggestions.features(model, range)).map(toFound);
      case 'labelValues': {
        const [label] = expand(query.label ?? '', getTemplateSrv(), scopedVars);
        const { model: modelLabel } = this.source.mapping.labels;
        const ofModel = model && modelLabel ? [{ label: modelLabel, operator: '=' as const, value: model }] : [];
        return label ? (await this.suggestions.labelValues(label, ofModel, range)).map(toFound) : [];
      }
      default:
        return (await this.suggestions.models(range)).map(toFound);
    }
  }

  /** What the upstream would be asked for a query, for people; empty where there is none. Rejects with a SentenceError. */
  async compile(query: ModelwatchQuery, request: DataQueryRequest<ModelwatchQuery>): Promise<string> {
    const answering = await this.connect(request.scopedVars);
    const ready = readyQuery(omit(query, GRAFANA_FIELDS), request.scopedVars, request.filters, answering);
    return firstValueFrom(
      planQuery(ready.query, query.refId, request, answering).pipe(map(({ plan }) => explainPlan(plan)))
    );
  }

  /**
   * What an alert rule asks in place of a panel's query, or why there is none. The question has nothing left to fill in: it
   * is of a query as our frames carry it. Rejects with a SentenceError where the upstream cannot be asked.
   */
  async alertPlan(question: AlertQuestion, request: DataQueryRequest): Promise<AlertPlan | Refusal> {
    return planAlert(question, request, await this.connect(request.scopedVars));
  }

  /** 'Save & test': says what there is, and what to do about the rest. */
  async testDatasource(): Promise<TestDataSourceResponse> {
    try {
      return await this.source.test();
    } catch (error) {
      return { status: 'error', message: error instanceof Error ? error.message : String(error) };
    }
  }

  private linked(response: DataQueryResponse): DataQueryResponse {
    const targets = recordTargets(this.settings, this.uid);
    return targets ? { ...response, data: response.data.map((frame) => withRecordLinks(frame, targets)) } : response;
  }

  private async connect(scopedVars: ScopedVars): Promise<Answering & Pick<Connection, 'annotator'>> {
    const { mapping, isLabel } = this.source;
    const { sharing, facts } = this;
    return {
      ...(await this.source.connect(scopedVars)),
      mapping,
      isLabel,
      sharing,
      facts,
      templates: getTemplateSrv(),
    };
  }
}

const toFound = (text: string): MetricFindValue => ({ text, value: text });
