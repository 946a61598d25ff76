import { checkCondition } from '../../alerting/condition';
import { draftRule, titleOf } from '../../alerting/draft';
import { ownCondition, takesFeature } from '../../alerting/questions';
import { type AlertRule, type Condition, type NoDataState } from '../../alerting/rule';
import { type Suggestion } from '../../alerting/suggest';
import { type AlertPlan, type AlertQuestion, isRefusal, type Refusal } from '../../engines/engine';
import { duration } from '../../engines/prometheus/promql';
import { parseDuration } from '../../query/duration';
import { readNumber, writeNumber } from './units';
import { type Watched } from './watched';

/** What is written in the form. A text that is undefined follows what is suggested. */
export interface FormState {
  /** Of the things that can be watched. */
  choice: number;
  /** Of a matrix; absent: each cell. */
  cell?: { actual: string; predicted: string };
  /** Of the drift of many features; absent: the first of them. */
  feature?: string;
  is?: Condition['is'];
  threshold?: string;
  upperThreshold?: string;
  surely: boolean;
  /** In percent. */
  confidence: string;
  hysteresis: string;
  leastSupport: string;
  window: string;
  holdsFor: string;
  every: string;
  noData: NoDataState;
  folder?: Folder;
  title?: string;
  /** Whether to tell of classes and versions that the rule does not know. */
  companion: boolean;
  /** Whether the rule is on as soon as it is created. */
  active: boolean;
}

/** Without a uid: one that is yet to be made. */
export interface Folder {
  uid?: string;
  title: string;
}

export const initialState: FormState = {
  choice: 0,
  surely: true,
  confidence: '99',
  hysteresis: '',
  leastSupport: '',
  window: '',
  holdsFor: '5m',
  every: '1m',
  noData: 'OK',
  companion: true,
  active: false,
};

/** How surely a number must be beyond its threshold, in percent: as the query says, where it does. */
const confidenceFor = (question: AlertQuestion) =>
  writeNumber(ownCondition(question)?.surely ?? Number(initialState.confidence) / 100, { unit: 'percentunit' });

export function startWith(question: AlertQuestion): FormState {
  return { ...initialState, confidence: confidenceFor(question) };
}

/** Another thing to watch has another threshold and confidence, another title and other cells. */
export function choose(state: FormState, choice: number, question: AlertQuestion): FormState {
  return {
    ...state,
    choice,
    confidence: confidenceFor(question),
    cell: undefined,
    feature: undefined,
    is: undefined,
    threshold: undefined,
    upperThreshold: undefined,
    hysteresis: '',
    title: undefined,
  };
}

/** What is asked for, or what is wrong with how it is written. */
export function questionOf(
  { question, features }: Pick<Watched, 'question'> & { features: readonly string[] },
  { cell, feature = features[0], leastSupport, window }: FormState
): AlertQuestion | Refusal {
  const least = Number(leastSupport.trim() || 0);
  if (!(least >= 0 && least < Infinity)) {
    return { sentence: 'The least number of events is no number from 0. Write one, or leave it empty.' };
  }
  if (window.trim() !== '' && parseDuration(window) === undefined) {
    return { sentence: `The window '${window}' is no duration. Write a number and a unit, such as 30m, 24h or 7d.` };
  }
  const { query } = question;
  const isOneOfMany = takesFeature(query) && feature !== undefined;
  return {
    ...question,
    query: {
      ...query,
      ...(window.trim() !== '' && { window: window.trim() }),
      ...(isOneOfMany && { drift: { ...query.drift, features: [feature] } }),
    },
    ...(query.kind === 'confusion' && cell && { cell }),
    ...(least > 0 && { leastSupport: least }),
  };
}

/** The texts of the thresholds, with what is suggested where nobody has written anything. */
export function thresholdTexts(
  { threshold, upperThreshold }: Pick<FormState, 'threshold' | 'upperThreshold'>,
  { style }: AlertPlan,
  suggested: Suggestion | Refusal | undefined
): { threshold: string; upperThreshold: string } {
  const known: Partial<Suggestion> = suggested && !isRefusal(suggested) ? suggested : {};
  const textOf = (value: number | undefined) => (value === undefined ? '' : writeNumber(value, style));
  return {
    threshold: threshold ?? textOf(known.threshold),
    upperThreshold: upperThreshold ?? textOf(known.upperThreshold),
  };
}

