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
 * `bin` (its name), `xMin` and `xMax`, then counts, one field a series, told apart by its labels (`actual`, `version`). A
 * first edge of -Infinity or a last one of Infinity is drawn as wide as its neighbor, and said in
 * `meta.custom.modelwatch.open`.
 */
export function binsFrame(
  edges: ArrayLike<number>,
  series: readonly BinsSeries[],
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const open = { low: edges[0] === -Infinity, high: edges[edges.length - 1] === Infinity };
  const finite = closed(Array.from(edges));
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

/** Edges to be drawn: an open end is as far from its neighbor as that from the next. */
export function closed(edges: readonly number[]): number[] {
  const inner = edges.filter(Number.isFinite);
  if (inner.length === 0) {
    return edges.length === 2 ? [0, 1] : [];
  }
  const width = (i: number) => inner[i + 1] - inner[i] || 1;
  return edges.map((edge) =>
    edge === -Infinity
      ? inner[0] - width(0)
      : edge === Infinity
        ? inner[inner.length - 1] + width(inner.length - 2)
        : edge
  );
}

/** '0.1 to 0.2', and of the open ends '-5 and less', 'above 5'. */
export function binNames(edges: ArrayLike<number>): string[] {
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
