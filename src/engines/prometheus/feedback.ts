import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { readSeries, type Series } from '../../frames/readSeries';
import { type FeedbackCounters, type TelemetryMapping } from '../../query/mapping';
import { measureName } from '../../query/measureNames';
import { type ModelQuery, type QualityMeasure } from '../../query/query';
import { addToClass, type ClassSums, measureClasses } from '../classSums';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { countNotices } from './confusion';
import { countsBy, positive } from './counts';
import { type PrometheusFacts } from './facts';
import { promRequest } from './requests';
import { existingSelector, splitLabels, versionOf } from './selectors';

type Counter = 'truePositive' | 'falsePositive' | 'falseNegative';
const COUNTERS: Counter[] = ['truePositive', 'falsePositive', 'falseNegative'];

/** Whether right and wrong predictions are counted by class, and outcomes by pair of classes are not. */
export function readsFeedback({ metrics, feedback }: TelemetryMapping, { seriesOfModel }: PrometheusFacts): boolean {
  return (
    feedback !== undefined &&
    !seriesOfModel[metrics.outcomes] &&
    COUNTERS.some((counter) => seriesOfModel[feedback[counter]] > 0)
  );
}

export function refuseFeedbackPairs({ metrics, feedback }: TelemetryMapping): Refusal {
  return {
    sentence: `A confusion matrix needs counts by pair of actual and predicted class. No series of this model is named ${metrics.outcomes}, and ${feedback?.truePositive} and its likes count right and wrong by class, not by pair. Ask for a measure of quality, or emit ${metrics.outcomes}.`,
  };
}

/** The measures of one class that need no true negatives. */
const WITHOUT_OTHERS: readonly QualityMeasure[] = ['precision', 'recall', 'fBeta', 'support'];

/**
 * The measures of classes from counters of true positives, false positives and false negatives by class: predicted is
 * tp + fp, actual is tp + fn, and all outcomes are the sum of actual, since each has one actual class. Counters without a
 * class (of two-class models) are about the positive one alone.
 */
export function planFeedback(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow): Plan<DataFrame[]> {
  // `readsFeedback` is what leads here.
  const feedback = mapping.feedback as FeedbackCounters;
  const by = [...splitLabels(query, mapping), feedback.classLabel].filter(Boolean);
  const windowMs = lookBack(query, window);
  return {
    requests: COUNTERS.map((counter) => {
      const selected = existingSelector(feedback[counter], query, mapping);
      return promRequest(counter, positive(countsBy(by, selected, windowMs, mapping)), query, window);
    }),
    read: (answers) => {
      const parts = answers.map(readSeries);
      const notices = countNotices(parts.flat(), windowMs);
      const missing = whatIsMissing(parts, query, feedback);
      if (missing) {
        notices.push(missing);
        return measureFrames([], query, window, notices);
      }
      const answered = measureClasses(tallyFeedback(parts, query, mapping), query);
      if (answered.length === 0) {
        notices.push({ severity: 'warning', text: explainNothing(query, feedback) });
      }
      return measureFrames(answered, query, window, notices);
    },
  };
}

function tallyFeedback(parts: Series[][], query: ModelQuery, mapping: TelemetryMapping): Tally<ClassSums> {
  const classLabel = mapping.feedback?.classLabel ?? '';
  const tally = new Tally<ClassSums>(() => new Map());
  parts.forEach((all, i) => {
    for (const { labels, times, values } of all) {
      const version = versionOf(labels, query, mapping);
      const className = labels[classLabel] ?? query.model.positiveClass ?? '';
      times.forEach((time, at) => {
        const sums = tally.at(version, time);
        if (COUNTERS[i] === 'truePositive') {
          addToClass(sums, 'tp', className, values[at]);
        }
        if (COUNTERS[i] !== 'falseNegative') {
          addToClass(sums, 'predicted', className, values[at]);
        }
        if (COUNTERS[i] !== 'falsePositive') {
          addToClass(sums, 'actual', className, values[at]);
        }
      });
    }
  });
  return tally;
}

/** False positives and negatives may differ by what a scrape between two increments sees, and by what is estimated. */
const TOLERANCE = 0.05;

/** Why the counters do not tell what is asked, if they do not. */
function whatIsMissing(
  parts: Series[][],
  query: ModelQuery,
  { truePositive, classLabel }: FeedbackCounters
): QueryResultMetaNotice | undefined {
  const { measure, average, class: className } = query.quality;
  const ofOneClass = WITHOUT_OTHERS.includes(measure) && average === 'class';
  const unlabelled = parts.flat().some(({ labels }) => !labels[classLabel]);
  const [, falsePositive, falseNegative] = parts.map(totalOf);
  const name = measureName(query);
  if (unlabelled && !(ofOneClass && (!className || className === query.model.positiveClass))) {
    return {
      severity: 'warning',
      text: `${truePositive} and its likes have no class label '${classLabel}', so they are about the positive class alone, and true negatives are not known: ${name} does not follow from them. Ask for precision, recall or F-beta of the positive class.`,
    };
  }
  // Each wrong prediction is a false positive of one class and a false negative of another.
  if (
    !ofOneClass &&
    Math.abs(falsePositive - falseNegative) > Math.max(1, TOLERANCE * Math.max(falsePositive, falseNegative))
  ) {
    return {
      severity: 'warning',
      text: `${truePositive} and its likes do not add up: ${Math.round(falsePositive)} false positives and ${Math.round(falseNegative)} false negatives over all classes, where each wrong prediction is one of both. So some class is not counted, and ${name} does not follow. Ask for precision, recall or F-beta of one class.`,
    };
  }
  return undefined;
}

function totalOf(all: Series[]): number {
  return all.reduce((total, { values }) => total + values.reduce((sum, value) => sum + value, 0), 0);
}

function explainNothing({ model }: ModelQuery, { truePositive }: FeedbackCounters): string {
  return `Nothing was recorded in ${truePositive} and its likes for model '${model.name}' in this window. Widen the time range or the query's window.`;
}
