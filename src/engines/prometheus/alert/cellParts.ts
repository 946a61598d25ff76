import { type AlertParts, shareValue, singleValue } from '../../alertParts';
import { type AlertQuestion } from '../../engine';
import { aboveZero, constant, type ConvertContext, renamed, sumBy, withVersion } from '../convert/context';
import { counts, labelOf, ratio } from '../convert/outcomeCounts';
import { binary, type Expr, type LabelMatcher, setLabel } from '../promql';

/**
 * One cell of the confusion matrix, or every cell as an instance of its own: how often it was, or in how many of the
 * outcomes of its actual class.
 */
export function cellParts({ cell, cellAs }: AlertQuestion, context: ConvertContext): AlertParts<Expr> {
  const [actual, predicted] = [labelOf('actual', context), labelOf('predicted', context)];
  const is = (label: string, value: string): LabelMatcher => ({ label, operator: '=', value });
  const pair = cell ? [is(actual, cell.actual), is(predicted, cell.predicted)] : [];
  const row = cell ? [is(actual, cell.actual)] : [];
  const by = cell ? [] : [actual, predicted];
  const found = sumBy(by, counts(context, pair), context);
  const ofRow = aboveZero(sumBy(cell ? [] : [actual], counts(context, row), context));
  // A pair that was never counted is 0 of its row.
  const hits = cell ? binary(found, 'or', constant(ofRow, 0)) : found;
  const support = cell
    ? ofRow
    : binary(constant(found, 0), '+', ofRow, { on: [...context.split, actual], group: 'left' });
  const named = (operand: Expr) =>
    withVersion(
      cell
        ? setLabel(setLabel(operand, 'actual', cell.actual), 'predicted', cell.predicted)
        : renamed(renamed(operand, actual, 'actual'), predicted, 'predicted'),
      context
    );
  const apart = ['actual', 'predicted'];
  return cellAs === 'share'
    ? shareValue(
        named(ratio({ hits, all: support })),
        { hits: named(hits), support: named(support) },
        { unit: 'percentunit', min: 0, max: 1 },
        apart
      )
    : singleValue(named(hits), { unit: 'short', min: 0 }, apart, named(support));
}
