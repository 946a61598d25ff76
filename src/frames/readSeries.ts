import { type DataFrame, FieldType, type Labels } from '@grafana/data';

/** A labelled series, or a number as a series of one point. */
export interface Series {
  labels: Labels;
  times: number[];
  values: number[];
}

/**
 * The series of frames as Prometheus gives them: [Time, Value...], labels on each value field. Frames without fields
 * (empty results), fields that are no numbers, and series without any finite value give nothing. Values that are not
 * finite are absent: a hole, not a number.
 */
export function readSeries(frames: readonly DataFrame[]): Series[] {
  return readNumbers(frames, Number.isFinite);
}

/** As `readSeries`, with NaN and infinities where they are: for sums that they would spoil unseen. */
export function readAllSeries(frames: readonly DataFrame[]): Series[] {
  return readNumbers(frames, () => true);
}

function readNumbers(frames: readonly DataFrame[], keep: (value: number) => boolean): Series[] {
  const all = frames.flatMap((frame) => {
    const time = frame.fields.find((field) => field.type === FieldType.time);
    return frame.fields
      .filter((field) => field.type === FieldType.number)
      .map((field): Series => {
        const series: Series = { labels: field.labels ?? {}, times: [], values: [] };
        for (let row = 0; row < frame.length; row++) {
          const value: unknown = field.values[row];
          if (typeof value === 'number' && keep(value)) {
            series.times.push(Number(time?.values[row] ?? 0));
            series.values.push(value);
          }
        }
        return series;
      });
  });
  return all.filter(({ values }) => values.length > 0);
}
