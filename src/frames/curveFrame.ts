import {
  createDataFrame,
  type DataFrame,
  type FieldConfig,
  FieldType,
  type Labels,
  type QueryResultMetaNotice,
} from '@grafana/data';

import { type Curve } from '../query/query';
import { type ModelwatchMeta } from './modelwatchMeta';

/** The fields of each kind of curve, x first and y second, as Grafana's XY chart takes them; the others are for tooltips and lines. */
const curveFields = {
  roc: ['false positive rate', 'true positive rate', 'threshold', 'by chance'],
  precisionRecall: ['recall', 'precision', 'threshold', 'by chance'],
  reliability: ['mean score', 'share of positives', 'lower', 'upper', 'support', 'perfect'],
} as const satisfies Record<Curve, readonly string[]>;

/** One point; what is undefined is absent. Keys are the field names of its curve. */
export type CurvePoint = Record<string, number | undefined>;

/** One curve (docs/frames.md), with the fields of its kind. Two versions are two frames. */
export function curveFrame(
  curve: Curve,
  name: string,
  labels: Labels,
  points: readonly CurvePoint[],
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  return createDataFrame({
    name,
    meta: { custom: { modelwatch: meta }, notices },
    fields: curveFields[curve].map((field, i) => ({
      name: field,
      type: FieldType.number,
      labels,
      values: points.map((point) => point[field] ?? null),
      config: {
        // In a legend the curve is its version; axes and tooltips name the rest.
        displayNameFromDS: i === 1 && labels.version !== undefined ? labels.version || 'no version' : field,
        ...STYLES[field],
      },
    })),
  });
}

const SHARE: FieldConfig = { unit: 'percentunit', min: 0, max: 1 };
const STYLES: Record<string, FieldConfig> = {
  'false positive rate': SHARE,
  'true positive rate': SHARE,
  recall: SHARE,
  precision: SHARE,
  'mean score': SHARE,
  'share of positives': SHARE,
  'by chance': SHARE,
  perfect: SHARE,
  lower: SHARE,
  upper: SHARE,
  threshold: { decimals: 3 },
  support: { unit: 'short' },
};
