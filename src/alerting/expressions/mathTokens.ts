import { type Refusal } from '../../engines/engine';

export interface MathToken {
  kind: 'operator' | 'number' | 'word' | 'input' | 'bracket' | 'end';
  text: string;
}

/**
 * Signs that stand together are one operator (`$A*-1` has an unknown one), names of inputs are letters, digits and
 * underscores, with spaces between braces, and digits end a word. Letters, digits and spaces are those of Unicode.
 */
const TOKEN = new RegExp(
  [
    /(?<space>\p{White_Space}+)/u,
    /(?<operator>[!<>=&|+*/%-]+)/u,
    /(?<number>0[xX][\da-fA-F]*(?:\.[\da-fA-F]*)?(?:[eE][+-]?\d*)?|(?:\d+\.?\d*|\.\d*)(?:[eE][+-]?\d*)?)/u,
    /(?<word>\p{L}[\p{L}_]*)/u,
    /(?<input>\$(?:\{[\p{L}\p{Nd}_\p{White_Space}]+\}|[\p{L}\p{Nd}_]+))/u,
    /(?<bracket>[()])/u,
  ]
    .map(({ source }) => source)
    .join('|'),
  'uy'
);
const kinds = ['operator', 'number', 'word', 'input', 'bracket'] as const;

/** The parts of a math expression, the last one being its end. */
export function mathTokens(text: string): MathToken[] | Refusal {
  const tokens: MathToken[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) {
      return { sentence: unreadable(text.slice(at)) };
    }
    const kind = kinds.find((name) => found.groups?.[name] !== undefined);
    if (kind !== undefined) {
      tokens.push({ kind, text: found[0] });
    }
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function unreadable(rest: string): string {
  switch (rest[0]) {
    case '$':
      return `'${excerpt(rest)}' names no query or expression. Write $A, or \${my query} where the name has spaces; other signs cannot stand in it.`;
    case '"':
      return `'${excerpt(rest)}' is a text in quotes, which no function of math expressions takes. Remove it.`;
    default:
      return `'${excerpt(rest)}' cannot be read as math. Remove the sign '${String.fromCodePoint(rest.codePointAt(0) ?? 0)}'.`;
  }
}

const excerpt = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}...` : text);
