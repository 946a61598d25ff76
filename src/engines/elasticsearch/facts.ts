import { type QueryResultMetaNotice } from '@grafana/data';

import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { type Plan, type TimeWindow } from '../engine';
import { and, exists, is, type Lucene } from './lucene';
import { type Bucket, filterOf, readBuckets } from './readBuckets';
import { countMetric, filters, request, target, terms, wholeTime } from './target';
import { windowsOf } from './windows';

/** What the engine must know of an index before it plans, of the time that the query looks at. */
export interface ElasticsearchFacts {
  /** How many records each model has that have a field; under '' all of its records. */
  recordsWith: Record<string, Partial<Record<FieldRole | '', number>>>;
  /** How many different classes the model's records have, on the side that has more; approximate. */
  classes: number;
}

const LOOKED_AT: FieldRole[] = [
  'predicted',
  'actual',
  'score',
  'predictedValue',
  'actualValue',
  'correct',
  'observed',
  'duration',
  'errorType',
];
const ALL = 'all';
const everything = and([]);

export function discover(
  query: ModelQuery,
  { fields, labelDelayMs }: RecordMapping,
  window: TimeWindow
): Plan<ElasticsearchFacts> {
  const { from, to } = windowsOf(query, window);
  const since = query.timeBasis === 'outcome' ? from - labelDelayMs : from;
  const named: Array<{ label: string; query: Lucene }> = [
    { label: ALL, query: everything },
    ...LOOKED_AT.map((role) => ({ label: role, query: exists(fields[role]) })),
  ];
  const cardinality = (role: FieldRole) => ({ type: 'cardinality' as const, field: fields[role] });
  const byFilter = [filters(named), terms(fields.model), wholeTime(fields.time)];
  const ofFields = request('facts-fields', target(everything, [countMetric], byFilter), since + 1, to);
  const ofClasses = request(
    'facts-classes',
    target(
      is(fields.model, query.model.name),
      [cardinality('actual'), cardinality('predicted')],
      [terms(fields.model)]
    ),
    since + 1,
    to
  );
  return {
    requests: [ofFields, { ...ofClasses, optional: true }],
    read: ([counted, classes]) => ({
      recordsWith: readRecordsWith(readBuckets(ofFields, counted), fields.model),
      classes: Math.max(
        0,
        ...readBuckets(ofClasses, classes).flatMap(({ numbers }) => numbers.map((number) => number ?? 0))
      ),
    }),
  };
}

function readRecordsWith(buckets: Bucket[], model: string): ElasticsearchFacts['recordsWith'] {
  const found: ElasticsearchFacts['recordsWith'] = {};
  for (const bucket of buckets) {
    const filter = filterOf(bucket);
    const role = filter === ALL ? '' : (filter as FieldRole);
    const ofModel = (found[bucket.keys[model]] ??= {});
    ofModel[role] = (ofModel[role] ?? 0) + (bucket.numbers[0] ?? 0);
  }
  return found;
}

/** What each field is for, in words that fit 'the field that holds ...'. */
const PURPOSE: Partial<Record<FieldRole, string>> = {
  predicted: 'the predicted class',
  actual: 'the actual class',
  score: 'the score of the positive class',
  predictedValue: 'the predicted value',
  actualValue: 'the actual value',
  correct: 'whether a prediction was right',
  observed: 'the time when the outcome became known',
  duration: 'the response time',
  errorType: "an error's type",
};

/** Why an answer is empty, and what to do about it. @param needs the fields that it cannot do without */
export function explainEmpty(
  needs: readonly FieldRole[],
  query: ModelQuery,
  { fields }: RecordMapping,
  { recordsWith }: ElasticsearchFacts
): QueryResultMetaNotice {
  return { severity: 'warning', text: sentence() };

  function sentence(): string {
    const { model } = query;
    const models = Object.keys(recordsWith).sort();
    const ofModel = recordsWith[model.name];
    if (models.length === 0) {
      return `No record with the field ${fields.model} in this time range. Choose another time range, or map the field that holds the model's name in the data source settings.`;
    }
    if (!ofModel) {
      const some = models.slice(0, 5).map((name) => `'${name}'`);
      return `No record of model '${model.name}' in this time range. It has ${some.join(', ')}${models.length > 5 ? ' and more' : ''}. Choose another model or time range.`;
    }
    const missing = needs.find((role) => !ofModel[role]);
    if (missing) {
      return `No record of model '${model.name}' has the field ${fields[missing]} in this time range. Map the field that holds ${PURPOSE[missing] ?? missing} in the data source settings.`;
    }
    const versions = model.versions.length > 0 ? `, version ${model.versions.join(', ')},` : '';
    const matchers = model.matchers.length > 0 ? ' that the further matchers let through' : '';
    return `No record of model '${model.name}'${versions}${matchers} has ${needs.map((role) => fields[role]).join(' and ') || 'what is asked'} in this window. Widen the time range or the query's window.`;
  }
}
