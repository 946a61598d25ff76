import {
  type Estimate,
  type Marginals,
  qualityMeasure,
  type QualityMeasureName,
} from '../../statistics/classification';
import { difference } from '../../statistics/differences';
import { type Formats } from '../shared/formats';
import { type Verdict } from './compared';

export interface Score {
  id: string;
  label: string;
  /** What it is, for a tooltip. */
  description: string;
  text: string;
  /** '71.3 to 73.3' where an interval is defined. */
  interval?: string;
  /** Against the reference, where there is one. */
  change?: ScoreChange;
}

export interface ScoreChange {
  /** '+1.2', in percentage points where the score is a share. */
  text: string;
  before: string;
  /** Of the change. */
  interval?: string;
  /** Where it surely is: the interval excludes 0. */
  sure?: Verdict;
}

interface Overall {
  measure: QualityMeasureName;
  label: string;
  description: string;
  macro?: boolean;
  /** Not a share. */
  plain?: boolean;
  /** Says nothing about the model. */
  neutral?: boolean;
}

const scores: Overall[] = [
  { measure: 'accuracy', label: 'Accuracy', description: 'Share of outcomes that were predicted right' },
  {
    measure: 'balancedAccuracy',
    label: 'Balanced accuracy',
    description: 'Mean recall of the classes that occurred (macro recall)',
  },
  { measure: 'fBeta', label: 'Macro F1', description: 'Mean F1 of the classes', macro: true },
  { measure: 'mcc', label: 'MCC', description: "Matthews' correlation coefficient, -1 to 1", plain: true },
  { measure: 'kappa', label: 'Kappa', description: "Cohen's kappa: agreement beyond chance, at most 1", plain: true },
  {
    measure: 'baselineAccuracy',
    label: 'Baseline',
    description: 'Accuracy of always predicting the most frequent class: a model should be above it',
    neutral: true,
  },
];

export function overallScores(m: Marginals, confidence: number, formats: Formats, before?: Marginals): Score[] {
  const list = scores.map((score): Score => {
    const of = (marginals: Marginals) =>
      qualityMeasure(marginals, { measure: score.measure, average: score.macro ? 'macro' : 'class', confidence });
    const now = of(m);
    const text = ({ value }: Estimate) =>
      value === undefined ? formats.noValue : score.plain ? value.toFixed(3) : formats.share(value);
    const { lower, upper } = now;
    return {
      id: score.measure,
      label: score.label,
      description: score.description,
      text: text(now),
      interval: lower === undefined || upper === undefined ? undefined : formats.range(lower, upper),
      change: before && scoreChange(score, now, of(before), text, formats),
    };
  });
  const outcomes: Score = {
    id: 'outcomes',
    label: 'Outcomes',
    description: 'Predictions whose actual class is known',
    text: formats.count(m.total),
    change: before && {
      text: formats.countChange(m.total - before.total),
      before: formats.count(before.total),
    },
  };
  return [list[0], outcomes, ...list.slice(1)];
}

function scoreChange(
  { plain, neutral }: Overall,
  now: Estimate,
  before: Estimate,
  text: (estimate: Estimate) => string,
  formats: Formats
): ScoreChange {
  const change = difference(now, before);
  const { lower, upper } = change ?? {};
  const sure = lower !== undefined && lower > 0 ? 'better' : upper !== undefined && upper < 0 ? 'worse' : undefined;
  return {
    text: !change ? formats.noValue : plain ? formats.plainChange(change.value) : formats.change(change.value),
    before: text(before),
    interval: lower === undefined || upper === undefined ? undefined : formats.changeRange(lower, upper),
    sure: neutral ? undefined : sure,
  };
}
