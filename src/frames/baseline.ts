import { type DataFrame } from '@grafana/data';

import { type Baseline, type BaselineVariable } from '../query/drift';
import { sumOf } from '../statistics/drift/counts';
import { type ComparedDistribution } from './distributionsFrame';
import { modelwatchMeta } from './modelwatchMeta';
import { readDistributions } from './readDistributions';

/**
 * What a distributions frame counted in its window, kept as a reference for later: its current side. Variables without
 * values are left out; undefined of any other frame, and where no variable has a value.
 */
export function baselineFromFrame(frame: DataFrame): Baseline | undefined {
  const meta = modelwatchMeta(frame);
  const distributions = meta && frame.fields.some(({ name }) => name === 'part') ? readDistributions(frame) : [];
  if (!meta || 'sentence' in distributions) {
    return undefined;
  }
  const variables = distributions.filter(({ current }) => sumOf(current.counts) > 0).map(frozen);
  const { name, versions } = meta.query.model;
  return variables.length > 0 ? { model: name, versions, from: meta.from, to: meta.to, variables } : undefined;
}

function frozen({ of, variable, edges, categories = [], current }: ComparedDistribution): BaselineVariable {
  return {
    of,
    name: of === 'feature' ? variable : '',
    ...(edges
      ? { edges: edges.map((edge) => (Number.isFinite(edge) ? edge : null)) }
      : { categories: [...categories] }),
    counts: Array.from(current.counts),
    nulls: current.nulls,
  };
}
