/** The frames of a search for records: a column a field (raw_data, logs), or a column of whole records (raw_document). */
import { isObject, type Json, type SearchAnswer } from './elasticsearchAnswer';
import { type ElasticsearchFrame, numberInfo, type RecordField, stringInfo } from './elasticsearchFrames';
import {
  byBytes,
  type ElasticsearchSettings,
  type ElasticsearchTarget,
  type RecordMetric,
  sizeOf,
} from './elasticsearchQuery';
import { highlightTags } from './elasticsearchRequest';

export function recordFrames(
  kind: RecordMetric,
  { hits }: SearchAnswer,
  target: ElasticsearchTarget,
  settings: ElasticsearchSettings
): ElasticsearchFrame[] {
  const found = hits?.hits ?? [];
  if (kind === 'raw_document') {
    const documents = found.map((hit) => ({ ...bare(hit), ...object(hit._source), ...object(hit.fields) }));
    const field = other(target.refId);
    return [
      {
        schema: { name: target.refId, refId: target.refId, fields: [field] },
        data: { values: [documents] },
      },
    ];
  }
  const asLogs = kind === 'logs';
  const documents = found.map((hit) => (asLogs ? logOf(hit, settings) : flatOf(hit)));
  const names = inOrder(documents, asLogs ? settings : { timeField: settings.timeField });
  const columns = names.map((name) => columnOf(name, documents, settings.timeField));
  const limit = sizeOf(target.metrics?.[0]?.settings?.limit);
  return [
    {
      schema: {
        refId: target.refId,
        ...(asLogs && {
          meta: {
            typeVersion: [0, 0],
            custom: { limit, searchWords: searchWordsIn(found), total: hits?.total?.value ?? 0 },
            preferredVisualisationType: 'logs',
          },
        }),
        fields: columns.map(({ field }) => field),
      },
      data: { values: columns.map(({ values }) => values) },
    },
  ];
}

/** What a hit has around its record; what it lacks is null. */
function bare(hit: Json): Json {
  const names = ['_id', '_type', '_index', 'sort', 'highlight'];
  return Object.fromEntries(names.map((name) => [name, hit[name] ?? null]));
}

const object = (value: unknown): Json => (isObject(value) ? value : {});

function flatOf(hit: Json): Json {
  return { ...bare(hit), ...flatten(object(hit._source)), ...object(hit.fields) };
}

function logOf(hit: Json, { logLevelField }: ElasticsearchSettings): Json {
  const { ...source } = flatten(object(hit._source));
  const text = hit._source === undefined ? '' : goJson(source);
  if (logLevelField && Object.hasOwn(source, logLevelField)) {
    source.level = source[logLevelField];
    delete source[logLevelField];
  }
  const record: Json = { ...bare(hit), _source: text, ...source, ...object(hit.fields) };
  return { ...record, id: record.id ?? `${record._index}#${record._id}` };
}

/** Objects within objects as names with dots, to a depth of ten; lists stay whole. */
function flatten(source: Json, path = '', depth = 0): Json {
  return Object.entries(source).reduce<Json>((flat, [key, value]) => {
    const name = `${path}.${key}`.replace(/^\.+|\.+$/g, '');
    const inner = isObject(value) && Object.keys(value).length > 0 && depth < 10;
    return Object.assign(flat, inner ? flatten(value, name, depth + 1) : { [name]: value });
  }, {});
}

/** The time first, then a log's message, the others by name. */
function inOrder(
  documents: readonly Json[],
  { timeField, logMessageField }: Pick<ElasticsearchSettings, 'timeField' | 'logMessageField'>
): string[] {
  const names = new Set(documents.flatMap((document) => Object.keys(document)));
  const first = [timeField, logMessageField].filter((name) => name !== undefined && names.has(name)) as string[];
  return [...new Set([...first, ...[...names].sort(byBytes)])];
}

const filterable = { config: { filterable: true } };

const other = (name: string): RecordField => ({
  name,
  type: 'other',
  typeInfo: { frame: 'json.RawMessage', nullable: true },
  ...filterable,
});

/** The type is that of the first value; values of another type are left out. */
function columnOf(name: string, documents: readonly Json[], timeField: string) {
  const all = documents.map((document) => document[name] ?? null);
  if (name === timeField) {
    const typeInfo = { frame: 'time.Time', nullable: true };
    return { field: { name, type: 'time' as const, typeInfo, ...filterable }, values: all.map(timeIn) };
  }
  const type = typeof all.find((value) => value !== null);
  const values = all.map((value) => (typeof value === type ? value : null));
  switch (type) {
    case 'number':
      return { field: { name, type, typeInfo: numberInfo, ...filterable }, values };
    case 'string':
      return { field: { name, type, typeInfo: stringInfo, ...filterable }, values };
    case 'boolean':
      return { field: { name, type, typeInfo: { frame: 'bool', nullable: true }, ...filterable }, values };
    default:
      return { field: other(name), values: all };
  }
}

/** A text in the form of RFC 3339, by itself or alone in a list, in ms since the epoch. */
function timeIn(value: unknown): number | null {
  const text: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  const isTime = typeof text === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text);
  return isTime ? Date.parse(text) : null;
}

function searchWordsIn(hits: readonly Json[]): string[] {
  const [before, after] = highlightTags;
  const fragments = hits.flatMap(({ highlight }) => Object.values(object(highlight)).flat());
  const words = fragments.flatMap((fragment) =>
    [...String(fragment).matchAll(new RegExp(`${before}(.*?)${after}`, 'g'))].map(([, word]) => word)
  );
  return [...new Set(words)].sort(byBytes);
}

/** JSON as Go writes it: keys by name, and nothing that could end a script element. */
function goJson(value: unknown): string {
  const sorted = (_: string, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => byBytes(a, b))) : inner;
  return JSON.stringify(value, sorted).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}
