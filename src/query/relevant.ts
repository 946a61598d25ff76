import { defaultQuery, measureFamily, type ModelQuery, perClassMeasures, type QueryKind } from './query';

/** Kinds that can be answered step by step; the others are one answer over the window. */
const kindsOverTime: readonly QueryKind[] = ['quality', 'drift', 'operations', 'errors'];

/** Whether the answer is records, a page of them. */
export function showsRecords({ kind, errors, audit }: ModelQuery): boolean {
  return (kind === 'audit' && audit.as === 'records') || (kind === 'errors' && errors.as === 'records');
}

/** Whether the answer is what the records of each day hold and lack. */
export function showsCompleteness({ kind, audit }: ModelQuery): boolean {
  return kind === 'audit' && audit.as === 'completeness';
}

/** Whether the answer may have a course over time. */
export function goesOverTime(query: ModelQuery): boolean {
  return kindsOverTime.includes(query.kind) && !showsRecords(query);
}

export function takesThreshold({ kind, quality }: ModelQuery): boolean {
  return kind === 'confusion' || (kind === 'quality' && measureFamily(quality.measure) === 'classes');
}

/** Whether quality is estimated from scores, of predictions whose outcomes nobody knows yet. */
export function estimatesQuality({ kind, quality }: Pick<ModelQuery, 'kind' | 'quality'>): boolean {
  return kind === 'quality' && quality.source === 'estimated';
}

/** Whether predictions and their outcomes are told apart by time: requests happen when they are made, on any clock. */
export function takesClock({ kind, quality, distribution, operations, audit }: ModelQuery): boolean {
  switch (kind) {
    case 'quality':
      // Predictions of the window, by what outcomes of a longer one say.
      return !estimatesQuality({ kind, quality });
    case 'operations':
      return operations.measure === 'labelCoverage';
    case 'distribution':
      return distribution.of !== 'variable';
    case 'drift':
    case 'errors':
      return false;
    case 'audit':
      return audit.as === 'records' && audit.only !== 'errors';
    default:
      return true;
  }
}

/** Whether variables are compared with a reference: what they are stands in `drift`. */
export function comparesVariables({ kind, distribution }: ModelQuery): boolean {
  return kind === 'drift' || (kind === 'distribution' && distribution.of === 'variable');
}

/** Whether the answer is split by version: records say theirs, days have none, and a comparison has two sides already. */
export function takesVersions(query: ModelQuery): boolean {
  return !showsRecords(query) && !showsCompleteness(query) && !comparesVariables(query);
}

/** Whether the query is about one class that has to be named. */
export function takesClass({ kind, quality }: ModelQuery): boolean {
  return kind === 'quality' && perClassMeasures.includes(quality.measure) && quality.average === 'class';
}

/** Whether the model's positive class matters: to tell scores apart, or as the class that a measure is about. */
export function takesPositiveClass(query: ModelQuery): boolean {
  const { kind, model, quality, distribution } = query;
  const atThreshold = takesThreshold(query) && query.threshold.trim() !== '';
  switch (kind) {
    case 'confusion':
      return atThreshold || model.positiveClass !== undefined;
    case 'quality':
      return atThreshold || takesClass(query) || measureFamily(quality.measure) === 'scores' || estimatesQuality(query);
    case 'curve':
      return true;
    case 'distribution':
      return distribution.of === 'score';
    case 'drift':
    case 'operations':
    case 'errors':
    case 'audit':
      return false;
  }
}

/**
 * The query without what other kinds and measures have left in it, so that nothing that the editor hides can refuse or
 * change an answer. A matcher that nobody has filled in yet is none.
 */
export function relevantQuery(query: ModelQuery): ModelQuery {
  const { positiveClass, ...model } = query.model;
  const { class: className, ...quality } = query.quality;
  return {
    ...query,
    model: {
      ...model,
      ...(takesPositiveClass(query) && positiveClass !== undefined && { positiveClass }),
      matchers: model.matchers.filter(({ label, value }) => label !== '' || value !== ''),
    },
    timeBasis: takesClock(query) ? query.timeBasis : 'outcome',
    result: goesOverTime(query) ? query.result : 'number',
    byVersion: takesVersions(query) && query.byVersion,
    threshold: takesThreshold(query) ? query.threshold : '',
    audit: relevantAudit(query),
    quality: { ...quality, ...(takesClass(query) && className !== undefined && { class: className }) },
  };
}

/** Which records are asked for, of errors too; the defaults where none are. */
export function relevantAudit(query: ModelQuery): ModelQuery['audit'] {
  const { audit } = query;
  if (!showsRecords(query)) {
    return showsCompleteness(query) ? { ...defaultQuery.audit, as: 'completeness' } : defaultQuery.audit;
  }
  const { search, pageSize, cursor } = audit;
  if (query.kind === 'errors') {
    return { ...defaultQuery.audit, only: 'errors', search, pageSize, cursor };
  }
  // A failed request has no outcome, and belongs to no cell.
  return audit.only === 'errors' ? { ...audit, cell: defaultQuery.audit.cell } : audit;
}
