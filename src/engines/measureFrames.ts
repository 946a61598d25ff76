import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { measureFrame, type MeasureSeries } from '../frames/measureFrame';
import { measureName, measureStyle } from '../query/measureNames';
import { type ModelQuery } from '../query/query';
import { type TimeWindow } from './engine';
import { lookBack } from './lookBack';

/** A quality measure as frames, the notices on the first; an empty answer is a frame without points, which can carry them. */
export function measureFrames(
  answered: readonly MeasureSeries[],
  query: ModelQuery,
  window: TimeWindow,
  notices: QueryResultMetaNotice[]
): DataFrame[] {
  const from = query.result === 'series' ? window.from : window.to - lookBack(query, window);
  const all = answered.length > 0 ? answered : [{ name: measureName(query), labels: {}, points: [] }];
  return all.map((series, i) =>
    measureFrame(series, measureStyle(query), { query, from, to: window.to }, i === 0 ? notices : [])
  );
}
