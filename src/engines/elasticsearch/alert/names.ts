import { type RecordMapping } from '../../../query/recordFields';
import { type ModelQuery } from '../../../query/query';
import { memoryOf, missesClasses, missesVersions } from '../../alertQuestion';
import { type KnownNames, type Plan, type TimeWindow } from '../../engine';
import { allOf, and, exists, is, isOneOf, not, or } from '../lucene';
import { readBuckets } from '../readBuckets';
import { allRecords, modelRecords } from '../selectors';
import { countMetric, MOST_TERMS, request, target, terms } from '../target';
import { discoverVariable } from './driftVariable';
import { type AlertContext, type AlertQuery, numbersOf } from './inputs';

/** The versions and classes of a model's records. Each part that fails is unknown. */
export function discoverNames(query: ModelQuery, mapping: RecordMapping, window: TimeWindow): Plan<KnownNames> {
  const { fields } = mapping;
  const ofModel = [...allRecords(mapping), is(fields.model, query.model.name)];
  const roles = ['version', 'actual', 'predicted'] as const;
  const named = roles.map((role) => ({
    ...request(
      `names-${role}`,
      target(and([...ofModel, exists(fields[role])]), [countMetric], [terms(fields[role])]),
      window.to - memoryOf(query, window) + 1,
      window.to
    ),
    optional: true,
  }));
  const variable = query.kind === 'drift' ? discoverVariable(query, mapping, window) : undefined;
  return {
    requests: [...named, ...(variable?.requests ?? [])],
    read: (answers) => {
      const [versions, actual, predicted] = roles.map((role, i) =>
        readBuckets(named[i], answers[i]).map(({ keys }) => keys[fields[role]] ?? '')
      );
      return {
        versions: unique(versions),
        classes: unique([...actual, ...predicted]),
        scoreEdges: [],
        ...(variable && { variables: variable.read(answers.slice(named.length)) }),
      };
    },
  };
}

const unique = (names: string[]) => [...new Set(names)].sort();

/** How many of the unknown names of a field are told: one that appears often meets all classes of the model. */
const MOST_TOLD = 3;

/** A query for what a rule does not know, and the labels that say what it is. */
export interface UnknownNames {
  query: AlertQuery;
  by: string[];
}

/**
 * How many records have a class or a version that was not known when the rule was made and that it does not watch by
 * itself, by what they have in these fields; no number where none has. Undefined where nothing can appear.
 */
export function unknownNames(context: AlertContext): UnknownNames | undefined {
  const { asked, query, mapping, known } = context;
  const { fields, labelDelayMs } = mapping;
  const others = (field: string, names: readonly string[]) =>
    // Of more names only the most frequent ones are known.
    names.length > 0 && names.length < MOST_TERMS
      ? [{ field, such: allOf([exists(field), not(isOneOf(field, names))]) }]
      : [];
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
  const counted = numbersOf(
    {
      query: [...modelRecords(ofAllVersions, mapping, 'outcomes'), or(found.map(({ such }) => such))],
      groups: found.map(({ field }) => terms(field, '', MOST_TOLD)),
      clock: 'prediction',
    },
    context
  );
  return {
    // The actual class may be known later than the prediction.
    query: { ...counted, fromMs: counted.fromMs + (missesClasses(asked) ? labelDelayMs : 0) },
    by: found.map(({ field }) => field),
  };
}
