import { eitherCase } from '../../query/textSearch';

/**
 * A small typed builder for Lucene queries. Text from outside (fields, values) enters a query through these functions only,
 * which escape it.
 */
declare const brand: unique symbol;
/** A whole query, safe to stand beside others. */
export type Lucene = string & { readonly [brand]: true };

const lucene = (text: string): Lucene => text as Lucene;

/** `$` and `[[` are written as code points: Grafana looks for variables in the query, and Lucene reads them back. */
function withoutVariables(text: string): string {
  return text.replace(/\$/g, '\\u0024').replace(/\[\[/g, '\\u005b\\u005b');
}

/** A field's name, whatever characters it has. */
function fieldName(name: string): string {
  return withoutVariables(name.replace(/[+\-=&|><!(){}[\]^"~*?:\\/\s]/g, '\\$&'));
}

/** A text in quotes, which matches just this text in a keyword field. */
function quoted(value: string): string {
  return `"${withoutVariables(value.replace(/[\\"]/g, '\\$&'))}"`;
}

/** A field that has this value. */
export function is(field: string, value: string): Lucene {
  return lucene(`${fieldName(field)}:${quoted(value)}`);
}

/** A field that has one of these values. */
export function isOneOf(field: string, values: readonly string[]): Lucene {
  return values.length === 1 ? is(field, values[0]) : or(values.map((value) => is(field, value)));
}

/** A field with any value. */
export function exists(field: string): Lucene {
  return lucene(`_exists_:${fieldName(field)}`);
}

/** A number in (low, high]. */
export function within(field: string, low: number, high: number): Lucene {
  return lucene(`${fieldName(field)}:{${bound(low)} TO ${bound(high)}${high === Infinity ? '}' : ']'}`);
}

function bound(value: number): string {
  return Number.isFinite(value) ? String(value) : '*';
}

/** A moment in (from, to], in milliseconds since the epoch. */
export function duringRange(field: string, from: number, to: number): Lucene {
  const moment = (time: number) => `"${new Date(time).toISOString()}"`;
  return lucene(`${fieldName(field)}:{${moment(from)} TO ${moment(to)}]`);
}

/** A moment in the last milliseconds before the search, rounded to seconds: a rule has no other clock. */
export function duringLast(field: string, lengthMs: number): Lucene {
  return lucene(`${fieldName(field)}:{now-${Math.round(lengthMs / 1000)}s TO now]`);
}

/** A keyword field that a regular expression of Lucene's own notation matches as a whole. */
export function matches(field: string, pattern: string): Lucene {
  return lucene(`${fieldName(field)}:/${withoutVariables(pattern.replace(/\//g, '\\/'))}/`);
}

/** Characters that mean something in Lucene's regular expressions, and '$', which Grafana looks for. */
const SPECIAL = /[.?+*|{}[\]()"\\#@&<>~^$\-/]/;

/** A keyword field that holds this text somewhere, in either case; a text field that has it within one of its words. */
export function contains(field: string, text: string): Lucene {
  const pattern = [...text].map((character) => oneOfCharacters(eitherCase(character))).join('');
  return lucene(`${fieldName(field)}:/.*${pattern}.*/`);
}

/** A '$' in brackets is no variable's. */
function oneOfCharacters(characters: readonly string[]): string {
  const [first] = characters;
  if (first === '$') {
    return '[$]';
  }
  return characters.length > 1 ? `[${characters.join('')}]` : SPECIAL.test(first) ? `\\${first}` : first;
}

/** All of these together, where it stands among others. */
export function allOf(parts: readonly Lucene[]): Lucene {
  return lucene(`(${and(parts)})`);
}

export function not(query: Lucene): Lucene {
  return lucene(`NOT ${query}`);
}

export function and(parts: readonly Lucene[]): Lucene {
  return parts.length === 0 ? lucene('*') : lucene(parts.join(' AND '));
}

export function or(parts: readonly Lucene[]): Lucene {
  return lucene(`(${parts.join(' OR ')})`);
}
