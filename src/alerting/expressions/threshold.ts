import { type Evaluator, type ThresholdCondition } from '../ruleQuery';
import { isNoData, labelsKey, labelsOf, mapNumbers, noData, type Value } from './values';

/** Ranges are open: a number on their ends is neither within nor outside. NaN is nowhere. */
const holdsOf: Record<Evaluator['type'], (number: number, params: readonly number[]) => boolean> = {
  gt: (number, [least]) => number > least,
  lt: (number, [most]) => number < most,
  within_range: (number, [low, high]) => number > low && number < high,
  outside_range: (number, [low, high]) => number < low || number > high,
};

/**
 * 1 where the condition holds and 0 where not; null stays null.
 *
 * With hysteresis, values whose labels fired before stay at 1 until the other condition holds: of NaN it never does, so what
 * fires goes on firing while it is NaN. They come after the others.
 *
 * @param firing the `labelsKey` of what fired or was pending at the last evaluation
 */
export function threshold(
  input: readonly Value[],
  { evaluator, unloadEvaluator }: Pick<ThresholdCondition, 'evaluator' | 'unloadEvaluator'>,
  firing: ReadonlySet<string>
): Value[] {
  const fires = (number: number) => holdsOf[evaluator.type](number, evaluator.params);
  if (unloadEvaluator === undefined) {
    return input.map((value) => flag(value, fires));
  }
  if (isNoData(input)) {
    return [noData];
  }
  const ends = (number: number) => holdsOf[unloadEvaluator.type](number, unloadEvaluator.params);
  const fired = (value: Value) => firing.has(labelsKey(labelsOf(value)));
  return [
    ...input.filter((value) => !fired(value)).map((value) => flag(value, fires)),
    ...input.filter(fired).map((value) => flag(value, (number) => !ends(number))),
  ];
}

function flag(value: Value, holds: (number: number) => boolean): Value {
  return mapNumbers(value, (number) => (number === undefined ? undefined : Number(holds(number))));
}

/** How many parameters an evaluator needs. */
export function paramsOf({ type }: Evaluator): number {
  return type === 'gt' || type === 'lt' ? 1 : 2;
}
