import { type DataFrame, type Field, FieldType } from '@grafana/data';

import { type DriftMeasure, thresholdOfDrift, type VariableKind } from '../query/drift';
import { DRIFT_NAMES } from '../query/measureNames';
import { modelwatchMeta } from './modelwatchMeta';

/** One variable's drift over time, in columns: those of the frame, uncopied. */
export interface DriftColumns {
  of: VariableKind;
  variable: string;
  measure: DriftMeasure;
  /** On screen: 'PSI'. */
  measureName: string;
  /** Milliseconds since the epoch, ascending. */
  times: readonly number[];
  /** null is no data. */
  values: ReadonlyArray<number | null>;
  floors: ReadonlyArray<number | null>;
  threshold?: number;
}

/** Reads back what `driftSeriesFrame` wrote; undefined of any other frame. One without points stands for an empty answer. */
export function readDriftSeries(frame: DataFrame): DriftColumns | undefined {
  const field = (name: string): Field | undefined => frame.fields.find((one) => one.name === name);
  const [time, value, floor] = ['Time', 'Value', 'floor'].map(field);
  const meta = modelwatchMeta(frame);
  if (!meta || time?.type !== FieldType.time || !value || !floor || value.labels?.variable === undefined) {
    return undefined;
  }
  const { drift } = meta.query;
  return {
    of: value.labels.of as VariableKind,
    variable: value.labels.variable,
    measure: drift.measure,
    measureName: DRIFT_NAMES[drift.measure],
    times: time.values as number[],
    values: value.values as Array<number | null>,
    floors: floor.values as Array<number | null>,
    threshold: thresholdOfDrift(drift),
  };
}
