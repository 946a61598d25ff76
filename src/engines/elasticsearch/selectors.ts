import { type RecordFields } from '../../query/recordFields';
import { type Matcher, type ModelQuery } from '../../query/query';
import { type Subject, carriedBy } from '../subjects';
import { is, isOneOf, type Lucene, matches, not, or } from './lucene';

/** The records of a model that a query is about: of its versions, and let through by its further matchers. */
export function modelRecords(query: ModelQuery, fields: RecordFields, subject: Subject): Lucene[] {
  const { name, versions, matchers } = query.model;
  return [
    is(fields.model, name),
    ...(versions.length > 0 ? [isOneOf(fields.version, versions)] : []),
    ...matchers.filter(({ label }) => carriedBy(subject, label)).map((matcher) => passes(matcher, fields)),
  ];
}

/** A label's field: those of the query language by their role, others as they are. */
export function fieldOf(label: string, fields: RecordFields): string {
  switch (label) {
    case 'model':
      return fields.model;
    case 'version':
      return fields.version;
    case 'actual':
      return fields.actual;
    case 'predicted':
      return fields.predicted;
    case 'error_type':
      return fields.errorType;
    default:
      return label;
  }
}

/** A record without the field has the value ''. */
function passes({ label, operator, value }: Matcher, fields: RecordFields): Lucene {
  const field = fieldOf(label, fields);
  const literals = operator.includes('~') ? literalsOf(value) : [value];
  const found = literals ? or(literals.map((one) => equals(field, one))) : matches(field, value);
  return operator.startsWith('!') ? not(found) : found;
}

/** A field that has just this value, or none where the value is ''. */
export function equals(field: string, value: string): Lucene {
  // Text in quotes that is empty finds nothing.
  return value === '' ? not(matches(field, '.+')) : is(field, value);
}

/** The texts that a pattern stands for, if it is but an alternation of escaped texts, as variables of several values are. */
function literalsOf(pattern: string): string[] | undefined {
  const inner = /^\((.*)\)$/s.exec(pattern)?.[1] ?? pattern;
  const parts = inner.match(/(?:\\[^]|[^|\\])+|(?<=\|)(?=\||$)|^(?=\|)/g) ?? [''];
  return parts.every((part) => !/[.*+?^${}()[\]]/.test(part.replace(/\\[^\w\s]/g, '')))
    ? parts.map((part) => part.replace(/\\([^\w\s])/g, '$1'))
    : undefined;
}

/** Which pattern Lucene cannot read, in a sentence: it knows no classes such as \\d, no anchors and no look-around. */
export function wrongPattern({ matchers }: ModelQuery['model']): string | undefined {
  const wrong = matchers.find(
    ({ operator, value }) => operator.includes('~') && !literalsOf(value) && /\\[a-zA-Z]|[\^$]|\(\?/.test(value)
  );
  return (
    wrong &&
    `The regular expression '${wrong.value}' of the matcher on '${wrong.label}' has parts that Elasticsearch does not know. It knows . * + ? | ( ) [ ] { }; write [0-9] for a digit, and leave ^ and $ out, since a pattern is always of the whole text.`
  );
}
