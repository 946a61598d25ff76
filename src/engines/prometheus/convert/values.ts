import { type MetricRole } from '../../../query/mapping';
import { measureName, measureStyle } from '../../../query/measureNames';
import { type QualityMeasure } from '../../../query/query';
import { type Refusal } from '../../engine';
import {
  aboveZero,
  type ConvertContext,
  type Converted,
  finite,
  legendOf,
  selectOf,
  sumBy,
  withVersion,
} from './context';
import { countOver } from '../counts';
import { binary, type Expr, scalar, squareRoot } from '../promql';
import { scaleOf } from '../selectors';
import { signedBy } from '../signedSums';

const SUMMED: Partial<Record<QualityMeasure, MetricRole>> = {
  mae: 'absoluteError',
  rmse: 'squaredError',
  mape: 'percentageError',
  bias: 'outcomeError',
};

/** Those from sums that may fall, or that must be of the very same outcomes as others. */
const SIGNED: readonly QualityMeasure[] = ['bias', 'r2'];

/** A measure of predicted values as one ratio: what was summed up, by how many. */
export function convertValues(context: ConvertContext): Converted | Refusal {
  const { query } = context;
  const { measure } = query.quality;
  const role = SUMMED[measure];
  if (!role) {
    return {
      sentence: `${measureName(query)} is not converted: it needs three sums over the very same outcomes, which one query cannot make sure of. Ask for RMSE, or keep the model query.`,
    };
  }
  const mean = meanOf(role, SIGNED.includes(measure), context);
  return {
    expr: withVersion(measure === 'rmse' ? squareRoot(mean) : mean, context),
    legend: legendOf(measureName(query), context),
    style: measureStyle(query),
  };
}

/** What was summed up, by how many. @param signed whether the sum may fall */
export function meanOf(role: MetricRole, signed: boolean, context: ConvertContext): Expr {
  const { sum, count } = signed ? signedSums(role, context) : risingSums(role, context);
  const scale = scaleOf(role, context.mapping);
  return binary(finite(scale === 1 ? sum : binary(sum, '*', scalar(scale))), '/', aboveZero(count));
}

/** How many outcomes the measure is of. */
export function countOfValues(context: ConvertContext): Expr {
  const { measure } = context.query.quality;
  const role = SUMMED[measure] ?? 'squaredError';
  return aboveZero((SIGNED.includes(measure) ? signedSums(role, context) : risingSums(role, context)).count);
}

function risingSums(role: MetricRole, context: ConvertContext): { sum: Expr; count: Expr } {
  const total = (suffix: string) =>
    sumBy([], countOver(selectOf(role, context, suffix), context.span, context.mapping), context);
  return { sum: total('_sum'), count: total('_count') };
}

/** A sum that may fall is taken over the same stretch as its count. */
function signedSums(role: MetricRole, context: ConvertContext): { sum: Expr; count: Expr } {
  const { split, span, mapping } = context;
  const selectors = { sum: selectOf(role, context, '_sum'), count: selectOf(role, context, '_count') };
  const { sum, count } = signedBy(split, selectors, span, mapping);
  return { sum: sumBy([], sum, context), count: sumBy([], count, context) };
}
