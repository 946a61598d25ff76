/**
 * A small typed builder for KQL, the query language of Kibana's Discover, which OpenSearch Dashboards calls DQL. Text from
 * outside (fields, values) enters a query through these functions only, which escape it for both. They say what a keyword
 * field holds just as the query language of Elasticsearch itself does; what KQL cannot say is undefined, and so is all that
 * it is a part of.
 */
declare const brand: unique symbol;
/** A whole query, safe to stand beside others. */
export type Kql = string & { readonly [brand]: true };
export type MaybeKql = Kql | undefined;

const kql = (text: string): Kql => text as Kql;

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

/** In quotes nothing else means anything: neither `*` nor `and`. */
function quoted(text: string): string {
  return `"${text.replace(/[\n\r\t"\\]/g, (character) => SHORT[character])}"`;
}

/** Words that mean something where a field's name is expected without quotes. */
const WORDS = ['and', 'or', 'not', 'null', 'true', 'false'];

function fieldName(name: string): string {
  return /^[a-z_@][\w.@-]*$/i.test(name) && !WORDS.includes(name.toLowerCase()) ? name : quoted(name);
}

/** A field that has this value. A text in quotes that is empty finds nothing. */
export function is(field: string, value: string): MaybeKql {
  return value === '' ? undefined : kql(`${fieldName(field)}: ${quoted(value)}`);
}

/** A field that has one of these values. */
export function isOneOf(field: string, values: readonly string[]): MaybeKql {
  if (values.length === 1) {
    return is(field, values[0]);
  }
  return values.includes('') ? undefined : kql(`${fieldName(field)}: (${values.map(quoted).join(' or ')})`);
}

/** A field with any value. */
export function exists(field: string): Kql {
  return kql(`${fieldName(field)}: *`);
}

/** A moment in (from, to], in milliseconds since the epoch. */
export function duringRange(field: string, from: number, to: number): Kql {
  const [after, until] = [from, to].map((time) => quoted(new Date(time).toISOString()));
  return kql(`(${fieldName(field)} > ${after} and ${fieldName(field)} <= ${until})`);
}

/** KQL has no regular expressions. */
export function matches(_field: string, _pattern: string): MaybeKql {
  return undefined;
}

export function not(query: MaybeKql): MaybeKql {
  return query && kql(`not ${query}`);
}

export function and(parts: readonly MaybeKql[]): MaybeKql {
  return all(parts) ? kql(parts.join(' and ')) : undefined;
}

/** All of these together, where it stands among others. */
export function allOf(parts: readonly MaybeKql[]): MaybeKql {
  const together = and(parts);
  return together && kql(`(${together})`);
}

export function or(parts: readonly MaybeKql[]): MaybeKql {
  return all(parts) ? kql(`(${parts.join(' or ')})`) : undefined;
}

const all = (parts: readonly MaybeKql[]): parts is readonly Kql[] => parts.every((part) => part !== undefined);
