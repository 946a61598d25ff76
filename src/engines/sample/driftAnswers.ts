import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type ModelQuery } from '../../query/query';
import { type TimeWindow, isRefusal } from '../engine';
import { planDrift } from '../drift/planDrift';
import { explainNone } from './notices';
import { type RecordSource } from './source';
import { countVariables } from './variables';

/** Drift, or distributions beside their reference, from records. */
export function answerDrift(
  query: ModelQuery,
  window: TimeWindow,
  source: RecordSource,
  notices: Notice[]
): DataFrame[] {
  const plan = planDrift(query, window, (spans, edgesFrom) => ({
    requests: [],
    read: () => {
      const counted = countVariables(query, spans, edgesFrom, source);
      const found = counted.counted.some((variables) => variables.length > 0);
      const none = found ? [] : [explainNone(MISSING[query.drift.of], query, window, source)];
      return { ...counted, notices: [...counted.notices, ...notices, ...none] };
    },
  }));
  // Whoever counts by himself refuses nothing.
  return isRefusal(plan) ? [] : plan.read([]);
}

/** Follows 'No record of model ... '. */
const MISSING: Record<ModelQuery['drift']['of'], string> = {
  feature: 'has such features',
  prediction: 'has a prediction',
  score: 'has a score (prediction.score)',
  responseTime: 'has a response time (event.duration)',
};
