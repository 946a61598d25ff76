import { type DataFrame } from '@grafana/data';

import { measureFrame, type MeasureSeries } from '../../frames/measureFrame';
import { readSeries } from '../../frames/readSeries';
import { type ExistingMeasure, type TelemetryMapping } from '../../query/mapping';
import { measureName, measureStyle } from '../../query/measureNames';
import { type ModelQuery, perClassMeasures } from '../../query/query';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { type PrometheusFacts } from './facts';
import { aggregate, type LabelMatcher, over, type Selector } from './promql';
import { promRequest } from './requests';
import { lookBack } from '../lookBack';
import { existingSelector, splitLabels } from './selectors';
import { pointsOf } from '../steps';

/** The mapped metric that holds the measure asked for, if somebody computes it already. */
export function findExisting({ quality }: ModelQuery, { existing }: TelemetryMapping): ExistingMeasure | undefined {
  const average = quality.average === 'each' ? 'class' : quality.average;
  return existing.find(
    (candidate) =>
      candidate.measure === quality.measure &&
      (!perClassMeasures.includes(quality.measure) || candidate.average === average)
  );
}

/** Reads a gauge or recording rule as it is, averaged over instances: it has neither support nor interval. */
export function planExisting(
  query: ModelQuery,
  mapping: TelemetryMapping,
  window: TimeWindow,
  facts: PrometheusFacts
): Plan<DataFrame[]> | Refusal {
  const measure = findExisting(query, mapping);
  if (!measure) {
    return {
      sentence: `No metric is mapped that holds '${measureName(query)}' already. Add it under 'Existing measures' in the data source settings, or compute the measure from counted outcomes.`,
    };
  }
  const { model } = query;
  const { classLabel } = measure;
  const { gauge, by } = existingGauge(measure, query, mapping);
  const windowMs = lookBack(query, window);
  return {
    requests: [promRequest('existing', aggregate('avg', by, over('last_over_time', gauge, windowMs)), query, window)],
    read: ([frames]) => {
      const series = readSeries(frames).map((one): MeasureSeries => {
        const { labels } = one;
        const className = classLabel ? labels[classLabel] : undefined;
        return {
          name: measureName(query, className),
          labels: {
            ...(className !== undefined && { class: className }),
            ...(query.byVersion && { version: labels[mapping.labels.version] ?? '' }),
          },
          points: pointsOf(one),
        };
      });
      const meta = { query, from: window.from, to: window.to };
      const style = { ...measureStyle(query), interval: false, support: false };
      if (series.length > 0) {
        return series.map((one) => measureFrame(one, style, meta, []));
      }
      const text = facts.modelsByMetric[measure.metric]
        ? `${measure.metric} has no value for model '${model.name}' in this window. Choose another model or time range.`
        : `No series named ${measure.metric} in Prometheus. Correct the name under 'Existing measures' in the data source settings.`;
      return [
        measureFrame({ name: measureName(query), labels: {}, points: [] }, style, meta, [
          { severity: 'warning', text },
        ]),
      ];
    },
  };
}

/** The series of a measure that is there already, and the labels that one answer is told from another by. */
export function existingGauge(
  { metric, classLabel }: ExistingMeasure,
  query: ModelQuery,
  mapping: TelemetryMapping
): { gauge: Selector; by: string[] } {
  const { quality, model } = query;
  const wanted = quality.average === 'class' ? quality.class || model.positiveClass : undefined;
  const ofClass: LabelMatcher[] = classLabel && wanted ? [{ label: classLabel, operator: '=', value: wanted }] : [];
  const selected = existingSelector(metric, query, mapping);
  return {
    gauge: { ...selected, matchers: [...selected.matchers, ...ofClass] },
    by: [...splitLabels(query, mapping), ...(classLabel ? [classLabel] : [])],
  };
}
