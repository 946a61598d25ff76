import { type KnownVariable, type Plan, type TimeWindow } from '../../engine';
import { type ModelQuery } from '../../../query/query';
import { type RecordMapping } from '../../../query/recordFields';
import { comparedSpans } from '../../drift/planDrift';
import { type FieldVariable, fromReference, recordsOf } from '../drift/asked';
import { fieldOf } from '../drift/features';
import { planEdges } from '../drift/shapes';
import { readBuckets } from '../readBuckets';
import { countMetric, terms } from '../target';
import { countRequest } from '../windows';

/** More categories are more queries than a rule is worth. */
export const MOST_CATEGORIES = 20;

/**
 * How the values of the variable that a rule is to watch are told apart: edges where it is numeric, else its most frequent
 * categories. All is asked at once, and what a field is not good for fails. Empty where there is nothing of it.
 */
export function discoverVariable(query: ModelQuery, mapping: RecordMapping, window: TimeWindow): Plan<KnownVariable[]> {
  const asked = { query, mapping };
  const compared = comparedSpans({ ...query, result: 'number' }, window);
  const { spans } = compared;
  const { numeric, categorical } = candidatesOf(query, mapping);
  // Cut by the reference, or where it has nothing by the window itself.
  const edges = fromReference(compared).map((span) => planEdges(numeric, asked, { span, alone: true }));
  const ofEdges = edges.flatMap(({ requests }) => requests);
  const during = {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
    timesOf: () => [],
  };
  const categories = categorical.map((field, i) =>
    countRequest(
      `names-categories-${i}`,
      { ...recordsOf(asked, []), metrics: [countMetric], buckets: [terms(field, undefined, MOST_CATEGORIES + 1)] },
      during,
      mapping
    )
  );
  return {
    requests: [...ofEdges, ...categories].map((request) => ({ ...request, optional: true })),
    read: (answers) => {
      const found = categories.map((request, i) => ({
        field: categorical[i],
        categories: readBuckets(request, answers[ofEdges.length + i]).map(({ keys }) => keys[categorical[i]] ?? ''),
      }));
      const text = found.find(({ categories }) => categories.length > 0);
      const name = query.drift.of === 'feature' ? (query.drift.features[0] ?? '') : '';
      const [cut] = edges.flatMap(({ requests, read }, i) => {
        const { cut, seen } = read(requests.length > 0 ? [answers[i]] : []);
        // What is not asked for is what it is taken for.
        return requests.length === 0 || seen.length > 0 ? cut : [];
      });
      if (cut) {
        return [{ name, field: cut.field, edges: cut.edges.filter(Number.isFinite).map(String), categories: [] }];
      }
      return text ? [{ name, edges: [], ...text }] : [];
    },
  };
}

/** The fields that may hold the variable, by what they may be good for, the likelier ones first. */
function candidatesOf(
  { drift: { of, features } }: ModelQuery,
  mapping: RecordMapping
): { numeric: FieldVariable[]; categorical: string[] } {
  const { fields, durationScale } = mapping;
  switch (of) {
    case 'feature': {
      const [name = ''] = features;
      const field = fieldOf(name, { mapping });
      return { numeric: [{ of, name, field, scale: 1 }], categorical: [`${field}.keyword`, field] };
    }
    case 'prediction':
      return { numeric: [{ of, name: '', field: fields.predictedValue, scale: 1 }], categorical: [fields.predicted] };
    case 'score':
      return { numeric: [{ of, name: '', field: fields.score, scale: 1 }], categorical: [] };
    case 'responseTime':
      return { numeric: [{ of, name: '', field: fields.duration, scale: durationScale }], categorical: [] };
  }
}
