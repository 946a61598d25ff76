import { type MeasureStyle } from '../frames/measureFrame';
import { type ModelQuery, type OperationsMeasure } from '../query/query';
import { type TimeWindow } from './engine';
import { lookBack } from './lookBack';

/** Errors by type are counted as the error rate is, and shown as how many there were. */
export function operationsMeasure({ kind, operations }: ModelQuery): OperationsMeasure {
  return kind === 'errors' ? 'errorRate' : operations.measure;
}

/** What a count in each window is divided by: its seconds, or nothing where it is asked how many. */
export function rateDivisor(query: ModelQuery, window: TimeWindow): number {
  return query.kind === 'errors' ? 1 : lookBack(query, window) / 1000;
}

export function rateStyle({ kind }: ModelQuery): MeasureStyle {
  return { unit: kind === 'errors' ? 'short' : 'reqps', min: 0 };
}
