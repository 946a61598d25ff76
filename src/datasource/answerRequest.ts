import {
  type DataFrame,
  type DataQueryError,
  type DataQueryRequest,
  type DataQueryResponse,
  LoadingState,
} from '@grafana/data';
import { catchError, combineLatest, defer, filter, from, map, type Observable, of, startWith, switchMap } from 'rxjs';

import { answerQuery, type Answering } from './answerQuery';
import { type ModelwatchQuery } from './types';
import { queryFailure, SentenceError } from './upstreamErrors';

interface TargetAnswer {
  frames: DataFrame[];
  error?: DataQueryError;
}

/**
 * All targets of a request in one combined emission: the frames of those that have answered, the errors of those that
 * cannot be, each with its refId. While some are still waited for, the state is Loading.
 * `connect` gives what the targets are answered with; if it fails, each target says why.
 */
export function answerRequest(
  request: DataQueryRequest<ModelwatchQuery>,
  targets: readonly ModelwatchQuery[],
  connect: () => Promise<Answering>
): Observable<DataQueryResponse> {
  if (targets.length === 0) {
    return of({ data: [], state: LoadingState.Done });
  }
  return defer(() => from(connect())).pipe(
    switchMap((answering) => combineLatest(targets.map((target) => answerTarget(target, request, answering)))),
    filter((answers) => answers.some(isAnswered)),
    map(combine),
    catchError((error: unknown) =>
      of({ data: [], errors: targets.map(({ refId }) => toError(error, refId, 'Grafana')), state: LoadingState.Error })
    )
  );
}

function answerTarget(
  { datasource, refId, hide, key, queryType, ...stored }: ModelwatchQuery,
  request: DataQueryRequest<ModelwatchQuery>,
  answering: Answering
): Observable<TargetAnswer | undefined> {
  return defer(() => answerQuery(stored, refId, request, answering)).pipe(
    map((frames): TargetAnswer => ({ frames })),
    catchError((error: unknown) =>
      of({ frames: [], error: toError(error, refId, answering.upstream?.name ?? 'Modelwatch') })
    ),
    startWith(undefined)
  );
}

function combine(answers: Array<TargetAnswer | undefined>): DataQueryResponse {
  const errors = answers.flatMap((answer) => (answer?.error ? [answer.error] : []));
  return {
    data: answers.flatMap((answer) => answer?.frames ?? []),
    ...(errors.length > 0 && { errors }),
    state: !answers.every(isAnswered)
      ? LoadingState.Loading
      : errors.length > 0
        ? LoadingState.Error
        : LoadingState.Done,
  };
}

function toError(error: unknown, refId: string, upstreamName: string): DataQueryError {
  if (error instanceof Error && !(error instanceof SentenceError)) {
    // A fault of ours: the sentence is for the user, the stack for the one who mends it.
    console.error('Modelwatch could not answer query', refId, error);
    return { refId, message: `The query could not be answered: ${error.message}. Please report this with the query.` };
  }
  return { refId, message: queryFailure(error, upstreamName) };
}

const isAnswered = (answer: TargetAnswer | undefined): answer is TargetAnswer => answer !== undefined;
