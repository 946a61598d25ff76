import { type DataQueryRequest } from '@grafana/data';
import { firstValueFrom, map, type Observable, switchMap } from 'rxjs';

import { type AlertPlan, type AlertQuestion, isRefusal, type Refusal } from '../engines/engine';
import { type Answering, knowUpstream, windowOf } from './answerQuery';
import { runPlan } from './runPlan';

/**
 * What an alert rule asks instead of a query of ours. The question is one of a panel's, with nothing left to fill in.
 * Errors with a SentenceError where the upstream cannot be asked.
 */
export function planAlert<Facts>(
  question: AlertQuestion,
  request: DataQueryRequest,
  answering: Answering<Facts>
): Promise<AlertPlan | Refusal> {
  const { engine, mapping } = answering;
  const { alerting } = engine;
  if (isRefusal(alerting)) {
    return Promise.resolve(alerting);
  }
  const { query } = question;
  const window = windowOf(request);
  const context = { ...answering, request, refId: 'alert' };
  const planned: Observable<AlertPlan | Refusal> = knowUpstream(query, 'alert', request, answering).pipe(
    switchMap(({ facts }) =>
      runPlan(alerting.discover(query, mapping, window), context).pipe(
        map(({ value }) => alerting.plan(question, mapping, window, facts, value))
      )
    )
  );
  return firstValueFrom(planned);
}
