import { type Matcher, type ModelSelector } from '../../query/query';
import { carriedBy, type Subject } from '../subjects';
import { getOrAdd } from '../tally';
import { attributeOf, type AuditRecord } from './records';

/** Whether a record is of the versions, and passes the further matchers, that a query names. */
export function recordFilter(model: ModelSelector, subject: Subject): (record: AuditRecord) => boolean {
  const tests = model.matchers
    .filter(({ label }) => carriedBy(subject, label))
    .map((matcher) => {
      const test = valueTest(matcher);
      // Records have few different values: each is tested once.
      const known = new Map<string, boolean>();
      return (record: AuditRecord) => {
        const value = attributeOf(record, matcher.label);
        return getOrAdd(known, value, () => test(value));
      };
    });
  const versions = new Set(model.versions);
  return (record) => (versions.size === 0 || versions.has(record.version)) && tests.every((test) => test(record));
}

/** The first matcher whose regular expression cannot be read here, in a sentence. */
export function wrongMatcher({ matchers }: ModelSelector): string | undefined {
  const wrong = matchers.find(({ operator, value }) => operator.includes('~') && anchored(value) === undefined);
  return (
    wrong &&
    `The regular expression '${wrong.value}' of the matcher on '${wrong.label}' cannot be read. Correct it; text that is no pattern needs a backslash before each of . * + ? ( ) [ ] { } | ^ $ and backslash itself.`
  );
}

/** Whether the matchers on an attribute let a value of it through. */
export function valuePasses({ matchers }: ModelSelector, label: string, value: string): boolean {
  return matchers.every((matcher) => matcher.label !== label || valueTest(matcher)(value));
}

function valueTest({ operator, value }: Matcher): (text: string) => boolean {
  const pattern = operator.includes('~') ? anchored(value) : undefined;
  const matches = (text: string) => (pattern ? pattern.test(text) : text === value);
  return operator.startsWith('!') ? (text) => !matches(text) : matches;
}

/**
 * A regular expression that has to match the whole text, as PromQL's. Prometheus reads RE2, which JavaScript's notation
 * mostly holds; flags at the beginning, such as (?i), are understood too.
 */
function anchored(source: string): RegExp | undefined {
  const [, flags = '', rest] = /^(?:\(\?([ims]+)\))?([^]*)$/.exec(source) ?? [];
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(`^(?:${rest})$`, [...new Set(`${flags}${unicode}s`)].join(''));
    } catch {
      // The unicode flag refuses escapes that are needless, which RE2 takes.
    }
  }
  return undefined;
}
