import { type DataFrame, type DataLink, type DataLinkClickEvent, dateTime, type TimeRange } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

import { outcomesInDiscover, recordsInDiscover } from '../engines/elasticsearch/discoverQuery';
import { modelwatchMeta, type ModelwatchMeta } from '../frames/modelwatchMeta';
import { type RecordsBehind } from '../query/cellRecords';
import { discoverUrl, type Kibana, openInKibana, recordInDiscover } from '../query/kibana';
import { type ModelQuery } from '../query/query';
import { type RecordMapping } from '../query/recordFields';
import { recordPageUrl } from '../query/recordsPage';
import { showsRecords } from '../query/relevant';
import { type Settings } from './settings';

/** Where records lead. */
export interface RecordTargets {
  /** The uid of the data source whose records they are. */
  datasource: string;
  /** With the names of the fields there. */
  discover?: { kibana: Kibana; mapping: RecordMapping };
  traces?: { uid: string; name: string; type: string };
}

/** What opens one trace by its id, beside the id, in the queries of Grafana's data sources for traces. Of others it is not known. */
const traceQueries: Record<string, object | undefined> = {
  tempo: { queryType: 'traceql' },
  jaeger: {},
  zipkin: { queryType: 'traceID' },
};
export const traceTypes: readonly string[] = Object.keys(traceQueries);

/** @returns undefined where there are no records, as in Prometheus */
export function recordTargets(settings: Settings, datasource: string): RecordTargets | undefined {
  const { source, kibana, tracesUid, recordMapping: mapping } = settings;
  if (source === 'prometheus') {
    return undefined;
  }
  // Gone, or nobody's whom it is shown to: then there is no link.
  const traces = tracesUid === undefined ? undefined : getDataSourceSrv().getInstanceSettings(tracesUid);
  return {
    datasource,
    ...(source === 'elasticsearch' && kibana && { discover: { kibana, mapping } }),
    ...(traces && { traces: { uid: traces.uid, name: traces.name, type: traces.type } }),
  };
}

/** Records with links on their ids and on their traces; a matrix that says where the records behind it are; others as they are. */
export function withRecordLinks(frame: DataFrame, targets: RecordTargets): DataFrame {
  const meta = modelwatchMeta(frame);
  if (meta?.query.kind === 'confusion') {
    return withMeta(frame, { ...meta, records: recordsBehind(meta, targets) });
  }
  if (!meta || !showsRecords(meta.query)) {
    return frame;
  }
  const links: Record<string, DataLink[] | undefined> = {
    id: idLinks(meta, targets),
    'trace id': traceLinks(meta, targets),
  };
  const fields = frame.fields.map((field) => {
    const own = links[field.name];
    return own ? { ...field, config: { ...field.config, links: [...(field.config.links ?? []), ...own] } } : field;
  });
  const discover = allInDiscover(meta, targets);
  return withMeta({ ...frame, fields }, { ...meta, ...(discover && { discover }) });
}

function withMeta(frame: DataFrame, modelwatch: ModelwatchMeta): DataFrame {
  return { ...frame, meta: { ...frame.meta, custom: { ...frame.meta?.custom, modelwatch } } };
}

/** The window of an answer as one number's: what it was asked with is in it already. */
function asked({ query, from, to }: ModelwatchMeta): { query: ModelQuery; window: Window } {
  return { query: { ...query, window: '' }, window: { from, to, intervalMs: to - from } };
}
type Window = { from: number; to: number; intervalMs: number };

function recordsBehind(meta: ModelwatchMeta, { datasource, discover }: RecordTargets): RecordsBehind {
  const { query, window } = asked(meta);
  const outcomes = discover && outcomesInDiscover(query, discover.mapping, window);
  if (!discover || !outcomes) {
    return { datasource };
  }
  const { kibana, mapping } = discover;
  const { time, version, actual, predicted } = mapping.fields;
  return { datasource, discover: { kibana, asked: outcomes, fields: { time, version, actual, predicted } } };
}

function allInDiscover(meta: ModelwatchMeta, { discover }: RecordTargets): string | undefined {
  const { query, window } = asked(meta);
  const found = discover && recordsInDiscover(query, discover.mapping, window);
  return found && discoverUrl(discover.kibana, found, discover.mapping.fields.time);
}

function idLinks(meta: ModelwatchMeta, { datasource, discover }: RecordTargets): DataLink[] {
  const { query } = meta;
  const ofRow = (title: string, url: (record: Clicked) => string | undefined): DataLink => ({
    title,
    url: '',
    // Text that Grafana itself puts into an address is escaped for addresses, but not for what stands in it.
    onBuildUrl: (event: DataLinkClickEvent) => url(clicked(event)) ?? '',
  });
  const inPage = ofRow('Open record', ({ id, time }) => recordPageUrl({ datasource, query, id, time, ...range(meta) }));
  if (!discover) {
    return [inPage];
  }
  const { kibana, mapping } = discover;
  const inKibana = ofRow(openInKibana(kibana), ({ id, time }) =>
    recordInDiscover(kibana, mapping.fields, { id, model: query.model.name }, time ?? widest(meta, mapping))
  );
  return [inPage, { ...inKibana, targetBlank: true }];
}

const range = ({ from, to }: ModelwatchMeta) => ({ from, to });

/** A prediction may be older than what became known of it in the window. */
function widest({ from, to }: ModelwatchMeta, { labelDelayMs }: RecordMapping) {
  return { from: from - labelDelayMs, to };
}

/** The record of the row that was clicked; its time where it can be told. */
interface Clicked {
  id: string;
  time?: number;
}

function clicked({ replaceVariables }: DataLinkClickEvent): Clicked {
  // As they are: the address is made of them, with all that it takes to escape them.
  const valueOf = (name: string) => replaceVariables?.(name, undefined, (value: unknown) => String(value ?? '')) ?? '';
  const time = Number.parseFloat(valueOf('${__data.fields.time.numeric}'));
  return { id: valueOf('${__value.raw}'), ...(Number.isFinite(time) && { time }) };
}

/** Opened in Explore, beside it where that is where the click was. */
function traceLinks(meta: ModelwatchMeta, { traces }: RecordTargets): DataLink[] | undefined {
  const query = traces && traceQueries[traces.type];
  return (
    query && [
      {
        title: 'Open trace',
        url: '',
        internal: {
          datasourceUid: traces.uid,
          datasourceName: traces.name,
          query: { refId: 'A', ...query, query: '${__value.raw}' },
          range: timeRange(meta),
        },
      },
    ]
  );
}

function timeRange({ from, to }: ModelwatchMeta): TimeRange {
  const [start, end] = [dateTime(from), dateTime(to)];
  return { from: start, to: end, raw: { from: start, to: end } };
}
