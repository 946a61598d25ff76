import { type DataFrame } from '@grafana/data';

import { composedRoles, type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { measureFamily, type ModelQuery } from '../../query/query';
import { estimatesQuality } from '../../query/relevant';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { readsScores } from '../scoreAnswers';
import { planClasses } from './classes';
import { planEstimated } from './estimated';
import { findExisting, planExisting } from './existing';
import { type PrometheusFacts } from './facts';
import { readsFeedback } from './feedback';
import { planRegression, rolesOf } from './regression';
import { planScores } from './scores';

/** A measure of quality, from what it is computed from: counts of classes, scores, sums of errors, or a ready-made metric. */
export function planQuality(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  if (query.quality.source === 'existing' && isAtThreshold(query)) {
    return {
      sentence:
        'A measure that somebody computes already is of what the model predicted, so no score threshold can be set. Leave the threshold empty, or compute the measure from counted outcomes.',
    };
  }
  if (estimatesQuality(query)) {
    return planEstimated(query, mapping, window, facts);
  }
  if (readsExisting(query, mapping, facts)) {
    return planExisting(query, mapping, window, facts);
  }
  if (readsScores(query)) {
    return planScores(query, mapping, window, facts);
  }
  return measureFamily(query.quality.measure) === 'values'
    ? planRegression(query, mapping, window, facts)
    : planClasses(query, mapping, window, facts);
}

/** Counted outcomes are better than a ready-made measure: they carry support and interval. */
export function readsExisting(query: ModelQuery, mapping: TelemetryMapping, facts: PrometheusFacts): boolean {
  if (query.quality.source !== 'auto') {
    return query.quality.source === 'existing';
  }
  return !isAtThreshold(query) && !isCounted(query, mapping, facts) && findExisting(query, mapping) !== undefined;
}

function isAtThreshold(query: ModelQuery): boolean {
  return measureFamily(query.quality.measure) === 'classes' && readsScores(query);
}

function isCounted(query: ModelQuery, mapping: TelemetryMapping, facts: PrometheusFacts): boolean {
  const counted = (role: MetricRole) =>
    (facts.seriesOfModel[mapping.metrics[role] + (composedRoles.includes(role) ? '_count' : '')] ?? 0) > 0;
  switch (measureFamily(query.quality.measure)) {
    case 'classes':
      return counted('outcomes') || readsFeedback(mapping, facts);
    case 'scores':
      return counted('outcomeScore');
    case 'values':
      return rolesOf(query.quality.measure).every(counted);
  }
}
