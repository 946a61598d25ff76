/** Stands in for the browser half of Grafana's Elasticsearch data source; the server half is playground/elasticsearchBackend.ts. */
import {
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  getDefaultTimeRange,
  type MetricFindValue,
  type ScopedVars,
  type TimeRange,
} from '@grafana/data';
import { DataSourceWithBackend, getTemplateSrv } from '@grafana/runtime';

import { fieldsIn, type Lookup, termsIn, termsSearch } from '../elasticsearchLookups';
import { type ElasticsearchSettings, type ElasticsearchTarget } from '../elasticsearchQuery';

type ElasticQuery = ElasticsearchTarget & { datasource?: { uid: string; type?: string }; hide?: boolean };
type ElasticOptions = DataSourceJsonData & ElasticsearchSettings;

export class ElasticsearchStandIn extends DataSourceWithBackend<ElasticQuery, ElasticOptions> {
  private readonly records: ElasticsearchSettings;

  constructor(settings: DataSourceInstanceSettings<ElasticOptions>) {
    super(settings);
    this.records = settings.jsonData;
  }

  filterQuery(query: ElasticQuery): boolean {
    return !query.hide;
  }

  applyTemplateVariables(query: ElasticQuery, scopedVars: ScopedVars): ElasticQuery {
    return { ...query, query: getTemplateSrv().replace(query.query, scopedVars, 'lucene') };
  }

  /** {"find": "fields"} or {"find": "terms", "field": ..., "query": ...}, as text. */
  async metricFindQuery(query: string, options?: { range?: TimeRange }): Promise<MetricFindValue[]> {
    const lookup = JSON.parse(query) as Lookup;
    if (lookup.find === 'fields') {
      return fieldsIn(await this.getResource(`${this.records.index}/_mapping`), lookup.type);
    }
    const { from, to } = options?.range ?? getDefaultTimeRange();
    const search = termsSearch(lookup, { from: from.valueOf(), to: to.valueOf() }, this.records);
    const headers = { 'content-type': 'application/x-ndjson' };
    return termsIn(await this.postResource('_msearch', search, { headers })) as MetricFindValue[];
  }
}
