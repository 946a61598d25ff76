import {
  type DataFrame,
  type DataQueryRequest,
  type DataSourceApi,
  type QueryResultMetaNotice,
  type ScopedVars,
} from '@grafana/data';
import { catchError, map, type Observable, of, switchMap, tap, throwError } from 'rxjs';

import {
  type Engine,
  isRefusal,
  isStaged,
  type Plan,
  type Planned,
  type StepByStep,
  type TimeWindow,
} from '../engines/engine';
import { checkQuery, type LabelCheck } from '../query/check';
import { type TelemetryMapping } from '../query/mapping';
import { migrateQuery } from '../query/migrate';
import { type ModelQuery } from '../query/query';
import { relevantQuery } from '../query/relevant';
import { filterMatchers, withMatchers } from './adhocFilters';
import { type FactsCache } from './factsCache';
import { interpolateQuery, type Templates } from './interpolate';
import { snapInterval } from './interval';
import { type RequestSharing } from './requestSharing';
import { type PlanContext, runPlan } from './runPlan';
import { SentenceError } from './upstreamErrors';
import { askerOf } from './upstreamRequest';

/** What a query is answered with. */
export interface Answering<Facts = unknown> {
  engine: Engine<Facts, StepByStep>;
  mapping: TelemetryMapping;
  isLabel: LabelCheck;
  /** None where the engine answers by itself: its plans have no requests. */
  upstream?: DataSourceApi;
  sharing: RequestSharing;
  facts: FactsCache<Facts>;
  templates: Templates;
}

/** A query with nothing left to fill in, and what is to be said about filling it. */
export interface ReadyQuery {
  query: ModelQuery;
  notices: QueryResultMetaNotice[];
}

/**
 * A stored query as the engine takes it: migrated, without what it does not use, interpolated, with the ad hoc filters in
 * it, and checked.
 * @throws SentenceError with all that is wrong with it.
 */
export function readyQuery(
  stored: unknown,
  scopedVars: ScopedVars,
  filters: DataQueryRequest['filters'],
  answering: Pick<Answering, 'mapping' | 'isLabel' | 'templates'>
): ReadyQuery {
  const { templates, isLabel } = answering;
  const { query, sentences } = interpolateQuery(relevantQuery(migrateQuery(stored)), templates, scopedVars);
  const wrong = [...sentences, ...checkQuery(query, isLabel)];
  if (wrong.length > 0) {
    throw new SentenceError(wrong.join(' '));
  }
  const { matchers, sentences: leftOut } = filterMatchers(filters, answering);
  return {
    query: withMatchers(query, matchers),
    notices: leftOut.map((text) => ({ severity: 'warning', text })),
  };
}

/** Frames for one target. Errors with a SentenceError. */
export function answerQuery<Facts>(
  stored: unknown,
  refId: string,
  request: DataQueryRequest,
  answering: Answering<Facts>
): Observable<DataFrame[]> {
  const { query, notices } = readyQuery(stored, request.scopedVars, request.filters, answering);
  const context = { ...answering, request, refId };
  return planQuery(query, refId, request, answering).pipe(
    switchMap(({ plan, notices: ofDiscovery, forgetFacts }) =>
      runPlan(plan, context).pipe(
        map(({ value, notices: ofRun }) => {
          const executedQueryString = explainPlan(plan) || undefined;
          const frames = value.map((frame, i) =>
            finish(frame, refId, executedQueryString, i === 0 ? [...notices, ...ofDiscovery, ...ofRun] : [])
          );
          // What is said to be missing may be there by now: the next refresh looks again.
          if (frames.some(({ meta }) => meta?.notices?.length)) {
            forgetFacts();
          }
          return frames;
        })
      )
    )
  );
}

/** The plan of a ready query, with facts from the cache or the upstream. Errors with the engine's refusal. */
export function planQuery<Facts>(
  query: ModelQuery,
  refId: string,
  request: DataQueryRequest,
  answering: Answering<Facts>
): Observable<{ plan: Plan<DataFrame[]>; notices: QueryResultMetaNotice[]; forgetFacts: () => void }> {
  const { engine, mapping } = answering;
  const context = { ...answering, request, refId };
  return knowUpstream(query, refId, request, answering).pipe(
    switchMap(({ facts, notices, forgetFacts }) =>
      lastStep(engine.plan(query, mapping, windowOf(request), facts), context).pipe(
        map((last) => ({ plan: last.plan, notices: [...notices, ...last.notices], forgetFacts })),
        catchError((error: unknown) => {
          forgetFacts();
          throw error;
        })
      )
    )
  );
}

/** The plan that the steps before it lead to, and what is to be said of these. Errors with a refusal on the way. */
function lastStep(
  planned: Planned<DataFrame[]>,
  context: PlanContext
): Observable<{ plan: Plan<DataFrame[]>; notices: QueryResultMetaNotice[] }> {
  if (isRefusal(planned)) {
    return throwError(() => new SentenceError(planned.sentence));
  }
  if (!isStaged(planned)) {
    return of({ plan: planned, notices: [] });
  }
  return runPlan(planned.first, context).pipe(
    switchMap(({ value, notices }) =>
      lastStep(value, context).pipe(map((last) => ({ ...last, notices: [...notices, ...last.notices] })))
    )
  );
}

/** What the engine must know of the upstream before it plans: from the cache, or asked for. */
export function knowUpstream<Facts>(
  query: ModelQuery,
  refId: string,
  request: DataQueryRequest,
  { facts, ...answering }: Answering<Facts>
): Observable<{ facts: Facts; notices: QueryResultMetaNotice[]; forgetFacts: () => void }> {
  const { engine, mapping, upstream } = answering;
  const window = windowOf(request);
  const discovery = engine.discover(query, mapping, window);
  const key = JSON.stringify([upstream?.uid, discovery.requests.map(({ target }) => target)]);
  const asker = askerOf(request);
  // Without requests the key would not say what the facts are about; and there is nothing to spare.
  const cached = discovery.requests.length > 0;
  const known = request.skipQueryCache || !cached ? undefined : facts.get(key, window, asker);
  const found =
    known !== undefined
      ? of({ value: known, notices: [] })
      : runPlan(discovery, { ...answering, request, refId }).pipe(
          tap(({ value, notices }) => {
            // Half of the facts serve this answer, and no other.
            if (cached && notices.length === 0) {
              facts.set(key, window, asker, value);
            }
          })
        );
  return found.pipe(map(({ value, notices }) => ({ facts: value, notices, forgetFacts: () => facts.forget(key) })));
}

export function windowOf({ range, intervalMs }: Pick<DataQueryRequest, 'range' | 'intervalMs'>): TimeWindow {
  return { from: range.from.valueOf(), to: range.to.valueOf(), intervalMs: snapInterval(intervalMs) };
}

/** The texts that the upstream is asked, for people. */
export function explainPlan({ requests }: Plan<unknown>): string {
  return requests
    .map(({ target }) => (typeof target.expr === 'string' ? target.expr : JSON.stringify(target, null, 2)))
    .join('\n\n');
}

function finish(
  frame: DataFrame,
  refId: string,
  executedQueryString: string | undefined,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const all = [...(frame.meta?.notices ?? []), ...notices];
  return { ...frame, refId, meta: { ...frame.meta, executedQueryString, ...(all.length > 0 && { notices: all }) } };
}
