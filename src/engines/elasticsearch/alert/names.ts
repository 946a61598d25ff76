import { type RecordMapping } from '../../../query/recordFields';
import { type ModelQuery } from '../../../query/query';
import { memoryOf, missesClasses, missesVersions } from '../../alertQuestion';
import { type KnownNames, type Plan, type TimeWindow } from '../../engine';
import { allOf, and, exists, is, isOneOf, type Lucene, not, or } from '../lucene';
import { readBuckets } from '../readBuckets';
import { modelRecords } from '../selectors';
import { countMetric, MOST_TERMS, request, target, terms } from '../target';
import { type AlertContext, type AlertQuery, countsOfSuch } from './inputs';

/** The versions and classes of a model's records. Each part that fails is unknown. */
export function discoverNames(query: ModelQuery, { fields }: RecordMapping, window: TimeWindow): Plan<KnownNames> {
  const roles = ['version', 'actual', 'predicted'] as const;
  const requests = roles.map((role) => ({
    ...request(
      `names-${role}`,
      target(and([is(fields.model, query.model.name), exists(fields[role])]), [countMetric], [terms(fields[role])]),
      window.to - memoryOf(query, window) + 1,
      window.to
    ),
    optional: true,
  }));
  return {
    requests,
    read: (answers) => {
      const [versions, actual, predicted] = roles.map((role, i) =>
        readBuckets(requests[i], answers[i]).map(({ keys }) => keys[fields[role]] ?? '')
      );
      return { versions: unique(versions), classes: unique([...actual, ...predicted]), scoreEdges: [] };
    },
  };
}

const unique = (names: string[]) => [...new Set(names)].sort();

/**
 * How many records have a class or a version that was not known when the rule was made and that it does not watch by
 * itself: 0 where none has, so that there always is an answer. Undefined where nothing can appear.
 */
export function unknownNames(context: AlertContext): AlertQuery | undefined {
  const { asked, query, mapping, known } = context;
  const { fields, labelDelayMs } = mapping;
  const others = (field: string, names: readonly string[]): Lucene[] =>
    // Of more names only the most frequent ones are known.
    names.length > 0 && names.length < MOST_TERMS ? [allOf([exists(field), not(isOneOf(field, names))])] : [];
  const found = [
    ...(missesVersions(asked) ? others(fields.version, known.versions) : []),
    ...(missesClasses(asked)
      ? [...others(fields.actual, known.classes), ...others(fields.predicted, known.classes)]
      : []),
  ];
  if (found.length === 0) {
    return undefined;
  }
  const ofAllVersions = { ...query, model: { ...query.model, versions: [] } };
  const counted = countsOfSuch(
    or(found),
    { query: modelRecords(ofAllVersions, fields, 'outcomes'), groups: [], clock: 'prediction' },
    context
  );
  // The actual class may be known later than the prediction.
  return { ...counted, fromMs: counted.fromMs + (missesClasses(asked) ? labelDelayMs : 0) };
}
