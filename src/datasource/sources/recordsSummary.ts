import { dateTimeFormat } from '@grafana/data';

import { type AuditRecord, hasOutcome } from '../../engines/sample/records';
import { sorted } from '../suggestions';

/** What was found in records, for people. */
export interface RecordsSummary {
  records: number;
  models: ModelSummary[];
  /** What is known of at least one record, by its name in the telemetry contract; features last. */
  columns: string[];
}

interface ModelSummary {
  name: string;
  records: number;
  /** How many of them say how it turned out. */
  outcomes: number;
  versions: string[];
  classes: string[];
  /** Of predictions and outcomes, in ms since the epoch; absent where no record has a time. */
  from?: number;
  to?: number;
}

/** Where a value lies in a record, by the column that it is read from (docs/telemetry.md). */
const COLUMNS: Array<[column: string, of: (record: AuditRecord) => unknown]> = [
  ['prediction.id', ({ id }) => id],
  ['@timestamp', ({ time }) => time],
  ['model.version', ({ version }) => version || undefined],
  ['prediction.label', ({ predicted }) => predicted],
  ['outcome.label', ({ actual }) => actual],
  ['prediction.score', ({ score }) => score],
  ['prediction.value', ({ value }) => value],
  ['outcome.value', ({ actualValue }) => actualValue],
  ['outcome.observed', ({ observed }) => observed],
  ['event.duration', ({ duration }) => duration],
  ['error.type', ({ error }) => error],
];

export function summarize(records: readonly AuditRecord[]): RecordsSummary {
  const byModel = new Map<string, AuditRecord[]>();
  const features = new Set<string>();
  for (const record of records) {
    const ofModel = byModel.get(record.model);
    if (ofModel) {
      ofModel.push(record);
    } else {
      byModel.set(record.model, [record]);
    }
    Object.keys(record.features).forEach((name) => features.add(name));
  }
  return {
    records: records.length,
    models: sorted([...byModel.keys()]).map((name) => summarizeModel(name, byModel.get(name) ?? [])),
    columns: [
      ...COLUMNS.flatMap(([column, of]) => (records.some((record) => of(record) !== undefined) ? [column] : [])),
      ...[...features].map((name) => `features.${name}`),
    ],
  };
}

function summarizeModel(name: string, records: readonly AuditRecord[]): ModelSummary {
  const versions = new Set<string>();
  const classes = new Set<string>();
  let outcomes = 0;
  let from = Infinity;
  let to = -Infinity;
  for (const record of records) {
    const { version, predicted, actual, time, observed } = record;
    versions.add(version);
    [predicted, actual].forEach((className) => className !== undefined && classes.add(className));
    outcomes += hasOutcome(record) ? 1 : 0;
    for (const at of [time, observed]) {
      from = Math.min(from, at ?? Infinity);
      to = Math.max(to, at ?? -Infinity);
    }
  }
  versions.delete('');
  return {
    ...{ name, outcomes, versions: sorted([...versions]), classes: sorted([...classes]), records: records.length },
    ...(from <= to && { from, to }),
  };
}

/** '1,234 records of 2 models (credit-risk, intent)'. */
export function describeRecords({ records, models }: RecordsSummary): string {
  const names = models.map(({ name }) => name);
  return `${count(records, 'record')} of ${count(models.length, 'model')} (${shortList(names)})`;
}

/** One sentence a model, and one about the columns. */
export function describeContents({ models, columns }: RecordsSummary): string[] {
  return [...models.slice(0, MOST_MODELS).map(describeModel), `Columns found: ${shortList(columns, 30)}.`];
}

const MOST_MODELS = 10;

function describeModel({ name, records, outcomes, versions, classes, from, to }: ModelSummary): string {
  const parts = [
    `${count(records, 'record')}, ${number(outcomes)} with an outcome`,
    versions.length > 0 && `versions ${shortList(versions)}`,
    classes.length > 0 && `classes ${shortList(classes)}`,
    from !== undefined && to !== undefined
      ? `from ${dateTimeFormat(from)} to ${dateTimeFormat(to)}: choose a time range in it`
      : 'without times, so they belong to every time range',
  ];
  return `${name}: ${parts.filter(Boolean).join('; ')}.`;
}

/** What some databases keep of a data source's settings, in bytes. */
const SMALLEST_SETTINGS = 65_535;

/** What is to be said of the size of stored records: nothing, where every Grafana keeps them. */
export function sizeNotice(packed: string): string[] {
  return packed.length < SMALLEST_SETTINGS - 5000
    ? []
    : [
        `Compressed, these records take ${Math.ceil(packed.length / 1000)} kB of the settings. A Grafana before version 12.3 that keeps its settings in MySQL cuts them off at 64 kB: there, give it fewer records.`,
      ];
}

export function shortList(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map((name) => (name === '' ? '(empty)' : clip(name)));
  return shown.join(', ') + (names.length > most ? ` and ${number(names.length - most)} more` : '');
}

/** Names may be 10,000 characters long. */
const clip = (text: string) => (text.length > 60 ? `${text.slice(0, 57)}...` : text);
const number = (of: number) => of.toLocaleString('en-US');
const count = (of: number, what: string) => `${number(of)} ${what}${of === 1 ? '' : 's'}`;
