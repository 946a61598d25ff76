import { type DataFrame } from '@grafana/data';

import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { comparesVariables } from '../../query/relevant';
import { planDrift } from '../drift/planDrift';
import { type Engine, isRefusal, type Plan, type Refusal, type TimeWindow } from '../engine';
import { readsScores } from '../scoreAnswers';
import { planAlert } from './alert/alertPlan';
import { discoverNames } from './alert/names';
import { planConfusion } from './confusion';
import { planVariables } from './drift/planVariables';
import { affordable } from './drift/volume';
import { planErrorDistribution } from './errorDistribution';
import { discover, type PrometheusFacts } from './facts';
import { planOperations } from './operations';
import { planQuality } from './quality';
import { refuseRecords } from './records';
import { planScores } from './scores';

/** Answers model queries by PromQL, through the user's own Prometheus data source. */
export const prometheusEngine: Engine<PrometheusFacts> = {
  discover,
  plan,
  alerting: {
    discover: discoverNames,
    plan: (asked, mapping, window, facts, known) => {
      // What has no answer has no alert either.
      const answer = plan(asked.query, mapping, window, facts);
      return isRefusal(answer) ? answer : planAlert(asked, mapping, window, facts, known);
    },
  },
};

function plan(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  return refuse(query, mapping) ?? planOf(query, mapping, window, facts);
}

function planOf(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  switch (query.kind) {
    case 'confusion':
      return readsScores(query)
        ? planScores(query, mapping, window, facts)
        : planConfusion(query, mapping, window, facts);
    case 'quality':
      return planQuality(query, mapping, window, facts);
    case 'curve':
      return planScores(query, mapping, window, facts);
    case 'distribution':
      if (comparesVariables(query)) {
        return planComparison(query, mapping, window, facts);
      }
      return readsScores(query)
        ? planScores(query, mapping, window, facts)
        : planErrorDistribution(query, mapping, window, facts);
    case 'drift':
      return planComparison(query, mapping, window, facts);
    case 'operations':
      return planOperations(query, mapping, window, facts);
    case 'errors':
    case 'audit':
      return refuseRecords(query);
  }
}

function planComparison(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const { window: coarser, notices } = affordable(query, window, mapping, facts);
  return planDrift(query, coarser, (spans) => {
    const counting = planVariables(query, spans, mapping, facts);
    if (isRefusal(counting)) {
      return counting;
    }
    const read: typeof counting.read = (answers) => {
      const counted = counting.read(answers);
      return { ...counted, notices: [...notices, ...counted.notices] };
    };
    return { requests: counting.requests, read };
  });
}

function refuse(query: ModelQuery, { labels }: TelemetryMapping): Refusal | undefined {
  const ofOutcomes = !['operations', 'errors', 'audit'].includes(query.kind) && !comparesVariables(query);
  if (ofOutcomes && query.timeBasis === 'prediction') {
    return {
      sentence:
        'Prometheus counts an outcome when it becomes known, not when it was predicted, so it answers quality on the outcome clock only. Set the clock to outcome.',
    };
  }
  if (!labels.version && (query.byVersion || query.model.versions.length > 0)) {
    return {
      sentence:
        'The mapping has no version label, so the answer can neither be split nor narrowed by version. Map the label in the data source settings, or leave the version out.',
    };
  }
  return undefined;
}
