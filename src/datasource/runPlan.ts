import {
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type QueryResultMetaNotice,
  toDataFrame,
} from '@grafana/data';
import { catchError, defer, forkJoin, from, map, type Observable, of, throwError } from 'rxjs';

import { type Plan, type UpstreamRequest } from '../engines/engine';
import { hasFailed, type RequestSharing } from './requestSharing';
import { queryFailure, SentenceError } from './upstreamErrors';
import { askerOf, sharingKey, toUpstreamRequest } from './upstreamRequest';

/** On whose behalf, and through what, a plan's requests run. */
export interface PlanContext {
  request: DataQueryRequest;
  refId: string;
  /** May be absent for plans that have no requests. */
  upstream?: DataSourceApi;
  sharing: RequestSharing;
}

export interface PlanAnswer<T> {
  value: T;
  /** What failed of the optional requests, and what the upstream warns of. */
  notices: QueryResultMetaNotice[];
}

interface Answer {
  frames: DataFrame[];
  failure?: string;
}

/**
 * Runs a plan's requests, each for itself, and reads the answers. Emits once. Unsubscribing cancels what nobody else
 * waits for. Errors with a SentenceError as soon as a required request fails; an optional one leaves a notice.
 */
export function runPlan<T>(plan: Plan<T>, context: PlanContext): Observable<PlanAnswer<T>> {
  // forkJoin of nothing never emits.
  const answers = plan.requests.length === 0 ? of([]) : forkJoin(plan.requests.map((asked) => run(asked, context)));
  return answers.pipe(
    map((answers) => ({ value: plan.read(answers.map(({ frames }) => frames)), notices: answers.flatMap(noticesOf) }))
  );
}

function run(asked: UpstreamRequest, { request, refId, upstream, sharing }: PlanContext): Observable<Answer> {
  if (!upstream) {
    return throwError(() => new Error(`the plan has the request '${asked.name}', and there is no data source to ask`));
  }
  const start = () =>
    defer(
      () => from(upstream.query(toUpstreamRequest(asked, request, refId, upstream))) as Observable<DataQueryResponse>
    );
  return sharing.share(sharingKey(asked, request, upstream), askerOf(request), start).pipe(
    map((response) => {
      if (hasFailed(response)) {
        throw response.errors?.[0] ?? response.error;
      }
      return { frames: response.data.map((data) => toDataFrame(data)) };
    }),
    catchError((error: unknown) => {
      const failure = queryFailure(error, upstream.name);
      if (asked.optional) {
        return of({ frames: [], failure });
      }
      throw new SentenceError(failure);
    })
  );
}

function noticesOf({ frames, failure }: Answer): QueryResultMetaNotice[] {
  const warnings = frames.flatMap(({ meta }) => meta?.notices ?? []).filter(({ severity }) => severity !== 'info');
  const texts = new Set(warnings.map(({ text }) => text));
  const unique = warnings.filter(({ text }) => texts.delete(text));
  return failure ? [{ severity: 'warning', text: `A part of the query failed. ${failure}` }, ...unique] : unique;
}
