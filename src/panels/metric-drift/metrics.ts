import { type DataFrame, type Field, FieldType, getFieldDisplayName } from '@grafana/data';

/** A series over time that is no drift of ours: accuracy, response time, whatever. */
export interface Metric {
  key: string;
  name: string;
  /** With its unit and decimals. */
  field: Field;
  /** Milliseconds since the epoch, ascending. */
  times: number[];
  /** undefined is no data. */
  values: Array<number | undefined>;
}

/** Of our own measures: they belong to the value beside them. */
const beside = ['lower', 'upper', 'support'];

/** Rows of one moment, or with a text beside several numbers, are a table. */
export function isOverTime({ fields, length }: DataFrame): boolean {
  const count = (wanted: FieldType) => fields.filter(({ type }) => type === wanted).length;
  const time = fields.find(({ type }) => type === FieldType.time);
  const isTable = count(FieldType.string) > 0 && count(FieldType.number) > 1;
  const isOneMoment = length > 1 && time?.values[0] === time?.values[length - 1];
  return time !== undefined && count(FieldType.number) > 0 && !isTable && !isOneMoment;
}

/** A metric for each number field beside the time. @param place tells frames of one name apart */
export function metricsOf(frame: DataFrame, place: string): Metric[] {
  const time = frame.fields.find(({ type }) => type === FieldType.time);
  const order = ascending(time?.values ?? []);
  return frame.fields.flatMap((field, i) =>
    field.type !== FieldType.number || (beside.includes(field.name) && i > 1)
      ? []
      : [
          {
            key: `${frame.refId ?? ''} ${place} ${i}`,
            name: getFieldDisplayName(field, frame),
            field,
            times: order.map((row) => Number(time?.values[row])),
            values: order.map((row) => finite(field.values[row])),
          },
        ]
  );
}

/** Rows in the order of their times; those without a time are left out. */
function ascending(times: ArrayLike<unknown>): number[] {
  const rows = Array.from(times, (_, row) => row).filter((row) => Number.isFinite(times[row]));
  return rows.sort((a, b) => Number(times[a]) - Number(times[b]));
}

function finite(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
