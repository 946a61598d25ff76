import { type Refusal } from '../../engine';
import { type ConvertContext, type Converted, renamed, selectOf, sumBy, withVersion } from './context';
import { countOver } from '../counts';
import { partialEdges } from '../histograms';
import { binary } from '../promql';
import { scaleOf } from '../selectors';

/** A distribution as the cumulative buckets of its histogram, those of edges that all instances have. */
export function convertBuckets(context: ConvertContext): Converted | Refusal {
  const { query, mapping, span, split } = context;
  const ofScores = query.distribution.of === 'score';
  const role = ofScores ? 'outcomeScore' : 'outcomeError';
  const name = mapping.metrics[role];
  if (scaleOf(role, mapping) !== 1) {
    return {
      sentence: `The distribution is not converted, since ${name} has another unit than ours, and a query cannot change the edges of its buckets. Keep the model query.`,
    };
  }
  const group = ofScores ? [mapping.labels.actual] : [];
  const buckets = selectOf(role, context, '_bucket');
  const counted = sumBy([...group, 'le'], countOver(buckets, span, mapping), context);
  const edges = binary(counted, 'unless', partialEdges([...split, ...group], buckets, span), {
    on: [...split, ...group, 'le'],
  });
  return {
    expr: withVersion(ofScores ? renamed(edges, mapping.labels.actual, 'actual') : edges, context),
    legend: ofScores ? '{{actual}} up to {{le}}' : '{{le}}',
    style: { unit: 'short' },
    notes: [
      ofScores
        ? 'The scores are cumulative buckets, which the threshold view of the confusion matrix reads.'
        : "The errors are buckets by upper edge, which Grafana's bar gauge and heatmap read.",
    ],
    ...(!ofScores && { format: 'heatmap' as const }),
  };
}
