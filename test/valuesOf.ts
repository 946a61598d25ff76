import { type DataFrame, FieldType } from '@grafana/data';

/** Every value of an answer by where it stands: name, labels, and its row's texts, edges and time. */
export function valuesOf(frames: DataFrame[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const frame of frames) {
    const places = frame.fields.filter(
      ({ type, name }) => type === FieldType.string || type === FieldType.time || name === 'xMin' || name === 'xMax'
    );
    const byRow = places.length > 0;
    for (const field of frame.fields.filter((one) => one.type === FieldType.number && !places.includes(one))) {
      Array.from<number | null>(field.values).forEach((value, row) => {
        const place = byRow ? places.map(({ values }) => values[row] as unknown) : row;
        if (value !== null) {
          values.set(JSON.stringify([field.name, field.labels, place]), value);
        }
      });
    }
  }
  return values;
}
