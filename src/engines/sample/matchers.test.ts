import { type Matcher } from '../../query/query';
import { type Subject } from '../subjects';
import { recordFilter, wrongMatcher } from './matchers';
import { type AuditRecord } from './records';

const record: AuditRecord = {
  model: 'm',
  version: 'v1',
  predicted: 'a',
  actual: 'b',
  error: { type: 'E', message: '' },
  features: { site: 'eu-west', age: 30, note: null, version: 'not this one', __proto: 'x' },
};

function passes(label: string, operator: Matcher['operator'], value: string, subject: Subject = 'outcomes'): boolean {
  const matchers = [{ label, operator, value }];
  return recordFilter({ name: 'm', versions: [], matchers }, subject)(record);
}

it.each<[string, Matcher['operator'], string, boolean]>([
  ['actual', '=', 'b', true],
  ['actual', '!=', 'b', false],
  ['version', '=', 'v1', true],
  ['site', '=~', 'eu.*', true],
  // Anchored at both ends, alternatives too.
  ['site', '=~', 'eu', false],
  ['site', '=~', 'eu|west', false],
  ['site', '=~', 'us|eu-west', true],
  ['site', '!~', 'eu', true],
  ['site', '=~', '(?i)EU-WEST', true],
  // Needless escapes are no error in RE2.
  ['site', '=~', 'eu\\-west', true],
  ['age', '=', '30', true],
  // What is not there is empty.
  ['note', '=', '', true],
  ['nothing', '=', '', true],
  ['nothing', '!=', '', false],
  ['nothing', '=~', '.*', true],
  ['nothing', '=~', '.+', false],
  ['toString', '=', '', true],
  ['constructor', '=', '', true],
])('%s %s %j: %s', (label, operator, value, expected) => {
  expect(passes(label, operator, value)).toBe(expected);
});

it('classes and types of errors are looked at where the telemetry has them', () => {
  expect(passes('actual', '=', 'other', 'outcomes')).toBe(false);
  expect(passes('actual', '=', 'other', 'predictions')).toBe(true);
  expect(passes('predicted', '=', 'other', 'predictions')).toBe(false);
  expect(passes('error_type', '=', 'other', 'errors')).toBe(false);
  expect(passes('error_type', '=', 'other', 'outcomes')).toBe(true);
  expect(passes('site', '=', 'other', 'errors')).toBe(false);
});

it('versions are alternatives', () => {
  const of = (...versions: string[]) => recordFilter({ name: 'm', versions, matchers: [] }, 'outcomes')(record);
  expect([of('v1'), of('v2'), of('v2', 'v1'), of()]).toEqual([true, false, true, true]);
});

it('a pattern that cannot be read gets a sentence', () => {
  const sentence = (value: string) =>
    wrongMatcher({ name: 'm', versions: [], matchers: [{ label: 'site', operator: '=~', value }] });
  expect(sentence('(')).toContain("The regular expression '(' of the matcher on 'site' cannot be read.");
  expect(sentence('[')).toBeDefined();
  expect(sentence('a.*|b')).toBeUndefined();
});
