import { type DataFrame, type Field, FieldType, getFieldDisplayName } from '@grafana/data';

import { type Label } from '../statistics/confusion';

/** Names chosen by the user; what is left out is found by its usual names. */
export interface ConfusionFields {
  actual?: string;
  predicted?: string;
  count?: string;
}

/** Pairs to be counted, and what one of them is called in a notice. */
export interface Pairs {
  actual: ArrayLike<Label>;
  predicted: ArrayLike<Label>;
  count?: ArrayLike<number | null | undefined>;
  called: { one: string; many: string };
  notices: string[];
}

export type ClassRole = 'actual' | 'predicted';

/** Usual names without case, blanks and punctuation, the surest first. */
export const usualNames: Record<ClassRole, readonly string[]> = {
  actual: [
    'actual',
    'actualclass',
    'actuallabel',
    'ytrue',
    'groundtruth',
    'truth',
    'trueclass',
    'truelabel',
    'outcomelabel',
    'actuals',
    'outcome',
    'expected',
    'observed',
    'target',
    'label',
  ],
  predicted: [
    'predicted',
    'predictedclass',
    'predictedlabel',
    'ypred',
    'yhat',
    'predictionlabel',
    'prediction',
    'predlabel',
    'predclass',
    'pred',
    'predictions',
  ],
};
const usualCounts = [
  'count',
  'counts',
  'cnt',
  'doccount',
  'n',
  'num',
  'total',
  'frequency',
  'freq',
  'records',
  'rows',
  'outcomes',
  'samples',
  'value',
];

/** A name without case, blanks and punctuation, as names are compared. */
export function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.keyword$/, '')
    .replace(/\s*#[a-z]+$/, '')
    .replace(/[\s_.\-\\/]+/g, '');
}

/** The place in the list of usual names, or Infinity. */
function rank(name: string, names: readonly string[]): number {
  const place = names.indexOf(plain(name));
  return place < 0 ? Infinity : place;
}

/** The item with the least rank, the first of several; none where all are Infinity. */
function least<T>(items: readonly T[], rankOf: (item: T) => number): T | undefined {
  let best: T | undefined;
  let bestRank = Infinity;
  for (const item of items) {
    const itemRank = rankOf(item);
    if (itemRank < bestRank) {
      best = item;
      bestRank = itemRank;
    }
  }
  return best;
}

function isNamed(field: Field, frame: DataFrame, frames: DataFrame[], name: string): boolean {
  return field.name === name || getFieldDisplayName(field, frame, frames) === name;
}

/** The field of a table that holds the actual or the predicted class: the one chosen, else the one with the most usual name. */
export function classField(role: ClassRole, frame: DataFrame, frames: DataFrame[], chosen?: string): Field | undefined {
  if (chosen) {
    return frame.fields.find((field) => isNamed(field, frame, frames, chosen));
  }
  const candidates = frame.fields.filter((field) => field.type !== FieldType.time);
  return least(candidates, (field) => rank(field.name, usualNames[role]));
}

/** The label that holds the actual or the predicted class, among the labels of series. */
export function classLabel(role: ClassRole, labels: readonly string[], chosen?: string): string | undefined {
  if (chosen && labels.includes(chosen)) {
    return chosen;
  }
  return least(labels, (label) => rank(label, usualNames[role]));
}

/**
 * The field of a table that holds counts: the one chosen, else a usual name or what SQL and transformations call an
 * aggregate ('count(*)', 'sum(n)', 'id (count)'). Other numbers are no counts: records have scores and features too.
 */
export function countField(frame: DataFrame, frames: DataFrame[], others: Field[], chosen?: string): Field | undefined {
  const candidates = frame.fields.filter((field) => !others.includes(field) && field.type !== FieldType.time);
  if (chosen) {
    return candidates.find((field) => isNamed(field, frame, frames, chosen));
  }
  return least(candidates, (field) => {
    const aggregate = /^(count|sum)\s*\(|^count_star|\((count|sum)\)$/i.test(field.name);
    return Math.min(rank(field.name, usualCounts), aggregate ? usualCounts.length : Infinity);
  });
}

/** The column's classes. What is no class (NaN, an object, an unknown enum place) becomes null. Plain text is not copied. */
export function labelsOf(field: Field): ArrayLike<Label> {
  switch (field.type) {
    case FieldType.string:
    case FieldType.boolean:
      return field.values;
    case FieldType.enum: {
      const text = field.config.type?.enum?.text ?? [];
      return field.values.map((value: number) => text[value] ?? null);
    }
    default:
      return field.values.map((value: unknown) => {
        const isLabel = typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
        return isLabel ? (value as Label) : null;
      });
  }
}

/** The column's counts. Text that is a number (an untyped CSV) is read as one; what is none becomes NaN. */
export function countsOf(field: Field): ArrayLike<number | null | undefined> {
  if (field.type === FieldType.number) {
    return field.values;
  }
  return field.values.map((value: unknown) =>
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN
  );
}

/** Numbers, or text that is nothing but numbers: Splunk, among others, sends every value as text. */
export function holdsNumbers({ type, values }: Field): boolean {
  const texts: unknown[] =
    type === FieldType.string ? values.filter((value: unknown) => value !== null && value !== '') : [];
  return type === FieldType.number || (texts.length > 0 && texts.every((text) => Number.isFinite(Number(text))));
}

/** The field's name as a heading, without labels. */
export function headingOf(field: Field): string {
  return field.config.displayName ?? field.config.displayNameFromDS ?? field.name;
}

/** 'a, b and 3 more', each name shortened. */
export function listNames(names: readonly string[], limit = 8): string {
  const short = names.map((name) => (name.length > 40 ? name.slice(0, 39) + '…' : name || '(empty)'));
  if (short.length > limit) {
    return `${short.slice(0, limit).join(', ')} and ${short.length - limit} more`;
  }
  return short.length < 2 ? short.join('') : `${short.slice(0, -1).join(', ')} and ${short[short.length - 1]}`;
}
