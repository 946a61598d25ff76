import { type DataFrame, type Field, FieldType, type Labels } from '@grafana/data';

import { type Answer, noData, type Point, type Value } from './values';

/**
 * The answer of a data source's query as Grafana 12.3's server-side expressions read it: numbers with labels, from frames
 * that call themselves numeric and from tables of texts with one number; series, from frames with a time.
 */
export function readAnswer(frames: readonly DataFrame[]): Answer {
  const values: Value[] = [];
  for (const frame of frames.filter(({ fields }) => fields.length > 0)) {
    const read = readNumbers(frame, frames.length === 1) ?? readSeries(frame);
    if (read === undefined) {
      return {
        sentence:
          'A query answers with a table that rules cannot read. Let it answer with series over time, or with one number a row beside nothing but texts.',
      };
    }
    values.push(...read);
  }
  return values.length > 0 ? values : [noData];
}

const ofType = ({ fields }: DataFrame, type: FieldType) => fields.filter((field) => field.type === type);

function readNumbers(frame: DataFrame, isOnly: boolean): Value[] | undefined {
  const numbers = ofType(frame, FieldType.number);
  const texts = ofType(frame, FieldType.string);
  const isTable = isOnly && numbers.length === 1 && frame.fields.length === texts.length + 1;
  if (!isTable && !frame.meta?.type?.startsWith('numeric')) {
    return undefined;
  }
  return numbers.flatMap((field) =>
    Array.from({ length: frame.length }, (_, row): Value => ({
      type: 'number',
      labels: labelsAt(row, field, texts),
      value: numberAt(field, row),
    }))
  );
}

function readSeries(frame: DataFrame): Value[] | undefined {
  const times = ofType(frame, FieldType.time);
  const numbers = ofType(frame, FieldType.number);
  return times.length === 1 && frame.fields.length === numbers.length + 1 && numbers.length > 0
    ? numbers.map((field) => seriesOf(times[0], field))
    : undefined;
}

function labelsAt(row: number, { labels }: Field, texts: readonly Field[]): Labels {
  return { ...labels, ...Object.fromEntries(texts.map(({ name, values }) => [name, String(values[row] ?? '')])) };
}

function seriesOf(time: Field, field: Field): Value {
  const points = Array.from(time.values, (at, row): Point => [Number(at), numberAt(field, row)]);
  return { type: 'series', labels: field.labels ?? {}, points };
}

function numberAt({ values }: Field, row: number): number | undefined {
  const value: unknown = values[row];
  return typeof value === 'number' ? value : undefined;
}
