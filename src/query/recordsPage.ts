/**
 * The address of the app's page 'Audit records': all that it shows stands in it, so that a link opens just these records.
 * Addresses are relative to Grafana's root; whoever makes a link of one puts Grafana's own path before it
 * (`locationUtil.assureBaseUrl`). Text from outside enters them here only, percent-encoded.
 */
import { parseDuration } from './duration';
import { auditChoices, defaultQuery, type Matcher, type ModelQuery, timeBases } from './query';
import { relevantAudit } from './relevant';

export const RECORDS_PAGE = '/a/modelwatch-monitoring-app/records';

/** Moments as Grafana has them in addresses: milliseconds since the epoch, or text such as 'now-6h'. */
export type Moment = number | string;

/** One record: by its id, and when it was predicted as far as that is known, in milliseconds since the epoch. */
export interface RecordName {
  id: string;
  time?: number;
}

/** What the page is asked for. */
export interface RecordsPage {
  /** The uid of a data source of ours; empty: whichever there is. */
  datasource: string;
  /** Of kind 'audit', with everything but model, clock and the choice of records as by default. */
  query: ModelQuery;
  /** Undefined: as the page has it by itself. */
  from?: Moment;
  to?: Moment;
  /** One record instead of the list. The rest is the list that it is of. */
  record?: RecordName;
}

/**
 * The list of the records that a query is about: of model, versions, matchers and clock of any query, and of its
 * `audit`, where a cell is named too. A window of the query's own becomes the page's time range.
 *
 * @param from and to: the dashboard's time range, or the window that a frame says it answers
 */
export function recordsPageUrl({ datasource, query, from, to }: Omit<RecordsPage, 'record'>): string {
  const length = parseDuration(query.window);
  const begin = length !== undefined && typeof to === 'number' ? to - length : from;
  return writeRecordsPage({ datasource, query: recordsQuery(query), from: begin, to });
}

/** One record. The rest of the query is kept for the way back to the list. */
export function recordPageUrl({
  datasource,
  query,
  id,
  time,
  from,
  to,
}: Omit<RecordsPage, 'record'> & RecordName): string {
  return writeRecordsPage({ datasource, query: recordsQuery(query), from, to, record: { id, time } });
}

export function writeRecordsPage({ datasource, query, from, to, record }: RecordsPage): string {
  const { model, timeBasis, audit } = query;
  const written: Array<[string, Moment | undefined]> = [
    ['datasource', datasource],
    ['model', model.name],
    ...model.versions.map((version): [string, string] => ['version', version]),
    ...model.matchers.map((matcher): [string, string] => ['matcher', writeMatcher(matcher)]),
    ['clock', timeBasis],
    ['only', audit.only === defaultQuery.audit.only ? '' : audit.only],
    ['search', audit.search],
    ['actual', audit.cell.actual],
    ['predicted', audit.cell.predicted],
    ['id', audit.id],
    ['from', from],
    ['to', to],
    ['record', record?.id],
    ['time', record?.time],
  ];
  const parameters = new URLSearchParams(
    // The empty version is a version.
    written.flatMap(([name, value]) =>
      value === undefined || (value === '' && name !== 'version') ? [] : [[name, String(value)]]
    )
  );
  // A plus is a blank to some readers of addresses, and a plus to others.
  return `${RECORDS_PAGE}?${parameters.toString().replace(/\+/g, '%20')}`;
}

/** @param search of the address, with or without its question mark. What it does not say, or not as it can be, is as by default. */
export function readRecordsPage(search: string): RecordsPage {
  const parameters = new URLSearchParams(search);
  const text = (name: string) => parameters.get(name) ?? '';
  const [id, time, from, to] = [text('record'), text('time'), readMoment(text('from')), readMoment(text('to'))];
  return {
    datasource: text('datasource'),
    query: recordsQuery({
      ...defaultQuery,
      model: {
        name: text('model'),
        versions: parameters.getAll('version'),
        matchers: parameters.getAll('matcher').flatMap((written) => readMatcher(written) ?? []),
      },
      timeBasis: timeBases.find((basis) => basis === text('clock')) ?? 'prediction',
      audit: {
        ...defaultQuery.audit,
        only: auditChoices.find((choice) => choice === text('only')) ?? defaultQuery.audit.only,
        search: text('search'),
        id: text('id'),
        cell: { actual: text('actual'), predicted: text('predicted') },
      },
    }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(id !== '' && { record: { id, ...(/^-?\d{1,16}$/.test(time) && { time: Number(time) }) } }),
  };
}

/** Only what the page has a place for, so that what is read back is what was written. */
function recordsQuery({ kind, model, timeBasis, audit }: ModelQuery): ModelQuery {
  const { name, versions, matchers } = model;
  const asked: ModelQuery = {
    ...defaultQuery,
    // Errors are asked for here as records, whatever they were shown as.
    kind: kind === 'errors' ? 'errors' : 'audit',
    errors: { as: 'records' },
    audit: { ...audit, as: 'records', pageSize: defaultQuery.audit.pageSize, cursor: '' },
  };
  return {
    ...defaultQuery,
    kind: 'audit',
    model: { name, versions, matchers: matchers.filter(({ label, value }) => label !== '' || value !== '') },
    timeBasis,
    audit: relevantAudit(asked),
  };
}

/** 'region|=|eu'; what ends a label's name is encoded in it. */
function writeMatcher({ label, operator, value }: Matcher): string {
  return `${label.replace(/[%|]/g, encodeURIComponent)}|${operator}|${value}`;
}

function readMatcher(text: string): Matcher | undefined {
  const [, label, operator, value] = /^([^|]*)\|(=|!=|=~|!~)\|(.*)$/su.exec(text) ?? [];
  if (operator === undefined) {
    return undefined;
  }
  const name = label.replace(/%25|%7C/g, decodeURIComponent);
  return { label: name, operator: operator as Matcher['operator'], value };
}

function readMoment(text: string): Moment | undefined {
  return text === '' ? undefined : /^-?\d{1,16}$/.test(text) ? Number(text) : text;
}
