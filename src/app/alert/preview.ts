import { dateTimeFormat, type Labels } from '@grafana/data';

import { type AlertRule } from '../../alerting/rule';
import { CONDITION, ruleData } from '../../alerting/ruleData';
import { type Episode, type PastEvaluation, type Simulation, simulate } from '../../alerting/simulate';
import { isRefusal, type Refusal } from '../../engines/engine';
import { describeDuration, parseDuration } from '../../query/duration';
import { HISTORY_DAYS, HISTORY_STEP_MS } from './history';

export interface Preview {
  /** Full sentences: how often the rule would have fired, and what else is to be known. */
  sentences: string[];
  /** The latest first. */
  fired: FiredRow[];
}

export interface FiredRow {
  id: string;
  instance: string;
  from: string;
  lasted: string;
}

const MOST_ROWS = 8;

/** How often the rule would have fired over the past evaluations, or why nobody can say. */
export function previewOf(rule: AlertRule, evaluations: readonly PastEvaluation[]): Preview | Refusal {
  const simulation = simulate(
    {
      queries: ruleData(rule),
      condition: CONDITION,
      forMs: parseDuration(rule.holdsFor) ?? 0,
      // The past is looked at in longer steps than the rule will be.
      everyMs: HISTORY_STEP_MS,
      noData: rule.noData,
    },
    evaluations
  );
  return isRefusal(simulation) ? simulation : inWords(simulation, evaluations[evaluations.length - 1]?.time ?? 0);
}

/** @param end of the past, in milliseconds since the epoch */
export function inWords({ episodes, evaluations, withoutData, failures }: Simulation, end: number): Preview {
  const fired = episodes.filter(hasFired).reverse();
  const lasted = fired.map(({ firedFrom, to = end }) => to - firedFrom);
  const total = lasted.reduce((sum, ms) => sum + ms, 0);
  const last = `in the last ${HISTORY_DAYS} days`;
  const looked = `Looked at every ${describeDuration(HISTORY_STEP_MS)}.`;
  if (evaluations > 0 && withoutData === evaluations) {
    return {
      sentences: [`There was no data ${last}, so nobody can say how often the rule would have fired.`],
      fired: [],
    };
  }
  return {
    sentences: [
      fired.length === 0
        ? `Would not have fired ${last}.`
        : `Would have fired ${times(fired.length)} ${last}${total > 0 ? ` (${lengthOf(total)} in all)` : ''}.`,
      ...(fired.some(({ to }) => to === undefined) ? ['It would be firing now.'] : []),
      ...(withoutData > 0 ? [`There was no data ${withoutData} of ${evaluations} times.`] : []),
      looked,
      ...failures.map((failure) => `It could not always be evaluated. ${failure}`),
    ],
    fired: fired.slice(0, MOST_ROWS).map(({ labels, firedFrom, to }, i) => ({
      id: String(i),
      instance: instanceName(labels),
      from: dateTimeFormat(firedFrom, { format: 'YYYY-MM-DD HH:mm' }),
      lasted: to === undefined ? 'until now' : lengthOf(to - firedFrom),
    })),
  };
}

const HOUR_MS = 3_600_000;

/** 35.5 h is easier read than 2130 min. */
const lengthOf = (ms: number) => (ms > HOUR_MS ? `${Number((ms / HOUR_MS).toFixed(1))} h` : describeDuration(ms));

type Fired = Episode & { firedFrom: number };

const hasFired = (episode: Episode): episode is Fired => episode.firedFrom !== undefined;

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);

function instanceName(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}: ${value || '(empty)'}`);
  return parts.length > 0 ? parts.join(', ') : 'all';
}
