import { type MetricRole, type TelemetryMapping } from '../../../query/mapping';
import { type ModelQuery } from '../../../query/query';
import { type Refusal } from '../../engine';
import { type PrometheusFacts } from '../facts';
import { refuseNative } from '../histograms';

/** What holds a variable: a histogram of numbers, a counter of categories, or of features both. */
export interface VariableSource {
  histogram?: MetricRole;
  counter?: { role: MetricRole; category: string };
  /** The label that tells variables apart; absent where there is but one. */
  feature?: string;
}

/** Where the variables of a query are counted. */
export function sourceOf(
  query: ModelQuery,
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): VariableSource | Refusal {
  const source = { ...namedSource(query, mapping, facts) };
  const why = [source.histogram, source.counter?.role].flatMap((role) => (role && mapping.absent[role]) ?? []);
  const isAbsent = (role: MetricRole | undefined) => role !== undefined && mapping.absent[role] !== undefined;
  if (isAbsent(source.histogram)) {
    delete source.histogram;
  }
  if (isAbsent(source.counter?.role)) {
    delete source.counter;
  }
  if (!source.histogram && !source.counter) {
    return { sentence: why[0] };
  }
  return refuseLabels(source, query) ?? refuseMetric(source, mapping, facts) ?? source;
}

function namedSource(
  { drift: { of } }: ModelQuery,
  { metrics, labels }: TelemetryMapping,
  { seriesOfModel }: PrometheusFacts
): VariableSource {
  const there = (name: string) => (seriesOfModel[name] ?? 0) > 0;
  switch (of) {
    case 'feature':
      return {
        histogram: 'featureValue',
        counter: { role: 'featureCategory', category: labels.category },
        feature: labels.feature,
      };
    case 'prediction':
      return there(`${metrics.predictionValue}_count`) || there(metrics.predictionValue)
        ? { histogram: 'predictionValue' }
        : { counter: { role: 'predictions', category: labels.predicted } };
    case 'score':
      return { histogram: 'predictionScore' };
    case 'responseTime':
      return { histogram: 'duration' };
  }
}

function refuseLabels({ counter, feature }: VariableSource, { drift: { of } }: ModelQuery): Refusal | undefined {
  if (feature === '' || (of === 'feature' && counter?.category === '')) {
    return {
      sentence:
        'The mapping has no label for the feature or for its category, by which inputs are told apart. Map both in the data source settings.',
    };
  }
  return counter?.category === ''
    ? {
        sentence:
          'The mapping has no label for the predicted class, by which predictions are told apart. Map it in the data source settings.',
      }
    : undefined;
}

function refuseMetric(
  { histogram }: VariableSource,
  mapping: TelemetryMapping,
  facts: PrometheusFacts
): Refusal | undefined {
  const countedBy = histogram && mapping.details[histogram]?.countedBy;
  if (countedBy !== undefined) {
    return {
      sentence: `${mapping.metrics[histogram ?? 'duration']} only sums up, and ${countedBy} counts, so nothing is known of how the values are distributed. Emit a histogram, or map one in the data source settings.`,
    };
  }
  return histogram && refuseNative(histogram, mapping, facts);
}
