import { type DataFrame, type QueryResultMetaNotice } from '@grafana/data';

import { confusionFrame, type ConfusionRow } from '../../frames/confusionFrame';
import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { addCell, addToClass, type ClassSums, measureClasses, type SumOfClass } from '../classSums';
import { type Plan, type Refusal, type TimeWindow } from '../engine';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists, is, type Lucene } from './lucene';
import { type Bucket, readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { type BucketSpec, countMetric, MOST_TERMS, terms } from './target';
import { countRequest, type Windows, windowsOf } from './windows';

/** What a search may have, by Elasticsearch's own default (search.max_buckets). */
const MOST_BUCKETS = 65_535;

const NEEDS: FieldRole[] = ['actual', 'predicted'];

/** How often each class was predicted for each actual class. */
export function planConfusion(
  asked: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> {
  // A matrix is one answer over the window; there is no matrix over time.
  const query: ModelQuery = { ...asked, result: 'number' };
  const windows = windowsOf(query, window);
  const request = cellsRequest(query, mapping, windows);
  return {
    requests: [request],
    read: ([frames]) => {
      const rows = readBuckets(request, frames).map((bucket) => rowOf(bucket, query, mapping));
      const notices = rows.length === 0 ? [explainEmpty(NEEDS, query, mapping, facts)] : tooManyClasses(facts);
      return [confusionFrame(rows, { query, from: windows.from, to: windows.to }, notices)];
    },
  };
}

function rowOf({ keys, numbers }: Bucket, { byVersion }: ModelQuery, { fields }: RecordMapping): ConfusionRow {
  return {
    actual: keys[fields.actual] ?? '',
    predicted: keys[fields.predicted] ?? '',
    count: numbers[0] ?? 0,
    ...(byVersion && { version: keys[fields.version] ?? '' }),
  };
}

/** The measures of classes, from the matrix's own cells where they are few, else from three sums a class. */
export function planClasses(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> | Refusal {
  const windows = windowsOf(query, window);
  const stepCount = windows.stepMs ? (windows.to - windows.from) / windows.stepMs : 1;
  const classes = Math.min(facts.classes, MOST_TERMS);
  const versions = query.byVersion ? Math.max(1, query.model.versions.length) : 1;
  const fromCells = classes ** 2 * stepCount * versions <= MOST_BUCKETS;
  if (classes * stepCount * versions > MOST_BUCKETS) {
    return {
      sentence: `${classes} classes at ${Math.ceil(stepCount)} times are more than the ${MOST_BUCKETS.toLocaleString('en-US')} buckets that a search may have. Choose a longer step or a shorter time range.`,
    };
  }
  const requests = fromCells ? [cellsRequest(query, mapping, windows)] : marginalRequests(query, mapping, windows);
  return {
    requests,
    read: (answers) => {
      const parts = answers.map((frames, i) => readBuckets(requests[i], frames));
      const tally = fromCells
        ? tallyCells(parts[0], query, mapping, windows)
        : tallySums(parts, query, mapping, windows);
      const answered = measureClasses(tally, query);
      const notices: QueryResultMetaNotice[] =
        answered.length === 0 ? [explainEmpty(NEEDS, query, mapping, facts)] : tooManyClasses(facts);
      return measureFrames(answered, query, window, notices);
    },
  };
}

function tooManyClasses({ classes }: ElasticsearchFacts): QueryResultMetaNotice[] {
  return classes <= MOST_TERMS
    ? []
    : [
        {
          severity: 'warning',
          text: `There are about ${classes} classes, and one search counts ${MOST_TERMS} of them: outcomes of rarer classes are left out. Narrow the query by further matchers.`,
        },
      ];
}

/** The request that the matrix and the measures of the same model and window share. */
function cellsRequest(query: ModelQuery, mapping: RecordMapping, windows: Windows) {
  const { fields } = mapping;
  return countRequest(
    'cells',
    counting(query, mapping, [terms(fields.actual), terms(fields.predicted)]),
    windows,
    mapping
  );
}

const SUMS: Array<[SumOfClass, FieldRole]> = [
  ['tp', 'actual'],
  ['actual', 'actual'],
  ['predicted', 'predicted'],
];

function marginalRequests(query: ModelQuery, mapping: RecordMapping, windows: Windows) {
  const { fields } = mapping;
  return SUMS.map(([which, role]) => {
    const right = which === 'tp' ? [is(fields.correct, 'true')] : [];
    return countRequest(which, counting(query, mapping, [terms(fields[role])], right), windows, mapping);
  });
}

function counting(query: ModelQuery, { fields }: RecordMapping, buckets: BucketSpec[], more: Lucene[] = []) {
  return {
    basis: query.timeBasis,
    query: [...modelRecords(query, fields, 'outcomes'), ...NEEDS.map((role) => exists(fields[role])), ...more],
    metrics: [countMetric],
    buckets: [...versionBucket(query, fields.version), ...buckets],
  };
}

/** A record without a version is of the version ''. */
export function versionBucket({ byVersion }: ModelQuery, field: string): BucketSpec[] {
  return byVersion ? [terms(field, '')] : [];
}

function tallyCells(buckets: Bucket[], query: ModelQuery, mapping: RecordMapping, windows: Windows): Tally<ClassSums> {
  const tally = new Tally<ClassSums>(() => new Map());
  for (const bucket of buckets) {
    const { actual, predicted, count, version = '' } = rowOf(bucket, query, mapping);
    windows.timesOf(bucket.time).forEach((time) => addCell(tally.at(version, time), actual, predicted, count));
  }
  return tally;
}

function tallySums(
  parts: Bucket[][],
  query: ModelQuery,
  { fields }: RecordMapping,
  windows: Windows
): Tally<ClassSums> {
  const tally = new Tally<ClassSums>(() => new Map());
  parts.forEach((buckets, i) => {
    const [which, role] = SUMS[i];
    for (const { keys, numbers, time } of buckets) {
      const version = query.byVersion ? (keys[fields.version] ?? '') : '';
      const className = keys[fields[role]] ?? '';
      windows.timesOf(time).forEach((at) => addToClass(tally.at(version, at), which, className, numbers[0] ?? 0));
    }
  });
  return tally;
}
