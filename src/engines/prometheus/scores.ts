import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { confusionFrame } from '../../frames/confusionFrame';
import { type MeasureSeries } from '../../frames/measureFrame';
import { readSeries } from '../../frames/readSeries';
import { type TelemetryMapping } from '../../query/mapping';
import { measureFamily, type ModelQuery } from '../../query/query';
import { type ScoreGroups, scoreGroupsFromBins } from '../../statistics/scores';
import { sharedEdges } from '../bins';
import { measureClasses } from '../classSums';
import { differingEdges, type Distributed, distributionFrame } from '../distributionAnswers';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import {
  classesAtThreshold,
  measureScores,
  refuseScores,
  rowsAtThreshold,
  scoreCurves,
  type Scored,
} from '../scoreAnswers';
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
      return framesOf(scored, histogram.tally, query, window, said);
    },
  };
}

function remedyOf({ metrics }: TelemetryMapping): string {
  return `Emit probabilities, or set the scale of ${metrics.outcomeScore} in the data source settings (0.01 for percent).`;
}

/** As it is answered: from bins, and of all but measures over the window only. */
function binnedQuery(asked: ModelQuery): ModelQuery {
  return {
    ...asked,
    quality: { ...asked.quality, scores: 'binned' },
    result: asked.kind === 'quality' ? asked.result : 'number',
  };
}

function refuseLabel({ labels }: TelemetryMapping): Refusal | undefined {
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

function framesOf(
  scored: Scored,
  bins: Tally<BinsByClass>,
  query: ModelQuery,
  window: TimeWindow,
  notices: Notice[]
): DataFrame[] {
  const meta = { query, from: window.to - lookBack(query, window), to: window.to };
  switch (query.kind) {
    case 'curve':
      return scoreCurves(scored, query, meta, notices);
    case 'distribution':
      return [distributionFrame(distributedOf(bins), meta, notices)];
    case 'confusion':
      return [confusionFrame(rowsAtThreshold(scored, query), meta, notices)];
    default:
      return measureFrames(measured(scored, query), query, window, notices);
  }
}

function measured(scored: Scored, query: ModelQuery): MeasureSeries[] {
  if (scored.classes.size === 0) {
    return [];
  }
  return measureFamily(query.quality.measure) === 'scores'
    ? measureScores(scored, query)
    : measureClasses(classesAtThreshold(scored, query), query);
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
