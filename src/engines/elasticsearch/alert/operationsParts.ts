import { type MeasureStyle } from '../../../frames/measureFrame';
import { quotientValue } from '../../alertParts';
import { isRefusal, type Refusal } from '../../engine';
import { operationsMeasure, rateStyle } from '../../rates';
import { allOf, exists, type Lucene, or } from '../lucene';
import { answered, refuseProcesses, responseTimeMetrics } from '../operations';
import { modelRecords } from '../selectors';
import { type BucketSpec, terms } from '../target';
import {
  type AlertContext,
  clockOfOutcomes,
  type Counted,
  countsOfSuch,
  numbersOf,
  type RecordParts,
  versionGroups,
} from './inputs';

const SHARE: MeasureStyle = { unit: 'percentunit', min: 0 };

/** How the service runs, by the records of its requests. */
export function operationsParts(context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { fields } = mapping;
  const records = (subject: 'requests' | 'predictions' | 'errors') => modelRecords(query, mapping, subject);
  const counted = (query: Lucene[], groups: BucketSpec[] = []): Counted => ({
    query,
    groups: [...versionGroups(context), ...groups],
    clock: 'prediction',
  });
  const failed = [...records('errors'), exists(fields.errorType)];
  switch (operationsMeasure(query)) {
    case 'throughput':
      return throughput(counted([...records('predictions'), answered(context)]), context);
    case 'errorRate':
      return {
        inputs: { errors: numbersOf(counted(failed, [terms(fields.errorType)]), context) },
        value: perSecond('$errors', context),
        style: rateStyle(query),
        by: [fields.errorType],
        notes: ['A type of error that does not occur has no number, and so no alert.'],
      };
    case 'errorShare': {
      const requests = counted(records('requests'));
      const counts = { hits: countsOfSuch(allOf(failed), requests, context), support: numbersOf(requests, context) };
      return quotientValue(counts, SHARE);
    }
    case 'responseTime':
      return responseTime(counted([...records('requests'), exists(fields.duration)]), context);
    case 'labelCoverage':
      return labelCoverage(counted([...records('predictions'), answered(context)]), context);
    default:
      return refuseProcesses(query) ?? { sentence: 'This is not measured on records. Choose another measure.' };
  }
}

/** A model that nobody asks any more serves 0; of its versions, those that serve nothing have no number. */
function throughput(predictions: Counted, context: AlertContext): RecordParts {
  const isSplit = predictions.groups.length > 0;
  return {
    inputs: {
      predictions: isSplit
        ? numbersOf(predictions, context)
        : countsOfSuch(exists(context.mapping.fields.model), predictions, context),
    },
    value: perSecond('$predictions', context),
    style: rateStyle(context.query),
    by: [],
    ...(isSplit && {
      notes: ['A version that serves nothing has no number. Alert on all versions together to see 0.'],
    }),
  };
}

/** Errors are asked by type as a number too (engines/rates.ts). */
function perSecond(count: string, { query, windowMs }: AlertContext): string {
  return query.kind === 'errors' ? count : `${count} / ${windowMs / 1000}`;
}

function responseTime(requests: Counted, context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const [{ metric }, ...others] = responseTimeMetrics(query.operations.quantiles, mapping.fields.duration);
  return others.length > 0
    ? { sentence: 'An alert is on one quantile of the response time. Choose one.' }
    : {
        inputs: { duration: numbersOf(requests, context, metric), support: numbersOf(requests, context) },
        value: `$duration * ${mapping.durationScale}`,
        support: '$support',
        style: { unit: 's', min: 0 },
        by: [],
      };
}

/** On the prediction clock the share of predictions whose outcome is known; on the outcome clock a ratio of flows. */
function labelCoverage(predictions: Counted, context: AlertContext): RecordParts | Refusal {
  const { query, mapping } = context;
  const { fields } = mapping;
  const known = or([exists(fields.actual), exists(fields.actualValue)]);
  const clock = clockOfOutcomes(context);
  if (isRefusal(clock)) {
    return clock;
  }
  if (clock === 'settled') {
    const settled: Counted = { ...predictions, clock };
    return quotientValue({ hits: countsOfSuch(known, settled, context), support: numbersOf(settled, context) }, SHARE);
  }
  if (predictions.groups.length > 0) {
    return {
      sentence:
        'Label coverage by version cannot be alerted on on the outcome clock: a version without outcomes would have no number. Set the clock to prediction, or alert on all versions together.',
    };
  }
  const outcomes: Counted = { query: modelRecords(query, mapping, 'outcomes'), groups: [], clock };
  return {
    inputs: { outcomes: countsOfSuch(known, outcomes, context), support: numbersOf(predictions, context) },
    value: '$outcomes / $support',
    support: '$support',
    style: SHARE,
    by: [],
  };
}
