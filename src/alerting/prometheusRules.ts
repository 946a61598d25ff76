import { stringify } from 'yaml';

import { type Refusal } from '../engines/engine';
import { namesIn } from '../engines/formulas';
import { labelName, type LabelMatcher, selector } from '../engines/prometheus/promql';
import { evaluatorsOf } from './condition';
import { groupsOf } from './groups';
import { type AlertRule, type Condition } from './rule';
import { CONDITION, formulasOf } from './ruleData';
import { type Evaluator } from './ruleQuery';
import { ruleTexts } from './ruleTexts';
import { ruleUid } from './ruleUid';

interface RecordingRule {
  record: string;
  expr: string;
  labels: Record<string, string>;
}

interface AlertingRule {
  alert: string;
  expr: string;
  for: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** Why Prometheus cannot evaluate these rules itself. */
export function refusePrometheusRules(rules: readonly AlertRule[]): Refusal | undefined {
  const other = rules.find(({ plan }) => plan.inputs.some(({ target }) => typeof target.expr !== 'string'));
  return (
    other && {
      sentence: `'${other.title}' asks a data source other than Prometheus, which can only be evaluated by Grafana. Take the file for Grafana.`,
    }
  );
}

/**
 * Rules as a file for Prometheus itself: each query, and each formula over them, is recorded once, under its name and with the
 * rule's uid as the label `rule`, and an alerting rule compares the last of them. So no text stands there twice.
 */
export function prometheusRules(rules: readonly AlertRule[]): string {
  return stringify(
    {
      groups: groupsOf(rules).map(({ name, everySeconds, rules: ofGroup }) => ({
        name,
        interval: `${everySeconds}s`,
        rules: ofGroup.flatMap((rule) => [...recordingRules(rule), alertingRule(rule)]),
      })),
    },
    { lineWidth: 0, aliasDuplicateObjects: false }
  );
}

function recordingRules(rule: AlertRule): RecordingRule[] {
  const { inputs, computed, known } = recorded(rule);
  const record = (name: string, expr: string) => ({ record: recordOf(name), expr, labels: { rule: ruleUid(rule) } });
  return [
    ...inputs.map(({ name, target }) => record(name, String(target.expr))),
    ...computed.map(({ name, formula }) => record(name, asPromql(formula, known))),
  ];
}

const recordOf = (name: string) => `modelwatch:${name}`;

/** What is recorded of a rule, in the order in which each needs the ones before it, and as which series. */
function recorded(rule: AlertRule) {
  const { inputs, formulas, compared } = formulasOf(rule.plan, rule.condition);
  const needed = namesIn([`$${compared ?? CONDITION}`], formulas);
  const computed = formulas.filter(({ name }) => needed.has(name) && name !== CONDITION);
  const known = new Map<string, string>(
    [...inputs, ...computed].map(({ name }) => [name, selector({ metric: recordOf(name), matchers: [ofRule(rule)] })])
  );
  return { inputs, computed, compared, known };
}

function alertingRule(rule: AlertRule): AlertingRule {
  const { compared } = recorded(rule);
  // It knows the number that is compared, and no other.
  const { labels, annotations } = ruleTexts(rule, (name) => (name === compared ? '$value' : undefined));
  return {
    alert: rule.title,
    expr: conditionOf(rule),
    for: rule.holdsFor,
    labels,
    annotations,
  };
}

function conditionOf(rule: AlertRule): string {
  const { condition } = rule;
  const { compared, known } = recorded(rule);
  const of = (name: string) => known.get(name) ?? '';
  return compared === undefined
    ? `${of('lower')} > ${condition.upperThreshold} or ${of('upper')} < ${condition.threshold}`
    : withHysteresis(of(compared), condition, rule);
}

/** Recorded series have it, and so has the alert that is made of them. */
function ofRule(rule: AlertRule): LabelMatcher {
  return { label: 'rule', operator: '=', value: ruleUid(rule) };
}

/**
 * Grafana's arithmetic is PromQL's but for the sign of a power, the logarithm's name, and comparisons, which give 0 or 1;
 * and names are series here.
 */
export function asPromql(formula: string, known: ReadonlyMap<string, string>): string {
  return formula.replace(/\$(\w+)|\*\*|\blog\b|[=!<>]=|[<>]/g, (found, name) => {
    switch (found) {
      case '**':
        return '^';
      case 'log':
        return 'ln';
      default:
        return name === undefined ? `${found} bool` : (known.get(name) ?? found);
    }
  });
}

/** An alert that fires goes on until the number has come back far enough; Prometheus tells of it in its series ALERTS. */
function withHysteresis(number: string, condition: Condition, rule: AlertRule): string {
  const { fires, recovers } = evaluatorsOf(condition);
  const firing = compare(number, fires);
  if (!recovers) {
    return firing;
  }
  const alerts = selector({
    metric: 'ALERTS',
    matchers: [{ label: 'alertstate', operator: '=', value: 'firing' }, ofRule(rule)],
  });
  const by = rule.plan.by.map(labelName).join(', ');
  return `(${firing}) or ((${compare(number, opposite(recovers))}) and on (${by}) ${alerts})`;
}

function compare(number: string, { type, params: [first, second] }: Evaluator): string {
  switch (type) {
    case 'gt':
      return `${number} > ${first}`;
    case 'lt':
      return `${number} < ${first}`;
    case 'outside_range':
      return `${number} < ${first} or ${number} > ${second}`;
    case 'within_range':
      return `${number} > ${first} and ${number} < ${second}`;
  }
}

/** All that has not recovered yet. */
function opposite({ type, params }: Evaluator): Evaluator {
  const types = { gt: 'lt', lt: 'gt', within_range: 'outside_range', outside_range: 'within_range' } as const;
  return { type: types[type], params };
}
