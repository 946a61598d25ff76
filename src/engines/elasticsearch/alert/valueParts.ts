import { measureName, measureStyle } from '../../../query/measureNames';
import { type QualityMeasure } from '../../../query/query';
import { isRefusal, type Refusal } from '../../engine';
import { exists } from '../lucene';
import { modelRecords } from '../selectors';
import { scripted, type SumName } from '../values';
import { type AlertContext, clockOfOutcomes, type Counted, numbersOf, type RecordParts, versionGroups } from './inputs';

/** From which sum a measure follows, and how. */
const FORMULAS: Partial<Record<QualityMeasure, { sum: SumName; value: string }>> = {
  mae: { sum: 'absolute', value: '$sum / $support' },
  rmse: { sum: 'squared', value: '($sum / $support) ** 0.5' },
  bias: { sum: 'error', value: '$sum / $support' },
};

/** A measure of predicted values, from a sum that the index computes of both fields. */
export function valueParts(context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { fields } = mapping;
  const clock = clockOfOutcomes(context);
  if (isRefusal(clock)) {
    return clock;
  }
  const formula = FORMULAS[query.quality.measure];
  if (!formula) {
    return {
      sentence: `${measureName(query)} cannot be alerted on from records, since a rule could not tell a division by 0 from a number. Alert on MAE, RMSE or bias.`,
    };
  }
  const all: Counted = {
    query: [...modelRecords(query, fields, 'outcomes'), exists(fields.actualValue), exists(fields.predictedValue)],
    groups: versionGroups(context),
    clock,
  };
  return {
    inputs: { sum: numbersOf(all, context, scripted(formula.sum, mapping)), support: numbersOf(all, context) },
    value: formula.value,
    support: '$support',
    style: measureStyle(query),
    by: [],
  };
}
