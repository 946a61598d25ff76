/** What the page asks of our data sources, through the interface that any data source has. */
import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  toDataFrame,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { from, lastValueFrom, type Observable } from 'rxjs';

import { readAudit } from '../../frames/auditFrame';
import { type ModelQuery } from '../../query/query';
import { fixedRange } from '../fixedRange';
import { DATA_SOURCE_TYPE } from '../setUpSteps';
import { type RecordsAnswer } from './answer';

/** A page of records of a data source. */
export interface RecordsAsked {
  datasource: string;
  /** Of kind 'audit', with the page's size and cursor. */
  query: ModelQuery;
  /** (from, to], in milliseconds since the epoch. */
  from: number;
  to: number;
}

/** A data source that can be asked for records: Prometheus has counts only. */
export function hasRecords({ type, jsonData }: DataSourceInstanceSettings): boolean {
  const { source } = jsonData as { source?: string };
  return type === DATA_SOURCE_TYPE && source !== undefined && source !== 'prometheus';
}

/** Which of ours is looked at where an address names none: the default one, else one of real records. */
export function firstSource(): string | undefined {
  const sources = getDataSourceSrv().getList({ type: DATA_SOURCE_TYPE }).filter(hasRecords);
  const isSample = ({ jsonData }: DataSourceInstanceSettings) => 'source' in jsonData && jsonData.source === 'sample';
  const first = sources.find(({ isDefault }) => isDefault) ?? sources.find((one) => !isSample(one)) ?? sources[0];
  return first?.uid;
}

let serial = 0;

/** Rejects with a sentence that says why there is no answer. */
export async function askRecords(asked: RecordsAsked): Promise<RecordsAnswer> {
  const { datasource, query } = asked;
  const settings = getDataSourceSrv().getInstanceSettings(datasource);
  if (settings && !hasRecords(settings)) {
    throw new Error(
      `'${settings.name}' has counts and no records. Choose a Modelwatch data source that answers from Elasticsearch, OpenSearch or a file, or the built-in sample.`
    );
  }
  const source = await getDataSourceSrv()
    .get(datasource)
    .catch(() => {
      throw new Error(
        `There is no data source '${datasource}' that you may read. Choose another one, or ask an administrator for it.`
      );
    });
  const request: DataQueryRequest = {
    // Unique, since Grafana cancels the older of two requests with one id.
    requestId: `modelwatch-records-${++serial}`,
    interval: '1m',
    intervalMs: 60_000,
    range: fixedRange(asked),
    scopedVars: {},
    targets: [{ ...query, refId: 'A', datasource: source.getRef() }],
    timezone: 'browser',
    app: 'modelwatch-records',
    startTime: Date.now(),
  };
  const answer = await lastValueFrom(from(source.query(request)) as Observable<DataQueryResponse>);
  const error = answer.errors?.[0] ?? answer.error;
  if (error) {
    throw new Error(error.message ?? 'The data source failed without a word. Try again.');
  }
  return answerOf(answer.data.map((frame) => toDataFrame(frame)));
}

function answerOf(frames: DataFrame[]): RecordsAnswer {
  const frame = frames.find((one) => readAudit(one) !== undefined);
  const notices = frames.flatMap(({ meta }) => (meta?.notices ?? []).map(({ text }) => text));
  return { rows: [], ...(frame && { ...readAudit(frame), frame }), notices: [...new Set(notices)] };
}
