import { type DataFrame } from '@grafana/data';

import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery, type QualityMeasure } from '../../query/query';
import { type ErrorSums } from '../../statistics/regression';
import { type Plan, type TimeWindow } from '../engine';
import { measureFrames } from '../measureFrames';
import { Tally } from '../tally';
import { measureErrors } from '../valueAnswers';
import { type ElasticsearchFacts, explainEmpty } from './facts';
import { exists } from './lucene';
import { versionBucket } from './outcomeCounts';
import { painlessNumber } from './painless';
import { readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { type MetricSpec, terms } from './target';
import { sumOf, totalNotices, totalRequest } from './total';
import { type Counting, countRequest, windowsOf } from './windows';

export type SumName = Exclude<keyof ErrorSums, 'n' | 'spread'>;

/** The sums that a measure follows from. */
const SUMS: Partial<Record<QualityMeasure, SumName[]>> = {
  mae: ['absolute'],
  rmse: ['squared'],
  mape: ['percentage'],
  bias: ['error', 'squared'],
  r2: ['squared', 'actual', 'actualSquared'],
};

const NEEDS: FieldRole[] = ['actualValue', 'predictedValue'];

/** A measure of predicted values, from sums that the index computes of both fields. */
export function planValues(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow,
  facts: ElasticsearchFacts
): Plan<DataFrame[]> {
  const { fields } = mapping;
  const windows = windowsOf(query, window);
  const names: Array<SumName | 'n'> = ['n', ...(SUMS[query.quality.measure] ?? [])];
  // A number needs a bucket to be of.
  const whole = windows.stepMs === undefined && !query.byVersion ? [terms(fields.model)] : [];
  const counting = (name: SumName | 'n'): Counting => ({
    basis: query.timeBasis,
    query: [...modelRecords(query, mapping, 'outcomes'), ...NEEDS.map((role) => exists(fields[role]))],
    metrics: [scripted(name, mapping)],
    buckets: [...versionBucket(query, fields.version), ...whole],
  });
  const sums = names.map((name) => countRequest(`values-${name}`, counting(name), windows, mapping));
  const total = totalRequest(counting('n'), windows, mapping);
  return {
    requests: [...sums, total],
    read: (answers) => {
      const tally = new Tally<ErrorSums>(() => ({ n: 0 }));
      const parts = sums.map((request, i) => readBuckets(request, answers[i]));
      parts.forEach((buckets, i) => {
        for (const { keys, numbers, time } of buckets) {
          const version = query.byVersion ? (keys[fields.version] ?? '') : '';
          for (const at of windows.timesOf(time)) {
            const sums = tally.at(version, at);
            sums[names[i]] = (sums[names[i]] ?? 0) + (numbers[0] ?? NaN);
          }
        }
      });
      const answered = measureErrors(tally, query);
      const empty = tally.times().length === 0 ? [explainEmpty(NEEDS, query, mapping, facts)] : [];
      const by = NEEDS.map((role) => fields[role]).join(' and ');
      const notices = totalNotices(sumOf(parts[0]), total, answers[sums.length], by);
      return measureFrames(answered, query, window, [...empty, ...notices]);
    },
  };
}

/**
 * Scripts hold no values of records, so that they are compiled once. How many there are is a script of both fields, too:
 * where an index cannot compute with them, its records are missing from every sum alike.
 */
export function scripted(name: SumName | 'n', { fields }: RecordMapping): MetricSpec {
  const [predicted, actual] = [painlessNumber(fields.predictedValue), painlessNumber(fields.actualValue)];
  const error = `(${predicted} - ${actual})`;
  const scripts: Record<SumName | 'n', string> = {
    n: `1 + 0 * ${error}`,
    error,
    absolute: `Math.abs(${error})`,
    squared: `${error} * ${error}`,
    percentage: `Math.abs(${error} / ${actual})`,
    actual,
    actualSquared: `${actual} * ${actual}`,
  };
  return { type: 'sum', settings: { script: scripts[name] } };
}
