import { type DataFrame, type Field, FieldType } from '@grafana/data';

import {
  type Confusion,
  confusionFromPairs,
  emptyConfusion,
  type Label,
  mergeConfusions,
} from '../statistics/confusion';
import {
  classField,
  type ConfusionFields,
  countField,
  countsOf,
  headingOf,
  holdsNumbers,
  labelsOf,
  listNames,
  type Pairs,
} from './confusionFields';
import { readLabelledSeries } from './confusionSeries';
import { type ModelwatchMeta, modelwatchMeta } from './modelwatchMeta';
import { isVersionName } from './versions';

export { type ConfusionFields } from './confusionFields';

export interface ConfusionRead {
  /** Never empty. */
  confusion: Confusion;
  /** Full sentences: what was left out, what was added together. */
  notices: string[];
  meta?: ModelwatchMeta;
  /** What the one frame that all is counted from says of itself; absent of several frames, and of others' frames. */
  answered?: ModelwatchMeta;
}

/** Why a frame is no confusion matrix, and what to do about it. */
interface Unreadable {
  sentence: string;
}

const rows = { one: 'row', many: 'rows' };
const cells = { one: 'cell', many: 'cells' };

/**
 * Reads confusion counts from the frames of any data source; docs/frames.md is the contract, with an example of each form:
 * our own counts frame, a long table, raw records, labelled series or numbers, a wide matrix. Several frames are added
 * together. What cannot be counted is left out and said in a notice; without anything to count, a sentence says what
 * is missing and what to do.
 */
export function readConfusion(frames: DataFrame[], fields: ConfusionFields = {}): ConfusionRead | { sentence: string } {
  const filled = frames.filter((frame) => frame.length > 0 && frame.fields.length > 0);
  if (filled.length === 0) {
    return { sentence: whyEmpty(frames) };
  }
  const notices: string[] = [];
  const unreadable: Array<Unreadable & { frame: DataFrame }> = [];
  const read: DataFrame[] = [];
  let confusion = emptyConfusion;
  const add = (pairs: Pairs) => {
    const part = confusionFromPairs(pairs.actual, pairs.predicted, pairs.count);
    confusion = confusion === emptyConfusion ? part : mergeConfusions(confusion, part);
    notices.push(...pairs.notices, ...(part.dropped ? whatWasDropped(pairs) : []));
  };

  const series = readLabelledSeries(filled, fields);
  for (const frame of filled) {
    if (series?.frames.has(frame)) {
      read.push(frame);
      continue;
    }
    const pairs = readTable(frame, filled, fields);
    if ('sentence' in pairs) {
      unreadable.push({ ...pairs, frame });
    } else {
      read.push(frame);
      add(pairs);
    }
  }
  if (series) {
    add(series.pairs);
  }

  if (read.length === 0) {
    return { sentence: unreadable[0].sentence };
  }
  if (confusion.count.length === 0) {
    return { sentence: nothingCounted(notices) };
  }
  if (unreadable.length > 0) {
    notices.push(`${nameFrames(unreadable.map(({ frame }) => frame))} left out. ${unreadable[0].sentence}`);
  }
  const queries = [...new Set(read.map((frame) => frame.refId ?? ''))];
  if (queries.length > 1) {
    notices.push(`Queries ${listNames(queries)} were added together.`);
  }
  const answered = read.length === 1 ? modelwatchMeta(read[0]) : undefined;
  return {
    confusion,
    notices,
    meta: read.map(modelwatchMeta).find((meta) => meta !== undefined),
    ...(answered && { answered }),
  };
}

