import { type DataFrame } from '@grafana/data';

import { readSeries, type Series } from '../../frames/readSeries';
import { type TelemetryMapping } from '../../query/mapping';
import { type ModelQuery } from '../../query/query';
import { addCell, addToClass, type ClassSums, measureClasses, type SumOfClass } from '../classSums';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { lookBack } from '../lookBack';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { cellsRequest, countNotices, refuseClassLabels } from './confusion';
import { countsBy, hitsBy, positive } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { planFeedback, readsFeedback } from './feedback';
import { promRequest } from './requests';
import { modelSelector, splitLabels, versionOf } from './selectors';

/**
 * Up to this many series under the outcomes metric, measures are computed from the matrix's own cells, which every
 * panel of a dashboard then shares. Above, three sums a class are asked for instead: every measure follows from them.
 */
const CELLS_LIMIT = { number: 2500, series: 150 };

/** The measures of classes, from the outcomes metric; where there is none, from counters of feedback. */
export function planClasses(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  if (readsFeedback(mapping, facts)) {
    return planFeedback(query, mapping, window);
  }
  if (!mapping.labels.actual || !mapping.labels.predicted) {
    return refuseClassLabels();
  }
  const fromCells = (facts.seriesOfModel[mapping.metrics.outcomes] ?? 0) <= CELLS_LIMIT[query.result];
  return {
    requests: fromCells ? [cellsRequest(query, mapping, window)] : marginalRequests(query, mapping, window),
    read: (answers) => {
      const parts = answers.map(readSeries);
      const [first, actual] = parts;
      const notices = countNotices(fromCells ? first : actual, lookBack(query, window));
      const answered = measureClasses(
        fromCells ? tallyCells(first, query, mapping) : tallySums(parts, query, mapping),
        query
      );
      if (answered.length === 0) {
        notices.push({ severity: 'warning', text: explainEmpty('outcomes', query, mapping, facts) });
      }
      return measureFrames(answered, query, window, notices);
    },
  };
}

function marginalRequests(query: ModelQuery, mapping: TelemetryMapping, window: TimeWindow) {
  const split = splitLabels(query, mapping);
  const { actual, predicted } = mapping.labels;
  const outcomes = modelSelector('outcomes', query, mapping);
  const windowMs = lookBack(query, window);
  return [
    promRequest('hits', positive(hitsBy([...split, actual], outcomes, windowMs, mapping)), query, window),
    promRequest('actual', positive(countsBy([...split, actual], outcomes, windowMs, mapping)), query, window),
    promRequest('predicted', positive(countsBy([...split, predicted], outcomes, windowMs, mapping)), query, window),
  ];
}

function tallyCells(series: Series[], query: ModelQuery, mapping: TelemetryMapping): Tally<ClassSums> {
  const { actual, predicted } = mapping.labels;
  const tally = new Tally<ClassSums>(() => new Map());
  for (const { labels, times, values } of series) {
    const version = versionOf(labels, query, mapping);
    times.forEach((time, i) =>
      addCell(tally.at(version, time), labels[actual] ?? '', labels[predicted] ?? '', values[i])
    );
  }
  return tally;
}

function tallySums([hits, actual, predicted]: Series[][], query: ModelQuery, mapping: TelemetryMapping) {
  const tally = new Tally<ClassSums>(() => new Map());
  const add = (which: SumOfClass, classLabel: string, all: Series[]) =>
    all.forEach(({ labels, times, values }) => {
      const version = versionOf(labels, query, mapping);
      times.forEach((time, i) => addToClass(tally.at(version, time), which, labels[classLabel] ?? '', values[i]));
    });
  add('tp', mapping.labels.actual, hits);
  add('actual', mapping.labels.actual, actual);
  add('predicted', mapping.labels.predicted, predicted);
  return tally;
}
