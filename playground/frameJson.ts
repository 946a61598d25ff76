/** Data frames as Grafana's server sends them. JSON has no NaN and no infinities: they are null, and listed beside the values. */

export type Labels = Record<string, string>;

export interface FrameField {
  name: string;
  type: 'time' | 'number' | 'string';
  typeInfo: { frame: string; nullable?: boolean };
  labels?: Labels;
  config?: Record<string, unknown>;
}

const entityNames = ['NaN', 'Inf', 'NegInf'] as const;
type EntityName = (typeof entityNames)[number];

/** The rows that are not what their null says. */
type Entities = Partial<Record<EntityName, number[]>>;

export interface FrameJson {
  schema: { name?: string; refId: string; meta?: Record<string, unknown>; fields: FrameField[] };
  data: { values: unknown[][]; entities?: Array<Entities | null> };
}

const numberOf: Record<EntityName, number> = { NaN, Inf: Infinity, NegInf: -Infinity };

/** @param columns an undefined value becomes null */
export function encodeColumns(columns: ReadonlyArray<ReadonlyArray<number | undefined>>): FrameJson['data'] {
  const entities = columns.map(entitiesOf);
  return {
    values: columns.map((column) => column.map((value) => (Number.isFinite(value) ? value : null))),
    ...(entities.some((one) => one !== null) && { entities }),
  };
}

function entitiesOf(column: ReadonlyArray<number | undefined>): Entities | null {
  const entities: Entities = {};
  column.forEach((value, row) => {
    const name = entityNames.find((one) => Object.is(numberOf[one], value));
    if (name) {
      (entities[name] ??= []).push(row);
    }
  });
  return Object.keys(entities).length > 0 ? entities : null;
}

/** The numbers and times of a frame, by column; what is null is undefined. */
export function decodeColumns({ data: { values, entities } }: FrameJson): Array<Array<number | undefined>> {
  return values.map((column, i) => {
    const numbers = column.map((value) => (typeof value === 'number' ? value : undefined));
    for (const [name, rows] of Object.entries(entities?.[i] ?? {})) {
      rows.forEach((row) => (numbers[row] = numberOf[name as EntityName]));
    }
    return numbers;
  });
}
