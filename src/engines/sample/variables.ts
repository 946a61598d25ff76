import { type QueryResultMetaNotice as Notice } from '@grafana/data';

import { type VariableKind } from '../../query/drift';
import { type ModelQuery } from '../../query/query';
import { binOf } from '../bins';
import { decileEdges } from '../drift/deciles';
import { namedEdges } from '../drift/edges';
import { type CountedSpans } from '../drift/planDrift';
import { type CountedVariable, type Span } from '../drift/variables';
import { getOrAdd } from '../tally';
import { timelessNotice, warning } from './notices';
import { type AuditRecord } from './records';
import { type RecordSource } from './source';
import { type Timeline, timelineOf } from './timeline';

/** Absent where a record does not have the variable, which is the same as null: Elasticsearch cannot tell them apart either. */
type Value = string | number | null | undefined;

interface Variable {
  of: VariableKind;
  name: string;
  valueOf(record: AuditRecord): Value;
}

/** Where the records of each span are: in one timeline for all spans of the same versions. */
interface Places {
  timelines: Timeline[];
  /** In which timeline the records of a span are, and where in it: [start, end). */
  of(span: Span): { at: number; ranges: Array<[number, number]> };
}

/** Counts the variables that a query asks about in each span, exactly. @param edgesFrom the span that bins are cut by */
export function countVariables(
  query: ModelQuery,
  spans: readonly Span[],
  edgesFrom: Span,
  source: RecordSource
): CountedSpans {
  const places = placesOf([...spans, edgesFrom], query, source);
  const { of, features } = query.drift;
  const variables =
    of !== 'feature'
      ? [ownVariable(of)]
      : (features.length > 0 ? features : namesOfFeatures(places.timelines)).map(featureOf);
  const mixed: string[] = [];
  const counted = variables.map((variable) => countEach(variable, places, spans, edgesFrom, query, mixed));
  return {
    counted: spans.map((_, i) => counted.flatMap((bySpan) => bySpan[i] ?? [])),
    notices: [...timelessNotices(places, query), ...mixedNotice(mixed)],
  };
}

function placesOf(spans: readonly Span[], query: ModelQuery, source: RecordSource): Places {
  const ofVersions = new Map<string, Span[]>();
  spans.forEach((span) => getOrAdd(ofVersions, versionsKey(span), () => []).push(span));
  const keys = [...ofVersions.keys()];
  const timelines = [...ofVersions.values()].map((alike) => timelineOf(alike, query, source, countsTimeless(query)));
  const latest = Math.max(...spans.map(({ to }) => to));
  return {
    timelines,
    of(span) {
      const at = keys.indexOf(versionsKey(span));
      const { counted, placeOf } = timelines[at];
      // Where the answer stands only: what was usual has a time.
      return { at, ranges: [[0, span.to === latest ? counted : 0], placeOf(span)] };
    },
  };
}

const versionsKey = ({ versions }: Span) => JSON.stringify(versions);

/** Records without a time belong to every window: other versions and a baseline are compared in one, other times are not. */
export function countsTimeless({ result, reference: { kind } }: ModelQuery): boolean {
  return result === 'number' && (kind === 'version' || kind === 'baseline');
}

function timelessNotices({ timelines }: Places, query: ModelQuery): Notice[] {
  // Versions that overlap have the same records: those of one side say it.
  const [{ timeless, records }] = timelines;
  return timelessNotice({ timeless, records, windows: [] }, countsTimeless(query));
}

function mixedNotice(names: readonly string[]): Notice[] {
  return names.length > 0
    ? [
        warning(
          `There are numbers and texts among the values of ${names.join(', ')}, so all are compared as categories. Write one or the other into the records.`
        ),
      ]
    : [];
}

function namesOfFeatures(timelines: readonly Timeline[]): string[] {
  const names = new Set<string>();
  for (const { records } of timelines) {
    for (const { features } of records) {
      for (const name of Object.keys(features)) {
        names.add(name);
      }
    }
  }
  return [...names];
}

function featureOf(name: string): Variable {
  return {
    of: 'feature',
    name,
    valueOf: ({ features }) => (Object.hasOwn(features, name) ? features[name] : undefined),
  };
}

function ownVariable(of: Exclude<VariableKind, 'feature'>): Variable {
  const valueOf = (record: AuditRecord): Value => {
    switch (of) {
      case 'score':
        return record.score;
      case 'responseTime':
        return record.duration;
      case 'prediction':
        return record.predicted ?? record.value;
    }
  };
  return { of, name: '', valueOf };
}

/** Of each span, the variable's counts; none where it has no value in any. */
function countEach(
  { of, name, valueOf }: Variable,
  places: Places,
  spans: readonly Span[],
  edgesFrom: Span,
  query: ModelQuery,
  mixed: string[]
): CountedVariable[] {
  const values = places.timelines.map(({ records }) => records.map(valueOf));
  const all = values.flat().filter(isValue);
  if (all.length === 0) {
    return [];
  }
  const numbers = all.filter((value) => typeof value === 'number');
  if (numbers.length < all.length) {
    mixed.push(...(numbers.length > 0 ? [name] : []));
    const categories = [...new Set(all.map(String))];
    const indexes = new Map(categories.map((category, i) => [category, i]));
    const count = counting(values, places, categories.length, (value) => indexes.get(String(value)));
    return spans.map((span) => ({ of, name, categories, ...count(span) }));
  }
  const edges = namedEdges(query.drift, query.reference, of, name) ?? edgesOf(values, places, edgesFrom, numbers);
  const count = counting(values, places, edges.length - 1, (value) => binOf(Number(value), edges));
  return spans.map((span) => ({ of, name, edges, ...count(span) }));
}

/** Deciles of one span; of all spans where that one has no number. */
function edgesOf(values: Value[][], places: Places, edgesFrom: Span, all: readonly number[]): number[] {
  const { at, ranges } = places.of(edgesFrom);
  const ofSpan = ranges
    .flatMap(([start, end]) => values[at].slice(start, end))
    .filter((value) => typeof value === 'number');
  return decileEdges(ofSpan) ?? decileEdges(all) ?? [-Infinity, Infinity];
}

/** Looks up the bin or category of each value once, however many spans it lies in. */
function counting(
  values: Value[][],
  places: Places,
  bins: number,
  binOfValue: (value: string | number) => number | undefined
) {
  const binsOf = values.map((own) =>
    Int32Array.from(own, (value) => (isValue(value) ? (binOfValue(value) ?? bins) : bins))
  );
  return (span: Span) => {
    // The last one is of nulls.
    const counts = new Float64Array(bins + 1);
    const { at, ranges } = places.of(span);
    for (const [start, end] of ranges) {
      for (let place = start; place < end; place++) {
        counts[binsOf[at][place]]++;
      }
    }
    return { counts: counts.subarray(0, bins), nulls: counts[bins] };
  };
}

function isValue(value: Value): value is string | number {
  return value !== null && value !== undefined && !Number.isNaN(value);
}
