import { type DataFrame } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type Bins } from '../bins';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { calibrationQuery, estimateFrames } from '../estimates';
import { type PrometheusFacts } from './facts';
import { explainNoBins, histogramRequest, onSharedEdges, readHistogram, refuseNative } from './histograms';
import { refuseLabel } from './scores';

/** Estimated quality: the histogram of the scores of predictions, by what that of outcomes says of such scores. */
export function planEstimated(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const refusal =
    refuseNative('predictionScore', mapping, facts) ??
    refuseNative('outcomeScore', mapping, facts) ??
    refuseLabel(mapping);
  if (refusal) {
    return refusal;
  }
  const past = calibrationQuery(query);
  const { actual } = mapping.labels;
  return {
    requests: [
      histogramRequest('predictionScore', [], query, mapping, window),
      histogramRequest('outcomeScore', [actual], past, mapping, window),
    ],
    read: ([predictions, outcomes]) => {
      const scores = readHistogram(readSeries(predictions), 'predictionScore', undefined, query, mapping, window);
      const labelled = readHistogram(readSeries(outcomes), 'outcomeScore', actual, past, mapping, window);
      const none =
        scores.tally.times().length === 0
          ? [explainNoBins(scores, 'predictionScore', query, mapping, facts)]
          : labelled.tally.times().length === 0
            ? [explainNoBins(labelled, 'outcomeScore', past, mapping, facts)]
            : [];
      // Without a class label all bins are of one class.
      const predicted = scores.tally.map((classes): Bins => {
        const { edges, counts } = onSharedEdges(classes);
        return { edges, counts: counts.get('') ?? [] };
      });
      return estimateFrames({ predicted, labelled: labelled.tally }, query, window, [
        ...scores.notices,
        ...labelled.notices,
        ...none,
      ]);
    },
  };
}
