import { formattedValueToString, getValueFormat } from '@grafana/data';

import { type ScoresRead, type VersionScores } from '../../../frames/readScores';
import { marginals, qualityMeasure, type QualityOptions } from '../../../statistics/classification';
import { type Confusion, confusionFromPairs } from '../../../statistics/confusion';
import { countsAt, type ThresholdCounts } from '../../../statistics/scores';
import { costPerOutcome, type CostMatrix, totalCost } from '../../../statistics/thresholdCost';
import { type Formats } from '../../shared/formats';
import { inSentence, visibleName } from '../../shared/names';
import { type Score } from '../viewModel';
import { type Area, areaOf, byChance, type CurvePoint, curvePoints, type Point, pointOf } from './thresholdCurve';
import { hasCosts, type ScoreCurve, type ThresholdOptions } from './thresholdOptions';
import { bestThreshold, type ThresholdScale, thresholdText } from './thresholdScale';

/** What does not change while the threshold moves. */
export interface ThresholdContext {
  read: ScoresRead;
  scale: ThresholdScale;
  options: ThresholdOptions;
  formats: Formats;
  /** Of the intervals, between 0 and 1. */
  confidence: number;
}

/** Everything shown at one threshold. */
export interface ThresholdView {
  counts: ThresholdCounts;
  confusion: Confusion;
  measures: Score[];
  /** 'Threshold 0.50', and what a screen reader says with it. */
  text: string;
  spoken: string;
}

export function thresholdView(context: ThresholdContext, { groups }: VersionScores, threshold: number): ThresholdView {
  const { read, scale, options, formats } = context;
  const counts = countsAt(groups, threshold);
  const confusion = confusionOf(counts, read.positiveClass, read.negativeClass);
  const measures = [...qualityAt(context, confusion), ...(hasCosts(options) ? costsAt(counts, options, formats) : [])];
  const text = thresholdText(scale, threshold);
  const said = measures.filter(({ id }) => ['precision', 'recall', 'cost'].includes(id));
  return {
    counts,
    confusion,
    measures,
    text,
    spoken: [text, ...said.map((score) => `${score.label.toLowerCase()} ${spokenValue(score, formats)}`)].join(', '),
  };
}

function spokenValue({ text }: Score, { noValue }: Formats): string {
  return text === noValue ? 'no data' : text;
}

/** The class that is predicted below the threshold comes first. */
function confusionOf({ tp, fp, fn, tn }: ThresholdCounts, positive: string, negative: string): Confusion {
  return confusionFromPairs(
    [negative, negative, positive, positive],
    [negative, positive, negative, positive],
    [tn, fp, fn, tp],
    [negative, positive]
  );
}

function qualityAt({ read, formats, confidence }: ThresholdContext, confusion: Confusion): Score[] {
  const all = marginals(confusion);
  const positive = inSentence(formats.className(read.positiveClass));
  const negative = inSentence(formats.className(read.negativeClass));
  const quality = (measure: QualityOptions['measure']) =>
    qualityMeasure(all, { measure, average: 'class', class: read.positiveClass, beta: 1, confidence });
  const score = (id: string, label: string, description: string, { value, lower, upper }: Interval): Score => ({
    id,
    label,
    description,
    text: value === undefined ? formats.noValue : formats.share(value),
    interval: lower === undefined || upper === undefined ? undefined : formats.range(lower, upper),
  });
  const specificity = quality('specificity');
  return [
    score('precision', 'Precision', `Of what is predicted ${positive}, the share that is`, quality('precision')),
    score('recall', 'Recall', `Of what is ${positive}, the share that is predicted so`, quality('recall')),
    score('f1', 'F1', 'Harmonic mean of precision and recall', quality('fBeta')),
    score('specificity', 'Specificity', `Of what is ${negative}, the share that is predicted so`, specificity),
    score(
      'falsePositiveRate',
      'False positive rate',
      `False alarms: of what is ${negative}, the share that is predicted ${positive}`,
      complement(specificity)
    ),
    score('accuracy', 'Accuracy', 'Share of outcomes that are predicted right', quality('accuracy')),
  ];
}

interface Interval {
  value?: number;
  lower?: number;
  upper?: number;
}

function complement({ value, lower, upper }: Interval): Interval {
  const rest = (share: number | undefined) => (share === undefined ? undefined : 1 - share);
  return { value: rest(value), lower: rest(upper), upper: rest(lower) };
}

