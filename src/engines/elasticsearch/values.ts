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
import { versionBucket } from './outcomes';
import { painlessNumber } from './painless';
import { readBuckets } from './readBuckets';
import { modelRecords } from './selectors';
import { countMetric, type MetricSpec, terms } from './target';
import { countRequest, windowsOf } from './windows';

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
  const request = (name: SumName | 'n') =>
    countRequest(
      `values-${name}`,
      {
        basis: query.timeBasis,
        query: [...modelRecords(query, fields, 'outcomes'), ...NEEDS.map((role) => exists(fields[role]))],
        metrics: [name === 'n' ? countMetric : scripted(name, mapping)],
        buckets: [...versionBucket(query, fields.version), ...whole],
      },
      windows,
      mapping
    );
  const requests = names.map(request);
  return {
    requests,
    read: (answers) => {
      const tally = new Tally<ErrorSums>(() => ({ n: 0 }));
      answers.forEach((frames, i) => {
        for (const { keys, numbers, time } of readBuckets(requests[i], frames)) {
          const version = query.byVersion ? (keys[fields.version] ?? '') : '';
          for (const at of windows.timesOf(time)) {
            const sums = tally.at(version, at);
            sums[names[i]] = (sums[names[i]] ?? 0) + (numbers[0] ?? NaN);
          }
        }
      });
      const answered = measureErrors(tally, query);
      const notices = tally.times().length === 0 ? [explainEmpty(NEEDS, query, mapping, facts)] : [];
      return measureFrames(answered, query, window, notices);
    },
  };
}

/** Scripts hold no literal values, so that they are compiled once. */
export function scripted(name: SumName, { fields }: RecordMapping): MetricSpec {
  const [predicted, actual] = [painlessNumber(fields.predictedValue), painlessNumber(fields.actualValue)];
  const error = `(${predicted} - ${actual})`;
  const scripts: Record<SumName, string> = {
    error,
    absolute: `Math.abs(${error})`,
    squared: `${error} * ${error}`,
    percentage: `Math.abs(${error} / ${actual})`,
    actual,
    actualSquared: `${actual} * ${actual}`,
  };
  return { type: 'sum', settings: { script: scripts[name] } };
}
