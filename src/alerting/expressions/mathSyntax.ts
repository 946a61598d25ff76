/**
 * Grafana's math expressions as trees: what `parseMath` gives, `evaluateMath` computes, and others print in a language of
 * their own. The grammar is that of Grafana 12.3 (its package expr/mathexp/parse).
 */
export type MathNode =
  | { kind: 'number'; value: number }
  | { kind: 'constant'; name: ConstantName }
  /** What another query or expression gave. */
  | { kind: 'input'; refId: string }
  | { kind: 'call'; name: FunctionName; operand: MathNode }
  | { kind: 'unary'; operator: UnaryOperator; operand: MathNode }
  | { kind: 'binary'; operator: BinaryOperator; left: MathNode; right: MathNode };

/** Of one operand; `log` is the natural logarithm. */
export const functionNames = [
  'abs',
  'log',
  'round',
  'ceil',
  'floor',
  'is_nan',
  'is_inf',
  'is_null',
  'is_number',
] as const;
export type FunctionName = (typeof functionNames)[number];

/** Written as calls without an operand: `nan()`; `infn` is minus infinity. */
export const constantNames = ['nan', 'inf', 'infn', 'null'] as const;
export type ConstantName = (typeof constantNames)[number];

export type UnaryOperator = '-' | '!';
export type BinaryOperator = '||' | '&&' | '==' | '!=' | '>' | '>=' | '<' | '<=' | '+' | '-' | '*' | '/' | '%' | '**';

/** How tightly an operator binds. All of them group from the left, `**` too, and all bind less than the unary ones. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '>': 3,
  '>=': 3,
  '<': 3,
  '<=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '**': 6,
};

/** The inputs of an expression, in the order in which they are first named. */
export function inputsOf(node: MathNode): string[] {
  switch (node.kind) {
    case 'input':
      return [node.refId];
    case 'call':
    case 'unary':
      return inputsOf(node.operand);
    case 'binary':
      return [...new Set([...inputsOf(node.left), ...inputsOf(node.right)])];
    default:
      return [];
  }
}
