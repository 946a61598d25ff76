import fc from 'fast-check';

import { isRefusal } from '../../engines/engine';
import { type BinaryOperator, constantNames, functionNames, inputsOf, type MathNode, precedence } from './mathSyntax';
import { parseMath } from './parseMath';

/** With every operation in brackets, to see what was read. */
function bracketed(node: MathNode): string {
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'constant':
      return `${node.name}()`;
    case 'input':
      return `\${${node.refId}}`;
    case 'call':
      return `${node.name}(${bracketed(node.operand)})`;
    case 'unary':
      return `(${node.operator} ${bracketed(node.operand)})`;
    case 'binary':
      return `(${bracketed(node.left)} ${node.operator} ${bracketed(node.right)})`;
  }
}

function read(text: string): string {
  const node = parseMath(text);
  return isRefusal(node) ? node.sentence : bracketed(node);
}

describe('reading math', () => {
  it.each([
    ['$A', '${A}'],
    ['$A_1 + ${the day before}', '(${A_1} + ${the day before})'],
    ['$模型+$é', '(${模型} + ${é})'],
    ['$A٣\u0085+\u2003${٣}', '(${A٣} + ${٣})'],
    ['abs($A - $B) / $B > 0.1', '((abs((${A} - ${B})) / ${B}) > 0.1)'],
    ['nan() + infn()', '(nan() + infn())'],
    ['is_null( null( ) )', 'is_null(null())'],
    ['\t$A\n>\u00a01 ', '(${A} > 1)'],
  ])('%s', (text, whole) => expect(read(text)).toBe(whole));

  it.each([
    ['&& before ||', '1 || 2 && 3', '(1 || (2 && 3))'],
    ['comparisons before &&, and from the left', '1 && 2 < 3 == 4', '(1 && ((2 < 3) == 4))'],
    ['sums before comparisons', '1 + 2 > 3 - 4', '((1 + 2) > (3 - 4))'],
    ['products before sums, from the left', '8 - 4 - 2 * 6 / 3 % 2', '((8 - 4) - (((2 * 6) / 3) % 2))'],
    ['powers before products', '2 * 3 ** 2', '(2 * (3 ** 2))'],
    ['powers from the left, unlike elsewhere', '2 ** 3 ** 2', '((2 ** 3) ** 2)'],
    ['signs before powers, unlike elsewhere', '-2 ** - -2', '((- 2) ** (- (- 2)))'],
    ['not before comparisons', '!$A == 0', '((! ${A}) == 0)'],
  ])('binds %s: %s', (_, text, whole) => expect(read(text)).toBe(whole));

  it.each([
    ['.5', '0.5'],
    ['3.', '3'],
    ['1e-3', '0.001'],
    ['2E+2', '200'],
    ['0x1F', '31'],
    ['0x1e+5', '(30 + 5)'],
    // Octal as in Go, unless it cannot be.
    ['010', '8'],
    ['09', '9'],
    ['010.5', '10.5'],
  ])('reads the number %s', (text, value) => expect(read(text)).toBe(value));

  it.each([
    ['', 'The math expression ends where a number, a $name'],
    ['$A +', 'ends where a number'],
    ['($A', "ends where ')' must stand"],
    ['$A $B', "'$B' stands in the math expression where an operator must stand"],
    ['$A)', "')' stands"],
    ['$A * ) 2', "')' stands in the math expression where a number"],
    ['$A*-1', "'*-' is no operator of math expressions. Put a space between"],
    ['!!$A', "'!!' is no operator"],
    ['$A = 1', "'=' is no operator"],
    ['sqrt($A)', "have no function 'sqrt', but abs, log"],
    ['A + 1', 'a name of a query starts with $'],
    ['abs', "ends where '(' must stand"],
    ['abs()', "')' stands"],
    ['nan(1)', "'1' stands in the math expression where ')'"],
    ['is_nan2(1)', "'2' stands in the math expression where '('"],
    ['abs($A, $B)', "', $B)' cannot be read as math. Remove the sign ','"],
    ['abs("A")', `'"A")' is a text in quotes`],
    ['$', "'$' names no query or expression"],
    ['${}', "'${}' names no query"],
    ['${A-B}', "'${A-B}' names no query"],
    ['${A', "'${A' names no query"],
    ['</script>', "'</' is no operator"],
    ['$A > 1;\n\\', "Remove the sign ';'"],
    ['$A\ufeff', "Remove the sign '\ufeff'"],
    ['😀', "Remove the sign '😀'"],
    ['.', "'.' is no number"],
    ['1e', "'1e' is no number"],
    ['1e999', "'1e999' is no number"],
    ['0x', "'0x' is no number"],
    ['0x1.8', "'0x1.8' is no number"],
    ['0x10000000000000000', 'is no number'],
  ])('refuses %j', (text, reason) => expect(read(text)).toContain(reason));
});

