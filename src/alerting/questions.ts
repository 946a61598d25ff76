import { type AlertQuestion } from '../engines/engine';
import { thresholdOfDrift } from '../query/drift';
import { DRIFT_NAMES, queryName } from '../query/measureNames';
import { measureFamily, type ModelQuery } from '../query/query';
import { goesOverTime, relevantQuery } from '../query/relevant';
import { type Suggestion } from './suggest';

/** One thing that a rule can watch, and what it is called in a list. */
export interface AlertChoice {
  label: string;
  question: AlertQuestion;
}

/**
 * What can be watched of a panel's query, the query's own number first: a rule for each quantile, and of a matrix its
 * cells and the measures that are read off it. Empty where the query yields no number.
 */
export function alertChoices(stored: ModelQuery): AlertChoice[] {
  const query = relevantQuery(stored);
  switch (query.kind) {
    case 'confusion':
      return ofMatrix(query);
    case 'operations': {
      const { measure, quantiles } = query.operations;
      return measure === 'responseTime' && quantiles.length > 0
        ? quantiles.map((quantile) => choiceOf({ ...query, operations: { measure, quantiles: [quantile] } }))
        : [choiceOf(query)];
    }
    case 'errors':
      // How many there are in a step depends on the step: a rule watches how many a second.
      return goesOverTime(query)
        ? [choiceOf({ ...query, kind: 'operations', operations: { measure: 'errorRate', quantiles: [] } })]
        : [];
    case 'drift':
      return [takesFeature(query) ? ofFeature(query) : choiceOf(query)];
    default:
      return goesOverTime(query) ? [choiceOf(query)] : [];
  }
}

/** Whether the query is about many features: a rule watches one of them, which has to be named. */
export function takesFeature({ kind, drift }: ModelQuery): boolean {
  return kind === 'drift' && drift.of === 'feature' && drift.features.length !== 1;
}

function ofFeature(query: ModelQuery): AlertChoice {
  const { drift, model } = query;
  return { label: `${DRIFT_NAMES[drift.measure]} of a feature of ${model.name}`, question: { query } };
}

function choiceOf(query: ModelQuery): AlertChoice {
  return { label: queryName(query), question: { query } };
}

function ofMatrix(query: ModelQuery): AlertChoice[] {
  const quality = (changes: Partial<ModelQuery['quality']>): AlertChoice => {
    const asked: ModelQuery = { ...query, kind: 'quality', quality: { ...query.quality, ...changes } };
    return choiceOf(asked);
  };
  const measures = [
    quality({ measure: 'accuracy' }),
    quality({ measure: 'balancedAccuracy' }),
    quality({ measure: 'recall', average: 'each' }),
    quality({ measure: 'precision', average: 'each' }),
  ];
  // A matrix at a threshold has no cells that could be watched, and the classes on each side of it are but two.
  return query.threshold.trim() === ''
    ? [
        ...measures,
        { label: `share of a cell of ${query.model.name}`, question: { query, cellAs: 'share' } },
        { label: `count of a cell of ${query.model.name}`, question: { query, cellAs: 'count' } },
      ]
    : measures.slice(0, 1);
}

/** What the query itself says of when its number is worth an alert: drift has a threshold and a level. */
export function ownCondition({ query }: AlertQuestion): { suggested?: Suggestion; surely: number } | undefined {
  if (query.kind !== 'drift') {
    return undefined;
  }
  const { drift } = query;
  const threshold = thresholdOfDrift(drift);
  const says =
    drift.threshold.trim() === ''
      ? `What is commonly taken for the ${DRIFT_NAMES[drift.measure]}: the query names no threshold.`
      : 'The threshold of the query.';
  return { ...(threshold !== undefined && { suggested: { threshold, says } }), surely: 1 - drift.level };
}

/** Whether the number is better when it is higher; undefined where either end is worth an alert. */
export function isBetterHigher({ query, cell }: AlertQuestion): boolean | undefined {
  if (query.kind === 'operations') {
    return ['throughput', 'labelCoverage'].includes(query.operations.measure);
  }
  if (query.kind !== 'quality') {
    // A right prediction, or a wrong one.
    return cell !== undefined && cell.actual === cell.predicted;
  }
  const { measure } = query.quality;
  if (measure === 'bias') {
    return undefined;
  }
  return measureFamily(measure) === 'classes' || ['rocAuc', 'prAuc', 'r2'].includes(measure);
}
