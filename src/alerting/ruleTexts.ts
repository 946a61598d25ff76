import { formulasOf } from './ruleData';
import { type AlertRule, UNKNOWN_MEASURE } from './rule';

/** How templates of Grafana and of Prometheus name the number of a query or formula; undefined where they cannot. */
export type NumberTemplate = (name: string) => string | undefined;

/** Labels and annotations, in which text from outside stays text: Grafana and Prometheus take both for templates. */
export function ruleTexts(
  rule: AlertRule,
  numberOf: NumberTemplate
): {
  labels: Record<string, string>;
  annotations: Record<string, string>;
} {
  const { labels, summary, plan } = rule;
  return {
    labels: Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, literal(value)])),
    annotations: {
      summary: [literal(summary), numberText(rule, numberOf), ...plan.by.map(labelText)].filter(Boolean).join(' '),
    },
  };
}

/** Says of which instance it is, where it has the label. */
function labelText(name: string): string {
  const quoted = JSON.stringify(name);
  return `{{ with index $labels ${quoted} }}{{ ${quoted} }}: {{ . }}.{{ end }}`;
}

function numberText({ plan, condition }: AlertRule, numberOf: NumberTemplate): string | undefined {
  if (plan.measure === UNKNOWN_MEASURE) {
    return undefined;
  }
  const { formulas, compared } = formulasOf(plan, condition);
  // The number itself rather than an end of its interval, where that is computed too.
  const own = formulas.find(({ name }) => name === 'share' || name === 'value')?.name;
  const shown = [own, compared].flatMap((name) => (name && numberOf(name) ? [name] : []))[0];
  const number = shown && numberOf(shown);
  if (number === undefined) {
    return undefined;
  }
  // What is surely above its floor is the number itself.
  const isBound = (shown === 'lower' || shown === 'upper') && plan.interval?.method !== 'floor';
  return `${isBound ? `The interval's ${shown} end` : 'It'} is {{ ${formatted(number, plan.style.unit)} }}.`;
}

/** By the functions that both kinds of templates have. */
function formatted(number: string, unit: string | undefined): string {
  switch (unit) {
    case 'percentunit':
      return `humanizePercentage ${number}`;
    case 's':
      return `humanizeDuration ${number}`;
    case 'bytes':
      return `humanize1024 ${number}`;
    default:
      return `printf "%.4g" ${number}`;
  }
}

/**
 * Text that a Go template prints as it is. `$` is written as an escape too, since Grafana puts environment variables into
 * provisioning files.
 */
export function literal(text: string): string {
  return text.replace(/\{\{|\$/g, (found) => (found === '$' ? '{{ "\\x24" }}' : '{{ "{{" }}'));
}
