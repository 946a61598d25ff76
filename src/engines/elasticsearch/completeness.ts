import { type DataFrame } from '@grafana/data';

import { type CompletenessDay, completenessFrame, type RecordsKept } from '../../frames/completenessFrame';
import { type ModelQuery } from '../../query/query';
import { isRedacted, type RecordMapping } from '../../query/recordFields';
import { judgeDays, type Need, needing, type Needing, needs } from '../completeness';
import { type Plan, type TimeWindow, type UpstreamRequest } from '../engine';
import { beyondRecords } from '../retention';
import { getOrAdd } from '../tally';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { and, exists, type Lucene, not, or } from './lucene';
import { answered } from './operations';
import { type Bucket, filterOf, readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { countMetric, days, filters, type MetricSpec, request, target, terms } from './target';
import { countRequest, windowsOf } from './windows';

/** How far around the window the first and the last record are looked for: Grafana asks for no time range without ends. */
const KEPT_AT_MOST_MS = 10 * 366 * 86_400_000;

const RECORDS = 'records';
const KNOWN = 'with outcome';
const FAILED = 'failed';

/** Counts of the records of each day (UTC), by the time of the prediction; and the first and the last record that there is. */
export function planCompleteness(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> {
  const { time, model } = mapping.fields;
  const windows = windowsOf({ ...query, result: 'number' }, window);
  const { from, to } = windows;
  const records = modelRecords(query, mapping, 'records');
  const aDay = (name: string, metric: MetricSpec, split = [terms(model)]) =>
    countRequest(
      name,
      { basis: 'prediction', query: records, metrics: [metric], buckets: [...split, days(time)] },
      windows,
      mapping
    );
  const ends: MetricSpec[] = [
    { type: 'min', field: time },
    { type: 'max', field: time },
  ];
  const told = needs.filter((need) => fieldsOf(need, mapping).length > 0);
  const counts = aDay('completeness', countMetric, [filters(countedIn(told, mapping))]);
  const kept = request(
    'completeness-kept',
    target(and(records), ends, [terms(model)]),
    Math.max(0, from - KEPT_AT_MOST_MS),
    to + KEPT_AT_MOST_MS,
    KEPT_AT_MOST_MS
  );
  const requests: UpstreamRequest[] = [
    counts,
    aDay('completeness-oldest', ends[0]),
    aDay('completeness-newest', ends[1]),
    { ...kept, optional: true },
  ];
  return {
    requests,
    read: (answers) => {
      const [counted, oldest, newest, keptIn] = requests.map((request, i) => readBuckets(request, answers[i] ?? []));
      const found = daysOf(counted, told, byDay(oldest, Math.min), byDay(newest, Math.max));
      const all = keptOf(keptIn);
      const beyond = beyondRecords(query.model.name, { from, to }, all ?? {});
      const notices = found.length === 0 && beyond.length === 0 ? [explainEmpty([], query, mapping, facts)] : beyond;
      return [completenessFrame(judgeDays(found), all, { query, from, to }, notices)];
    },
  };
}

/** One bucket for each number of a day. */
function countedIn(told: readonly Need[], mapping: RecordMapping): Array<{ label: string; query: Lucene }> {
  const { fields } = mapping;
  const known = [answered({ mapping }), or([exists(fields.actual), exists(fields.actualValue)])];
  const among: Record<Needing, Lucene[]> = { records: [], answered: [answered({ mapping })], known };
  return [
    { label: RECORDS, query: and([]) },
    { label: KNOWN, query: and(known) },
    { label: FAILED, query: exists(fields.errorType) },
    ...told.map((need) => ({
      label: need,
      query: and([...among[needing[need]], ...fieldsOf(need, mapping).map((field) => not(exists(field)))]),
    })),
  ];
}

/** The fields of which a record ought to have one. Of what is redacted nothing is told. */
function fieldsOf(need: Need, mapping: RecordMapping): string[] {
  const { fields, featuresIn } = mapping;
  const names: Record<Need, string[]> = {
    id: [fields.id],
    version: [fields.version],
    prediction: [fields.predicted, fields.predictedValue],
    score: [fields.score],
    features: featuresIn === '' ? [] : [featuresIn],
    'response time': [fields.duration],
    'trace id': [fields.traceId],
    'outcome time': [fields.observed],
  };
  return names[need].some((name) => isRedacted(name, mapping)) ? [] : names[need];
}

function daysOf(
  counted: Bucket[],
  told: readonly Need[],
  oldest: Map<number, number>,
  newest: Map<number, number>
): CompletenessDay[] {
  const counts = new Map<string, Map<number, number>>();
  for (const bucket of counted) {
    const ofFilter = getOrAdd(counts, filterOf(bucket), () => new Map<number, number>());
    ofFilter.set(bucket.time ?? NaN, bucket.numbers[0] ?? 0);
  }
  const count = (label: string, time: number) => counts.get(label)?.get(time) ?? 0;
  return [...(counts.get(RECORDS)?.keys() ?? [])].map((time) => ({
    time,
    records: count(RECORDS, time),
    failed: count(FAILED, time),
    withOutcome: count(KNOWN, time),
    oldest: oldest.get(time),
    newest: newest.get(time),
    without: Object.fromEntries(told.map((need) => [need, count(need, time)])),
  }));
}

function byDay(buckets: Bucket[], pick: (...of: number[]) => number): Map<number, number> {
  const found = new Map<number, number>();
  for (const { time = NaN, numbers } of buckets) {
    if (numbers[0] !== undefined) {
      found.set(time, pick(numbers[0], found.get(time) ?? numbers[0]));
    }
  }
  return found;
}

function keptOf(buckets: Bucket[]): RecordsKept | undefined {
  const all = buckets.flatMap(({ numbers: [first, last] }) =>
    first === undefined || last === undefined ? [] : [{ first, last }]
  );
  return all.length > 0
    ? { first: Math.min(...all.map(({ first }) => first)), last: Math.max(...all.map(({ last }) => last)) }
    : undefined;
}