it('names each input once, in order', () => {
  const node = parseMath('$B - abs(-${the A} * $B) > nan() || $A');
  expect(isRefusal(node) ? [] : inputsOf(node)).toEqual(['B', 'the A', 'A']);
});

/** Spaces and brackets where there may be any. */
interface Layout {
  space: string;
  extraBrackets: boolean;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  space: fc.constantFrom('', ' ', '\n\t'),
  extraBrackets: fc.boolean(),
});
const operators = Object.keys(precedence) as BinaryOperator[];
const node = fc.letrec<{ node: MathNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc
      .double({ min: 0, noNaN: true, noDefaultInfinity: true })
      .map((value): MathNode => ({ kind: 'number', value: Math.abs(value) })),
    fc.stringMatching(/^[A-Za-z_ü模0-9][A-Za-z_ü模0-9 ]{0,5}$/).map((refId): MathNode => ({ kind: 'input', refId })),
    fc.constantFrom(...constantNames).map((name): MathNode => ({ kind: 'constant', name })),
    fc.record({ kind: fc.constant('call' as const), name: fc.constantFrom(...functionNames), operand: tie('node') }),
    fc.record({
      kind: fc.constant('unary' as const),
      operator: fc.constantFrom('-' as const, '!' as const),
      operand: tie('node'),
    }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom(...operators),
      left: tie('node'),
      right: tie('node'),
    })
  ),
})).node;

/** The shortest text that means this, or a longer one. */
function written(tree: MathNode, { space, extraBrackets }: Layout): string {
  const inBrackets = (text: string) => `(${space}${text}${space})`;
  const write = (part: MathNode, needsBrackets: boolean): string => {
    const text = textOf(part);
    return needsBrackets || (extraBrackets && part.kind !== 'number') ? inBrackets(text) : text;
  };
  const textOf = (part: MathNode): string => {
    switch (part.kind) {
      case 'number':
        return String(part.value);
      case 'constant':
        return `${part.name}${space}(${space})`;
      case 'input':
        return /\s/.test(part.refId) || extraBrackets ? `\${${part.refId}}` : `$${part.refId}`;
      case 'call':
        return `${part.name}${space}${inBrackets(textOf(part.operand))}`;
      case 'unary': {
        const operand = write(part.operand, part.operand.kind === 'binary');
        return `${part.operator}${apart(operand)}`;
      }
      case 'binary': {
        const binds = (child: MathNode) => (child.kind === 'binary' ? precedence[child.operator] : Infinity);
        const left = write(part.left, binds(part.left) < precedence[part.operator]);
        const right = write(part.right, binds(part.right) <= precedence[part.operator]);
        return `${left}${space}${part.operator}${apart(right)}`;
      }
    }
  };
  const apart = (operand: string) => (/^[-!]/.test(operand) ? ` ${operand}` : `${space}${operand}`);
  return textOf(tree);
}

it('reads back whatever is written, with as few brackets and spaces as possible or more', () => {
  fc.assert(fc.property(node, layout, (tree, how) => expect(parseMath(written(tree, how))).toEqual(tree)));
});

it('gives math or a sentence for any text', () => {
  const piece = fc.oneof(
    fc.constantFrom('$A', '(', ')', '-', '**', '1', 'abs', ' ', '$', '{', '}'),
    fc.string({ unit: 'binary' })
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const given = parseMath(pieces.join(''));
      expect(isRefusal(given) ? given.sentence : bracketed(given)).toMatch(/./);
    })
  );
});
