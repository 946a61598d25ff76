import { createDataFrame, type DataFrame, FieldType, type Labels, type QueryResultMetaNotice } from '@grafana/data';

import { type ModelwatchMeta } from './modelwatchMeta';

/** A measure at one moment. What is undefined or unknown is absent, and becomes null in the frame: no data, never 0. */
export interface MeasurePoint {
  time: number;
  value?: number;
  lower?: number;
  upper?: number;
  support?: number;
}

export interface MeasureSeries {
  /** On screen: 'recall of reject'; of an answer that is split by version, 'recall of reject (v1)'. */
  name: string;
  labels: Labels;
  points: MeasurePoint[];
}

export interface MeasureStyle {
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  interval?: boolean;
  support?: boolean;
}

/** One answer as [Time, Value], with fields `lower`, `upper` and `support` where the style asks for them. */
export function measureFrame(
  series: MeasureSeries,
  style: MeasureStyle,
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const { labels, points } = series;
  const name = labels.version === undefined ? series.name : `${series.name} (${labels.version || 'no version'})`;
  const last = points.length === 1 ? points[0] : undefined;
  const { interval, support, ...config } = style;
  const field = (key: 'value' | 'lower' | 'upper' | 'support', suffix: string) => ({
    name: key === 'value' ? 'Value' : key,
    type: FieldType.number,
    labels,
    values: points.map((point) => point[key] ?? null),
    config: {
      ...(key === 'support' ? { unit: 'short' } : config),
      displayNameFromDS: suffix === '' ? name : `${name}, ${suffix}`,
    },
  });
  return createDataFrame({
    name,
    meta: {
      custom: {
        modelwatch: { ...meta, ...(last && { lower: last.lower, upper: last.upper, support: last.support }) },
      },
      notices,
      preferredVisualisationType: 'graph',
    },
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map((point) => point.time), config: {} },
      field('value', ''),
      ...(interval ? [field('lower', 'lower bound'), field('upper', 'upper bound')] : []),
      ...(support ? [field('support', 'support')] : []),
    ],
  });
}
