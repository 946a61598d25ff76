/** Many small frames, as series and labelled numbers come, as one table: a column for each label, a row for each value. */
import { type DataFrame, FieldType, getFieldDisplayName, toDataFrame } from '@grafana/data';

const mostRows = 1000;

/** True where there is something to draw over time. */
export const overTime = (frames: DataFrame[]) =>
  frames.some(({ fields, length }) => length > 1 && fields.some(({ type }) => type === FieldType.time));

export function oneTable(frames: DataFrame[]): DataFrame {
  if (frames.length <= 1) {
    return frames[0] ?? toDataFrame({ fields: [] });
  }
  const rows = frames.flatMap((frame) => {
    const time = frame.fields.find(({ type }) => type === FieldType.time);
    const values = frame.fields.filter((field) => field !== time);
    return values.flatMap((field) =>
      Array.from(field.values, (value, row) => ({
        time: time?.values[row],
        name: getFieldDisplayName(field, frame, frames),
        labels: field.labels ?? {},
        value,
      }))
    );
  });
  const shown = rows.slice(0, mostRows);
  const labels = [...new Set(shown.flatMap(({ labels }) => Object.keys(labels)))];
  return toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: shown.map(({ time }) => time) },
      { name: 'Name', type: FieldType.string, values: shown.map(({ name }) => name) },
      ...labels.map((name) => ({
        name,
        type: FieldType.string,
        values: shown.map(({ labels }) => labels[name] ?? ''),
      })),
      { name: 'Value', values: shown.map(({ value }) => value) },
    ],
  });
}
