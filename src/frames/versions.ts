import { type DataFrame, type Field, FieldType } from '@grafana/data';

/** Versions of a model in frames of counts or records: a field, or a label of series, named 'version' or 'model_version'. */

export function isVersionName(name: string): boolean {
  return /^(model[._ ]?)?version$/i.test(name);
}

const collator = new Intl.Collator('en', { numeric: true });

/** The versions that occur, 'v2' before 'v10', so that the last is the newest as a rule. Empty where none is told. */
export function versionsOf(frames: readonly DataFrame[]): string[] {
  const versions = new Set<string>();
  for (const frame of frames) {
    const column = versionColumn(frame);
    if (column) {
      // Not each value of a million is made text.
      for (const value of new Set<unknown>(column.values)) {
        if (isVersion(value)) {
          versions.add(String(value));
        }
      }
    } else {
      frame.fields.map(versionLabel).forEach((version) => version !== undefined && versions.add(version));
    }
  }
  return [...versions].sort((a, b) => collator.compare(a, b) || (a < b ? -1 : 1));
}

/** The rows, or the series, of one version. Frames that tell none are left out. */
export function ofVersion(frames: readonly DataFrame[], version: string): DataFrame[] {
  return frames.flatMap((frame) => {
    const column = versionColumn(frame);
    if (column) {
      return rowsWhere(frame, (row) => isVersion(column.values[row]) && String(column.values[row]) === version);
    }
    const fields = frame.fields.filter((field) => field.type === FieldType.time || versionLabel(field) === version);
    return fields.some((field) => versionLabel(field) === version) ? [{ ...frame, fields }] : [];
  });
}

/** How many rows, or series, tell no version, where others do. */
export function withoutVersion(frames: readonly DataFrame[]): number {
  return frames.reduce((sum, frame) => {
    const column = versionColumn(frame);
    if (column) {
      return sum + column.values.filter((value: unknown) => !isVersion(value)).length;
    }
    const numbers = frame.fields.filter(({ type }) => type === FieldType.number);
    const labelled = numbers.filter((field) => versionLabel(field) !== undefined).length;
    return sum + (numbers.some(({ labels }) => labels !== undefined) ? numbers.length - labelled : frame.length);
  }, 0);
}

function versionColumn(frame: DataFrame): Field | undefined {
  return frame.fields.find(({ name, type }) => isVersionName(name) && type !== FieldType.time);
}

function versionLabel({ type, labels = {} }: Field): string | undefined {
  const name = type === FieldType.number ? Object.keys(labels).find(isVersionName) : undefined;
  return name === undefined ? undefined : labels[name];
}

function isVersion(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function rowsWhere(frame: DataFrame, holds: (row: number) => boolean): DataFrame[] {
  const rows: number[] = [];
  for (let row = 0; row < frame.length; row++) {
    if (holds(row)) {
      rows.push(row);
    }
  }
  const fields = frame.fields.map((field) => ({ ...field, values: rows.map((row) => field.values[row]) }));
  return rows.length > 0 ? [{ ...frame, fields, length: rows.length }] : [];
}
