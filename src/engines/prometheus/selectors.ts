import { type Labels } from '@grafana/data';

import { type LabelRole, type MetricRole, type TelemetryMapping } from '../../query/mapping';
import { type Matcher, type ModelQuery } from '../../query/query';
import { type LabelMatcher, oneOf, type Selector } from './promql';

/** The class labels that a metric carries; a matcher on one that it does not would empty it. */
const CLASS_LABELS: Partial<Record<MetricRole, LabelRole[]>> = {
  outcomes: ['actual', 'predicted'],
  predictions: ['predicted'],
  errors: ['errorType'],
  outcomeScore: ['actual'],
  predictionScore: ['predicted'],
  featureValue: ['feature'],
  featureCategory: ['feature', 'category'],
};

/** The series of one metric that a query is about. */
export function modelSelector(role: MetricRole, query: ModelQuery, mapping: TelemetryMapping, suffix = ''): Selector {
  return {
    metric: mapping.metrics[role] + suffix,
    matchers: matchersOf(role, query, mapping),
  };
}

/** A histogram's buckets, and the count of all its observations, which alone has no label `le`. */
export function histogramSelector(role: MetricRole, query: ModelQuery, mapping: TelemetryMapping): Selector {
  const name = mapping.metrics[role];
  return {
    metric: '',
    matchers: [oneOf('__name__', [`${name}_bucket`, `${name}_count`]), ...matchersOf(role, query, mapping)],
  };
}

/** Of the query, of the mapping, and those of the query's further matchers that fit the metric. */
function matchersOf(role: MetricRole, query: ModelQuery, mapping: TelemetryMapping): LabelMatcher[] {
  return [
    ...identityMatchers(query, mapping),
    ...(mapping.details[role]?.matchers ?? []),
    ...applicable(query.model.matchers, role, mapping),
  ];
}

/** What one of the metric's units is in base SI units. */
export function scaleOf(role: MetricRole, { details }: TelemetryMapping): number {
  return details[role]?.scale ?? 1;
}

/** The series of a metric that has no role: one that holds an existing measure, or a counter of feedback. */
export function existingSelector(metric: string, query: ModelQuery, mapping: TelemetryMapping): Selector {
  const elsewhere = roleLabels(mapping);
  return {
    metric,
    matchers: [
      ...identityMatchers(query, mapping),
      ...query.model.matchers.filter(({ label }) => !elsewhere.includes(label)),
    ],
  };
}

/** Model and versions, without the query's further matchers. */
export function identityMatchers({ model }: ModelQuery, { labels }: TelemetryMapping): LabelMatcher[] {
  const matchers: LabelMatcher[] = [];
  if (labels.model) {
    matchers.push({ label: labels.model, operator: '=', value: model.name });
  }
  if (labels.version && model.versions.length > 0) {
    matchers.push(oneOf(labels.version, model.versions));
  }
  return matchers;
}

function applicable(matchers: Matcher[], role: MetricRole, mapping: TelemetryMapping): Matcher[] {
  const own = (CLASS_LABELS[role] ?? []).map((label) => mapping.labels[label]);
  const others = roleLabels(mapping).filter((label) => !own.includes(label));
  return matchers.filter(({ label }) => !others.includes(label));
}

/** The labels that only some of a model's metrics carry. */
function roleLabels({ labels }: TelemetryMapping): string[] {
  return [labels.actual, labels.predicted, labels.errorType, labels.feature, labels.category];
}

/** The labels that an answer is split by, besides those of its own. */
export function splitLabels(query: ModelQuery, mapping: TelemetryMapping): string[] {
  return query.byVersion && mapping.labels.version ? [mapping.labels.version] : [];
}

/** The version that a series belongs to in the answer; '' where the answer is not split by version. */
export function versionOf(labels: Labels, query: ModelQuery, mapping: TelemetryMapping): string {
  return query.byVersion ? (labels[mapping.labels.version] ?? '') : '';
}
