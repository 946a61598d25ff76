/** What is stored is of any text; the editor offers only what is known. */
export function checkChoice(what: string, value: string, known: readonly string[]): string[] {
  return known.includes(value) ? [] : [`The ${what} '${value}' is not known. Choose one of ${known.join(', ')}.`];
}
