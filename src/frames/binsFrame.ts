import { createDataFrame, type DataFrame, FieldType, type Labels, type QueryResultMetaNotice } from '@grafana/data';

import { type ModelwatchMeta } from './modelwatchMeta';

/** Counts in bins (low, high] that all series of a frame share: `edges` has one more than `counts`, ascending. */
export interface BinsSeries {
  /** On screen: 'actual reject', 'v2'. */
  name: string;
  labels: Labels;
  counts: ArrayLike<number>;
}

/**
 * The bins frame (docs/frames.md), which Grafana's own Histogram panel (bins of one width) and Bar chart draw too: fields
 * `bin` (its name), `xMin` and `xMax`, then counts, one field a series, told apart by its labels (`actual`, `version`). A first edge of -Infinity or a last one of Infinity
 * is drawn as wide as its neighbor, and said in `meta.custom.modelwatch.open`.
 */
export function binsFrame(
  edges: ArrayLike<number>,
  series: readonly BinsSeries[],
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const finite = Array.from(edges);
  const open = { low: finite[0] === -Infinity, high: finite[finite.length - 1] === Infinity };
  const last = finite.length - 1;
  if (open.low) {
    finite[0] = finite.length > 2 ? finite[1] - (finite[2] - finite[1] || 1) : 0;
  }
  if (open.high) {
    finite[last] = finite.length > 2 ? finite[last - 1] + (finite[last - 1] - finite[last - 2] || 1) : 1;
  }
  return createDataFrame({
    name: meta.query.model.name,
    meta: { custom: { modelwatch: { ...meta, ...((open.low || open.high) && { open }) } }, notices },
    fields: [
      { name: 'bin', type: FieldType.string, values: binNames(edges), config: {} },
      { name: 'xMin', type: FieldType.number, values: finite.slice(0, -1), config: {} },
      { name: 'xMax', type: FieldType.number, values: finite.slice(1), config: {} },
      ...series.map(({ name, labels, counts }) => ({
        name: 'count',
        type: FieldType.number,
        labels,
        values: Array.from(counts),
        config: { unit: 'short', displayNameFromDS: name },
      })),
    ],
  });
}

/** '0.1 to 0.2', and of the open ends '-5 and less', 'above 5'. */
function binNames(edges: ArrayLike<number>): string[] {
  const rounded = Array.from(edges, (edge) => String(Number(edge.toPrecision(6))));
  return rounded
    .slice(1)
    .map((high, i) =>
      edges[i] === -Infinity
        ? `${high} and less`
        : edges[i + 1] === Infinity
          ? `above ${rounded[i]}`
          : `${rounded[i]} to ${high}`
    );
}
