import { type DataFrame, type Labels, type QueryResultMetaNotice } from '@grafana/data';

import { type ConfusionRow } from '../frames/confusionFrame';
import { curveFrame, type CurvePoint } from '../frames/curveFrame';
import { type MeasureSeries } from '../frames/measureFrame';
import { type ModelwatchMeta } from '../frames/modelwatchMeta';
import { thresholdOf } from '../query/check';
import { type Curve, measureFamily, type ModelQuery } from '../query/query';
import { freeName } from '../statistics/confusion';
import {
  countsAt,
  precisionRecallCurve,
  reliabilityCurve,
  rocCurve,
  type ScoreGroups,
  scoreMeasure,
  type ScoreMeasureName,
  type ThresholdCounts,
} from '../statistics/scores';
import { addCell, type ClassSums } from './classSums';
import { type Refusal } from './engine';
import { measureTally, type Tally } from './tally';

/** What an engine found out about the scores of outcomes. */
export interface Scored {
  /** By version and time, the positive class against all others. */
  tally: Tally<ScoreGroups>;
  /** The actual classes of all these outcomes together. */
  classes: ReadonlySet<string>;
}

/** Whether an answer is made from the scores of outcomes, cut at a threshold or whole. */
export function readsScores(query: ModelQuery): boolean {
  const { kind, distribution, quality } = query;
  switch (kind) {
    case 'confusion':
      return thresholdOf(query) !== undefined;
    case 'quality':
      return (
        measureFamily(quality.measure) === 'scores' ||
        (measureFamily(quality.measure) === 'classes' && thresholdOf(query) !== undefined)
      );
    case 'curve':
      return true;
    case 'distribution':
      return distribution.of === 'score';
    case 'drift':
    case 'operations':
    case 'errors':
    case 'audit':
      return false;
  }
}

/** Scores are those of one class: whoever asks for what follows from them has to name it. */
export function refuseScores(query: ModelQuery): Refusal | undefined {
  return query.kind === 'distribution' || query.model.positiveClass
    ? undefined
    : {
        sentence:
          'Scores are those of the positive class, and none is named. Name the positive class of the model in the query.',
      };
}

/** A measure of scores for every version and time. */
export function measureScores(scored: Scored, query: ModelQuery): MeasureSeries[] {
  const seen = positiveSeen(scored, query);
  return measureTally(scored.tally, query, (groups) => {
    const estimate = scoreMeasure(groups, query.quality.measure as ScoreMeasureName, query.quality.confidence);
    // Without a positive outcome in the whole answer its name is more likely wrong than its share 0.
    return seen ? estimate : { support: estimate.support };
  });
}

export const CURVE_NAMES: Record<Curve, string> = {
  roc: 'ROC',
  precisionRecall: 'precision and recall',
  reliability: 'reliability',
};

/** One frame a version. `scored` has one time. An undefined curve has no points. */
export function scoreCurves(
  scored: Scored,
  query: ModelQuery,
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame[] {
  const seen = positiveSeen(scored, query);
  const name = CURVE_NAMES[query.curve];
  const drawn = scored.tally
    .entries()
    .map(([version, byTime]): { name: string; labels: Labels; points: CurvePoint[] } => ({
      name: query.byVersion ? `${name} (${version || 'no version'})` : name,
      labels: query.byVersion ? { version } : {},
      points: seen ? [...byTime.values()].slice(-1).flatMap((groups) => curvePoints(query, groups)) : [],
    }));
  const all = drawn.length > 0 ? drawn : [{ name, labels: {}, points: [] }];
  return all.map(({ name, labels, points }, i) =>
    curveFrame(query.curve, name, labels, points, meta, i === 0 ? notices : [])
  );
}

function curvePoints({ curve, quality }: ModelQuery, groups: ScoreGroups): CurvePoint[] {
  switch (curve) {
    case 'roc':
      return rocCurve(groups).map(({ falsePositiveRate, truePositiveRate, threshold }) => ({
        'false positive rate': falsePositiveRate,
        'true positive rate': truePositiveRate,
        threshold: finite(threshold),
        'by chance': falsePositiveRate,
      }));
    case 'precisionRecall': {
      const shareOfPositives = total(groups.positive) / (total(groups.positive) + total(groups.negative));
      return precisionRecallCurve(groups).map(({ precision, recall, threshold }) => ({
        recall,
        precision,
        threshold: finite(threshold),
        'by chance': shareOfPositives,
      }));
    }
    case 'reliability':
      return reliabilityCurve(groups, undefined, quality.confidence).map(
        ({ meanScore, shareOfPositives, lower, upper, support }) => ({
          'mean score': meanScore,
          'share of positives': shareOfPositives,
          lower,
          upper,
          support,
          perfect: meanScore,
        })
      );
  }
}

export const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0);
const finite = (threshold: number) => (Number.isFinite(threshold) ? threshold : undefined);

/** The matrix as it would be if the positive class were predicted where score > threshold. `scored` has one time. */
export function rowsAtThreshold(scored: Scored, query: ModelQuery): ConfusionRow[] {
  return cellsAtThreshold(scored, query)
    .entries()
    .flatMap(([version, byTime]) =>
      [...byTime.values()].flatMap((cells) =>
        cells.map((cell): ConfusionRow => ({ ...cell, ...(query.byVersion && { version }) }))
      )
    );
}

/** As `rowsAtThreshold`, for the measures of classes (classSums.ts). */
export function classesAtThreshold(scored: Scored, query: ModelQuery): Tally<ClassSums> {
  return cellsAtThreshold(scored, query).map((cells) => {
    const sums: ClassSums = new Map();
    cells.forEach(({ actual, predicted, count }) => addCell(sums, actual, predicted, count));
    return sums;
  });
}

/** The cells that are not empty: a class is in an answer only if it was seen. */
function cellsAtThreshold(scored: Scored, query: ModelQuery): Tally<ConfusionRow[]> {
  const threshold = thresholdOf(query) ?? 0;
  const positive = query.model.positiveClass ?? '';
  const others = [...scored.classes].filter((name) => name !== positive);
  const negative = others.length === 1 ? others[0] : freeName(`not ${positive}`, scored.classes);
  const seen = positiveSeen(scored, query);
  return scored.tally.map((groups) => {
    const cells = (seen ? cellNames : []).map(([key, actual, predicted]) => ({
      actual: actual ? positive : negative,
      predicted: predicted ? positive : negative,
      count: countsAt(groups, threshold)[key],
    }));
    return cells.filter(({ count }) => count > 0);
  });
}

/** Whether actually positive, and whether predicted so. */
const cellNames: Array<[keyof ThresholdCounts, boolean, boolean]> = [
  ['tp', true, true],
  ['fn', true, false],
  ['fp', false, true],
  ['tn', false, false],
];

export function positiveSeen({ classes }: Scored, { model }: ModelQuery): boolean {
  return classes.has(model.positiveClass ?? '');
}
