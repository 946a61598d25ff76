import { type Labels } from '@grafana/data';

import { type NumberValue, type Point, type SeriesValue } from './values';

/** Short ways to write values in tests. */
export const number = (value: number | undefined, labels: Labels = {}): NumberValue => ({
  type: 'number',
  labels,
  value,
});
export const series = (points: Point[], labels: Labels = {}): SeriesValue => ({ type: 'series', labels, points });
