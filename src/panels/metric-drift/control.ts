import { type InterpolateFunction } from '@grafana/data';

import { parseTime } from '../../query/drift';
import { type Difference } from '../../statistics/differences';
import {
  distancesToLevel,
  FEWEST_OF_METRIC,
  longRunDeviation,
  metricBaseline,
  type NoBaseline,
} from '../../statistics/drift/metric/baseline';
import { metricChange } from '../../statistics/drift/metric/change';
import { ewmaChart } from '../../statistics/drift/metric/ewma';
import { type ChangePoint, pageHinkley } from '../../statistics/drift/metric/pageHinkley';
import { type Metric } from './metrics';
import { type MetricReference } from './options';

/** A metric against its reference. Series are parallel to the metric's times; null is no data. */
export interface ControlView {
  metric: Metric;
  /** The reference is all up to here, milliseconds since the epoch. */
  until: number;
  /** Why there are no limits. */
  problem?: string;
  /** Of the reference, with its rhythm. */
  level?: Array<number | null>;
  average?: Array<number | null>;
  lower?: Array<number | null>;
  upper?: Array<number | null>;
  /** How many averages after the reference lie beyond their limits. */
  out: number;
  /** Where the metric came to another level, after the reference. */
  changes: Array<{ time: number; noticed: number; direction: 'up' | 'down' }>;
  /** Of the mean after the reference, against that of the reference. */
  change?: Difference;
  cycle?: 'week' | 'day' | 'none';
}

/** The end of the reference: milliseconds since the epoch, or a sentence. */
export function referenceEnd(
  { by, share, until }: MetricReference,
  { from, to }: { from: number; to: number },
  replaceVariables: InterpolateFunction
): number | { sentence: string } {
  if (by === 'share') {
    return from + ((to - from) * share) / 100;
  }
  const text = replaceVariables(until);
  const time = text.trim() === '' ? undefined : parseTime(text);
  return (
    time ?? {
      sentence: `The reference of the control charts ends at '${text}', which is no time. Write it as 2026-05-01 or 2026-05-01T12:00Z in the panel's options.`,
    }
  );
}

export function controlView(metric: Metric, until: number, confidence: number): ControlView {
  const { times, values } = metric;
  const end = times.findIndex((time) => time > until);
  const size = end < 0 ? times.length : end;
  const reference = values.slice(0, size);
  const baseline = metricBaseline({ times: times.slice(0, size), values: reference });
  if (typeof baseline === 'string') {
    return { metric, until, out: 0, changes: [], problem: whyNoLimits(baseline, reference) };
  }
  const distances = distancesToLevel(baseline, metric);
  const level = distances.map((distance, i) => (distance === undefined ? null : (values[i] ?? 0) - distance));
  const { deviation, correlation, cycle } = baseline;
  const chart = ewmaChart(distances, { mean: 0, deviation, correlation });
  const line = (key: 'average' | 'lower' | 'upper') =>
    chart.map((point, i) => (point ? (level[i] ?? 0) + point[key] : null));
  const changes = pageHinkley(distances, { mean: 0, deviation: longRunDeviation(baseline) });
  return {
    metric,
    until,
    level,
    average: line('average'),
    lower: line('lower'),
    upper: line('upper'),
    out: chart.filter((point, i) => i >= size && point?.out).length,
    changes: together(changes)
      .filter(({ noticed }) => noticed >= size)
      .map(({ from, noticed, direction }) => ({ time: times[from], noticed: times[noticed], direction })),
    change: metricChange(baseline.distances, distances.slice(size), confidence),
    cycle,
  };
}

/** So many values after a change was noticed, one more the same way is the rest of it. */
const SAME_CHANGE = 12;

/** A large change may be noticed in several steps. */
function together(changes: ChangePoint[]): ChangePoint[] {
  const merged: ChangePoint[] = [];
  for (const change of changes) {
    const last = merged[merged.length - 1];
    if (last && last.direction === change.direction && change.from - last.noticed <= SAME_CHANGE) {
      last.noticed = change.noticed;
    } else {
      merged.push({ ...change });
    }
  }
  return merged;
}

function whyNoLimits(lacks: NoBaseline, reference: ReadonlyArray<number | undefined>): string {
  switch (lacks) {
    case 'few values': {
      const known = reference.filter((value) => value !== undefined);
      return `No limits: the reference has ${known.length} values, and ${FEWEST_OF_METRIC} are needed. Widen the time range or the reference.`;
    }
    case 'few repeated':
      return 'No limits: in the reference no hour of the day was seen twice often enough. Widen it.';
    case 'no spread':
      return 'No limits: in the reference the metric never strays from its level, which says nothing about what is usual. Widen it.';
  }
}

const signOf = (number: number) => (number < 0 ? '\u2212' : number > 0 ? '+' : '');

/** The words of a control chart. */
export function controlWords(
  { problem, change, changes, out }: ControlView,
  format: (value: number) => string,
  time: (value: number) => string
): string[] {
  if (problem) {
    return [problem];
  }
  if (!change) {
    return ['There are no values after the reference.'];
  }
  const { value, lower, upper } = change;
  // No more digits than the interval has that count.
  const unit = 10 ** (Math.floor(Math.log10(Math.max(Math.abs(lower ?? value), Math.abs(upper ?? value)))) - 1);
  const round = (number: number) => (unit > 0 ? Number((Math.round(number / unit) * unit).toPrecision(6)) : number);
  const signed = (number: number) => `${signOf(round(number))}${format(Math.abs(round(number)))}`;
  const interval = lower !== undefined && upper !== undefined ? ` (${signed(lower)} to ${signed(upper)})` : '';
  const isSure = lower !== undefined && upper !== undefined && (lower > 0 || upper < 0);
  const last = changes[changes.length - 1];
  return [
    `Mean ${signed(value)}${interval} against the reference${interval === '' ? '' : isSure ? ', surely' : ', may be chance'}.`,
    ...(last ? [`At another level since ${time(last.time)}: ${last.direction}.`] : ['No lasting change of level.']),
    ...(out > 0 ? [`${out} ${out === 1 ? 'average lies' : 'averages lie'} beyond the limits.`] : []),
  ];
}

/** Whether a metric has drifted: its level changed, by the test of Page and Hinkley. */
export function hasDrifted({ changes }: Pick<ControlView, 'changes'>): boolean {
  return changes.length > 0;
}
