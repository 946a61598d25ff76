import { type DataFrame, type Field, FieldType } from '@grafana/data';

import { classLabel, type ConfusionFields, listNames, type Pairs } from './confusionFields';
import { modelwatchMeta } from './modelwatchMeta';

interface Series {
  actual: string;
  predicted: string;
  labels: Record<string, string>;
  /** At the last row. */
  value: number | null | undefined;
  /** Of the last row, and its distance from the one before; undefined without a time field or an earlier row. */
  time?: number;
  step?: number;
}

/**
 * Numbers or series that carry the two classes as labels, as Prometheus gives them: one frame each, or several in one
 * frame. Of a series over time the last value is taken. Series that end earlier than the others have no value
 * now, and are left out with a notice.
 */
export function readLabelledSeries(
  frames: DataFrame[],
  fields: ConfusionFields
): { pairs: Pairs; frames: Set<DataFrame> } | undefined {
  const read = new Set<DataFrame>();
  const all: Series[] = [];
  let unlabelled = 0;
  for (const frame of frames) {
    if (modelwatchMeta(frame) !== undefined && modelwatchMeta(frame)?.query?.kind !== 'confusion') {
      continue;
    }
    const time = frame.fields.find((field) => field.type === FieldType.time);
    const numbers = frame.fields.filter((field) => field.type === FieldType.number && field.labels !== undefined);
    const series = numbers.map((field) => readSeries(field, time, fields));
    const labelled = series.filter((one) => one !== undefined);
    if (labelled.length > 0) {
      read.add(frame);
      all.push(...labelled);
    }
    unlabelled += labelled.length > 0 ? series.length - labelled.length : 0;
  }
  if (all.length === 0) {
    return undefined;
  }
  const { current, ended } = withoutEnded(all);
  const notices: string[] = [];
  if (unlabelled > 0) {
    notices.push(`${unlabelled} series without labels for both classes ${unlabelled === 1 ? 'was' : 'were'} left out.`);
  }
  if (ended > 0) {
    notices.push(`${ended} series ended before the others and ${ended === 1 ? 'was' : 'were'} left out.`);
  }
  const differing = differingLabels(current);
  if (differing.length > 0) {
    notices.push(`Series that differ in ${listNames(differing)} were added together.`);
  }
  return {
    frames: read,
    pairs: {
      actual: current.map((series) => series.actual),
      predicted: current.map((series) => series.predicted),
      count: current.map((series) => series.value),
      called: { one: 'series', many: 'series' },
      notices,
    },
  };
}

function readSeries(field: Field, time: Field | undefined, fields: ConfusionFields): Series | undefined {
  const labels = field.labels ?? {};
  const names = Object.keys(labels);
  const actual = classLabel('actual', names, fields.actual);
  const predicted = classLabel('predicted', names, fields.predicted);
  if (actual === undefined || predicted === undefined || actual === predicted) {
    return undefined;
  }
  const { [actual]: actualClass, [predicted]: predictedClass, ...others } = labels;
  const last = field.values.length - 1;
  const at: number | undefined = time?.values[last];
  const before: number | undefined = time?.values[last - 1];
  return {
    actual: actualClass,
    predicted: predictedClass,
    labels: others,
    value: field.values[last],
    time: at,
    step: at !== undefined && before !== undefined ? at - before : undefined,
  };
}

/** A missing step is absent from a series, so one that ends more than a step and a half before the latest is over. */
export function withoutEnded<T extends { time?: number; step?: number }>(all: T[]): { current: T[]; ended: number } {
  let latest = -Infinity;
  let step = Infinity;
  for (const series of all) {
    latest = Math.max(latest, series.time ?? -Infinity);
    step = Math.min(step, series.step !== undefined && series.step > 0 ? series.step : Infinity);
  }
  const current = all.filter((series) => series.time === undefined || series.time >= latest - 1.5 * step);
  return { current, ended: all.length - current.length };
}

/** Further labels that have several values among series of the same pair of classes. */
function differingLabels(all: Series[]): string[] {
  const first = new Map<string, Series>();
  const differing = new Set<string>();
  for (const series of all) {
    const pair = JSON.stringify([series.actual, series.predicted]);
    const other = first.get(pair);
    if (other === undefined) {
      first.set(pair, series);
      continue;
    }
    for (const label of new Set([...Object.keys(series.labels), ...Object.keys(other.labels)])) {
      if (series.labels[label] !== other.labels[label]) {
        differing.add(label);
      }
    }
  }
  return [...differing];
}
