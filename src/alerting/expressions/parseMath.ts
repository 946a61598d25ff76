import { isRefusal, type Refusal } from '../../engines/engine';
import {
  type BinaryOperator,
  constantNames,
  functionNames,
  type MathNode,
  precedence,
  type UnaryOperator,
} from './mathSyntax';
import { mathTokens, type MathToken } from './mathTokens';

/**
 * Reads a math expression of Grafana, such as `abs($A - ${the day before}) / $B > 0.1`.
 *
 * By hand, since general parsers of expressions differ where it matters here: `${...}`, signs that only stand apart, octal
 * numbers, a `**` that groups from the left, and unary operators that bind more than all others, so that -2 ** 2 is 4.
 *
 * @returns a refusal that says what stands where, if Grafana does not read it either
 */
export function parseMath(text: string): MathNode | Refusal {
  const tokens = mathTokens(text);
  if (isRefusal(tokens)) {
    return tokens;
  }
  const reader = new Reader(tokens);
  const node = reader.expression();
  return isRefusal(node) ? node : (reader.refuseRest() ?? node);
}

class Reader {
  private position = 0;

  constructor(private readonly tokens: readonly MathToken[]) {}

  /** Operators that bind at least this much. */
  expression(least = 0): MathNode | Refusal {
    let left = this.operand();
    while (!isRefusal(left)) {
      const operator = this.next.text;
      if (this.next.kind !== 'operator' || !isBinary(operator) || precedence[operator] < least) {
        break;
      }
      this.position++;
      const right = this.expression(precedence[operator] + 1);
      left = isRefusal(right) ? right : { kind: 'binary', operator, left, right };
    }
    return left;
  }

  /** What is left over is an error. */
  refuseRest(): Refusal | undefined {
    return this.next.kind === 'end' ? undefined : this.refuse('an operator');
  }

  private operand(): MathNode | Refusal {
    const { kind, text } = this.next;
    if (kind === 'operator' && isUnary(text)) {
      this.position++;
      const operand = this.operand();
      return isRefusal(operand) ? operand : { kind: 'unary', operator: text, operand };
    }
    if (kind === 'bracket' && text === '(') {
      this.position++;
      const inner = this.expression();
      return isRefusal(inner) ? inner : (this.refuseUnless(')') ?? inner);
    }
    switch (kind) {
      case 'number':
        this.position++;
        return numberOf(text);
      case 'input':
        this.position++;
        return { kind: 'input', refId: text.replace(/^\$\{?|\}$/g, '') };
      case 'word':
        this.position++;
        return this.call(text);
      default:
        return this.refuse(`a number, a $name, a function or '('`);
    }
  }

  private call(word: string): MathNode | Refusal {
    const constant = constantNames.find((name) => name === word);
    if (constant) {
      return this.refuseUnless('(') ?? this.refuseUnless(')') ?? { kind: 'constant', name: constant };
    }
    const name = functionNames.find((known) => known === word);
    if (name === undefined) {
      const known = [...functionNames, ...constantNames].join(', ');
      return {
        sentence: `Math expressions have no function '${word}', but ${known}. Use one of these; a name of a query starts with $.`,
      };
    }
    const unopened = this.refuseUnless('(');
    if (unopened) {
      return unopened;
    }
    const operand = this.expression();
    return isRefusal(operand) ? operand : (this.refuseUnless(')') ?? { kind: 'call', name, operand });
  }

  private get next(): MathToken {
    return this.tokens[this.position];
  }

  private refuseUnless(bracket: '(' | ')'): Refusal | undefined {
    if (this.next.kind !== 'bracket' || this.next.text !== bracket) {
      return this.refuse(`'${bracket}'`);
    }
    this.position++;
    return undefined;
  }

  private refuse(expected: string): Refusal {
    const { kind, text } = this.next;
    if (kind === 'end') {
      return { sentence: `The math expression ends where ${expected} must stand. Complete it.` };
    }
    if (kind === 'operator' && !isBinary(text) && !isUnary(text)) {
      return {
        sentence: `'${text}' is no operator of math expressions. Put a space between signs that belong to different operators.`,
      };
    }
    return { sentence: `'${text}' stands in the math expression where ${expected} must stand. Correct it there.` };
  }
}

const isUnary = (text: string): text is UnaryOperator => text === '-' || text === '!';
const isBinary = (text: string): text is BinaryOperator => Object.hasOwn(precedence, text);

/** Numbers are Go's: 0x10 is 16, and so is 020, while 09 and 020.0 are decimal. */
function numberOf(text: string): MathNode | Refusal {
  const value = /^0[0-7]+$/.test(text) ? parseInt(text, 8) : Number(text);
  const isHexadecimal = /^0x/i.test(text);
  if (!Number.isFinite(value) || (isHexadecimal && !/^0x0*[\da-f]{1,16}$/i.test(text))) {
    return { sentence: `'${text}' is no number. Write it as 12, 0.5 or 1e-3.` };
  }
  return { kind: 'number', value };
}
