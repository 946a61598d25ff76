import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  DataSourceApi,
  type DataSourceInstanceSettings,
  dateTime,
  type MetricFindValue,
  toDataFrame,
} from '@grafana/data';
import { delay, NEVER, type Observable, of } from 'rxjs';

import { type ModelwatchQuery } from './types';

type Answer = DataFrame[] | { status?: number; message?: string } | 'never';

/** A Prometheus data source in memory, for tests: it answers by the expression, and counts what arrives. */
export class TestUpstream extends DataSourceApi {
  readonly arrived: DataQueryRequest[] = [];
  readonly lookups: string[] = [];
  cancelled = 0;
  /** How each expression is answered, by default with nothing. */
  answer: (expr: string) => Answer = () => [];
  /** What `metricFindQuery` finds. */
  find: (query: string) => string[] = () => [];

  constructor(type = 'prometheus') {
    super({ uid: 'prom', name: 'Prom', type, meta: {}, jsonData: {} } as unknown as DataSourceInstanceSettings);
  }

  query(request: DataQueryRequest): Observable<DataQueryResponse> {
    this.arrived.push(request);
    const target = request.targets[0] as unknown as { refId: string; expr: string };
    const answer = this.answer(target.expr);
    if (answer === 'never') {
      return NEVER.pipe((source) => onCancel(source, () => this.cancelled++));
    }
    const response: DataQueryResponse = Array.isArray(answer)
      ? { data: answer }
      : { data: [], errors: [{ refId: target.refId, ...answer }] };
    return of(response).pipe(delay(1));
  }

  async metricFindQuery(query: string): Promise<MetricFindValue[]> {
    this.lookups.push(query);
    return this.find(query).map((text) => ({ text }));
  }

  async testDatasource() {
    return { status: 'success', message: '' };
  }
}

function onCancel<T>(source: Observable<T>, then: () => void): Observable<T> {
  return new (source.constructor as typeof Observable)<T>((subscriber) => {
    const inner = source.subscribe(subscriber);
    return () => {
      inner.unsubscribe();
      then();
    };
  });
}

/** One number, with labels, as Prometheus answers an instant query. */
export const numberFrame = (value: number, labels: Record<string, string> = {}): DataFrame =>
  toDataFrame({
    fields: [
      { name: 'Time', type: 'time', values: [TO] },
      { name: 'Value', type: 'number', values: [value], labels },
    ],
  });

export const TO = 1_795_305_600_000;
export const FROM = TO - 3_600_000;

/** A panel's request over one hour. */
export function panelRequest(
  targets: Array<Partial<ModelwatchQuery> & { refId: string }>,
  changes: Partial<DataQueryRequest<ModelwatchQuery>> = {}
): DataQueryRequest<ModelwatchQuery> {
  const range = { from: dateTime(FROM), to: dateTime(TO) };
  return {
    requestId: 'Q1',
    interval: '15s',
    intervalMs: 7000,
    maxDataPoints: 500,
    range: { ...range, raw: range },
    scopedVars: {},
    targets: targets as ModelwatchQuery[],
    timezone: 'utc',
    app: 'dashboard',
    startTime: 1000,
    dashboardUID: 'd',
    panelId: 1,
    ...changes,
  };
}
