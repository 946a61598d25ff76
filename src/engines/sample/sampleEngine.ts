import { type DataFrame } from '@grafana/data';

import { type ModelQuery } from '../../query/query';
import {
  comparesVariables,
  estimatesQuality,
  goesOverTime,
  showsCompleteness,
  showsRecords,
  takesClock,
} from '../../query/relevant';
import { type Engine, type Plan, type Refusal, type TimeWindow } from '../engine';
import { answerRecords } from './auditRecords';
import { answerCompleteness } from './completeness';
import { wrongMatcher } from './matchers';
import { answerDrift } from './driftAnswers';
import { answerEstimated } from './estimated';
import { info } from './notices';
import { answerOperations, refuseOperations } from './operations';
import { answerOutcomes, refuseOutcomes } from './outcomeAnswers';
import { MOST_STEPS, reach } from './selection';
import { type RecordSource } from './source';
import { countsTimeless } from './variables';

/** Nothing must be known before planning: the records are at hand. */
export type SampleFacts = null;

/**
 * Answers model queries in the browser over audit records, exactly. Its plans ask nobody anything. The mapping is not read:
 * records have the names of the telemetry contract.
 */
export function sampleEngine(source: RecordSource): Engine<SampleFacts> {
  return {
    discover: () => ({ requests: [], read: () => null }),
    plan: (query, _mapping, window) => planOf(asAnswered(query), window, source),
    alerting: {
      sentence:
        'Records are evaluated in the browser, and Grafana evaluates alert rules on its server, where they are not. Alert on a Modelwatch data source that asks a Prometheus.',
    },
  };
}

function asAnswered(query: ModelQuery): ModelQuery {
  return goesOverTime(query) ? query : { ...query, result: 'number' };
}

function planOf(query: ModelQuery, window: TimeWindow, source: RecordSource): Plan<DataFrame[]> | Refusal {
  const sentence = refuse(query, window, source);
  if (sentence !== undefined) {
    return { sentence };
  }
  const answer = answerOf(query);
  return {
    requests: [],
    read: () => {
      const { from, to } = reach(query, window);
      const notices = source.notices(query.model.name, from, to, takesClock(query) ? query.timeBasis : 'prediction');
      return answer(query, window, source, notices.map(info));
    },
  };
}

function answerOf(query: ModelQuery) {
  if (showsRecords(query)) {
    return answerRecords;
  }
  if (showsCompleteness(query)) {
    return answerCompleteness;
  }
  if (comparesVariables(query)) {
    return answerDrift;
  }
  if (estimatesQuality(query)) {
    return answerEstimated;
  }
  return countsRequests(query) ? answerOperations : answerOutcomes;
}

function refuse(query: ModelQuery, window: TimeWindow, source: RecordSource): string | undefined {
  const { model, result } = query;
  const known = source.models();
  if (!known.includes(model.name)) {
    return `There is no record of model '${model.name}'. ${known.length > 0 ? `There are records of ${list(known)}. ` : ''}Choose another model.`;
  }
  if (result === 'series' && !source.coverage(model.name)) {
    return `The records of model '${model.name}' have no times, so there is nothing over time. Ask for 'Now', or give the records a column @timestamp or outcome.observed.`;
  }
  if (result === 'series' && !((window.to - window.from) / window.intervalMs <= MOST_STEPS)) {
    return `A step of ${window.intervalMs} ms makes more than ${MOST_STEPS.toLocaleString('en-US')} points. Choose a longer step or a shorter time range.`;
  }
  return wrongMatcher(model) ?? refuseKind(query, source);
}

function refuseKind(query: ModelQuery, source: RecordSource): string | undefined {
  if (comparesVariables(query)) {
    return refuseTimeless(query, source);
  }
  if (query.kind === 'audit' || showsRecords(query)) {
    return undefined;
  }
  return countsRequests(query) ? refuseOperations(query, source) : refuseOutcomes(query);
}

function refuseTimeless(query: ModelQuery, source: RecordSource): string | undefined {
  const { name } = query.model;
  return source.coverage(name) || countsTimeless(query)
    ? undefined
    : `The records of model '${name}' have no times, so there is no other time to compare them with. Compare with another version, or with a frozen baseline, or give the records a column @timestamp.`;
}

const countsRequests = ({ kind }: ModelQuery) => kind === 'operations' || kind === 'errors';

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `'${name}'`);
  return shown.join(', ') + (names.length > shown.length ? ' and more' : '');
}
