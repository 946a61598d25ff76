/**
 * The search for text in records: words between blanks, each of which must occur somewhere in a record, in either case. What
 * counts as the same letter is decided here, for every engine.
 */

/** In characters: a search is made of a pattern for each word, and patterns have a longest length. */
export const LONGEST_SEARCH = 100;

export function wordsOf(search: string): string[] {
  return search.split(/\s+/u).filter((word) => word !== '');
}

/** A character in either case, as far as it has but one character in each. */
export function eitherCase(character: string): string[] {
  const single = (text: string) => [...text].length === 1;
  return [...new Set([character, character.toLowerCase(), character.toUpperCase()].filter(single))];
}
