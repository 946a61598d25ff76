import { type ScopedVars, type TestDataSourceResponse } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

import { elasticsearchAnnotator } from '../../engines/elasticsearch/annotations';
import { elasticsearchEngine } from '../../engines/elasticsearch/elasticsearchEngine';
import { defaultMapping } from '../../query/mapping';
import { type RecordMapping } from '../../query/recordFields';
import { lastDay } from '../lastDay';
import { probeFields, reportFields } from '../fieldProbe';
import { elasticsearchUpstream, getUpstream, upstreamInterval } from '../upstream';
import { type AnswerSource, type Connection } from './answerSource';
import { ElasticsearchSuggestions } from './elasticsearchSuggestions';

/** Answers from audit records, through the user's own Elasticsearch data source. */
export class ElasticsearchSource implements AnswerSource {
  readonly suggestions: ElasticsearchSuggestions;
  readonly interval: string | undefined;
  /** Labels have the names of the telemetry contract, and fields their own. */
  readonly mapping = defaultMapping;
  readonly isLabel = (label: string) => label.trim() !== '';

  constructor(
    private readonly upstreamUid: string | undefined,
    private readonly records: RecordMapping,
    private readonly ownName: string
  ) {
    this.suggestions = new ElasticsearchSuggestions(() => this.getUpstream({}), records);
    this.interval = upstreamInterval(upstreamUid);
  }

  async connect(scopedVars: ScopedVars): Promise<Connection> {
    const engine = elasticsearchEngine(this.records);
    const annotator = elasticsearchAnnotator(engine, this.records);
    return { engine, annotator, upstream: await this.getUpstream(scopedVars) };
  }

  async test(): Promise<TestDataSourceResponse> {
    const { name, uid } = await this.getUpstream({});
    const findings = await probeFields(this.suggestions, lastDay());
    return reportFields(findings, this.records, { name, timeField: timeFieldOf(uid) });
  }

  private getUpstream(scopedVars: ScopedVars) {
    return getUpstream(this.upstreamUid, this.ownName, scopedVars, elasticsearchUpstream);
  }
}

/** By which field an Elasticsearch data source takes time ranges, as its settings say. */
function timeFieldOf(uid: string): string | undefined {
  const { timeField } = (getDataSourceSrv().getInstanceSettings(uid)?.jsonData ?? {}) as { timeField?: unknown };
  return typeof timeField === 'string' && timeField !== '' ? timeField : undefined;
}
