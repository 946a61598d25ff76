import {
  precisionRecallCurve,
  rocCurve,
  scoreMeasure,
  scoreMeasureBounds,
  type ScoreGroups,
  type ThresholdCounts,
} from '../../../statistics/scores';
import { type Formats } from '../../shared/formats';
import { type ScoreCurve } from './thresholdOptions';

/** In the unit square, y upwards. */
export interface Point {
  x: number;
  y: number;
}

export interface CurvePoint extends Point {
  threshold: number;
}

export const curveTexts: Record<ScoreCurve, { name: string; area: string; x: string; y: string }> = {
  roc: { name: 'ROC', area: 'ROC AUC', x: 'False positive rate', y: 'Recall' },
  precisionRecall: { name: 'Precision and recall', area: 'PR AUC', x: 'Recall', y: 'Precision' },
};

/** In the order in which it is drawn; points where precision is undefined are left out. Empty where the curve is undefined. */
export function curvePoints(groups: ScoreGroups, curve: ScoreCurve): CurvePoint[] {
  return curve === 'roc'
    ? rocCurve(groups).map(({ threshold, falsePositiveRate: x, truePositiveRate: y }) => ({ threshold, x, y }))
    : precisionRecallCurve(groups).flatMap(({ threshold, recall: x, precision: y }) =>
        y === undefined ? [] : [{ threshold, x, y }]
      );
}

/** Where the counts lie on the curve; undefined where they lie nowhere. */
export function pointOf({ tp, fp, fn, tn }: ThresholdCounts, curve: ScoreCurve): Point | undefined {
  const recall = tp / (tp + fn);
  const point = curve === 'roc' ? { x: fp / (fp + tn), y: recall } : { x: recall, y: tp / (tp + fp) };
  return Number.isFinite(point.x) && Number.isFinite(point.y) ? point : undefined;
}

/** What a model without any skill reaches: the diagonal, or the share of positive outcomes at every recall. */
export function byChance(groups: ScoreGroups, curve: ScoreCurve): [Point, Point] {
  const { support } = scoreMeasure(groups, 'rocAuc');
  const share = groups.positive.reduce((sum, count) => sum + count, 0) / support;
  return curve === 'roc'
    ? [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ]
    : [
        { x: 0, y: share },
        { x: 1, y: share },
      ];
}

/** Of the area under the curve, and what is to be said about it. */
export interface Area {
  /** 'ROC AUC (binned) 0.931' */
  title: string;
  /** '0.931', or no value. */
  text: string;
  description: string;
}

export function areaOf(
  groups: ScoreGroups,
  curve: ScoreCurve,
  isBinned: boolean,
  confidence: number,
  formats: Pick<Formats, 'noValue'>
): Area {
  const measure = curve === 'roc' ? 'rocAuc' : 'prAuc';
  const { value, lower, upper } = scoreMeasure(groups, measure, confidence);
  const name = `${curveTexts[curve].area}${isBinned ? ' (binned)' : ''}`;
  if (value === undefined) {
    return { title: name, text: formats.noValue, description: 'Undefined without outcomes of both classes.' };
  }
  const what =
    curve === 'roc'
      ? 'The chance that a positive outcome scores above a negative one.'
      : 'Average precision: precision at each threshold, weighted by the recall that it adds.';
  const interval =
    lower === undefined || upper === undefined
      ? ''
      : ` ${Number((confidence * 100).toFixed(2))} % interval ${lower.toFixed(3)} to ${upper.toFixed(3)}.`;
  const bounds = scoreMeasureBounds(groups, measure);
  const binned = bounds
    ? ` Of the single scores within the bins it lies between ${bounds.lower.toFixed(3)} and ${bounds.upper.toFixed(3)}.`
    : '';
  return { title: `${name} ${value.toFixed(3)}`, text: value.toFixed(3), description: `${what}${interval}${binned}` };
}

/** Where the unit square lies, in pixels; y downwards. */
export interface Frame {
  left: number;
  top: number;
  width: number;
  height: number;
}

export function toPixels({ left, top, width, height }: Frame, { x, y }: Point): Point {
  return { x: left + x * width, y: top + (1 - y) * height };
}

/** Closer points make no difference to the eye, and a curve of exact scores has as many as there are outcomes. */
const NEAR = 0.5;

/**
 * The curve as an SVG path. ROC in straight lines, as its area is taken; precision and recall in steps, since between two
 * of its points precision is not interpolated, nor is it in the area.
 */
export function pathOf(points: readonly CurvePoint[], curve: ScoreCurve, frame: Frame): string {
  const parts: string[] = [];
  let drawn: Point | undefined;
  const round = (value: number) => Math.round(value * 100) / 100;
  points.forEach((point, i) => {
    const { x, y } = toPixels(frame, point);
    const isNear = drawn !== undefined && Math.abs(x - drawn.x) < NEAR && Math.abs(y - drawn.y) < NEAR;
    if (isNear && i < points.length - 1) {
      return;
    }
    const [px, py] = [round(x), round(y)];
    parts.push(drawn === undefined ? `M${px} ${py}` : curve === 'roc' ? `L${px} ${py}` : `H${px}V${py}`);
    drawn = { x, y };
  });
  if (curve === 'precisionRecall' && parts.length > 0) {
    // Down to recall 0, where precision itself is undefined.
    parts.push(`H${round(frame.left)}`);
  }
  return parts.join('');
}

/** The threshold of the point of the curve that is nearest on screen; undefined without points. */
export function thresholdNear(points: readonly CurvePoint[], frame: Frame, pointer: Point): number | undefined {
  let nearest: { threshold: number; distance: number } | undefined;
  for (const point of points) {
    const { x, y } = toPixels(frame, point);
    const distance = (x - pointer.x) ** 2 + (y - pointer.y) ** 2;
    if (nearest === undefined || distance < nearest.distance) {
      nearest = { threshold: point.threshold, distance };
    }
  }
  return nearest?.threshold;
}
