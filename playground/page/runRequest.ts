/** Stands in for Grafana's runRequest: from a data source and a request to the panel data that grow as packets arrive. */
import {
  CoreApp,
  type DataFrame,
  type DataQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  LoadingState,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, from, map, merge, type Observable, of, share, takeUntil, timer } from 'rxjs';

/** After this many milliseconds without an answer the panel shows that it loads. */
const patience = 200;

/** A query that says nothing but where it belongs gets the data source's default. */
const isEmpty = (query: DataQuery) =>
  Object.keys(query).every((key) => ['refId', 'datasource', 'hide', 'key', 'queryType'].includes(key));

export function runRequest(
  dataSource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<PanelData> {
  let panelData: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0) {
    return of({ ...panelData, state: LoadingState.Done });
  }
  const packets = new Map<string, DataQueryResponse>();
  const answers = ask(dataSource, request, queryFunction).pipe(
    map((packet) => {
      request.endTime = Date.now();
      packets.set(packet.key ?? 'A', packet);
      return (panelData = combine(panelData, request, [...packets.values()], packet));
    }),
    catchError((error) => {
      const failure = toDataQueryError(error);
      return of({ ...panelData, state: LoadingState.Error, error: failure, errors: [failure] });
    }),
    share()
  );
  return merge(
    timer(patience).pipe(
      map(() => panelData),
      takeUntil(answers)
    ),
    answers
  );
}

function ask(
  dataSource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: DataSourceApi['query']
): Observable<DataQueryResponse> {
  request.targets = request.targets.map((target) =>
    isEmpty(target) ? { ...dataSource.getDefaultQuery?.(CoreApp.PanelEditor), ...target } : target
  );
  if (queryFunction) {
    return from(queryFunction(request));
  }
  request.targets = request.targets.filter((target) => dataSource.filterQuery?.(target) ?? true);
  return request.targets.length ? from(dataSource.query(request)) : of({ data: [] });
}

function combine(
  before: PanelData,
  request: DataQueryRequest,
  packets: DataQueryResponse[],
  last: DataQueryResponse
): PanelData {
  const hidden = new Set(request.targets.filter(({ hide }) => hide).map(({ refId }) => refId));
  // As they came: answers for variables are no frames, and scenes makes frames of the others.
  const frames: DataFrame[] = packets.flatMap(({ data }) => data);
  const errors = packets.flatMap(({ error, errors }) => errors ?? (error ? [error] : []));
  return {
    ...before,
    state: last.state ?? (errors.length ? LoadingState.Error : LoadingState.Done),
    series: frames.filter(({ refId }) => !refId || !hidden.has(refId)),
    annotations: [],
    errors,
    error: errors[0],
    request,
    timeRange: request.range,
  };
}
