import { type AlertPlan } from '../engines/engine';
import { describeDuration } from '../query/duration';
import { conditionInWords } from './condition';
import { type AlertRule, type Condition, type NoDataState, UNKNOWN_MEASURE } from './rule';

/** What is chosen for a rule besides what it watches and when it fires. */
export interface RuleChoices {
  upstream: AlertRule['upstream'];
  folder: AlertRule['folder'];
  holdsFor: string;
  /** Absent: 60. */
  everySeconds?: number;
  panel?: AlertRule['panel'];
  noData?: NoDataState;
  paused?: boolean;
  /** Absent: titleOf. */
  title?: string;
}

/** 'recall of reject of credit-risk surely below 90 %' */
export function titleOf(plan: AlertPlan, condition: Condition): string {
  return `${plan.name}${versionsOf(plan)} ${conditionInWords(condition, plan)}`;
}

function versionsOf({ versions }: AlertPlan): string {
  return versions.length > 0 ? ` (${versions.join(', ')})` : '';
}

/** A whole rule. Where there is nothing to count there is nothing to say: without data it is at rest unless told otherwise. */
export function draftRule(plan: AlertPlan, condition: Condition, choices: RuleChoices): AlertRule {
  const { upstream, folder, holdsFor, everySeconds = 60, panel, noData = 'OK', paused = false } = choices;
  const title = choices.title ?? titleOf(plan, condition);
  return {
    title,
    plan,
    condition,
    holdsFor,
    everySeconds,
    noData,
    group: groupOf(plan),
    folder,
    upstream,
    ...(panel && { panel }),
    labels: {
      model: plan.model,
      // The rule's own label would hide that of its instances.
      ...(plan.versions.length > 0 && !plan.by.includes('version') && { version: plan.versions.join(', ') }),
      measure: plan.measure,
    },
    summary: `The ${plan.name}${versionsOf(plan)} is ${conditionInWords(condition, plan)} over ${describeDuration(plan.windowMs)}.`,
    paused,
  };
}

/** Rules of one model are evaluated together. */
function groupOf({ model }: AlertPlan): string {
  return `modelwatch ${model}`;
}

/** The rule that says when a class or a version appears which this one does not know; undefined where none can. */
export function companionOf(rule: AlertRule): AlertRule | undefined {
  const { plan } = rule;
  if (!plan.unknown) {
    return undefined;
  }
  const name = `class or version of ${plan.model} that '${rule.title}' does not know`;
  return {
    ...rule,
    title: `${rule.title}: new class or version`,
    plan: {
      ...plan,
      name,
      measure: UNKNOWN_MEASURE,
      style: { unit: 'none', decimals: 0 },
      inputs: [plan.unknown],
      named: [],
      value: `$${plan.unknown.name}`,
      support: undefined,
      interval: undefined,
      by: plan.unknownBy ?? ['appeared', 'class', 'version'],
      unknown: undefined,
      unknownBy: undefined,
      notes: [],
    },
    condition: { is: 'above', threshold: 0 },
    holdsFor: '0s',
    // No data is that there is nothing new.
    noData: 'OK',
    labels: { ...rule.labels, measure: UNKNOWN_MEASURE },
    summary: `There is a ${name}. Make that rule anew, so that it watches it.`,
  };
}
