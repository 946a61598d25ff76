import { type DiscoverQuery } from '../../query/kibana';
import * as kql from '../../query/kql';
import { type Kql, type MaybeKql } from '../../query/kql';
import { type ModelQuery, type TimeBasis } from '../../query/query';
import { type RecordMapping } from '../../query/recordFields';
import { isRefusal, type TimeWindow } from '../engine';
import { recordsAsked } from '../recordsAsked';
import { chosenIn, planRecords } from './records';
import { modelRecordsIn } from './selectors';
import { recordsRequest, windowsOf } from './windows';

/**
 * The records of a query, all pages of them, as Discover shows them: in KQL, or in Lucene, which says everything, where a
 * search or a regular expression asks for what KQL cannot say. So it never shows other records. Undefined of a query that
 * is refused, as one that looks into what is redacted.
 */
export function recordsInDiscover(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow
): DiscoverQuery | undefined {
  const wholly = { ...query, audit: { ...query.audit, cursor: '' } };
  const plan = planRecords(wholly, mapping, window, { recordsWith: {}, classes: 0 });
  if (isRefusal(plan)) {
    return undefined;
  }
  const [{ target, from, to }] = plan.requests;
  const { audit, basis, subject } = recordsAsked(wholly);
  const inKql =
    audit.search === ''
      ? kql.and([
          ...modelRecordsIn<MaybeKql>(kql, query, mapping, subject),
          ...chosenIn<MaybeKql>(kql, audit, mapping),
          ...onClock(basis, query, mapping, window),
        ])
      : undefined;
  return inKql === undefined
    ? { language: 'lucene', query: String(target.query), from, to }
    : { language: 'kuery', query: inKql, from, to };
}

/** All outcomes that a confusion query counts, to be narrowed to a cell; undefined where KQL cannot say which they are. */
export function outcomesInDiscover(
  query: ModelQuery,
  mapping: RecordMapping,
  window: TimeWindow
): (DiscoverQuery & { query: Kql }) | undefined {
  const inKql = kql.and([
    ...modelRecordsIn<MaybeKql>(kql, query, mapping, 'outcomes'),
    ...onClock(query.timeBasis, query, mapping, window),
  ]);
  const { from, to } = recordsRequest(
    { basis: query.timeBasis, query: [], size: 0 },
    windowsOf(query, window),
    mapping
  );
  return inKql && { language: 'kuery', query: inKql, from, to };
}

/** Discover's time range is on the time of the prediction. */
function onClock(basis: TimeBasis, query: ModelQuery, { fields }: RecordMapping, window: TimeWindow): Kql[] {
  const { from, to } = windowsOf({ ...query, result: 'number' }, window);
  return basis === 'outcome' ? [kql.duringRange(fields.observed, from, to)] : [];
}
