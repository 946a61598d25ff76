/** Class names come from models and may hold anything: here they become text that can be read and told apart. */

// Ranges instead of \p{...}, which compiles to 20 kB.
/** Characters that cannot be seen, or that would turn around the text after them: controls, formats, line separators. */
const invisible = /[\0-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
/** No blank, no punctuation but '-', '.' and '_'. */
const oneWord = /^[^\s!-,/:-@[-^`{-~\xa1-\xbf\u2000-\u206f\u3000-\u303f]+$/;
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
    .replace(/[^\S \n\r\t]/g, (blank) => code(blank))
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

/** As a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** In a sentence: in quotes, unless the name is one plain word. */
export function inSentence(shown: string): string {
  const short = shorten(shown, 300);
  return oneWord.test(short) ? short : `“${short}”`;
}
