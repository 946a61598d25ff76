import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { type ScoreGroups, scoreGroupsFromBins } from '../../statistics/scores';
import { sharedEdges } from '../bins';
import { differingEdges, type Distributed } from '../distributionAnswers';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { refuseScores, type Scored } from '../scoreAnswers';
import { binnedQuery, scoreFrames } from '../scoreFrames';
import { scoreNotices } from '../scoreNotices';
import { type Tally } from '../tally';
import { type PrometheusFacts } from './facts';
import {
  type BinsByClass,
  explainNoBins,
  histogramRequest,
  onSharedEdges,
  readHistogram,
  refuseNative,
} from './histograms';

/**
 * Everything that follows from the scores of outcomes: their measures, curves and distribution, and matrix and class
 * measures at a threshold. All of it is read from one histogram, by one request for a model and window.
 */
export function planScores(
  asked: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const query = binnedQuery(asked);
  const refusal = refuseScores(query) ?? refuseNative('outcomeScore', mapping, facts) ?? refuseLabel(mapping);
  if (refusal) {
    return refusal;
  }
  const { actual } = mapping.labels;
  return {
    requests: [histogramRequest('outcomeScore', [actual], query, mapping, window)],
    read: ([frames]) => {
      const histogram = readHistogram(readSeries(frames), 'outcomeScore', actual, query, mapping, window);
      const { scored, notices } = scoredOf(histogram.tally, query);
      const said = [...histogram.notices, ...notices, ...scoreNotices(scored, query, remedyOf(mapping))];
      if (scored.classes.size === 0) {
        said.push(explainNoBins(histogram, 'outcomeScore', query, mapping, facts));
      }
      return scoreFrames(scored, () => distributedOf(histogram.tally), query, window, said);
    },
  };
}

function remedyOf({ metrics }: TelemetryMapping): string {
  return `Emit probabilities, or set the scale of ${metrics.outcomeScore} in the data source settings (0.01 for percent).`;
}

export function refuseLabel({ labels }: TelemetryMapping): Refusal | undefined {
  return labels.actual
    ? undefined
    : {
        sentence:
          'The mapping has no label for the actual class, by which scores are told apart. Map it in the data source settings.',
      };
}

/** The positive class against all others, on the edges that the histograms of all classes share. */
function scoredOf(tally: Tally<BinsByClass>, { model }: ModelQuery): { scored: Scored; notices: Notice[] } {
  const classes = new Set<string>();
  const shared: number[][] = [];
  const groups = tally.map((bins): ScoreGroups => {
    const { edges, counts, differ } = onSharedEdges(bins);
    if (differ) {
      shared.push(edges);
    }
    const positive = new Float64Array(Math.max(0, edges.length - 1));
    const negative = new Float64Array(positive.length);
    for (const [className, ofClass] of counts) {
      const sum = className === model.positiveClass ? positive : negative;
      ofClass.forEach((count, bin) => {
        sum[bin] += count;
        if (count > 0) {
          classes.add(className);
        }
      });
    }
    // One bin of everything says nothing about scores.
    return scoreGroupsFromBins(edges.some(Number.isFinite) ? edges : [], positive, negative);
  });
  return {
    scored: { tally: groups, classes },
    notices: shared.length > 0 ? [differingEdges(sharedEdges(shared))] : [],
  };
}

/** Of every version and class that has any outcome. */
function distributedOf(tally: Tally<BinsByClass>): Distributed[] {
  return tally
    .entries()
    .flatMap(([version, byTime]) =>
      [...byTime.values()].flatMap((classes) =>
        [...classes].map(([actual, bins]): Distributed => ({ version, actual, ...bins }))
      )
    )
    .filter(({ counts }) => Array.from(counts).some((count) => count > 0))
    .sort((a, b) => compare(a.version, b.version) || compare(a.actual ?? '', b.actual ?? ''));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
