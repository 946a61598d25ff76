import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { binsFrame } from '../frames/binsFrame';
import { type ModelwatchMeta } from '../frames/modelwatchMeta';
import { type Bins, onEdges, sharedEdges, withoutEmptyEnds } from './bins';

/** One series of a distribution: of a version, of an actual class, of both or of neither, as the query splits it. */
export interface Distributed extends Bins {
  version: string;
  /** Of scores. */
  actual?: string;
}

/**
 * All series in one frame, on the edges that they share, and a notice where some have others. Series are told apart by
 * the labels `actual`, and `version` where the query asks for it. A first score bin that begins at -Infinity and ends above
 * 0 begins at 0, and a last one that begins below 1 ends at 1: scores are probabilities, and their histograms are open.
 */
export function distributionFrame(
  distributed: readonly Distributed[],
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const { byVersion, distribution } = meta.query;
  const shared = sharedEdges(distributed.map(({ edges }) => edges));
  const { edges, counts } = withoutEmptyEnds(
    shared,
    distributed.map((one) => onEdges(one, shared))
  );
  const differ = distributed.some((one) => Array.from(one.edges).some((edge) => !shared.includes(edge)));
  return binsFrame(
    distribution.of === 'score' ? closed(edges) : edges,
    distributed.map(({ version, actual }, i) => ({
      name: seriesName(byVersion ? version : undefined, actual, distribution.of),
      labels: { ...(actual !== undefined && { actual }), ...(byVersion && { version }) },
      counts: counts[i],
    })),
    meta,
    differ ? [...notices, differingEdges(edges)] : notices
  );
}

function closed(edges: readonly number[]): number[] {
  const last = edges.length - 1;
  return edges.map((edge, i) =>
    i === 0 && edge === -Infinity && edges[1] > 0
      ? 0
      : i === last && edge === Infinity && edges[last - 1] < 1
        ? 1
        : edge
  );
}

function seriesName(version: string | undefined, actual: string | undefined, of: string): string {
  const name = actual === undefined ? of : `actual ${actual === '' ? '(empty)' : actual}`;
  return version === undefined ? name : `${name} (${version || 'no version'})`;
}

/** What is said wherever counts on different edges come together. */
export function differingEdges(shared: readonly number[]): QueryResultMetaNotice {
  const inner = shared.filter(Number.isFinite);
  const at = inner.length > 0 ? `the edges that all share: ${inner.join(', ')}` : 'one bin, since they share no edge';
  return {
    severity: 'warning',
    text: `Histograms with different bucket edges come together here, so they are merged on ${at}. Give all versions and instances the same edges.`,
  };
}
