import { measureFamily, type ModelQuery, perClassMeasures, type QueryKind } from './query';

/** Kinds that can be answered step by step; the others are one answer over the window. */
export const kindsOverTime: readonly QueryKind[] = ['quality', 'operations'];

export function takesThreshold({ kind, quality }: ModelQuery): boolean {
  return kind === 'confusion' || (kind === 'quality' && measureFamily(quality.measure) === 'classes');
}

/** Whether predictions and their outcomes are told apart by time: requests happen when they are made, on any clock. */
export function takesClock({ kind, operations }: ModelQuery): boolean {
  return kind !== 'operations' || operations.measure === 'labelCoverage';
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
      return atThreshold || takesClass(query) || measureFamily(quality.measure) === 'scores';
    case 'curve':
      return true;
    case 'distribution':
      return distribution.of === 'score';
    case 'operations':
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
    result: kindsOverTime.includes(query.kind) ? query.result : 'number',
    threshold: takesThreshold(query) ? query.threshold : '',
    quality: { ...quality, ...(takesClass(query) && className !== undefined && { class: className }) },
  };
}
