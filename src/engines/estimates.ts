import { type DataFrame, type QueryResultMetaNotice as Notice } from '@grafana/data';

import { thresholdOf } from '../query/check';
import { describeDuration, parseDuration } from '../query/duration';
import { type ModelQuery } from '../query/query';
import { takesClass } from '../query/relevant';
import { estimatedQuality, type EstimatedQuality } from '../statistics/drift/estimated';
import { SCORE_EDGES } from '../statistics/scores';
import { type Bins, onEdges, sharedEdges } from './bins';
import { differingEdges } from './distributionAnswers';
import { type TimeWindow } from './engine';
import { measureFrames } from './measureFrames';
import { movedThreshold } from './scoreNotices';
import { measureTally, Tally } from './tally';

/** What an engine counted of scores, all in bins. */
export interface ScoresSeen {
  /** Of the predictions, by version and time. */
  predicted: Tally<Bins>;
  /** Of the outcomes of `calibrationQuery`, by version and actual class. */
  labelled: Tally<ReadonlyMap<string, Bins>>;
}

/** The bins of the telemetry contract's histogram, which is open at both ends: engines with records count in them. */
export const CONTRACT_BINS: readonly number[] = [-Infinity, ...SCORE_EDGES.slice(1), Infinity];

/** Where nobody says above which score the model predicts the positive class. */
const USUAL_THRESHOLD = 0.5;

/** The outcomes that say what scores mean: one calibration up to the window's end, for a whole series too. */
export function calibrationQuery(query: ModelQuery): ModelQuery {
  return { ...query, result: 'number', window: query.quality.calibration, timeBasis: 'outcome' };
}

/** Estimated quality from what an engine counted (docs/statistics.md). @param notices its own, on what is missing too */
export function estimateFrames(
  { predicted, labelled }: ScoresSeen,
  query: ModelQuery,
  window: TimeWindow,
  notices: Notice[]
): DataFrame[] {
  const estimates = estimateEach(predicted, labelled, query);
  const className = takesClass(query) ? query.model.positiveClass : undefined;
  const answered = measureTally(
    estimates,
    query,
    ({ predictions, found }) => ({ value: found && valueOf(found, query), support: predictions }),
    () => [className]
  );
  return measureFrames(answered, query, window, [...notices, ...estimateNotices(estimates, labelled, query)]);
}

interface Estimated {
  predictions: number;
  /** Of the version's calibration. */
  outcomes: number;
  /** Absent where the outcomes say too little. */
  found?: EstimatedQuality;
  /** Where the histograms have other edges: those that they share. */
  merged?: number[];
}

function estimateEach(predicted: ScoresSeen['predicted'], labelled: ScoresSeen['labelled'], query: ModelQuery) {
  const estimates = new Tally<Estimated>(() => ({ predictions: 0, outcomes: 0 }));
  const calibrations = new Map(labelled.entries().map(([version, byTime]) => [version, [...byTime.values()].at(-1)]));
  for (const [version, byTime] of predicted.entries()) {
    for (const [time, scores] of byTime) {
      Object.assign(estimates.at(version, time), estimateOf(scores, calibrations.get(version) ?? new Map(), query));
    }
  }
  return estimates;
}

function estimateOf(scores: Bins, labelled: ReadonlyMap<string, Bins>, query: ModelQuery): Estimated {
  const { positiveClass = '' } = query.model;
  const all = [scores, ...labelled.values()];
  const edges = sharedEdges(all.map((bins) => bins.edges));
  const positive = new Float64Array(Math.max(0, edges.length - 1));
  const negative = new Float64Array(positive.length);
  for (const [className, bins] of labelled) {
    const sums = className === positiveClass ? positive : negative;
    onEdges(bins, edges).forEach((count, bin) => (sums[bin] += count));
  }
  // One bin of everything says nothing about scores; and without any positive outcome its name is likely wrong.
  const isKnown = edges.some(Number.isFinite) && positive.some((count) => count > 0);
  return {
    predictions: total(scores.counts),
    outcomes: total(positive) + total(negative),
    ...(isKnown && {
      found: estimatedQuality({ edges, positive, negative }, onEdges(scores, edges), thresholdFor(query)),
    }),
    ...(all.some((bins) => Array.from(bins.edges).some((edge) => !edges.includes(edge))) && { merged: edges }),
  };
}

