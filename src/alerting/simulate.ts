import { type Labels } from '@grafana/data';

import { isRefusal, type Refusal } from '../engines/engine';
import { readExpressions } from './expressions/expressions';
import { type Outcome, outcomesOf } from './expressions/outcomes';
import { type Answer, labelsKey } from './expressions/values';
import { type NoDataState } from './rule';
import { type RuleQuery } from './ruleQuery';

/** The parts of a rule that decide when it fires. */
export interface SimulatedRule {
  queries: readonly RuleQuery[];
  /** The refId that decides. */
  condition: string;
  /** How long the condition must hold, in milliseconds; 0 for at once. */
  forMs: number;
  /** How often Grafana evaluates the rule, in milliseconds. */
  everyMs: number;
  noData: NoDataState;
}

/** What the data sources would have answered at one time. */
export interface PastEvaluation {
  /** Milliseconds since the epoch. */
  time: number;
  /** By refId, of the queries of data sources. */
  answers: ReadonlyMap<string, Answer>;
}

/** One stretch in which the condition held for one set of labels. Times are those of evaluations. */
export interface Episode {
  labels: Labels;
  /** Since when the condition has held. */
  pendingFrom: number;
  /** When it had held for long enough; absent where it never did. */
  firedFrom?: number;
  /** When it ended; absent while it lasts. */
  to?: number;
}

export interface Simulation {
  /** In the order in which they began. */
  episodes: Episode[];
  /** How many of them fired. */
  fired: number;
  evaluations: number;
  /** At how many evaluations an instance, or all of the rule, had no data. */
  withoutData: number;
  /** Why evaluations failed, each sentence once. */
  failures: string[];
}

/** Grafana's default: an instance that is missing from two evaluations in a row is resolved. */
const MISSING_EVALUATIONS = 2;

/** What Grafana remembers of an instance. */
interface Instance {
  labels: Labels;
  state: Outcome['state'] | 'Pending';
  /** It is in its state for want of data, and not by its value. */
  isAssumed: boolean;
  /** When it came into its state, and when it was last evaluated. */
  since: number;
  seen: number;
  episode?: Episode;
}

/**
 * When a rule would have fired, had it been evaluated at these times: the states of its instances as Grafana 12.3 keeps
 * them (its package ngalert/state), those that start at hysteresis included. An evaluation that fails leaves the other
 * instances as they are until they count as missing, as with the setting 'Error' for failures. Labels of the rule itself are
 * taken to differ from those of its results.
 *
 * @param evaluations ascending in time
 * @returns why Grafana would not evaluate the rule at all
 */
export function simulate(rule: SimulatedRule, evaluations: readonly PastEvaluation[]): Simulation | Refusal {
  const expressions = readExpressions(rule.queries, rule.condition);
  if (isRefusal(expressions)) {
    return expressions;
  }
  const states = new States(rule);
  const failures = new Set<string>();
  let withoutData = 0;
  for (const { time, answers } of evaluations) {
    const results = expressions.evaluate(answers, states.firing());
    const outcomes = outcomesOf(rule.queries, rule.condition, results);
    states.next(time, outcomes);
    withoutData += outcomes.some(({ state }) => state === 'NoData') ? 1 : 0;
    outcomes.forEach((outcome) => outcome.state === 'Error' && failures.add(outcome.sentence));
  }
  const fired = states.episodes.filter(({ firedFrom }) => firedFrom !== undefined).length;
  return {
    episodes: states.episodes,
    fired,
    evaluations: evaluations.length,
    withoutData,
    failures: [...failures],
  };
}

class States {
  readonly episodes: Episode[] = [];
  private readonly instances = new Map<string, Instance>();

  constructor(private readonly rule: SimulatedRule) {}

  /** Those for which hysteresis asks whether they end, and not whether they begin. */
  firing(): Set<string> {
    const isFiring = ([, { state, isAssumed }]: [string, Instance]) => isOn(state) && !isAssumed;
    return new Set([...this.instances].filter(isFiring).map(([key]) => key));
  }

  next(time: number, outcomes: readonly Outcome[]) {
    const isSilent = outcomes.every(({ state }) => state === 'NoData') && this.rule.noData !== 'NoData';
    if (isSilent && this.instances.size > 0) {
      // Data that nobody has is assumed of all that are known.
      this.instances.forEach((instance) => this.move(instance, time, outcomes[0]));
    } else {
      outcomes.forEach((outcome) => this.move(this.instanceOf(outcome, time), time, outcome));
    }
    this.forgetMissing(time);
  }

  private instanceOf({ labels }: Outcome, time: number): Instance {
    const key = labelsKey(labels);
    const known = this.instances.get(key);
    if (known) {
      return known;
    }
    const instance: Instance = { labels, state: 'Normal', isAssumed: false, since: time, seen: time };
    this.instances.set(key, instance);
    return instance;
  }

  private move(instance: Instance, time: number, { state }: Outcome) {
    const next = this.stateAfter(instance, time, state);
    instance.isAssumed = state === 'NoData';
    instance.seen = time;
    this.enter(instance, next, time);
  }

  private stateAfter({ state, since }: Instance, time: number, outcome: Outcome['state']): Instance['state'] {
    const held = time - since >= this.rule.forMs;
    const assumed = outcome === 'NoData' ? this.rule.noData : outcome;
    switch (assumed) {
      case 'Alerting':
        return state === 'Alerting' || this.rule.forMs === 0 || (state === 'Pending' && held) ? 'Alerting' : 'Pending';
      case 'KeepLast':
        return state === 'Pending' && held ? 'Alerting' : isOn(state) ? state : 'Normal';
      case 'OK':
        return 'Normal';
      default:
        return assumed;
    }
  }

  /** Every change of state begins, promotes or ends an episode. */
  private enter(instance: Instance, state: Instance['state'], time: number) {
    if (instance.state === state) {
      return;
    }
    if (isOn(state)) {
      instance.episode ??= this.begin(instance.labels, time);
      if (state === 'Alerting') {
        instance.episode.firedFrom = time;
      }
    } else if (instance.episode) {
      instance.episode.to = time;
      instance.episode = undefined;
    }
    instance.state = state;
    instance.since = time;
  }

  private begin(labels: Labels, time: number): Episode {
    const episode: Episode = { labels, pendingFrom: time };
    this.episodes.push(episode);
    return episode;
  }

  private forgetMissing(time: number) {
    for (const [key, instance] of this.instances) {
      const patience = instance.state === 'NoData' || instance.state === 'Error' ? 1 : MISSING_EVALUATIONS;
      if (instance.seen !== time && time - instance.seen >= patience * this.rule.everyMs) {
        this.enter(instance, 'Normal', time);
        this.instances.delete(key);
      }
    }
  }
}

const isOn = (state: Instance['state']) => state === 'Pending' || state === 'Alerting';
