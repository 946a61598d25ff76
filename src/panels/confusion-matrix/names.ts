/** Class names come from models and may hold anything: here they become text that can be read and told apart. */

/** Characters that cannot be seen, or that would turn around the text after them. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
const marks: Record<string, string> = { '\n': '⏎', '\r': '⏎', '\t': '⇥' };

/**
 * A class as it is shown: an empty name as '(empty)', blanks that could be missed (first, last, double or unusual ones)
 * as '␣', control characters by their code. Two different names never look equal.
 */
export function visibleName(name: string): string {
  if (name === '') {
    return '(empty)';
  }
  return name
    .replace(/^ +| +$| {2,}/g, (blanks) => '␣'.repeat(blanks.length))
    .replace(/[^\S \n\r\t]/gu, (blank) => code(blank))
    .replace(invisible, (character) => marks[character] ?? code(character));
}

function code(character: string): string {
  return `‹${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}

/** At most so many characters, the last one '…' where some are missing. Never cuts a character in two. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  return (
    Array.from(text.slice(0, 2 * limit))
      .slice(0, limit - 1)
      .join('') + '…'
  );
}

/** In a sentence: in quotes, unless the name is one plain word. */
export function inSentence(shown: string): string {
  const short = shorten(shown, 300);
  return /^[\p{L}\p{N}_.-]+$/u.test(short) ? short : `“${short}”`;
}
