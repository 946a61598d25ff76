import { measureStyle } from '../../../query/measureNames';
import { type QualityMeasure } from '../../../query/query';
import { FEWEST_FOR_INTERVAL, LOST_DIGITS } from '../../../statistics/regression';
import { isRefusal, type Refusal } from '../../engine';
import { exists, isOneOf, not } from '../lucene';
import { modelRecords } from '../selectors';
import { scripted, type SumName } from '../values';
import { type AlertContext, clockOfOutcomes, type Counted, numbersOf, type RecordParts, versionGroups } from './inputs';

interface Formula {
  sums: SumName[];
  value: string;
  variance?: string;
}

/** The squared distances to the mean, by the sum of values and of their squares: no number where what is left is rounding. */
function spread(sum: SumName, squares: SumName): string {
  const around = `($${squares} - $${sum} / $support * $${sum})`;
  return `(${around} + 0 / (${around} > ${LOST_DIGITS} * $${squares}))`;
}

/** From which sums a measure follows, and how (statistics/regression.ts). */
const FORMULAS: Partial<Record<QualityMeasure, Formula>> = {
  mae: { sums: ['absolute'], value: '$absolute / $support' },
  rmse: { sums: ['squared'], value: '($squared / $support) ** 0.5' },
  bias: {
    sums: ['error', 'squared'],
    value: '$error / $support',
    variance: `${spread('error', 'squared')} / ($support - 1) / $support + 0 / ($support >= ${FEWEST_FOR_INTERVAL})`,
  },
  r2: {
    sums: ['squared', 'actual', 'actualSquared'],
    value: `1 - $squared / ${spread('actual', 'actualSquared')}`,
  },
  // Undefined where a single actual value is 0.
  mape: { sums: ['percentage'], value: '$percentage / $support + 0 / ($divisible == $support)' },
};

/** A measure of predicted values, from sums that the index computes of both fields. */
export function valueParts(context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { fields } = mapping;
  const clock = clockOfOutcomes(context);
  if (isRefusal(clock)) {
    return clock;
  }
  const formula = FORMULAS[query.quality.measure];
  if (!formula) {
    return { sentence: 'This is no measure of predicted values. Choose MAE, RMSE, bias, R² or MAPE.' };
  }
  const all: Counted = {
    query: [...modelRecords(query, mapping, 'outcomes'), exists(fields.actualValue), exists(fields.predictedValue)],
    groups: versionGroups(context),
    clock,
  };
  // Nothing is divided by 0 in the index.
  const divisible: Counted = { ...all, query: [...all.query, not(isOneOf(fields.actualValue, ['0', '-0']))] };
  const { sums, value, variance } = formula;
  const isDivided = sums.includes('percentage');
  const summed = sums.map((name) => [name, numbersOf(isDivided ? divisible : all, context, scripted(name, mapping))]);
  return {
    inputs: {
      ...Object.fromEntries(summed),
      ...(isDivided && { divisible: numbersOf(divisible, context) }),
      support: numbersOf(all, context),
    },
    value,
    support: '$support',
    ...(variance !== undefined && { interval: { method: 'delta', variance } }),
    style: measureStyle(query),
    by: [],
  };
}