const total = (counts: ArrayLike<number>) => Array.from(counts).reduce((sum, count) => sum + count, 0);
const thresholdFor = (query: ModelQuery) => thresholdOf(query) ?? USUAL_THRESHOLD;

function valueOf({ estimatedAccuracy, estimatedPrecision, estimatedRecall }: EstimatedQuality, query: ModelQuery) {
  switch (query.quality.measure) {
    case 'precision':
      return estimatedPrecision;
    case 'recall':
      return estimatedRecall;
    default:
      return estimatedAccuracy;
  }
}

/** What an estimate rests on, in full sentences; and why there is none, so far as it is not the predictions that are missing. */
function estimateNotices(estimates: Tally<Estimated>, labelled: ScoresSeen['labelled'], query: ModelQuery): Notice[] {
  const each = estimates.entries().flatMap(([, byTime]) => [...byTime.values()]);
  const ofVersions = estimates.entries().flatMap(([, byTime]) => [...byTime.values()].slice(-1));
  const outcomes = ofVersions.reduce((sum, one) => sum + one.outcomes, 0);
  const since = describeDuration(parseDuration(query.quality.calibration) ?? 0);
  if (each.length === 0) {
    return [];
  }
  if (outcomes === 0) {
    return [
      warning(
        `No outcome with a score became known in the last ${since}, so nobody can say what scores mean. Choose a longer calibration.`
      ),
    ];
  }
  const { positiveClass = '' } = query.model;
  const classes = new Set(
    labelled.entries().flatMap(([, byTime]) => [...byTime.values()].flatMap((of) => [...of.keys()]))
  );
  if (!classes.has(positiveClass)) {
    return [
      warning(
        `No outcome of the last ${since} was of the positive class '${positiveClass}', so nothing follows from its scores. Correct the positive class in the query, or choose a longer calibration.`
      ),
    ];
  }
  const found = each.flatMap((one) => one.found ?? []);
  const merged = each.flatMap((one) => (one.merged ? [one.merged] : []));
  const without = each.filter((one) => one.predictions > 0 && !one.found).length;
  return [
    ...(found.length > 0 ? [info(restsOn(outcomes, since, found, query))] : []),
    ...movedThreshold(
      thresholdFor(query),
      found.map(({ threshold }) => threshold)
    ).map(info),
    ...(merged.length > 0 ? [differingEdges(sharedEdges(merged))] : []),
    ...(without > 0
      ? [
          warning(
            `${without === each.length ? 'There is no estimate' : 'Some estimates are missing'}: of too many scores here no outcome is known${query.byVersion ? ' of that version' : ''}. Choose a longer calibration${query.byVersion ? ", or leave 'By version' out" : ''}.`
          ),
        ]
      : []),
  ];
}

function restsOn(outcomes: number, since: string, found: readonly EstimatedQuality[], query: ModelQuery): string {
  const errors = found.flatMap(({ calibrationError }) => calibrationError ?? []);
  const error = errors.length > 0 ? `, whose calibration error is ${Math.max(...errors).toFixed(3)}` : '';
  const cut =
    thresholdOf(query) === undefined
      ? ` The positive class is taken for predicted above a score of ${USUAL_THRESHOLD}.`
      : '';
  return `Estimated: scores are taken to mean what they meant for ${Math.round(outcomes).toLocaleString('en-US')} outcomes of the last ${since}${error}. When that changes, this answer does not see it.${cut}`;
}

const info = (text: string): Notice => ({ severity: 'info', text });
const warning = (text: string): Notice => ({ severity: 'warning', text });
