import { queryName } from '../query/measureNames';
import { measureFamily, type ModelQuery, type QualityOptions } from '../query/query';
import { estimatesQuality, showsCompleteness, showsRecords } from '../query/relevant';
import { type AlertQuestion, type Refusal, type TimeWindow } from './engine';
import { lookBack } from './lookBack';

/** 'recall of reject of credit-risk' */
export function alertName({ query, cell, cellAs }: AlertQuestion): string {
  if (query.kind !== 'confusion') {
    return queryName(query);
  }
  const what = cell ? `${cell.actual || '(empty)'} predicted as ${cell.predicted || '(empty)'}` : 'each cell';
  return `${cellAs === 'share' ? 'share' : 'count'} of ${what} of ${query.model.name}`;
}

/** In one word, for a label. */
export function alertMeasure({ query, cellAs }: AlertQuestion): string {
  switch (query.kind) {
    case 'quality':
      return query.quality.measure;
    case 'operations':
      return query.operations.measure;
    case 'errors':
      return 'errors';
    case 'drift':
      return query.drift.measure;
    default:
      return cellAs === 'share' ? 'cellShare' : 'cellCount';
  }
}

/** Why no engine can set an alert on it. */
export function refuseQuestion(query: ModelQuery): Refusal | undefined {
  const { kind, threshold } = query;
  if (showsRecords(query)) {
    return {
      sentence:
        'Records are no number, so no alert can be set on them. Alert on errors by type, or on the error share.',
    };
  }
  if (showsCompleteness(query)) {
    return {
      sentence:
        'The completeness of records is many numbers a day, so no alert can be set on it. Alert on the label coverage, the error share or the throughput.',
    };
  }
  if (kind === 'curve' || kind === 'distribution') {
    return {
      sentence: `A ${kind} is no number, so no alert can be set on it. Alert on a measure, such as accuracy or ROC AUC.`,
    };
  }
  if (estimatesQuality(query)) {
    return {
      sentence:
        'An estimate is made in the browser, so no alert can be set on it. Alert on the drift of the score, which an estimate follows, or on counted outcomes.',
    };
  }
  return kind === 'confusion' && threshold.trim() !== ''
    ? {
        sentence:
          'A cell of the matrix at a score threshold cannot be alerted on. Leave the threshold empty, or alert on precision or recall at the threshold.',
      }
    : undefined;
}

/** The measures that are the share of right predictions, under whichever name. */
export function isShareOfRight({ measure, average }: QualityOptions): boolean {
  return (
    measure === 'accuracy' ||
    (average === 'micro' && ['precision', 'recall', 'fBeta'].includes(measure)) ||
    (average === 'weighted' && measure === 'recall')
  );
}

/** What was seen within so long is known, however short the rule's own window is. */
const SHORTEST_MEMORY_MS = 7 * 86_400_000;

/** Over how long names are looked for which a rule then knows, in milliseconds. */
export function memoryOf(query: ModelQuery, window: TimeWindow): number {
  return Math.max(lookBack(query, window), SHORTEST_MEMORY_MS);
}

/** Whether a class that is not known changes what the number means: the rule has no instance for it. */
export function missesClasses({ query, cell }: AlertQuestion): boolean {
  const { kind, quality } = query;
  const isOfClasses = kind === 'confusion' || (kind === 'quality' && measureFamily(quality.measure) === 'classes');
  return isOfClasses && quality.average !== 'each' && !(kind === 'confusion' && cell === undefined);
}

/** Whether the rule has no instance for a version that is not known. */
export function missesVersions({ query }: AlertQuestion): boolean {
  return !query.byVersion || query.model.versions.length > 0;
}
