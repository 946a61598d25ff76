import { type BinaryOperator, type ConstantName, type FunctionName } from './mathSyntax';

/** Math of single numbers, as Grafana 12.3 does it; undefined is its null. */
type Nullable = number | undefined;

export const constants: Readonly<Record<ConstantName, Nullable>> = {
  nan: NaN,
  inf: Infinity,
  infn: -Infinity,
  null: undefined,
};

/** Null becomes NaN, in questions about it too: is_nan(null()) is NaN. Only is_null and is_number have an answer. */
const ofNumber =
  (change: (number: number) => number) =>
  (number: Nullable): number =>
    number === undefined ? NaN : change(number);

export const calls: Readonly<Record<FunctionName, (number: Nullable) => number>> = {
  abs: ofNumber(Math.abs),
  log: ofNumber(Math.log),
  // Halves go away from 0; JavaScript's go up.
  round: ofNumber((number) => Math.sign(number) * Math.round(Math.abs(number))),
  ceil: ofNumber(Math.ceil),
  floor: ofNumber(Math.floor),
  is_nan: ofNumber((number) => Number(Number.isNaN(number))),
  is_inf: ofNumber((number) => Number(Math.abs(number) === Infinity)),
  is_null: (number) => Number(number === undefined),
  is_number: (number) => Number(number !== undefined && Number.isFinite(number)),
};

/** Null stays null, and NaN stays NaN. */
export function negate(number: Nullable): Nullable {
  return number === undefined ? undefined : -number;
}

/** Likewise: the opposite of NaN is NaN, though NaN counts as true for && and ||. */
export function not(number: Nullable): Nullable {
  return number === undefined || Number.isNaN(number) ? number : Number(number === 0);
}

/** Null on either side gives null. Where the left side decides && and ||, NaN on the right does not spoil it. */
export function calculate(operator: BinaryOperator, left: Nullable, right: Nullable): Nullable {
  if (left === undefined || right === undefined) {
    return undefined;
  }
  if (operator === '||' && left !== 0) {
    return 1;
  }
  if (operator === '&&' && left === 0) {
    return 0;
  }
  return Number.isNaN(left) || Number.isNaN(right) ? NaN : Number(operations[operator](left, right));
}

/** Of two numbers that are not NaN. */
const operations: Readonly<Record<BinaryOperator, (left: number, right: number) => number | boolean>> = {
  // The left side did not decide.
  '||': (_, right) => right !== 0,
  '&&': (_, right) => right !== 0,
  '==': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  // C's and Go's pow of 1 or -1 and an infinity is 1; JavaScript's is NaN.
  '**': (left, right) => (Math.abs(left) === 1 && !Number.isFinite(right) ? 1 : left ** right),
};
