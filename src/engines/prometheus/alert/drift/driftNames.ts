import { readSeries, type Series } from '../../../../frames/readSeries';
import { type MetricRole, NULL_CATEGORY, type TelemetryMapping } from '../../../../query/mapping';
import { type ModelQuery } from '../../../../query/query';
import { comparesVariables } from '../../../../query/relevant';
import { type KnownVariable, type Plan, type TimeWindow } from '../../../engine';
import { getOrAdd } from '../../../tally';
import { aggregate, over, type Span } from '../../promql';
import { instantRequest } from '../../requests';
import { modelSelector } from '../../selectors';
import { plainEdge } from '../scoreBins';

/** Where a rule counts variables: numbers by a histogram, categories by a counter. */
export interface VariableMetrics {
  histogram: MetricRole;
  counter: { role: MetricRole; category: string };
  by: string[];
}

export function variableMetrics({ drift: { of } }: ModelQuery, { labels }: TelemetryMapping): VariableMetrics {
  const predictions = { role: 'predictions', category: labels.predicted } as const;
  switch (of) {
    case 'feature':
      return {
        histogram: 'featureValue',
        counter: { role: 'featureCategory', category: labels.category },
        by: [labels.feature],
      };
    case 'prediction':
      return { histogram: 'predictionValue', counter: predictions, by: [] };
    case 'score':
      return { histogram: 'predictionScore', counter: predictions, by: [] };
    case 'responseTime':
      return { histogram: 'duration', counter: predictions, by: [] };
  }
}

/** The variables of a query, with their edges and categories: those that a rule can know. */
export function discoverVariables(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  memory: Span
): Plan<KnownVariable[]> {
  if (!comparesVariables(query)) {
    return { requests: [], read: () => [] };
  }
  const { histogram, counter, by } = variableMetrics(query, mapping);
  const ofAllVersions = { ...query, model: { ...query.model, versions: [] } };
  const present = (role: MetricRole, label: string, suffix = '') =>
    aggregate(
      'count',
      [...by, label].filter(Boolean),
      over('last_over_time', modelSelector(role, ofAllVersions, mapping, suffix), memory)
    );
  const categories = query.drift.of === 'feature' || query.drift.of === 'prediction';
  return {
    requests: [
      instantRequest('names-edges', present(histogram, 'le', '_bucket'), window),
      ...(categories ? [instantRequest('names-categories', present(counter.role, counter.category), window)] : []),
    ],
    read: ([edges, texts = []]) => variablesOf(readSeries(edges), readSeries(texts), by[0], counter.category),
  };
}

function variablesOf(buckets: Series[], texts: Series[], feature: string | undefined, category: string) {
  const nameOf = ({ labels }: Series) => (feature === undefined ? '' : (labels[feature] ?? ''));
  const edges = new Map<string, Array<{ le: string; of: number }>>();
  for (const one of buckets) {
    getOrAdd(edges, nameOf(one), () => []).push({ le: one.labels.le ?? '', of: one.values[0] });
  }
  const categories = new Map<string, Set<string>>();
  for (const one of texts) {
    getOrAdd(categories, nameOf(one), () => new Set<string>()).add(one.labels[category] ?? '');
  }
  const names = [...new Set([...edges.keys(), ...categories.keys()])].sort();
  return names.map((name): KnownVariable => {
    const found = [...(categories.get(name) ?? [])].filter((one) => one !== '' && one !== NULL_CATEGORY).sort();
    // Where there are texts, numbers are left out.
    return {
      name,
      edges: found.length > 0 ? [] : sharedEdges(edges.get(name) ?? []).map(plainEdge),
      categories: found,
    };
  });
}

/** The edges that as many histograms have as any edge: one that only some have cannot be summed up. */
export function sharedEdges(edges: ReadonlyArray<{ le: string; of: number }>): string[] {
  const most = Math.max(...edges.map(({ of }) => of));
  return edges
    .filter(({ le, of }) => of === most && Number.isFinite(Number(le)) && le !== '')
    .map(({ le }) => le)
    .sort((a, b) => Number(a) - Number(b));
}
