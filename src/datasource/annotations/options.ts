import { type ComboboxOption } from '@grafana/ui';

import { type AnnotationEvent, type ReferenceKind } from '../../query/annotation';
import { type Average, type QualityMeasure } from '../../query/query';
import { averagesWithInterval, hasInterval } from '../../query/withInterval';
import { averageOptions, qualityOptions } from '../components/options';
import { type SourceKind } from '../settings';

const events: Array<ComboboxOption<AnnotationEvent>> = [
  { value: 'version', label: 'New versions', description: 'A model version that is first seen' },
  { value: 'restart', label: 'Restarts', description: 'A process serving the model that started anew' },
  { value: 'quality', label: 'Low quality', description: 'While a measure is surely below its reference' },
];

/** Records know of no processes; a query that came from elsewhere still shows what it asks. */
export const eventOptions = (source: SourceKind, chosen: AnnotationEvent) =>
  events.filter(({ value }) => source === 'prometheus' || value !== 'restart' || value === chosen);

export const referenceOptions: Array<ComboboxOption<ReferenceKind>> = [
  { value: 'value', label: 'A number', description: 'Written here' },
  { value: 'offset', label: 'Earlier', description: 'The same measure, so much earlier' },
];

/** The measures that can be surely below something. */
export const sureMeasureOptions = qualityOptions.filter(
  ({ value }) => averagesWithInterval(value).length > 0 || hasInterval({ measure: value, average: 'class' })
);

export const sureAverageOptions = (measure: QualityMeasure) =>
  averageOptions.filter(({ value }) => averagesWithInterval(measure).includes(value));

/** An average that was chosen for another measure may leave this one without an interval. */
export function fittingAverage(measure: QualityMeasure, average: Average): Average {
  const [first = average] = averagesWithInterval(measure);
  const fits = (one: Average) => hasInterval({ measure, average: one });
  return [average, 'each' as const].find(fits) ?? first;
}
