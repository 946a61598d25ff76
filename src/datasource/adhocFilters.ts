import { type AdHocVariableFilter } from '@grafana/data';

import { type LabelCheck } from '../query/check';
import { defaultMapping, type LabelRole, type TelemetryMapping } from '../query/mapping';
import { type Matcher, type ModelQuery } from '../query/query';
import { alternation } from './interpolate';

/** What labels are called where a query is answered from. */
export interface LabelNames {
  mapping: TelemetryMapping;
  isLabel: LabelCheck;
}

/**
 * A dashboard's ad hoc filters as matchers of the model. They are not forwarded to the upstream, which would put them
 * on every selector and empty the metrics that do not have the label; the engine knows which have.
 * What cannot be a matcher is left out, with a sentence for a notice.
 */
export function filterMatchers(
  filters: readonly AdHocVariableFilter[] | undefined,
  names: LabelNames
): { matchers: Matcher[]; sentences: string[] } {
  const matchers: Matcher[] = [];
  const sentences: string[] = [];
  for (const filter of filters ?? []) {
    if (!filter.key) {
      continue;
    }
    const matcher = toMatcher(filter, names);
    if (typeof matcher === 'string') {
      sentences.push(matcher);
    } else {
      matchers.push(matcher);
    }
  }
  return { matchers, sentences };
}

export function withMatchers(query: ModelQuery, matchers: readonly Matcher[]): ModelQuery {
  return matchers.length === 0
    ? query
    : { ...query, model: { ...query.model, matchers: [...query.model.matchers, ...matchers] } };
}

function toMatcher(
  { key, operator, value, values }: AdHocVariableFilter,
  { mapping, isLabel }: LabelNames
): Matcher | string {
  const label = labelOf(key, mapping);
  if (label === '' || !isLabel(label)) {
    return `The filter on '${key}' was left out, since the telemetry has no such label. Remove it, or map the label in the data source settings.`;
  }
  switch (operator) {
    case '=':
    case '!=':
    case '=~':
    case '!~':
      return { label, operator, value };
    case '=|':
    case '!=|':
      return { label, ...alternation(operator === '=|' ? '=' : '!=', values?.length ? values : [value]) };
    default:
      return `The filter ${key} ${operator} ${value} was left out, since labels have no order. Use =, !=, =~ or !~.`;
  }
}

/** A key is a label's name, or its name in the telemetry contract where the mapping renames it ('' where it has none). */
function labelOf(key: string, { labels }: TelemetryMapping): string {
  const role = (Object.keys(labels) as LabelRole[]).find((role) => defaultMapping.labels[role] === key);
  return role === undefined ? key : labels[role];
}
