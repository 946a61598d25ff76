/** Frames as Grafana's Elasticsearch backend gives them. */
import { encodeColumns, type FrameField, type FrameJson, type Labels } from './frameJson';

/** Records have yes-or-no columns, and columns of whatever else JSON has. */
export interface RecordField extends Omit<FrameField, 'type'> {
  type: FrameField['type'] | 'boolean' | 'other';
}

export interface ElasticsearchFrame {
  schema: Omit<FrameJson['schema'], 'fields'> & { fields: RecordField[] };
  data: FrameJson['data'];
}

/** A number that may be missing. */
export type Value = number | undefined;

/** One metric over time. `labels` are the buckets that it is in; what else names it stands beside them. */
export interface Series {
  labels: Labels;
  /** The metric's type, or which of its numbers: 'p95.0', 'std_deviation'. */
  metric: string;
  field?: string;
  metricId?: string;
  times: number[];
  values: Value[];
}

export interface Column {
  name: string;
  type: 'string' | 'number';
  filterable?: boolean;
  values: Array<string | Value>;
}

export const numberInfo = { frame: 'float64', nullable: true };
export const stringInfo = { frame: 'string', nullable: true };

export function tableFrame(refId: string, columns: readonly Column[]): ElasticsearchFrame {
  const fields = columns.map(({ name, type, filterable }): RecordField => ({
    name,
    type,
    typeInfo: type === 'number' ? numberInfo : stringInfo,
    ...(filterable && { config: { filterable } }),
  }));
  const encoded = columns.map(({ type, values }) =>
    type === 'number' ? encodeColumns([values as Value[]]) : { values: [values] }
  );
  return { schema: { refId, fields }, data: joined(encoded) };
}

/** @param name of the frame, or with labels of the series */
export function seriesFrame(refId: string, { times, values }: Series, name: string, labels?: Labels) {
  const frame: ElasticsearchFrame = {
    schema: {
      ...(labels === undefined && name !== '' && { name }),
      refId,
      meta: { type: 'timeseries-multi', typeVersion: [0, 0] },
      fields: [
        { name: 'Time', type: 'time', typeInfo: { frame: 'time.Time' } },
        {
          name: 'Value',
          type: 'number',
          typeInfo: numberInfo,
          ...(labels !== undefined && {
            labels,
            config: { displayNameFromDS: name },
          }),
        },
      ],
    },
    data: encodeColumns([times, values]),
  };
  return frame;
}

function joined(parts: ReadonlyArray<FrameJson['data']>): FrameJson['data'] {
  const entities = parts.map((part) => part.entities?.[0] ?? null);
  return {
    values: parts.flatMap(({ values }) => values),
    ...(entities.some((one) => one !== null) && { entities }),
  };
}
