import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { confusionFrame } from '../frames/confusionFrame';
import { type MeasureSeries } from '../frames/measureFrame';
import { measureFamily, type ModelQuery } from '../query/query';
import { measureClasses } from './classSums';
import { type Distributed, distributionFrame } from './distributionAnswers';
import { type TimeWindow } from './engine';
import { lookBack } from './lookBack';
import { measureFrames } from './measureFrames';
import { classesAtThreshold, measureScores, rowsAtThreshold, scoreCurves, type Scored } from './scoreAnswers';

/** A query of scores as an engine answers it that has bins only: over the window, but for measures over time. */
export function binnedQuery(asked: ModelQuery): ModelQuery {
  return {
    ...asked,
    quality: { ...asked.quality, scores: 'binned' },
    result: asked.kind === 'quality' ? asked.result : 'number',
  };
}

/** Whatever follows from scores, as the query asks for it. @param distributed asked for only where the bins are the answer */
export function scoreFrames(
  scored: Scored,
  distributed: () => Distributed[],
  query: ModelQuery,
  window: TimeWindow,
  notices: QueryResultMetaNotice[]
): DataFrame[] {
  const meta = { query, from: window.to - lookBack(query, window), to: window.to };
  switch (query.kind) {
    case 'curve':
      return scoreCurves(scored, query, meta, notices);
    case 'distribution':
      return [distributionFrame(distributed(), meta, notices)];
    case 'confusion':
      return [confusionFrame(rowsAtThreshold(scored, query), meta, notices)];
    default:
      return measureFrames(measuredScores(scored, query), query, window, notices);
  }
}

/** A measure of scores, or of classes at a threshold. */
export function measuredScores(scored: Scored, query: ModelQuery): MeasureSeries[] {
  if (scored.classes.size === 0) {
    return [];
  }
  return measureFamily(query.quality.measure) === 'scores'
    ? measureScores(scored, query)
    : measureClasses(classesAtThreshold(scored, query), query);
}