/** When the rule fires, and what is wrong with that, in full sentences. */
export function conditionOf(
  state: FormState,
  plan: AlertPlan,
  is: Condition['is'],
  suggested: Suggestion | Refusal | undefined
): { condition: Condition; problems: string[] } {
  const texts = thresholdTexts(state, plan, suggested);
  const hysteresis = state.hysteresis.trim() === '' ? 0 : readNumber(state.hysteresis, plan.style);
  const condition: Condition = {
    is,
    threshold: readNumber(texts.threshold, plan.style),
    ...(is === 'outside' && { upperThreshold: readNumber(texts.upperThreshold, plan.style) }),
    ...(state.surely && plan.interval && { surely: readNumber(state.confidence, { unit: 'percentunit' }) }),
    ...(hysteresis !== 0 && { hysteresis }),
  };
  const isEmpty = texts.threshold.trim() === '' || (is === 'outside' && texts.upperThreshold.trim() === '');
  return {
    condition,
    problems: isEmpty
      ? ['There is no threshold yet. Write the number that is worth an alert.']
      : checkCondition(condition, plan),
  };
}

/** Grafana looks at rules at whole multiples of this. */
const BASE_SECONDS = 10;

/** What is chosen besides the condition, read; or what is wrong with it, in full sentences. */
export function timesOf({ holdsFor, every }: FormState): {
  holdsFor: string;
  everySeconds: number;
  problems: string[];
} {
  const forMs = /^\s*0\w?\s*$/.test(holdsFor) ? 0 : parseDuration(holdsFor);
  const everyMs = parseDuration(every);
  const problems: string[] = [];
  if (forMs === undefined) {
    problems.push(`'${holdsFor}' is no duration to hold for. Write a number and a unit, such as 5m, or 0 for at once.`);
  }
  if (everyMs === undefined || everyMs % (BASE_SECONDS * 1000) !== 0) {
    problems.push(`'${every}' is no time to evaluate by. Write a multiple of 10 seconds, such as 30s, 1m or 1h.`);
  } else if (forMs !== undefined && forMs > 0 && forMs < everyMs) {
    problems.push(
      `The condition cannot hold for ${holdsFor.trim()} where it is looked at every ${every.trim()}. Choose a longer time to hold for, or 0.`
    );
  }
  return { holdsFor: forMs ? duration(forMs) : '0s', everySeconds: Math.round((everyMs ?? 60_000) / 1000), problems };
}

export function titleText({ title }: FormState, plan: AlertPlan, condition: Condition): string {
  return title ?? titleOf(plan, condition);
}

/** The rule as the form has it; its parts must have been found right. */
export function ruleOf(
  state: FormState,
  plan: AlertPlan,
  condition: Condition,
  more: Pick<AlertRule, 'upstream' | 'panel'> & { folder: Folder }
): AlertRule {
  const { holdsFor, everySeconds } = timesOf(state);
  return draftRule(plan, condition, {
    upstream: more.upstream,
    folder: { uid: more.folder.uid ?? '', title: more.folder.title.trim() },
    ...(more.panel && { panel: more.panel }),
    holdsFor,
    everySeconds,
    noData: state.noData,
    paused: !state.active,
    title: titleText(state, plan, condition).trim(),
  });
}

/** Grafana's columns for titles and for names of groups hold so many bytes. */
const LONGEST_NAME = 190;

/** What is wrong with the names of rules and their folder, in full sentences. */
export function checkNames(rules: readonly AlertRule[]): string[] {
  const [{ title, group, folder }] = rules;
  const isTooLong = (name: string) => new TextEncoder().encode(name).length > LONGEST_NAME;
  return [
    ...(title === '' ? ['The rule has no title. Write one.'] : []),
    ...(rules.some((rule) => isTooLong(rule.title))
      ? [`The title is too long: Grafana holds ${LONGEST_NAME} bytes. Shorten it.`]
      : []),
    ...(isTooLong(group)
      ? [`The model's name is too long for a group of rules in Grafana. Take the rule as a file, and name its group.`]
      : []),
    ...(folder.title === '' ? ['The rule has no folder. Choose one, or name a new one.'] : []),
    ...(folder.uid === '' && /^(general|dashboards)$/i.test(folder.title)
      ? [`Grafana keeps no alert rules in '${folder.title}'. Choose another folder, or name a new one.`]
      : []),
  ];
}
