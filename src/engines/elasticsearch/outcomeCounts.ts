import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { addToClass, type ClassSums, type SumOfClass } from '../classSums';
import { type UpstreamRequest } from '../engine';
import { Tally } from '../tally';
import { exists, is, type Lucene, not } from './lucene';
import { type Bucket } from './readBuckets';
import { modelRecords } from './selectors';
import { allTerms, type BucketSpec, countMetric, terms } from './target';
import { totalRequest } from './total';
import { type Counting, countRequest, type Windows } from './windows';

/** Without these a record is no outcome of a classifier. */
export const CLASSES: FieldRole[] = ['actual', 'predicted'];

/** A record without a version is of the version ''. */
export function versionBucket({ byVersion }: ModelQuery, field: string): BucketSpec[] {
  return byVersion ? [terms(field, '')] : [];
}

/** Outcomes of a query, by its versions and whatever else. @param more what else an outcome must be */
export function outcomesBy(
  buckets: BucketSpec[],
  query: ModelQuery,
  mapping: RecordMapping,
  more: Lucene[] = []
): Counting {
  const { fields } = mapping;
  return {
    basis: query.timeBasis,
    query: [...modelRecords(query, mapping, 'outcomes'), ...CLASSES.map((role) => exists(fields[role])), ...more],
    metrics: [countMetric],
    buckets: [...versionBucket(query, fields.version), ...buckets],
  };
}

/** Every pair of classes; the request that the matrix and the measures of the same model and window share. */
export function cellsRequest(query: ModelQuery, mapping: RecordMapping, windows: Windows, more?: Lucene[]) {
  const { actual, predicted } = mapping.fields;
  const counting = outcomesBy([allTerms(actual), allTerms(predicted)], query, mapping, more);
  return countRequest('cells', counting, windows, mapping);
}

/** All outcomes, whatever their classes. */
export function outcomesTotal(query: ModelQuery, mapping: RecordMapping, windows: Windows): UpstreamRequest {
  return totalRequest(outcomesBy([], query, mapping), windows, mapping);
}

/** Those that do not tell whether they were right. */
export function untoldTotal(query: ModelQuery, mapping: RecordMapping, windows: Windows): UpstreamRequest {
  const untold = outcomesBy([], query, mapping, [not(exists(mapping.fields.correct))]);
  return { ...totalRequest(untold, windows, mapping), name: 'untold' };
}

/** Three sums of each class, each of one search: whatever the classes are confused with. */
export const SUMS: Array<[SumOfClass, FieldRole]> = [
  ['actual', 'actual'],
  ['predicted', 'predicted'],
  ['tp', 'actual'],
];

export function sumRequests(query: ModelQuery, mapping: RecordMapping, windows: Windows): UpstreamRequest[] {
  const { fields } = mapping;
  return SUMS.map(([which, role]) => {
    const right = which === 'tp' ? [is(fields.correct, 'true')] : [];
    return countRequest(which, outcomesBy([allTerms(fields[role])], query, mapping, right), windows, mapping);
  });
}

/** @param parts the buckets of each of SUMS */
export function tallySums(
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
