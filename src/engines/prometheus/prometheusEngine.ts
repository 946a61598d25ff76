import { type DataFrame } from '@grafana/data';

import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type Engine, type Plan, type Refusal, type TimeWindow } from '../engine';
import { planConfusion } from './confusion';
import { planExisting, findExisting } from './existing';
import { discover, type PrometheusFacts } from './facts';
import { planOperations } from './operations';
import { planQuality } from './quality';

/** Answers model queries by PromQL, through the user's own Prometheus data source. */
export const prometheusEngine: Engine<PrometheusFacts> = {
  discover,
  plan: (query, mapping, window, facts) => refuse(query, mapping) ?? planOf(query, mapping, window, facts),
};

function planOf(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  switch (query.kind) {
    case 'confusion':
      return planConfusion(query, mapping, window, facts);
    case 'operations':
      return planOperations(query, mapping, window, facts);
    case 'curve':
    case 'distribution':
      return { sentence: `Prometheus does not answer '${query.kind}' yet.` };
    case 'quality':
      return readsExisting(query, mapping, facts)
        ? planExisting(query, mapping, window, facts)
        : planQuality(query, mapping, window, facts);
  }
}

/** Counted outcomes are better than a ready-made measure: they carry support and interval. */
function readsExisting(query: ModelQuery, mapping: TelemetryMapping, facts: PrometheusFacts): boolean {
  if (query.quality.source !== 'auto') {
    return query.quality.source === 'existing';
  }
  return !facts.seriesOfModel[mapping.metrics.outcomes] && findExisting(query, mapping) !== undefined;
}

function refuse(query: ModelQuery, { labels }: TelemetryMapping): Refusal | undefined {
  if (query.kind !== 'operations' && query.timeBasis === 'prediction') {
    return {
      sentence:
        'Prometheus counts an outcome when it becomes known, not when it was predicted, so it answers quality on the outcome clock only. Set the clock to outcome.',
    };
  }
  if (!labels.version && (query.byVersion || query.model.versions.length > 0)) {
    return {
      sentence:
        'The mapping has no version label, so the answer can neither be split nor narrowed by version. Map the label in the data source settings, or leave the version out.',
    };
  }
  if (query.kind !== 'operations' && (!labels.actual || !labels.predicted)) {
    return {
      sentence: 'The mapping has no label for the actual or the predicted class. Map both in the data source settings.',
    };
  }
  return undefined;
}
