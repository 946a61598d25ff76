import { isPrometheusLabel } from '../../../query/check';
import { defaultMapping, featureMetrics, type LabelRole, type TelemetryMapping } from '../../../query/mapping';
import { type Matcher } from '../../../query/query';
import { isRefusal } from '../../engine';
import { anyOf, escapeRegex, labelName, type LabelMatcher } from '../promql';
import { type DashboardJson, isJson, type VariableJson, variablesOf } from './dashboardJson';
import { type ModelSource, type Sources } from './sources';
import { patternMatcher } from './variables';

/** Of Grafana: as people count, v2 before v10. */
const NATURAL_ORDER = 7;

/**
 * Variables of our data sources become those of the upstream: the data source's own, and those that list models, versions,
 * classes and values of labels.
 *
 * @returns what is to be said of it, in full sentences
 */
export function convertTemplating(dashboard: DashboardJson, sources: Sources): string[] {
  const notes: string[] = [];
  const list = variablesOf(dashboard).flatMap((variable): VariableJson[] => {
    if (sources.isOurVariable(variable)) {
      return sourceVariables(variable, sources);
    }
    if (!sources.isOurs(variable.datasource)) {
      return [variable];
    }
    if (variable.type === 'adhoc') {
      return [];
    }
    const source = sources.sourceOf(variable.datasource);
    const listed = isRefusal(source) ? source.sentence : listedBy(variable, source.mapping);
    if (isRefusal(source) || typeof listed === 'string') {
      notes.push(`The variable ${variable.name} was not converted. ${String(listed)}`);
      return [variable];
    }
    notes.push(...listed.notes);
    const query = `label_values(${anyOf(listed.metrics, listed.matchers)}, ${labelName(listed.label)})`;
    return [
      {
        ...variable,
        datasource: sources.upstreamOf(variable.datasource, source),
        definition: query,
        query: { qryType: 1, query, refId: 'PrometheusVariableQueryEditor-VariableQuery' },
        sort: variable.sort || NATURAL_ORDER,
      },
    ];
  });
  dashboard.templating = { ...dashboard.templating, list };
  return notes;
}

/** The variable of our data sources stays for the queries that stay. */
function sourceVariables(variable: VariableJson, sources: Sources): VariableJson[] {
  const source = sources.sourceOf({ uid: `\${${variable.name}}` });
  if (isRefusal(source)) {
    return [variable];
  }
  const { type, uid, name } = source.upstream;
  const ofUpstream: VariableJson = {
    ...variable,
    name: sources.nameOf(variable),
    ...(sources.someAreKept && { label: name }),
    query: type,
    // Of names of our data sources.
    regex: '',
    multi: false,
    includeAll: false,
    options: [],
    current: { text: name, value: uid, selected: true } as VariableJson['current'],
  };
  return sources.someAreKept ? [variable, ofUpstream] : [ofUpstream];
}

interface Listed {
  label: string;
  metrics: string[];
  matchers: LabelMatcher[];
  notes: string[];
}

/** What a variable of ours lists (prometheusSuggestions.ts), or why that cannot be converted. */
function listedBy({ name, query }: VariableJson, mapping: TelemetryMapping): Listed | string {
  const { labels, metrics, existing } = mapping;
  const { subject, model, label } = isJson(query) ? query : {};
  const own = [
    ...new Set([metrics.outcomes, metrics.predictions, metrics.errors, ...existing.map(({ metric }) => metric)]),
  ];
  const ofModel: LabelMatcher[] =
    labels.model && typeof model === 'string' && model !== ''
      ? [patternMatcher({ label: labels.model, operator: '=', value: model })]
      : [];
  const missing = (what: string) => `The mapping has no label for the ${what}. Map it in the data source settings.`;
  switch (subject) {
    case 'versions':
      return labels.version
        ? { label: labels.version, metrics: own, matchers: ofModel, notes: [] }
        : missing('version');
    case 'classes':
      return labels.actual
        ? {
            label: labels.actual,
            metrics: [metrics.outcomes],
            matchers: ofModel,
            notes: [
              `The variable ${name} lists actual classes only: a class that is only ever predicted is not in it.`,
            ],
          }
        : missing('actual class');
    case 'features':
      return labels.feature
        ? { label: labels.feature, metrics: featureMetrics(mapping), matchers: ofModel, notes: [] }
        : missing('feature');
    case 'labelValues':
      return typeof label === 'string' && isPrometheusLabel(label)
        ? { label, metrics: own, matchers: ofModel, notes: [] }
        : 'Its label is a variable itself. Choose a label.';
    default:
      return labels.model ? { label: labels.model, metrics: own, matchers: [], notes: [] } : missing('model');
  }
}

/**
 * The ad hoc filters of our data sources as matchers: Prometheus would put them on every selector, also on metrics that do
 * not have the label, so their variables go, and what they are set to is written into the queries.
 */
export function freezeFilters(
  dashboard: DashboardJson,
  sources: Sources
): { matchersOf(source: ModelSource): Matcher[]; notes: string[] } {
  const ours = variablesOf(dashboard).filter(({ type, datasource }) => type === 'adhoc' && sources.isOurs(datasource));
  const filters = ours.flatMap(({ filters }) => (Array.isArray(filters) ? filters.filter(isJson) : []));
  const notes = ours.map(({ name }) => {
    const set = filters.length > 0 ? ' What it is set to now is written into the queries.' : '';
    return `The filters of ${name} are not in the converted dashboard: Prometheus would put them on every metric, also on those without the label.${set}`;
  });
  for (const { key, operator, value } of filters.filter(({ operator }) => !OPERATORS.includes(String(operator)))) {
    notes.push(`The filter ${key} ${operator} ${value} was left out, since labels have no order.`);
  }
  const theirs = variablesOf(dashboard).some(({ type, datasource }) => type === 'adhoc' && !sources.isOurs(datasource));
  if (theirs) {
    notes.push(
      'The dashboard has filters of another data source. If that is the Prometheus of the converted queries, they are put on every metric of these, and can empty them.'
    );
  }
  return { matchersOf: ({ mapping }) => filters.flatMap((filter) => matcherOf(filter, mapping)), notes };
}

const OPERATORS = ['=', '!=', '=~', '!~', '=|', '!=|'];

function matcherOf({ key, operator, value, values }: Record<string, unknown>, { labels }: TelemetryMapping): Matcher[] {
  const role = (Object.keys(labels) as LabelRole[]).find((role) => defaultMapping.labels[role] === key);
  const label = role === undefined ? String(key) : labels[role];
  const texts = Array.isArray(values) && values.length > 0 ? values.map(String) : [String(value ?? '')];
  switch (operator) {
    case '=':
    case '!=':
    case '=~':
    case '!~':
      return [{ label, operator, value: String(value ?? '') }];
    case '=|':
    case '!=|':
      return [{ label, operator: operator === '=|' ? '=~' : '!~', value: texts.map(escapeRegex).join('|') }];
    default:
      return [];
  }
}