function costsAt(counts: ThresholdCounts, { costs, costUnit }: ThresholdOptions, { noValue }: Formats): Score[] {
  const perOutcome = costPerOutcome(counts, costs);
  const format = costFormat(costUnit);
  return [
    { id: 'cost', label: 'Cost', description: costSentence(costs, format), text: format(totalCost(counts, costs)) },
    {
      id: 'costPer1000',
      label: 'Cost per 1,000',
      description: 'Cost of a thousand outcomes, on average',
      text: perOutcome === undefined ? noValue : format(1000 * perOutcome),
    },
  ];
}

function costSentence(costs: CostMatrix, format: (cost: number) => string): string {
  const each: Array<[string, number]> = [
    ['true positive', costs.truePositive],
    ['false positive', costs.falsePositive],
    ['false negative', costs.falseNegative],
    ['true negative', costs.trueNegative],
  ];
  const said = each.filter(([, cost]) => cost !== 0).map(([name, cost]) => `${format(cost)} for each ${name}`);
  return `Of all outcomes together: ${said.join(', ')}`;
}

/** Cents say nothing of hundreds, and counts may be fractions. */
const plainCost = (cost: number) =>
  cost.toLocaleString('en-US', { maximumFractionDigits: Math.abs(cost) >= 100 ? 0 : 2 });

function costFormat(unit: string): (cost: number) => string {
  return unit ? (cost) => formattedValueToString(getValueFormat(unit)(cost)) : plainCost;
}

/** Where each version's curve is at the threshold, in the order of the versions. */
export function markersAt({ versions }: ScoresRead, threshold: number, curve: ScoreCurve): Array<Point | undefined> {
  return versions.map(({ groups }) => pointOf(countsAt(groups, threshold), curve));
}

/** The threshold of the greatest F1 of the positive class. */
export function bestF1({ read, scale }: ThresholdContext, { groups }: VersionScores): number | undefined {
  const { positiveClass: positive, negativeClass: negative } = read;
  return bestThreshold(groups, scale, (cut) => {
    const all = marginals(confusionOf(cut, positive, negative));
    return qualityMeasure(all, { measure: 'fBeta', average: 'class', class: positive, beta: 1 }).value;
  });
}

/** The threshold of the least total cost; undefined where nothing costs anything. */
export function leastCost({ scale, options }: ThresholdContext, { groups }: VersionScores): number | undefined {
  return hasCosts(options) ? bestThreshold(groups, scale, (cut) => -totalCost(cut, options.costs)) : undefined;
}

/** Why the threshold is not where it was asked for; undefined where it is. */
export function whyMoved(scale: ThresholdScale, asked: number, threshold: number): string | undefined {
  if (asked === threshold) {
    return undefined;
  }
  const from = thresholdText(scale, asked);
  const to = thresholdText(scale, threshold);
  return asked < scale.min || asked > scale.max
    ? `The threshold ${from} lies beyond the scores and was moved to ${to}.`
    : `The threshold ${from} lies inside a bin of the data and was moved to its edge ${to}.`;
}

/** The version with the most outcomes, the first of several. */
export function mostFrequent(versions: readonly VersionScores[]): VersionScores {
  const outcomes = ({ groups }: VersionScores) => sum(groups.positive) + sum(groups.negative);
  const sum = (counts: Float64Array) => counts.reduce((all, count) => all + count, 0);
  return versions.reduce((most, version) => (outcomes(version) > outcomes(most) ? version : most));
}

export function versionName(version: string): string {
  return version === '' ? '(no version)' : visibleName(version);
}

export interface CurveLine {
  version: string;
  /** As it is shown. */
  name: string;
  points: CurvePoint[];
  area: Area;
  chance: [Point, Point];
}

/** The curves of all versions, in their order. */
export interface CurvesView {
  curve: ScoreCurve;
  lines: CurveLine[];
}

export function curvesView({ read, formats, confidence }: ThresholdContext, curve: ScoreCurve): CurvesView {
  const isBinned = read.edges !== undefined;
  const lines = read.versions.map(({ version, groups }) => ({
    version,
    name: versionName(version),
    points: curvePoints(groups, curve),
    area: areaOf(groups, curve, isBinned, confidence, formats),
    chance: byChance(groups, curve),
  }));
  return { curve, lines };
}
