import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { parseEdges } from '../../../query/drift';
import { type ModelQuery } from '../../../query/query';
import { type CountedVariable } from '../../drift/variables';

/** The inner edges that a query names, where no frozen baseline has others. */
function named({ drift, reference }: ModelQuery): number[] {
  return reference.kind === 'baseline' ? [] : (parseEdges(drift.edges) ?? []);
}

/** The edges of a histogram at which a query cuts: those that it names, where the histogram has all of them; else all. */
export function cutAt(own: readonly number[], query: ModelQuery): readonly number[] {
  const wanted = named(query);
  return wanted.length > 0 && wanted.every((edge) => own.includes(edge))
    ? own.filter((edge, i) => i === 0 || i === own.length - 1 || wanted.includes(edge))
    : own;
}

/** Says of which variables the edges that the query names are not used. */
export function edgesNotices(query: ModelQuery, counted: readonly CountedVariable[][]): Notice[] {
  const wanted = named(query);
  const others = counted.flat().flatMap((variable) => {
    const { edges } = { edges: undefined, ...variable };
    return edges && wanted.some((edge) => !edges.includes(edge)) ? [variable.name || 'this variable'] : [];
  });
  const names = [...new Set(others)];
  return names.length > 0
    ? [
        {
          severity: 'info',
          text: `Prometheus counts in the buckets of a histogram, and that of ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' and others' : ''} has not all edges that the query names: its own are used.`,
        },
      ]
    : [];
}
