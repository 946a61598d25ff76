import { type ScoresRead } from '../../../frames/readScores';
import { type Confusion, confusionFromPairs } from '../../../statistics/confusion';
import { wilson } from '../../../statistics/intervals';
import {
  countsAt,
  cuts,
  precisionRecallCurve,
  rocCurve,
  type ScoreGroups,
  scoreMeasure,
  snapThreshold,
  type ThresholdCounts,
} from '../../../statistics/scores';
import { cheapestThreshold, costPerOutcome, type CostMatrix, totalCost } from '../../../statistics/thresholdCost';
import { type Formats } from '../formats';
import { type Score } from '../viewModel';

/** Everything that is shown at one threshold. */
export interface ThresholdView {
  /** As asked, or the nearest one that the data can be cut at. */
  threshold: number;
  counts: ThresholdCounts;
  /** Undefined without any outcome. */
  confusion?: Confusion;
  scores: Score[];
}

export function thresholdView(
  { positiveClass, negativeClass }: ScoresRead,
  groups: ScoreGroups,
  asked: number,
  costs: CostMatrix,
  confidence: number,
  formats: Formats
): ThresholdView {
  const threshold = snapThreshold(groups, asked);
  const counts = countsAt(groups, threshold);
  const { tp, fp, fn, tn } = counts;
  const confusion = confusionFromPairs(
    [positiveClass, positiveClass, negativeClass, negativeClass],
    [positiveClass, negativeClass, positiveClass, negativeClass],
    [tp, fn, fp, tn]
  );
  const share = (id: string, label: string, description: string, part: number, all: number): Score => {
    const interval = wilson(Math.min(part, all), all, confidence);
    return {
      id,
      label,
      description,
      text: all > 0 ? formats.share(part / all) : formats.noValue,
      interval: interval && formats.range(interval.lower, interval.upper),
    };
  };
  const f1: Score = {
    id: 'f1',
    label: 'F1',
    description: 'Harmonic mean of precision and recall',
    text: tp + fp + fn > 0 ? formats.share((2 * tp) / (2 * tp + fp + fn)) : formats.noValue,
  };
  return {
    threshold,
    counts,
    confusion: confusion.count.length > 0 ? confusion : undefined,
    scores: [
      share('precision', 'Precision', `Of those predicted ${positiveClass}, the share that was`, tp, tp + fp),
      share('recall', 'Recall', `Of those that were ${positiveClass}, the share predicted so`, tp, tp + fn),
      f1,
      share(
        'falseAlarms',
        'False alarms',
        `Of those that were not ${positiveClass}, the share predicted so`,
        fp,
        fp + tn
      ),
      share('accuracy', 'Accuracy', 'Share of outcomes that would be predicted right', tp + tn, tp + fp + fn + tn),
      ...costScores(counts, costs, formats),
    ],
  };
}

export function hasCosts(costs: CostMatrix): boolean {
  return Object.values(costs).some((cost) => cost !== 0);
}

function costScores(counts: ThresholdCounts, costs: CostMatrix, formats: Formats): Score[] {
  const each = costPerOutcome(counts, costs);
  if (!hasCosts(costs) || each === undefined) {
    return [];
  }
  const shown = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 4 });
  return [
    {
      id: 'cost',
      label: 'Cost per 1,000',
      description: 'What 1,000 outcomes cost at this threshold, by the costs in the options',
      text: shown.format(1000 * each),
    },
    {
      id: 'totalCost',
      label: 'Cost',
      description: `What these ${formats.count(counts.tp + counts.fp + counts.fn + counts.tn)} outcomes cost at this threshold`,
      text: shown.format(totalCost(counts, costs)),
    },
  ];
}

/** The thresholds that the keys step through: those at which binned scores can be cut, or hundredths. */
export function stops({ edges }: ScoresRead): number[] {
  const within = (edges ?? []).filter((edge) => edge >= 0 && edge <= 1);
  return within.length > 1 ? within : Array.from({ length: 101 }, (_, i) => i / 100);
}

/** The threshold with the highest F1; of several the lowest. Undefined without positive outcomes. */
export function bestF1(groups: ScoreGroups): number | undefined {
  const f1 = ({ tp, fp, fn }: ThresholdCounts) => (tp > 0 ? (2 * tp) / (2 * tp + fp + fn) : 0);
  const best = groups.high.length > 0 ? cuts(groups).reduce((a, b) => (f1(b) > f1(a) ? b : a)) : undefined;
  return best && f1(best) > 0 ? best.threshold : undefined;
}

export function leastCost(groups: ScoreGroups, costs: CostMatrix): number | undefined {
  return hasCosts(costs) ? cheapestThreshold(groups, costs)?.threshold : undefined;
}

export interface CurveView {
  title: string;
  xLabel: string;
  yLabel: string;
  /** In [0, 1] x [0, 1]. */
  lines: Array<{ version: string; points: Array<[x: number, y: number]> }>;
  /** Of a model that guesses. */
  chance: Array<[x: number, y: number]>;
}

/** ROC or precision against recall, a line a version, with the area of the one that is shown in the title. */
export function curveView(read: ScoresRead, shown: ScoreGroups, curve: 'roc' | 'precisionRecall'): CurveView {
  const binned = read.edges ? ' (binned)' : '';
  const area = (measure: 'rocAuc' | 'prAuc') => scoreMeasure(shown, measure).value?.toFixed(3) ?? 'no data';
  if (curve === 'roc') {
    return {
      title: `ROC AUC${binned} ${area('rocAuc')}`,
      xLabel: 'False positive rate',
      yLabel: 'True positive rate',
      lines: read.versions.map(({ version, groups }) => ({
        version,
        points: rocCurve(groups).map(({ falsePositiveRate, truePositiveRate }) => [
          falsePositiveRate,
          truePositiveRate,
        ]),
      })),
      chance: [
        [0, 0],
        [1, 1],
      ],
    };
  }
  const { tp, fp } = countsAt(shown, -Infinity);
  const positives = tp + fp > 0 ? tp / (tp + fp) : 0;
  return {
    title: `PR AUC${binned} ${area('prAuc')}`,
    xLabel: 'Recall',
    yLabel: 'Precision',
    lines: read.versions.map(({ version, groups }) => ({
      version,
      points: precisionRecallCurve(groups).flatMap(({ recall, precision }): Array<[number, number]> =>
        precision === undefined ? [] : [[recall, precision]]
      ),
    })),
    chance: [
      [0, positives],
      [1, positives],
    ],
  };
}

/** Where the threshold lies on the curve; undefined where it lies nowhere (0/0). */
export function pointOnCurve(
  { tp, fp, fn, tn }: ThresholdCounts,
  curve: 'roc' | 'precisionRecall'
): [x: number, y: number] | undefined {
  const recall = tp + fn > 0 ? tp / (tp + fn) : undefined;
  const falsePositiveRate = fp + tn > 0 ? fp / (fp + tn) : undefined;
  const precision = tp + fp > 0 ? tp / (tp + fp) : undefined;
  const [x, y] = curve === 'roc' ? [falsePositiveRate, recall] : [recall, precision];
  return x === undefined || y === undefined ? undefined : [x, y];
}
