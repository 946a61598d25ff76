import { type DataFrame } from '@grafana/data';

import { readSeries } from '../../frames/readSeries';
import { type FeedbackCounters, type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { addToClass, type ClassSums, measureClasses, type SumOfClass } from '../classSums';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { countNotices } from './confusion';
import { countsBy, positive } from './counts';
import { type PrometheusFacts } from './facts';
import { promRequest } from './requests';
import { existingSelector, splitLabels, versionOf } from './selectors';

/** What each counter adds to: true positives are actual and predicted outcomes too. True negatives are not needed. */
const ADDS_TO: Record<keyof Omit<FeedbackCounters, 'classLabel'>, SumOfClass[]> = {
  truePositive: ['tp', 'actual', 'predicted'],
  falsePositive: ['predicted'],
  falseNegative: ['actual'],
};
const counters = Object.keys(ADDS_TO) as Array<keyof typeof ADDS_TO>;

/** Whether right and wrong predictions are counted by class, and outcomes by pair of classes are not. */
export function readsFeedback({ metrics, feedback }: TelemetryMapping, { seriesOfModel }: PrometheusFacts): boolean {
  return (
    feedback !== undefined &&
    !seriesOfModel[metrics.outcomes] &&
    counters.some((counter) => seriesOfModel[feedback[counter]] > 0)
  );
}

export function refuseFeedbackPairs({ metrics, feedback }: TelemetryMapping): Refusal {
  return {
    sentence: `${feedback?.truePositive} and its like count right and wrong predictions by class, not by pair of classes, so there is no confusion matrix. Emit ${metrics.outcomes}, or ask for measures of quality.`,
  };
}

/** The measures of classes from counters of true positives, false positives and false negatives by class. */
export function planFeedback(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow
): Plan<DataFrame[]> | Refusal {
  const { feedback } = mapping;
  if (!feedback) {
    return { sentence: 'No counters of feedback are mapped. Map them in the data source settings.' };
  }
  const { classLabel } = feedback;
  const windowMs = lookBack(query, window);
  const by = [...splitLabels(query, mapping), classLabel];
  return {
    requests: counters.map((counter) => {
      const counted = countsBy(by, existingSelector(feedback[counter], query, mapping), windowMs, mapping);
      return promRequest(counter, positive(counted), query, window);
    }),
    read: (answers) => {
      const tally = new Tally<ClassSums>(() => new Map());
      const parts = answers.map(readSeries);
      parts.forEach((series, i) => {
        for (const { labels, times, values } of series) {
          const version = versionOf(labels, query, mapping);
          const className = labels[classLabel] ?? '';
          times.forEach((time, at) =>
            ADDS_TO[counters[i]].forEach((sum) => addToClass(tally.at(version, time), sum, className, values[at]))
          );
        }
      });
      const notices = countNotices(parts.flat(), windowMs);
      const answered = measureClasses(tally, query);
      if (answered.length === 0) {
        notices.push({
          severity: 'warning',
          text: `No feedback was counted for model '${query.model.name}' in this window. Widen the time range or the query's window.`,
        });
      }
      return measureFrames(answered, query, window, notices);
    },
  };
}
