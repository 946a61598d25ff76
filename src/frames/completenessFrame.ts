import {
  createDataFrame,
  type DataFrame,
  type FieldConfig,
  type FieldDTO,
  FieldType,
  type QueryResultMetaNotice,
} from '@grafana/data';

import { modelwatchMeta, type ModelwatchMeta } from './modelwatchMeta';

/** What the records of one day hold and lack. Times are in milliseconds since the epoch. */
export interface CompletenessDay {
  /** The day's beginning, in UTC. */
  time: number;
  records: number;
  /** Requests that failed: they have no prediction, and get no outcome. */
  failed: number;
  /** Of the others, those whose outcome is known. */
  withOutcome: number;
  /** Of the day's first and last record, as far as the window reaches. */
  oldest?: number;
  newest?: number;
  /** How many records lack what they ought to have, by its name. */
  without: Record<string, number>;
}

/** Times of the first and the last record that there is, whatever the window. */
export type RecordsKept = NonNullable<ModelwatchMeta['kept']>;

const WITHOUT = 'without ';
const { time, number, string } = FieldType;

/**
 * A row for each day (UTC) that has records (docs/frames.md).
 *
 * @param kept undefined where it is not known, or where there is none
 */
export function completenessFrame(
  days: readonly CompletenessDay[],
  kept: RecordsKept | undefined,
  meta: ModelwatchMeta,
  notices: QueryResultMetaNotice[]
): DataFrame {
  const field = (name: string, type: FieldType, of: (day: CompletenessDay) => unknown, config: FieldConfig = {}) =>
    ({ name, type, config, values: days.map((day) => of(day) ?? null) }) satisfies FieldDTO;
  const share = { unit: 'percentunit', min: 0, max: 1 };
  const lacking = [...new Set(days.flatMap(({ without }) => Object.keys(without)))];
  return createDataFrame({
    name: meta.query.model.name,
    meta: {
      custom: { modelwatch: { ...meta, ...(kept && { kept }) } },
      notices,
      // Without it Grafana takes the name 'time' in transformations and overrides for all fields that are times.
      typeVersion: [0, 0],
    },
    fields: [
      field('time', time, (day) => day.time),
      // Where the dashboard is not in UTC, the time says another day.
      field('day', string, (day) => new Date(day.time).toISOString().slice(0, 10)),
      field('records', number, ({ records }) => records),
      field('with outcome', number, ({ withOutcome }) => withOutcome),
      field('failed', number, ({ failed }) => failed),
      field('outcome share', number, ({ withOutcome, records, failed }) => ratio(withOutcome, records - failed), share),
      field('error share', number, ({ failed, records }) => ratio(failed, records), share),
      field('oldest', time, ({ oldest }) => oldest),
      field('newest', time, ({ newest }) => newest),
      ...lacking.map((name) => field(WITHOUT + name, number, ({ without }) => without[name])),
      // The same in every row, so that a Stat panel can show it.
      field('first record', time, () => kept?.first),
      field('last record', time, () => kept?.last),
    ],
  });
}

/** 0/0 is no data. */
const ratio = (part: number, all: number) => (all > 0 ? part / all : undefined);

/** What a frame of completeness holds. */
export interface Completeness {
  days: CompletenessDay[];
  kept?: RecordsKept;
}

/** Reads back what `completenessFrame` wrote; undefined of any other frame. */
export function readCompleteness(frame: DataFrame): Completeness | undefined {
  const columns = new Map(frame.fields.map(({ name, values }): [string, unknown[]] => [name, values]));
  const meta = modelwatchMeta(frame);
  if (!meta || !columns.has('first record')) {
    return undefined;
  }
  const at = (name: string, row: number) => (columns.get(name)?.[row] ?? undefined) as number | undefined;
  const lacking = [...columns.keys()].filter((name) => name.startsWith(WITHOUT));
  const days = Array.from({ length: frame.length }, (_, row): CompletenessDay => ({
    time: at('time', row) ?? NaN,
    records: at('records', row) ?? 0,
    failed: at('failed', row) ?? 0,
    withOutcome: at('with outcome', row) ?? 0,
    oldest: at('oldest', row),
    newest: at('newest', row),
    without: Object.fromEntries(lacking.map((name) => [name.slice(WITHOUT.length), at(name, row) ?? 0])),
  }));
  return { days, ...(meta.kept && { kept: meta.kept }) };
}