function readTable(frame: DataFrame, frames: DataFrame[], fields: ConfusionFields): Pairs | Unreadable {
  const kind = modelwatchMeta(frame)?.query?.kind;
  if (kind !== undefined && kind !== 'confusion') {
    return {
      sentence: `The query asks for ${kind}, which is no confusion matrix. Choose 'Confusion matrix' as the kind of query.`,
    };
  }
  const actual = classField('actual', frame, frames, fields.actual);
  const predicted = classField('predicted', frame, frames, fields.predicted);
  for (const [role, chosen, found] of [
    ['actual', fields.actual, actual],
    ['predicted', fields.predicted, predicted],
  ] as const) {
    if (chosen && !found) {
      return {
        sentence: `No field is named '${chosen}'. Choose another ${role} field, or clear it. ${hasFields(frame)}`,
      };
    }
  }
  if (actual && actual === predicted) {
    return {
      sentence: `The actual and the predicted class cannot both be in the field '${actual.name}'. Choose two fields.`,
    };
  }
  if (actual && predicted) {
    return readLong(frame, frames, actual, predicted, fields.count);
  }
  return (!predicted && readWide(frame, actual, fields.actual !== undefined)) || missing(frame, actual, predicted);
}

/** A row for each pair of classes with its count, or a row for each outcome. */
function readLong(
  frame: DataFrame,
  frames: DataFrame[],
  actual: Field,
  predicted: Field,
  chosenCount: string | undefined
): Pairs | Unreadable {
  const count = countField(frame, frames, [actual, predicted], chosenCount);
  if (chosenCount && !count) {
    return {
      sentence: `No field is named '${chosenCount}'. Choose another count field, or clear it. ${hasFields(frame)}`,
    };
  }
  const pairs = { actual: labelsOf(actual), predicted: labelsOf(predicted), called: rows };
  const notices = addedTogether(frame);
  if (count) {
    return { ...pairs, count: countsOf(count), notices: [...notices, ...severalTimes(frame)] };
  }
  return { ...pairs, notices: [...notices, ...perhapsCounted(frame, [actual, predicted])] };
}

/** A row for each actual class, a column of numbers for each predicted class. */
function readWide(frame: DataFrame, chosen: Field | undefined, isChosen: boolean): Pairs | undefined {
  const actual = chosen ?? frame.fields.find((field) => field.type === FieldType.string);
  const columns = frame.fields.filter((field) => field !== actual && holdsNumbers(field));
  if (!actual || columns.length === 0) {
    return undefined;
  }
  const classes = Array.from<Label>(labelsOf(actual));
  // Any table with a text column and numbers has this form: only a class that is both row and column tells a matrix.
  const named = new Set(classes.map(String));
  if (!isChosen && !columns.some((column) => named.has(headingOf(column)))) {
    return undefined;
  }
  return {
    actual: columns.flatMap(() => classes),
    predicted: columns.flatMap((column) => Array<Label>(classes.length).fill(headingOf(column))),
    count: columns.flatMap((column) => Array.from(countsOf(column))),
    called: cells,
    notices: [],
  };
}

function missing(frame: DataFrame, actual: Field | undefined, predicted: Field | undefined): Unreadable {
  const fields = hasFields(frame);
  if (!actual && !predicted) {
    return {
      sentence: `No fields hold the actual and the predicted class. Name them 'actual' and 'predicted', or choose them in the panel's options under 'Data'. ${fields}`,
    };
  }
  const role = actual ? 'predicted' : 'actual';
  return {
    sentence: `No field holds the ${role} class. Name one '${role}', or choose it in the panel's options under 'Data'. ${fields}`,
  };
}

function hasFields(frame: DataFrame): string {
  const names = frame.fields.flatMap((field) => [
    field.name,
    ...Object.keys(field.labels ?? {}).map((label) => `${label} (a label)`),
  ]);
  return `The data has ${listNames(names)}.`;
}

