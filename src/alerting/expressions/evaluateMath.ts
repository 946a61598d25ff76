import { calculate, calls, constants, negate, not } from './mathNumbers';
import { type MathNode } from './mathSyntax';
import { combine } from './pairs';
import { mapNumbers, type Value } from './values';

/** The values of a math expression. @param inputs what each query or expression that it names has given */
export function evaluateMath(node: MathNode, inputs: ReadonlyMap<string, readonly Value[]>): readonly Value[] {
  switch (node.kind) {
    case 'number':
      return [{ type: 'scalar', value: node.value }];
    case 'constant':
      return [{ type: 'scalar', value: constants[node.name] }];
    case 'input':
      return inputs.get(node.refId) ?? [];
    case 'call':
      return evaluateMath(node.operand, inputs).map((value) => mapNumbers(value, calls[node.name]));
    case 'unary':
      return evaluateMath(node.operand, inputs).map((value) => mapNumbers(value, node.operator === '!' ? not : negate));
    case 'binary':
      return combine(evaluateMath(node.left, inputs), evaluateMath(node.right, inputs), (left, right) =>
        calculate(node.operator, left, right)
      );
  }
}
