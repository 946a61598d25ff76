import { type DataFrame } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type Distributed, distributionFrame } from '../distributionAnswers';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { type PrometheusFacts } from './facts';
import { explainNoBins, histogramRequest, readHistogram, refuseNative } from './histograms';

/** How the errors of predicted values are distributed: one answer over the window, from their histogram. */
export function planErrorDistribution(
  asked: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const query: ModelQuery = { ...asked, result: 'number' };
  return (
    refuseNative('outcomeError', mapping, facts) ?? {
      requests: [histogramRequest('outcomeError', [], query, mapping, window)],
      read: ([frames]) => {
        const histogram = readHistogram(readSeries(frames), 'outcomeError', undefined, query, mapping, window);
        const distributed = histogram.tally
          .entries()
          .flatMap(([version, byTime]) =>
            [...byTime.values()].flatMap((bins) => [...bins.values()].map((one): Distributed => ({ version, ...one })))
          )
          .filter(({ counts }) => Array.from(counts).some((count) => count > 0));
        const { notices } = histogram;
        if (distributed.length === 0) {
          notices.push(explainNoBins(histogram, 'outcomeError', query, mapping, facts));
        }
        const meta = { query, from: window.to - lookBack(query, window), to: window.to };
        return [distributionFrame(distributed, meta, notices)];
      },
    }
  );
}
