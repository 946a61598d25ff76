import { measureStyle } from '../../../query/measureNames';
import { measureFamily } from '../../../query/query';
import { type AlertParts, shareValue, singleValue } from '../../alertParts';
import { isRefusal, type Refusal } from '../../engine';
import { CLASS, type ConvertContext } from '../convert/context';
import { ratio } from '../convert/outcomeCounts';
import { type Expr, setLabel } from '../promql';
import { scoreExpression } from './scoreExpressions';
import { thresholdShare } from './scoreThreshold';

const FROZEN = 'The edges of the score histogram are frozen into the rule: make it anew when they change.';

/** Measures of scores from the bins of their histogram, and class measures at a score threshold. */
export function partsOfScores(context: ConvertContext, edges: readonly string[]): AlertParts<Expr> | Refusal {
  const { query } = context;
  if (measureFamily(query.quality.measure) === 'scores') {
    const found = scoreExpression(context, edges);
    const style = measureStyle({ ...query, quality: { ...query.quality, scores: 'binned' } });
    return isRefusal(found) ? found : { ...singleValue(found.value, style, [], found.support), notes: [FROZEN] };
  }
  const share = thresholdShare(context, edges);
  if (isRefusal(share)) {
    return share;
  }
  const { average, measure, class: className } = query.quality;
  const ofClass = measure !== 'accuracy' && average === 'class';
  const named = (operand: Expr) =>
    ofClass ? setLabel(operand, CLASS, className || query.model.positiveClass || '') : operand;
  const { hits, support } = share;
  return {
    ...shareValue(
      named(ratio({ hits, all: support })),
      { hits: named(hits), support: named(support) },
      measureStyle(query),
      ofClass ? [CLASS] : []
    ),
    notes: [FROZEN],
  };
}
