import { type QueryResultMetaNotice } from '@grafana/data';

import { type FieldRole, type RecordMapping } from '../../query/recordFields';
import { type ModelQuery } from '../../query/query';
import { type Plan, type TimeWindow } from '../engine';
import { and, exists, is, type Lucene } from './lucene';
import { type Bucket, filterOf, readBuckets } from './readBuckets';
import { outcomesBy } from './outcomeCounts';
import { allRecords } from './selectors';
import { countMetric, filters, request, target, terms, wholeTime } from './target';
import { countRequest, windowsOf } from './windows';

/** What the engine must know of an index before it plans, of the time that the query looks at. */
export interface ElasticsearchFacts {
  /** How many records each model has that have a field; under '' all of its records. */
  recordsWith: Record<string, Partial<Record<FieldRole | '', number>>>;
  /** How many different classes the model's records have, on the side that has more; approximate. */
  classes: number;
  /** How many versions they have; approximate, undefined where it was not found out. */
  versions?: number;
  /** The most frequent actual classes of what a confusion query asks about, the most frequent first; at most MOST_SHOWN. */
  frequent?: string[];
}

/** How many classes a matrix shows where it cannot show them all. */
export const MOST_SHOWN = 100;

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

export function discover(query: ModelQuery, mapping: RecordMapping, window: TimeWindow): Plan<ElasticsearchFacts> {
  const { fields, labelDelayMs } = mapping;
  const { from, to } = windowsOf(query, window);
  const since = query.timeBasis === 'outcome' ? from - labelDelayMs : from;
  const named: Array<{ label: string; query: Lucene }> = [
    { label: ALL, query: everything },
    ...LOOKED_AT.map((role) => ({ label: role, query: exists(fields[role]) })),
  ];
  const records = allRecords(mapping);
  const cardinality = (field: string) => ({ type: 'cardinality' as const, field });
  const byFilter = [filters(named), terms(fields.model), wholeTime(fields.time)];
  const ofFields = request('facts-fields', target(and(records), [countMetric], byFilter), since + 1, to);
  const ofClasses = request(
    'facts-classes',
    target(
      and([...records, is(fields.model, query.model.name)]),
      [cardinality(fields.actual), cardinality(fields.predicted), cardinality(fields.version)],
      [terms(fields.model)]
    ),
    since + 1,
    to
  );
  const ofFrequent = query.kind === 'confusion' ? [frequentRequest(query, mapping, window)] : [];
  return {
    requests: [ofFields, ...[ofClasses, ...ofFrequent].map((asked) => ({ ...asked, optional: true }))],
    read: ([counted, classes, ...frequent]) => {
      const [actual, predicted, versions] = readBuckets(ofClasses, classes)[0]?.numbers ?? [];
      return {
        recordsWith: readRecordsWith(readBuckets(ofFields, counted), fields.model),
        classes: Math.max(actual ?? 0, predicted ?? 0),
        versions,
        frequent: ofFrequent.flatMap((asked, i) =>
          readBuckets(asked, frequent[i])
            .slice(0, MOST_SHOWN)
            .map(({ keys }) => keys[fields.actual] ?? '')
        ),
      };
    },
  };
}

function frequentRequest(query: ModelQuery, mapping: RecordMapping, window: TimeWindow) {
  const whole: ModelQuery = { ...query, result: 'number', byVersion: false };
  // Of several shards each tells its own most frequent ones: of longer lists the first ones are surely right.
  const most = terms(mapping.fields.actual, undefined, 10 * MOST_SHOWN);
  return countRequest('facts-frequent', outcomesBy([most], whole, mapping), windowsOf(whole, window), mapping);
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
  { fields, only }: RecordMapping,
  { recordsWith }: ElasticsearchFacts
): QueryResultMetaNotice {
  const conditions = only.map(({ label, operator, value }) => `${label} ${operator} '${value}'`);
  const read =
    only.length > 0 ? ` Only records with ${conditions.join(' and ')} are read, as the data source settings say.` : '';
  return { severity: 'warning', text: sentence() + read };

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
