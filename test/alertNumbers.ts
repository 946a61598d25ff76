import { type DataFrame, type Labels } from '@grafana/data';

import { type Answer, labelsKey, type Value } from '../src/alerting/expressions/values';
import { isRefusal, type Refusal } from '../src/engines/engine';

/** What is not refused. A refusal is thrown. */
export function answered<T>(found: T | Refusal): T {
  if (isRefusal(found)) {
    throw new Error(found.sentence);
  }
  return found;
}

/** The numbers of an answer by what tells them apart. @param called what each label is called in a panel */
export function byLabels(
  answer: Answer = [],
  by: readonly string[],
  called: (name: string) => string = (name) => name
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const value of answered<readonly Value[]>(answer)) {
    if (value.type === 'number' && Number.isFinite(value.value)) {
      found[labelsKey(only(value.labels, by, called))] = rounded(value.value ?? NaN);
    }
  }
  return found;
}

/** A field of a panel's frames by what tells them apart. */
export function ofPanel(frames: DataFrame[], by: readonly string[], field = 'Value'): Record<string, number> {
  const found: Record<string, number> = {};
  for (const frame of frames) {
    const shown = frame.fields.find(({ name }) => name === field);
    const value: unknown = shown?.values[0];
    if (shown && typeof value === 'number') {
      found[labelsKey(only(shown.labels ?? {}, by))] = rounded(value);
    }
  }
  return found;
}

const only = (labels: Labels, by: readonly string[], called = (name: string) => name) =>
  Object.fromEntries(by.flatMap((name) => (labels[name] === undefined ? [] : [[called(name), labels[name]]])));

export const rounded = (value: number) => Number(value.toPrecision(9));
