import { type DataFrame, DataFrameType, type Field, FieldType } from '@grafana/data';

import { classField, classLabel, countField, countsOf, listNames } from './confusionFields';
import { withoutEnded } from './confusionSeries';
import { modelwatchMeta } from './modelwatchMeta';
import { edgeOf, type ScoreHistogram } from './scoreHistograms';
import { have, isVersion, type ScoreFields, wasOrWere } from './scoresFields';

export interface HistogramsRead {
  histograms: ScoreHistogram[];
  frames: Set<DataFrame>;
  notices: string[];
}

/** One bucket of one histogram, with all labels but le. */
interface Bucket {
  refId: string;
  labels: Record<string, string>;
  le: number;
  count: number | null | undefined;
  time?: number;
  step?: number;
}

/**
 * Prometheus' classic histograms by actual class, as `sum by (actual, le) (increase(model_outcome_score_bucket[...]))`
 * gives them: series or numbers with the label le, or a table with a column le. Of a range the last value is taken.
 */
export function readBuckets(
  frames: DataFrame[],
  fields: ScoreFields
): HistogramsRead | { sentence: string } | undefined {
  const read = new Set<DataFrame>();
  const all: Bucket[] = [];
  for (const frame of frames) {
    if (modelwatchMeta(frame) !== undefined) {
      continue;
    }
    const buckets = bucketsOfSeries(frame) ?? bucketsOfTable(frame, frames, fields);
    if (buckets === undefined) {
      continue;
    }
    if ('sentence' in buckets) {
      return buckets;
    }
    if (frame.meta?.type === DataFrameType.HeatmapRows) {
      return {
        sentence: "The counts by le are no longer cumulative in the format 'Heatmap'. Choose the format 'Time series'.",
      };
    }
    read.add(frame);
    all.push(...buckets);
  }
  return all.length === 0 ? undefined : histogramsOf(all, read, fields);
}

function bucketsOfSeries(frame: DataFrame): Bucket[] | undefined {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  const numbers = frame.fields.filter((field) => field.type === FieldType.number && field.labels?.le !== undefined);
  if (numbers.length === 0) {
    return undefined;
  }
  const last = frame.length - 1;
  const at: number | undefined = time?.values[last];
  const before: number | undefined = time?.values[last - 1];
  return numbers.map((field): Bucket => {
    const { le = '', ...labels } = field.labels ?? {};
    return {
      refId: frame.refId ?? '',
      labels,
      le: edgeOfText(le),
      count: field.values[last],
      time: at,
      step: at !== undefined && before !== undefined ? at - before : undefined,
    };
  });
}

function bucketsOfTable(
  frame: DataFrame,
  frames: DataFrame[],
  fields: ScoreFields
): Bucket[] | { sentence: string } | undefined {
  const le = frame.fields.find(({ name }) => name.toLowerCase() === 'le');
  if (!le) {
    return undefined;
  }
  const texts = frame.fields.filter((field) => field.type === FieldType.string && field !== le);
  const actual = classField('actual', frame, frames, fields.actual);
  const count = valueField(frame, frames, [le, ...texts, ...(actual ? [actual] : [])], fields.count);
  if (!count) {
    return { sentence: "The table has the column 'le' and no counts. Keep the column 'Value'." };
  }
  const counts = countsOf(count);
  const time = frame.fields.find((field) => field.type === FieldType.time);
  const latest = time?.values.reduce((last: number, at: number) => Math.max(last, at), -Infinity);
  const labelled = actual && !texts.includes(actual) ? [...texts, actual] : texts;
  return Array.from({ length: frame.length }, (_, row) => row)
    .filter((row) => time === undefined || time.values[row] === latest)
    .map((row) => ({
      refId: frame.refId ?? '',
      labels: Object.fromEntries(labelled.map(({ name, values }) => [name, String(values[row] ?? '')])),
      le: edgeOfText(le.values[row]),
      count: counts[row],
    }));
}

/** Prometheus calls it 'Value', and 'Value #A' where there are several queries. */
function valueField(frame: DataFrame, frames: DataFrame[], others: Field[], chosen?: string): Field | undefined {
  const usual = frame.fields.find(({ name, type }) => type === FieldType.number && /^value #/i.test(name));
  return (chosen ? undefined : usual) ?? countField(frame, frames, others, chosen);
}

/** '1.0', '+Inf'; a table has numbers. */
function edgeOfText(le: unknown): number {
  const text = String(le ?? '').trim();
  return /^\+?inf(inity)?$/i.test(text) ? Infinity : text === '' ? NaN : edgeOf(Number(text));
}

function histogramsOf(
  all: Bucket[],
  frames: Set<DataFrame>,
  fields: ScoreFields
): HistogramsRead | { sentence: string } | undefined {
  const { current, ended } = withoutEnded(all);
  const notices: string[] = [];
  const byLabels = new Map<string, ScoreHistogram & { labels: Record<string, string> }>();
  let unlabelled = 0;
  let unreadable = 0;
  for (const { refId, labels, le, count } of current) {
    const actual = classLabel('actual', Object.keys(labels), fields.actual);
    if (actual === undefined || labels[actual] === '') {
      unlabelled++;
      continue;
    }
    if (Number.isNaN(le) || typeof count !== 'number' || !Number.isFinite(count) || count < 0) {
      unreadable++;
      continue;
    }
    const version = Object.keys(labels).find(isVersion);
    const key = JSON.stringify([refId, Object.entries(labels).sort()]);
    const histogram = byLabels.get(key) ?? {
      version: version === undefined ? '' : labels[version],
      actual: labels[actual],
      upTo: new Map<number, number>(),
      labels: Object.fromEntries(Object.entries(labels).filter(([name]) => name !== actual && name !== version)),
    };
    byLabels.set(key, histogram);
    // le="1" and le="1.0" are one bucket under two names, of processes before and after a change of their client library.
    histogram.upTo.set(le, (histogram.upTo.get(le) ?? 0) + count);
  }
  if (byLabels.size === 0) {
    return unlabelled > 0
      ? {
          sentence:
            "The histogram's buckets have no label for the actual class. Query them by actual class and le: sum by (actual, le) (increase(model_outcome_score_bucket[$__range])).",
        }
      : { sentence: `None of the histogram's ${all.length} buckets has a count. Widen the time range.` };
  }
  if (ended > 0) {
    notices.push(`${ended} series ended before the others and ${wasOrWere(ended)} left out.`);
  }
  if (unlabelled > 0) {
    notices.push(`${have(unlabelled, 'bucket')} no actual class and ${wasOrWere(unlabelled)} left out.`);
  }
  if (unreadable > 0) {
    notices.push(
      `${have(unreadable, 'bucket')} no finite count or edge: ${unreadable === 1 ? 'its edge is' : 'their edges are'} not used.`
    );
  }
  const differing = differingLabels([...byLabels.values()]);
  if (differing.length > 0) {
    notices.push(`Series that differ in ${listNames(differing)} were added together.`);
  }
  return { histograms: [...byLabels.values()], frames, notices };
}

/** Labels that have several values among histograms of the same version and class. */
function differingLabels(all: Array<ScoreHistogram & { labels: Record<string, string> }>): string[] {
  const first = new Map<string, Record<string, string>>();
  const differing = new Set<string>();
  for (const { version, actual, labels } of all) {
    const key = JSON.stringify([version, actual]);
    const other = first.get(key) ?? labels;
    first.set(key, other);
    for (const name of Object.keys({ ...labels, ...other })) {
      if (labels[name] !== other[name]) {
        differing.add(name);
      }
    }
  }
  return [...differing];
}
