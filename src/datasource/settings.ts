import { type DataSourceJsonData } from '@grafana/data';

import { type RecordFormat } from '../engines/sample/parse/parseRecords';
import {
  completeMapping,
  type ExistingMeasure,
  type FeedbackCounters,
  type MetricDetails,
  type MetricRole,
  type PartialMapping,
  type TelemetryMapping,
} from '../query/mapping';
import { type Kibana, type KibanaProduct, kibanaProducts, kibanaRoot } from '../query/kibana';
import { type Matcher, matcherOperators } from '../query/query';
import {
  completeRecordMapping,
  fieldRoles,
  type PartialRecordMapping,
  type RecordMapping,
} from '../query/recordFields';

/** What a data source can answer from. */
const sourceKinds = ['prometheus', 'elasticsearch', 'sample', 'records'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Whether a source answers in the browser, from records that it holds, and asks no data source. */
export const answersInBrowser = (source: SourceKind) => source === 'sample' || source === 'records';

/** Audit records as the text that they came in, packed (engines/sample/pack.ts), and how to read it. */
export interface StoredRecords {
  packed: string;
  /** The file's name; absent of a text that was pasted. */
  name?: string;
  /** Detected where absent. */
  format?: RecordFormat;
  /** What to call the model of records that name none. */
  model?: string;
}

/** What the data source's settings store. */
export interface ModelwatchJsonData extends DataSourceJsonData {
  /** Absent: 'prometheus'. What belongs to another source is kept, for whoever changes back. */
  source?: SourceKind;
  /** The uid of the data source that is asked. */
  upstreamUid?: string;
  /** Only what differs from the telemetry contract. */
  mapping?: PartialMapping;
  /** Of audit records in Elasticsearch: likewise. */
  recordMapping?: PartialRecordMapping;
  records?: StoredRecords;
  /** Where links of audit records in Elasticsearch lead: the address of a Kibana, and in it the id of a data view. */
  kibana?: { product?: KibanaProduct; url?: string; dataView?: string };
  /** Where links of trace ids lead: a data source of the type Tempo, Jaeger or Zipkin. */
  traces?: { datasourceUid?: string };
}

export interface Settings {
  source: SourceKind;
  upstreamUid: string | undefined;
  mapping: TelemetryMapping;
  recordMapping: RecordMapping;
  records: StoredRecords | undefined;
  /** Undefined unless its address and its data view are known. */
  kibana: Kibana | undefined;
  /** The uid of the data source that has the traces. */
  tracesUid: string | undefined;
}

/** Settings as they are used; never throws, since provisioning files are written by hand. */
export function readSettings(jsonData: ModelwatchJsonData | undefined): Settings {
  const { source, upstreamUid, mapping, recordMapping, records, kibana, traces } = jsonData ?? {};
  return {
    source: sourceKinds.find((kind) => kind === source) ?? 'prometheus',
    upstreamUid: filledText(upstreamUid),
    mapping: completeMapping(tidyMapping(mapping)),
    recordMapping: completeRecordMapping(tidyRecordMapping(recordMapping)),
    records: tidyRecords(records),
    kibana: tidyKibana(kibana),
    tracesUid: isObject(traces) ? filledText(traces.datasourceUid) : undefined,
  };
}

function tidyKibana(stored: unknown): Kibana | undefined {
  if (!isObject(stored)) {
    return undefined;
  }
  const [address, dataView] = [filledText(stored.url), filledText(stored.dataView)];
  const url = address && kibanaRoot(address);
  const product = kibanaProducts.find((known) => known === stored.product) ?? 'kibana';
  return url && dataView ? { product, url, dataView } : undefined;
}

function tidyRecords(stored: unknown): StoredRecords | undefined {
  const packed = isObject(stored) ? filledText(stored.packed) : undefined;
  if (!isObject(stored) || packed === undefined) {
    return undefined;
  }
  const format = recordFormats.find((known) => known === stored.format);
  const [name, model] = [filledText(stored.name), filledText(stored.model)];
  return { packed, ...(name && { name }), ...(format && { format }), ...(model && { model }) };
}

export const recordFormats: readonly RecordFormat[] = ['csv', 'json', 'ndjson'];

function tidyRecordMapping(stored: unknown): PartialRecordMapping {
  if (!isObject(stored)) {
    return {};
  }
  const { durationScale, labelDelayMs, featuresIn, redacted, only } = stored;
  const fields = texts(stored.fields);
  return {
    fields: Object.fromEntries(
      fieldRoles.flatMap((role) => (Object.hasOwn(fields, role) ? [[role, fields[role]]] : []))
    ),
    ...(typeof durationScale === 'number' && { durationScale }),
    ...(typeof labelDelayMs === 'number' && { labelDelayMs }),
    ...(typeof featuresIn === 'string' && { featuresIn }),
    ...(Array.isArray(only) && { only: only.filter(isMatcher) }),
    ...(Array.isArray(redacted) && { redacted: redacted.flatMap((name) => filledText(name) ?? []) }),
  };
}

/** A stored mapping without what is of the wrong type, so that whoever completes it meets nothing unexpected. */
function tidyMapping(stored: unknown): PartialMapping {
  if (!isObject(stored)) {
    return {};
  }
  const feedback = tidyFeedback(stored.feedback);
  return {
    metrics: texts(stored.metrics),
    labels: texts(stored.labels),
    ...(Array.isArray(stored.instanceLabels) && {
      instanceLabels: stored.instanceLabels.flatMap((label) => filledText(label) ?? []),
    }),
    existing: Array.isArray(stored.existing) ? stored.existing.flatMap(tidyExisting) : [],
    details: tidyDetails(stored.details),
    absent: texts(stored.absent),
    ...(feedback && { feedback }),
  };
}

function tidyExisting(stored: unknown): ExistingMeasure[] {
  const metric = isObject(stored) ? filledText(stored.metric) : undefined;
  if (!isObject(stored) || metric === undefined) {
    return [];
  }
  const classLabel = filledText(stored.classLabel);
  const average = averagesOfExisting.find((known) => known === stored.average) ?? 'macro';
  return [{ measure: String(stored.measure), average, metric, ...(classLabel && { classLabel }) }];
}

const averagesOfExisting = ['class', 'macro', 'micro', 'weighted'] as const;

function tidyDetails(stored: unknown): Partial<Record<MetricRole, MetricDetails>> {
  return Object.fromEntries(
    Object.entries(isObject(stored) ? stored : {}).flatMap(([role, details]) =>
      isObject(details) ? [[role, tidyDetail(details)]] : []
    )
  );
}

function tidyDetail({ matchers, scale, countedBy, ofModel, joinedBy, ofHost }: Record<string, unknown>): MetricDetails {
  const counter = filledText(countedBy);
  return {
    ...(Array.isArray(matchers) && { matchers: matchers.filter(isMatcher) }),
    ...(typeof scale === 'number' && Number.isFinite(scale) && scale > 0 && { scale }),
    ...(counter && { countedBy: counter }),
    ...(typeof ofModel === 'boolean' && { ofModel }),
    ...(Array.isArray(joinedBy) && { joinedBy: joinedBy.flatMap((label) => filledText(label) ?? []) }),
    ...(typeof ofHost === 'boolean' && { ofHost }),
  };
}

/** Without one of its names, the others say nothing. */
function tidyFeedback(stored: unknown): FeedbackCounters | undefined {
  const { truePositive, falsePositive, falseNegative, classLabel } = texts(stored);
  const names = [truePositive, falsePositive, falseNegative, classLabel];
  return names.every((name) => filledText(name))
    ? { truePositive, falsePositive, falseNegative, classLabel }
    : undefined;
}

function isMatcher(stored: unknown): stored is Matcher {
  return (
    isObject(stored) &&
    filledText(stored.label) !== undefined &&
    (matcherOperators as readonly unknown[]).includes(stored.operator) &&
    typeof stored.value === 'string'
  );
}

function texts(stored: unknown): Record<string, string> {
  return isObject(stored)
    ? Object.fromEntries(Object.entries(stored).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
    : {};
}

/** Trimmed; undefined where it is no text, or a blank one. */
function filledText(stored: unknown): string | undefined {
  return typeof stored === 'string' && stored.trim() !== '' ? stored.trim() : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
