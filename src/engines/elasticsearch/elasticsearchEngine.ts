import { type DataFrame } from '@grafana/data';

import { type RecordMapping } from '../../query/recordFields';
import { measureFamily, type ModelQuery } from '../../query/query';
import { comparesVariables, estimatesQuality, showsCompleteness, showsRecords } from '../../query/relevant';
import { type Engine, type Plan, type Refusal, type StepByStep, type TimeWindow } from '../engine';
import { readsScores } from '../scoreAnswers';
import { planAlert } from './alert/alertPlan';
import { discoverNames } from './alert/names';
import { planCompleteness } from './completeness';
import { withCoverage } from './coverage';
import { planVariables } from './drift/planVariables';
import { planEstimated } from './estimated';
import { planErrorDistribution } from './errorDistribution';
import { discover, type ElasticsearchFacts } from './facts';
import { planOperations } from './operations';
import { planClasses, planConfusion } from './outcomes';
import { planRecords } from './records';
import { planScores } from './scores';
import { wrongPattern } from './selectors';
import { planValues } from './values';

/**
 * Answers model queries by aggregations over audit records, through the user's own Elasticsearch data source. The names of
 * metrics are not read: records have fields (query/recordFields.ts).
 */
export function elasticsearchEngine(mapping: RecordMapping): Engine<ElasticsearchFacts, StepByStep> {
  return {
    discover: (query, _, window) => discover(query, mapping, window),
    plan: (query, _, window, facts) => refuse(query, mapping) ?? planOf(query, mapping, window, facts),
    alerting: {
      discover: (query, _, window) => discoverNames(query, mapping, window),
      plan: (asked, _, window, facts, known) =>
        refuse(asked.query, mapping) ?? planAlert(asked, mapping, window, facts, known),
    },
  };
}

function refuse(query: ModelQuery, { only }: RecordMapping): Refusal | undefined {
  const pattern = wrongPattern([...only, ...query.model.matchers]);
  if (pattern !== undefined) {
    return { sentence: pattern };
  }
  return query.kind === 'quality' && query.quality.source === 'existing'
    ? { sentence: 'Records hold no measure that somebody computed already. Compute it from counted outcomes.' }
    : undefined;
}

function planOf(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): StepByStep | Refusal {
  if (comparesVariables(query)) {
    return planVariables(query, mapping, window, facts);
  }
  if (showsRecords(query)) {
    return planRecords(query, mapping, window, facts);
  }
  if (showsCompleteness(query)) {
    return planCompleteness(query, mapping, window, facts);
  }
  if (query.kind === 'distribution' && query.distribution.of === 'error') {
    return planErrorDistribution(query, mapping, window, facts);
  }
  return query.kind === 'operations' || query.kind === 'errors'
    ? planOperations(query, mapping, window, facts)
    : withCoverage(planOutcomes(query, mapping, window, facts), query, mapping, window);
}

function planOutcomes(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  if (estimatesQuality(query)) {
    return planEstimated(query, mapping, window, facts);
  }
  if (readsScores(query)) {
    return planScores(query, mapping, window, facts);
  }
  if (query.kind === 'confusion') {
    return planConfusion(query, mapping, window, facts);
  }
  return measureFamily(query.quality.measure) === 'values'
    ? planValues(query, mapping, window, facts)
    : planClasses(query, mapping, window, facts);
}
