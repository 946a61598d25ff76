import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type ModelQuery } from '../../query/query';
import { isRefusal, type Plan, type Refusal, type TimeWindow } from '../engine';
import { alignVariables } from './alignVariables';
import { BASELINE, type Comparison, comparisonsOf, spansOf } from './comparisons';
import { driftAnswers } from './driftAnswers';
import { type CountedVariable, type Span } from './variables';

/** What an engine counted: the variables of each span, in the order of the spans, and what is to be said of that. */
export interface CountedSpans {
  counted: CountedVariable[][];
  notices: Notice[];
}

/**
 * A query about variables, kind `drift` or the distribution of a variable: which spans are compared, how an engine counts
 * them, and what follows from the counts. Engines only count, so that the same counts cannot give two answers.
 *
 * @param count how to count spans; where edges of bins are not known, they follow from the values of `edgesFrom`
 */
export function planDrift(
  query: ModelQuery,
  window: TimeWindow,
  count: (spans: readonly Span[], edgesFrom: Span) => Plan<CountedSpans> | Refusal
): Plan<DataFrame[]> | Refusal {
  const { spans, edgesFrom, read } = comparedSpans(query, window);
  const counting = count(spans, edgesFrom);
  return isRefusal(counting)
    ? counting
    : { requests: counting.requests, read: (answers) => read(counting.read(answers)) };
}

/** What has to be counted for a query about variables, and what follows from the counts: for engines that ask in steps. */
export interface ComparedSpans {
  spans: Span[];
  /** Where edges of bins are not known, they follow from the values of this one. */
  edgesFrom: Span;
  read(counted: CountedSpans): DataFrame[];
}

export function comparedSpans(query: ModelQuery, window: TimeWindow): ComparedSpans {
  const comparisons = comparisonsOf(query, window);
  const spans = spansOf(comparisons);
  return {
    spans,
    edgesFrom: cutBy(comparisons),
    read: ({ counted, notices }) => {
      const variables = alignVariables(spans, counted, query.reference.baseline);
      const frames = driftAnswers(query, comparisons, variables);
      return frames.map((frame, i) =>
        i === 0 ? { ...frame, meta: { ...frame.meta, notices: [...(frame.meta?.notices ?? []), ...notices] } } : frame
      );
    },
  };
}

/** The latest reference: one set of edges for all comparisons, so that a series compares like with like. */
function cutBy(comparisons: readonly Comparison[]): Span {
  const { current, reference } = comparisons[comparisons.length - 1];
  return reference === BASELINE ? current : reference;
}