/** Columns that tell models or versions apart, where one table holds several of them. */
function addedTogether(frame: DataFrame): string[] {
  const notices: string[] = [];
  for (const field of frame.fields) {
    const role = isVersionName(field.name)
      ? 'Versions'
      : /^model([._ ]?name)?$/i.test(field.name)
        ? 'Models'
        : undefined;
    const values = role ? new Set<unknown>(field.values) : undefined;
    if (values && values.size > 1) {
      notices.push(
        `${role} ${listNames(Array.from(values, String))} were added together. Filter the query to see one alone.`
      );
    }
  }
  return notices;
}

/** A table over time may hold parts, which add up, or running totals, which do not: the sum is said. */
function severalTimes(frame: DataFrame): string[] {
  const time = frame.fields.find((field) => field.type === FieldType.time);
  const times = time ? new Set<unknown>(time.values).size : 0;
  return times > 1
    ? [`Counts at ${times} times were added together. If each is a total already, query the last one only.`]
    : [];
}

/** Rows without a count are outcomes, but a table in which no pair repeats and which has numbers looks like one of counts. */
function perhapsCounted(frame: DataFrame, classes: Field[]): string[] {
  const number = frame.fields.find((field) => field.type === FieldType.number && !classes.includes(field));
  if (!number || frame.length < 2 || frame.length > 10_000) {
    return [];
  }
  const [actual, predicted] = classes.map(labelsOf);
  const pairs = new Set<string>();
  for (let i = 0; i < frame.length; i++) {
    pairs.add(JSON.stringify([actual[i], predicted[i]]));
  }
  return pairs.size === frame.length
    ? [`Each row was counted once. If '${number.name}' holds counts, choose it as the count field.`]
    : [];
}

/** Sentences for what `confusionFromPairs` left out, by reason; each is counted once, by the first reason that holds. */
function whatWasDropped({ actual, predicted, count, called }: Pairs): string[] {
  const reasons = { noActual: 0, noPredicted: 0, negative: 0, noNumber: 0 };
  const length = Math.min(actual.length, predicted.length);
  for (let i = 0; i < length; i++) {
    const n = count ? count[i] : 1;
    if (n === 0) {
      continue;
    }
    if (actual[i] === null || actual[i] === undefined) {
      reasons.noActual++;
    } else if (predicted[i] === null || predicted[i] === undefined) {
      reasons.noPredicted++;
    } else if (n === null || n === undefined || !Number.isFinite(n)) {
      reasons.noNumber++;
    } else if (n < 0) {
      reasons.negative++;
    }
  }
  const say = (n: number, what: string) =>
    n === 0
      ? []
      : [
          `${n.toLocaleString('en-US')} ${n === 1 ? `${called.one} has` : `${called.many} have`} ${what} and ${n === 1 ? 'was' : 'were'} left out.`,
        ];
  return [
    ...say(reasons.noActual, 'no actual class'),
    ...say(reasons.noPredicted, 'no predicted class'),
    ...say(reasons.negative, 'a negative count'),
    ...say(reasons.noNumber, 'no finite count'),
  ];
}

/** A data source that knows why its answer is empty says so in a notice. */
export function whyEmpty(frames: DataFrame[]): string {
  const warnings = frames.flatMap(({ meta }) => meta?.notices ?? []).filter(({ severity }) => severity === 'warning');
  return warnings.length > 0
    ? warnings.map(({ text }) => text).join(' ')
    : 'The query returned no outcomes for this time range. Widen the range, or check that the query names the model as its telemetry does.';
}

export function nothingCounted(notices: string[]): string {
  return notices.length > 0
    ? `Nothing could be counted. ${notices.join(' ')}`
    : 'Every count is 0 in this time range: no outcome became known. Widen the range.';
}

export function nameFrames(frames: DataFrame[]): string {
  const queries = [...new Set(frames.map((frame) => frame.refId).filter((refId) => refId !== undefined))];
  if (queries.length === 0) {
    return frames.length === 1 ? 'One frame was' : `${frames.length} frames were`;
  }
  return queries.length === 1 ? `Query ${queries[0]} was` : `Queries ${listNames(queries)} were`;
}
