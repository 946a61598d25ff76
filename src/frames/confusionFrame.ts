import { createDataFrame, type DataFrame, FieldType, type QueryResultMetaNotice } from '@grafana/data';

import { type ModelwatchMeta } from './modelwatchMeta';

export interface ConfusionRow {
  actual: string;
  predicted: string;
  count: number;
  version?: string;
}

/**
 * The counts frame (docs/frames.md): one row a pair of classes, `actual`, `predicted`, `count`, and `version` where the
 * answer is split by it. Rows are in a fixed order, whatever the order of the answer.
 */
export function confusionFrame(
  rows: readonly ConfusionRow[],
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const sorted = [...rows].sort(
    (a, b) =>
      compare(a.version ?? '', b.version ?? '') || compare(a.actual, b.actual) || compare(a.predicted, b.predicted)
  );
  return createDataFrame({
    name: meta.query.model.name,
    meta: { custom: { modelwatch: meta }, notices, preferredVisualisationType: 'table' },
    fields: [
      ...(meta.query.byVersion
        ? [{ name: 'version', type: FieldType.string, values: sorted.map((row) => row.version ?? '') }]
        : []),
      { name: 'actual', type: FieldType.string, values: sorted.map((row) => row.actual) },
      { name: 'predicted', type: FieldType.string, values: sorted.map((row) => row.predicted) },
      { name: 'count', type: FieldType.number, values: sorted.map((row) => row.count), config: { unit: 'short' } },
    ],
  });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
