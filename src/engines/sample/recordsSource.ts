import { type TimeBasis } from '../../query/query';
import { getOrAdd } from '../tally';
import { attributeOf, type AuditRecord, hasOutcome, ownAttributes, timeOn } from './records';
import { type Coverage, type RecordSource } from './source';

/** More values than this are no help to choose from. */
const MOST_VALUES = 200;

interface OfModel {
  timeless: AuditRecord[];
  onPrediction: AuditRecord[];
  onOutcome: AuditRecord[];
  coverage: Coverage | undefined;
}

/** Records that are all at hand: uploaded, or pasted. */
export function recordsSource(records: readonly AuditRecord[]): RecordSource {
  const byModel = new Map<string, AuditRecord[]>();
  for (const record of records) {
    getOrAdd(byModel, record.model, () => []).push(record);
  }
  const models = new Map([...byModel].map(([name, own]): [string, OfModel] => [name, arrange(own)]));
  const describe = (model: string | undefined) => (model === undefined ? records : (byModel.get(model) ?? []));
  const between: RecordSource['records'] = (name, from, to, basis) => {
    const model = models.get(name);
    const own = (basis === 'outcome' ? model?.onOutcome : model?.onPrediction) ?? [];
    return own.slice(firstAfter(own, from, basis), firstAfter(own, to, basis));
  };
  return {
    models: () => [...models.keys()].sort(),
    records: between,
    timeless: (name) => models.get(name)?.timeless ?? [],
    coverage: (name) => models.get(name)?.coverage,
    notices(name, from, to, basis) {
      const untimed = basis === 'outcome' ? between(name, from, to, basis).filter(lacksObserved).length : 0;
      return untimed > 0
        ? [
            untimed === 1
              ? 'One outcome does not say when it became known (outcome.observed): it counts at the time of its prediction.'
              : `${untimed.toLocaleString('en-US')} outcomes do not say when they became known (outcome.observed): they count at the time of their prediction.`,
          ]
        : [];
    },
    attributes: (name) => attributesOf(describe(name)),
    values(attribute, name) {
      const values = new Set(describe(name).map((record) => attributeOf(record, attribute)));
      values.delete('');
      return [...values].sort().slice(0, MOST_VALUES);
    },
  };
}

const lacksObserved = ({ observed }: AuditRecord) => observed === undefined;

function arrange(records: AuditRecord[]): OfModel {
  const on = (basis: TimeBasis) =>
    records
      .filter((record) => timeOn(basis, record) !== undefined && (basis === 'prediction' || hasOutcome(record)))
      .sort((a, b) => (timeOn(basis, a) ?? 0) - (timeOn(basis, b) ?? 0));
  let coverage: Coverage | undefined;
  for (const { time, observed } of records) {
    for (const at of [time, observed]) {
      if (at !== undefined) {
        coverage = { from: Math.min(coverage?.from ?? at, at), to: Math.max(coverage?.to ?? at, at) };
      }
    }
  }
  return {
    timeless: records.filter((record) => timeOn('prediction', record) === undefined),
    onPrediction: on('prediction'),
    onOutcome: on('outcome'),
    coverage,
  };
}

/** The place of the first record after a moment. */
function firstAfter(records: readonly AuditRecord[], moment: number, basis: TimeBasis): number {
  let from = 0;
  let to = records.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((timeOn(basis, records[middle]) ?? 0) > moment) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return from;
}

/** What at least one record has, its own attributes first; features as far as their names can stand in a matcher. */
function attributesOf(records: readonly AuditRecord[]): string[] {
  const features = new Set<string>();
  const own = new Set<string>();
  for (const record of records) {
    Object.keys(record.features).forEach((name) => features.add(name));
    ownAttributes.filter((name) => attributeOf(record, name) !== '').forEach((name) => own.add(name));
  }
  const usable = [...features].filter((name) => /^[a-zA-Z_]\w*$/.test(name) && attributeOfFeature(name));
  return [...ownAttributes.filter((name) => own.has(name)), ...usable.sort()];
}

/** A feature that is called like one of a record's own attributes cannot be asked for. */
const attributeOfFeature = (name: string) => name !== 'model' && !(ownAttributes as readonly string[]).includes(name);
