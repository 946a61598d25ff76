import { measureName, measureStyle } from '../../../query/measureNames';
import { type Refusal } from '../../engine';
import { allOf, type Lucene } from '../lucene';
import { classFormula } from './classFormulas';
import { type AlertContext, type AlertQuery, type Counted, countsOfSuch, numbersOf, type RecordParts } from './inputs';

/** Three queries a class at each evaluation: more are a burden to the index. */
const MOST_CLASSES = 10;

/** Which outcomes are actually of a class, and which were predicted as it. */
export interface ClassSide {
  isActual: Lucene;
  isPredicted: Lucene;
}

/** A measure that follows from counts of every class, each of which has queries of its own. */
export function manyClasses(sides: readonly ClassSide[], all: Counted, context: AlertContext): RecordParts | Refusal {
  const { query } = context;
  const name = measureName(query, query.quality.class);
  if (sides.length > MOST_CLASSES) {
    return {
      sentence: `${name} of ${sides.length} classes would take ${3 * sides.length} queries at each evaluation of a rule; at most ${MOST_CLASSES} classes are asked. Alert on accuracy, on precision or recall of each class, or on a measure of one class.`,
    };
  }
  const formula = classFormula(query.quality, sides.length);
  if (!formula) {
    return {
      sentence: `${name} cannot be alerted on from records: labels of actual and of predicted classes have different names, so Grafana cannot join their counts. Alert on precision or recall of each class, or on a measure of one class.`,
    };
  }
  if (sides.length === 0) {
    return {
      sentence: `${name} cannot be alerted on, since no class of model '${query.model.name}' is known. Choose a time range with outcomes.`,
    };
  }
  const { value, variance } = formula;
  const counts = sides.flatMap((side, k): Array<[string, AlertQuery]> => [
    [`tp${k}`, countsOfSuch(allOf([side.isActual, side.isPredicted]), all, context)],
    [`actual${k}`, countsOfSuch(side.isActual, all, context)],
    [`predicted${k}`, countsOfSuch(side.isPredicted, all, context)],
  ]);
  const used = counts.filter(([name]) => new RegExp(`\\$${name}\\b`).test(value));
  return {
    inputs: { ...Object.fromEntries(used), support: numbersOf(all, context) },
    // Without outcomes there is no number, and not 0 / 0.
    value: value.includes('$support') ? value : `${value} + 0 * $support`,
    support: '$support',
    ...(variance !== undefined && { interval: { method: 'delta', variance } }),
    style: measureStyle(query),
    by: [],
    notes: [
      `The rule knows ${sides.length} classes and asks ${used.length + 1} queries at each evaluation, as far as its condition needs them.`,
    ],
  };
}
