import { type DataFrame } from '@grafana/data';

import { measureFrame, type MeasurePoint, type MeasureSeries } from '../../frames/measureFrame';
import { readSeries, type Series } from '../../frames/readSeries';
import { type TelemetryMapping } from '../../query/mapping';
import { measureName, measureStyle } from '../../query/measureNames';
import { type ModelQuery, perClassMeasures } from '../../query/query';
import { type Marginals, qualityMeasure } from '../../statistics/classification';
import { type Plan, type TimeWindow } from '../engine';
import { cellsRequest, countNotices } from './confusion';
import { countsBy, hitsBy, positive } from './counts';
import { explainEmpty, type PrometheusFacts } from './facts';
import { lookBack, promRequest } from './requests';
import { modelSelector, splitLabels } from './selectors';
import { disconnect, stepTimes } from './steps';

/**
 * Up to this many series under the outcomes metric, measures are computed from the matrix's own cells, which every
 * panel of a dashboard then shares. Above, three sums a class are asked for instead: every measure follows from them.
 */
const CELLS_LIMIT = { number: 2500, series: 150 };

export function planQuality(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> {
  const fromCells = (facts.seriesOfModel[mapping.metrics.outcomes] ?? 0) <= CELLS_LIMIT[query.result];
  const windowMs = lookBack(query, window);
  return {
    requests: fromCells ? [cellsRequest(query, mapping, window)] : marginalRequests(query, mapping, window),
    read: (answers) => {
      const parts = answers.map(readSeries);
      const tally = new Tally(query, mapping);
      const [first, actual, predicted] = parts;
      if (fromCells) {
        first.forEach((series) => tally.addCells(series));
      } else {
        first.forEach((series) => tally.add('tp', mapping.labels.actual, series));
        actual.forEach((series) => tally.add('actual', mapping.labels.actual, series));
        predicted.forEach((series) => tally.add('predicted', mapping.labels.predicted, series));
      }
      const notices = countNotices(fromCells ? first : actual, windowMs);
      const answered = tally.measure();
      if (answered.length === 0) {
        notices.push({ severity: 'warning', text: explainEmpty('outcomes', query, mapping, facts) });
        answered.push({ name: measureName(query), labels: {}, points: [] });
      }
      const meta = { query, from: query.result === 'series' ? window.from : window.to - windowMs, to: window.to };
      return answered.map((series) => measureFrame(series, measureStyle(query), meta, notices.splice(0)));
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

type Part = 'tp' | 'actual' | 'predicted';
type Sums = Record<Part, number>;

/** Sums up series into the marginals of each version at each time, and measures those. */
class Tally {
  /** version -> time -> class -> sums */
  private readonly versions = new Map<string, Map<number, Map<string, Sums>>>();

  constructor(
    private readonly query: ModelQuery,
    private readonly mapping: TelemetryMapping
  ) {}

  addCells(series: Series): void {
    const { actual, predicted } = this.mapping.labels;
    this.add('actual', actual, series);
    this.add('predicted', predicted, series);
    if ((series.labels[actual] ?? '') === (series.labels[predicted] ?? '')) {
      this.add('tp', actual, series);
    }
  }

  add(part: Part, classLabel: string, { labels, times, values }: Series): void {
    const version = this.query.byVersion ? (labels[this.mapping.labels.version] ?? '') : '';
    const className = labels[classLabel] ?? '';
    const byTime = getOrAdd(this.versions, version, () => new Map());
    times.forEach((time, index) => {
      const sums = getOrAdd(
        getOrAdd(byTime, time, () => new Map<string, Sums>()),
        className,
        () => ({
          tp: 0,
          actual: 0,
          predicted: 0,
        })
      );
      sums[part] += values[index];
    });
  }

  measure(): MeasureSeries[] {
    const times = stepTimes([...this.versions.values()].flatMap((byTime) => [...byTime.keys()]));
    return [...this.versions]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([version, byTime]) =>
        this.classesAsked(byTime).map((className) => ({
          name: measureName(this.query, className),
          labels: {
            ...(className !== undefined && { class: className }),
            ...(this.query.byVersion && { version }),
          },
          points: disconnect(
            times.map((time): MeasurePoint => {
              const sums = byTime.get(time);
              return { time, ...(sums && estimate(marginalsOf(sums), this.query, className)) };
            })
          ),
        }))
      );
  }

  /** One answer a class where each is asked for; else one, of the class that is named if the measure is about one. */
  private classesAsked(byTime: Map<number, Map<string, Sums>>): Array<string | undefined> {
    const { quality, model } = this.query;
    if (!perClassMeasures.includes(quality.measure)) {
      return [undefined];
    }
    if (quality.average === 'each') {
      const classes = new Set([...byTime.values()].flatMap((sums) => [...sums.keys()]));
      return [...classes].sort();
    }
    return quality.average === 'class' ? [quality.class || model.positiveClass] : [undefined];
  }
}

function marginalsOf(sums: Map<string, Sums>): Marginals {
  const parts = [...sums.values()];
  const actual = Float64Array.from(parts, (part) => part.actual);
  return {
    classes: [...sums.keys()],
    tp: Float64Array.from(parts, (part) => part.tp),
    actual,
    predicted: Float64Array.from(parts, (part) => part.predicted),
    total: actual.reduce((sum, count) => sum + count, 0),
  };
}

function estimate(marginals: Marginals, { quality }: ModelQuery, className: string | undefined) {
  const average = quality.average === 'each' ? 'class' : quality.average;
  return qualityMeasure(marginals, { ...quality, average, class: className });
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
