import { quotientValue } from '../../alertParts';
import { isRefusal, type Refusal } from '../../engine';
import { terms } from '../target';
import { ofClass, outcomeRecords } from './classParts';
import { type AlertContext, clockOfOutcomes, countsOfSuch, numbersOf, type RecordParts, versionGroups } from './inputs';

/**
 * One cell of the confusion matrix, or every cell as an instance of its own: how often it was, or in how many of the
 * outcomes of its actual class. Of every cell, those that were never counted have no number.
 */
export function cellParts(context: AlertContext): RecordParts | Refusal {
  const { asked, mapping } = context;
  const { fields } = mapping;
  const { cell, cellAs } = asked;
  const clock = clockOfOutcomes(context);
  if (isRefusal(clock)) {
    return clock;
  }
  const row = {
    query: [...outcomeRecords(context), ...(cell ? [ofClass(fields.actual, cell.actual)] : [])],
    groups: [...versionGroups(context), ...(cell ? [] : [terms(fields.actual)])],
    clock,
  };
  const hits = cell
    ? countsOfSuch(ofClass(fields.predicted, cell.predicted), row, context)
    : numbersOf({ ...row, groups: [...row.groups, terms(fields.predicted)] }, context);
  const support = numbersOf(row, context);
  const by = cell ? [] : [fields.actual, fields.predicted];
  return cellAs === 'share'
    ? quotientValue({ hits, support }, { unit: 'percentunit', min: 0, max: 1 }, by)
    : { inputs: { hits, support }, value: '$hits', support: '$support', style: { unit: 'short', min: 0 }, by };
}
