import { describeDuration } from '../../../query/duration';
import { type RecordMapping } from '../../../query/recordFields';
import { type ModelQuery } from '../../../query/query';
import { type AlertParts } from '../../alertParts';
import { type AlertInput, type AlertQuestion, type KnownNames, type Refusal } from '../../engine';
import { type ElasticsearchFacts } from '../facts';
import { and, duringLast, exists, type Lucene } from '../lucene';
import { versionBucket } from '../outcomeCounts';
import {
  type BucketSpec,
  countMetric,
  filters,
  type MetricSpec,
  type Target,
  target,
  terms,
  wholeTimeOrNone,
} from '../target';

export interface AlertContext {
  asked: AlertQuestion;
  /** That of the question. */
  query: ModelQuery;
  mapping: RecordMapping;
  /** Whole seconds: a rule knows nothing shorter. */
  windowMs: number;
  facts: ElasticsearchFacts;
  known: KnownNames;
}

/** A query of a rule, before it has a name. */
export type AlertQuery = Omit<AlertInput, 'name'>;
export type RecordParts = AlertParts<AlertQuery>;

/**
 * Which window a rule looks at. 'settled': that of predictions which are old enough for their outcomes to be known; a rule
 * that looked at the latest ones would see few of these.
 */
export type Clock = 'prediction' | 'settled' | 'outcome';

/** Outcomes that come later than this would make an alert on the prediction clock too late. */
const LONGEST_SETTLING_MS = 7 * 86_400_000;

/** The window of a measure of outcomes. */
export function clockOfOutcomes({ query, mapping: { labelDelayMs } }: AlertContext): Clock | Refusal {
  if (query.timeBasis === 'outcome') {
    return 'outcome';
  }
  return labelDelayMs <= LONGEST_SETTLING_MS
    ? 'settled'
    : {
        sentence: `On the prediction clock a rule has to wait until outcomes are known, and by the data source's settings that takes up to ${describeDuration(labelDelayMs)}. Set the clock to outcome, or set the longest label delay in the settings to at most ${describeDuration(LONGEST_SETTLING_MS)}.`,
      };
}

/** Which records are counted, and apart by what. */
export interface Counted {
  query: readonly Lucene[];
  /** Without any there is one number. */
  groups: readonly BucketSpec[];
  clock: Clock;
}

/** A group for each version where these are asked apart. */
export function versionGroups({ query, mapping }: AlertContext): BucketSpec[] {
  return versionBucket(query, mapping.fields.version);
}

/** What one metric says of each group. A group without records has no number, so nothing is ever divided by 0. */
export function numbersOf(
  { query, groups, clock }: Counted,
  context: AlertContext,
  metric: MetricSpec = countMetric
): AlertQuery {
  const { mapping } = context;
  // A number needs a bucket to be of.
  const buckets = groups.length > 0 ? groups : [terms(mapping.fields.model)];
  return ranged(clock, context, (when) => target(and([...query, ...when]), [metric], buckets));
}

/** The label of counts beside those of `numbersOf`: the same for all of a rule, so that arithmetic joins them. */
const SUCH = 'counted';

/** How many records of each group of `numbersOf` are such: 0 where none is. */
export function countsOfSuch(such: Lucene, { query, groups, clock }: Counted, context: AlertContext): AlertQuery {
  const whole = wholeTimeOrNone(context.mapping.fields.time);
  const counting = ranged(clock, context, (when) =>
    groups.length > 0
      ? target(and([...query, ...when]), [countMetric], [...groups, filters([{ label: SUCH, query: such }]), whole])
      : target(and([...query, such, ...when]), [countMetric], [whole])
  );
  return { ...counting, reduce: 'sum' };
}

/**
 * A query in its window. Grafana's time range is on the time of the prediction; on the outcome clock it is wider by the
 * longest delay of an outcome, and the query says when the outcome became known.
 */
function ranged(
  clock: Clock,
  { mapping: { fields, labelDelayMs }, windowMs }: AlertContext,
  asked: (when: Lucene[]) => Target
): AlertQuery {
  const { query } = asked([]);
  const byTime = { query, field: fields.time, lengthMs: windowMs };
  switch (clock) {
    case 'prediction':
      return { target: asked([]), fromMs: windowMs, toMs: 0, past: byTime };
    case 'settled':
      return { target: asked([]), fromMs: windowMs + labelDelayMs, toMs: labelDelayMs, past: byTime };
    case 'outcome': {
      const observed = exists(fields.observed);
      return {
        target: asked([observed, duringLast(fields.observed, windowMs)]),
        fromMs: windowMs + labelDelayMs,
        toMs: 0,
        past: { query: asked([observed]).query, field: fields.observed, lengthMs: windowMs },
      };
    }
  }
}
