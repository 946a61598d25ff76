import { type DataFrame, type FieldConfig, type Labels } from '@grafana/data';

import { type MeasurePoint } from './measureFrame';

/** A measure as `measureFrame` has written it, for whoever judges it. */
export interface ReadMeasure {
  /** 'recall of reject' */
  name: string;
  labels: Labels;
  /** Unit and decimals of the value. */
  config: FieldConfig;
  points: MeasurePoint[];
}

const PARTS = { value: 'Value', lower: 'lower', upper: 'upper', support: 'support' } as const;

/** One of each frame; what is null in it is absent. Empty answers have no points. */
export function readMeasures(frames: readonly DataFrame[]): ReadMeasure[] {
  return frames.map((frame) => {
    const field = (name: string) => frame.fields.find((one) => one.name === name);
    const value = field(PARTS.value);
    const parts = (Object.keys(PARTS) as Array<keyof typeof PARTS>).map((part) => [part, field(PARTS[part])] as const);
    return {
      name: frame.name ?? '',
      labels: value?.labels ?? {},
      config: value?.config ?? {},
      points: Array.from<number>(field('Time')?.values ?? []).map((time, row) => {
        const point: MeasurePoint = { time };
        for (const [part, { values } = { values: [] }] of parts) {
          const number: unknown = values[row];
          if (typeof number === 'number') {
            point[part] = number;
          }
        }
        return point;
      }),
    };
  });
}
