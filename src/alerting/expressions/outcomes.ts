import { type Labels } from '@grafana/data';

import { isRefusal } from '../../engines/engine';
import { isExpression, type RuleQuery } from '../ruleQuery';
import { type Answer, type Failure, isNoData, labelsKey, labelsOf, type Value } from './values';

/** What one evaluation says of one instance of a rule. */
export type Outcome =
  { state: 'Normal' | 'Alerting' | 'NoData'; labels: Labels } | { state: 'Error'; labels: Labels; sentence: string };

/**
 * What Grafana 12.3's alerting makes of an evaluation (its package ngalert/eval): an instance for each set of labels that the
 * condition gives. One query of a data source that answers nothing leaves the whole rule without data, even where the
 * condition does not use it.
 *
 * @param results of `Expressions.evaluate`
 * @returns at least one outcome; no labels twice
 */
export function outcomesOf(
  queries: readonly RuleQuery[],
  condition: string,
  results: ReadonlyMap<string, Answer>
): Outcome[] {
  const answer = results.get(condition) ?? [];
  if (isRefusal(answer)) {
    return [failed(rootOf(answer, results).sentence)];
  }
  const silent = silentSources(queries, results);
  if (silent.length > 0) {
    return silent.map((labels) => ({ state: 'NoData', labels }));
  }
  const outcomes = answer.map(outcomeOf);
  const twice = labelsTwice(outcomes);
  if (twice) {
    return [
      failed(
        `The condition ${condition} gives the labels ${JSON.stringify(twice)} more than once. Let each of its results have labels of its own.`,
        twice
      ),
    ];
  }
  return outcomes.length > 0 ? outcomes : [{ state: 'NoData', labels: {} }];
}

/** The labels for which a condition holds: any number but 0, NaN among them. */
export function firingInstances(answer: Answer): Labels[] {
  return isRefusal(answer)
    ? []
    : answer.map(outcomeOf).flatMap(({ state, labels }) => (state === 'Alerting' ? [labels] : []));
}

function outcomeOf(value: Value): Outcome {
  if (value.type === 'series') {
    return failed(
      'The condition is a series over time, and rules watch numbers. Reduce it to its last value, or another.'
    );
  }
  const labels = labelsOf(value);
  if (value.type === 'no data' || value.value === undefined) {
    return { state: 'NoData', labels };
  }
  return { state: value.value === 0 ? 'Normal' : 'Alerting', labels };
}

const failed = (sentence: string, labels: Labels = {}): Outcome => ({ state: 'Error', labels, sentence });

/** The failure that made the others fail. */
function rootOf(failure: Failure, results: ReadonlyMap<string, Answer>): Failure {
  const cause = failure.input === undefined ? undefined : results.get(failure.input);
  return isRefusal(cause) ? rootOf(cause, results) : failure;
}

/** Data sources that answered nothing to some queries, as the labels of the instances that Grafana makes of them. */
function silentSources(queries: readonly RuleQuery[], results: ReadonlyMap<string, Answer>): Labels[] {
  const refIds = new Map<string, string[]>();
  for (const query of queries.filter((query) => !isExpression(query))) {
    const answer = results.get(query.refId) ?? [];
    if (isRefusal(answer) || isNoData(answer)) {
      refIds.set(query.datasourceUid, [...(refIds.get(query.datasourceUid) ?? []), query.refId]);
    }
  }
  return [...refIds].map(([datasource_uid, of]) => ({ datasource_uid, ref_id: of.sort().join(',') }));
}

function labelsTwice(outcomes: readonly Outcome[]): Labels | undefined {
  const seen = new Set<string>();
  return outcomes.find(({ labels }) => {
    const key = labelsKey(labels);
    const isSecond = seen.has(key);
    seen.add(key);
    return isSecond;
  })?.labels;
}
