import { type RecordFields, type RecordMapping } from '../../query/recordFields';
import { type Matcher, type ModelQuery } from '../../query/query';
import { type Subject, carriedBy } from '../subjects';
import * as lucene from './lucene';
import { type Lucene } from './lucene';
import { type Notation } from './notation';

/** What says which documents of an index are records, and under which names they have what. */
export type Selecting = Pick<RecordMapping, 'fields' | 'only'>;

/** The documents that are records at all; everything that is counted or listed is among them. */
export function allRecords(mapping: Selecting): Lucene[] {
  return allRecordsIn<Lucene>(lucene, mapping);
}

function allRecordsIn<Q>(notation: Notation<Q>, { only }: Selecting): Q[] {
  return only.map((condition) => {
    const { label: field, operator, value } = condition;
    if (value === '' && !operator.includes('~')) {
      // By its presence, which can be told of a field of any type.
      return operator === '=' ? notation.not(notation.exists(field)) : notation.exists(field);
    }
    return passes(notation, field, condition);
  });
}

/** The records of a model that a query is about: of its versions, and let through by its further matchers. */
export function modelRecords(query: ModelQuery, mapping: Selecting, subject: Subject): Lucene[] {
  return modelRecordsIn<Lucene>(lucene, query, mapping, subject);
}

export function modelRecordsIn<Q>(
  notation: Notation<Q>,
  { model }: ModelQuery,
  mapping: Selecting,
  subject: Subject
): Q[] {
  const { name, versions, matchers } = model;
  const { fields } = mapping;
  return [
    ...allRecordsIn(notation, mapping),
    notation.is(fields.model, name),
    ...(versions.length > 0 ? [notation.isOneOf(fields.version, versions)] : []),
    ...matchers
      .filter(({ label }) => carriedBy(subject, label))
      .map((matcher) => passes(notation, fieldOf(matcher.label, fields), matcher)),
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
function passes<Q>(notation: Notation<Q>, field: string, { operator, value }: Matcher): Q {
  const literals = operator.includes('~') ? literalsOf(value) : [value];
  const found = literals
    ? notation.or(literals.map((one) => equalsIn(notation, field, one)))
    : notation.matches(field, value);
  return operator.startsWith('!') ? notation.not(found) : found;
}

/** A field that has just this value, or none where the value is ''. */
export function equals(field: string, value: string): Lucene {
  return equalsIn<Lucene>(lucene, field, value);
}

function equalsIn<Q>({ allOf, is, not, matches }: Notation<Q>, field: string, value: string): Q {
  // Text in quotes that is empty finds nothing. In brackets, since 'a OR NOT b' means 'a, but not b'.
  return value === '' ? allOf([not(matches(field, '.+'))]) : is(field, value);
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
export function wrongPattern(matchers: readonly Matcher[]): string | undefined {
  const wrong = matchers.find(
    ({ operator, value }) => operator.includes('~') && !literalsOf(value) && /\\[a-zA-Z]|[\^$]|\(\?/.test(value)
  );
  return (
    wrong &&
    `The regular expression '${wrong.value}' of the matcher on '${wrong.label}' has parts that Elasticsearch does not know. It knows . * + ? | ( ) [ ] { }; write [0-9] for a digit, and leave ^ and $ out, since a pattern is always of the whole text.`
  );
}
