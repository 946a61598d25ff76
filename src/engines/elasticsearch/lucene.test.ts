import { allOf, and, contains, duringRange, exists, is, isOneOf, matches, not, or, within } from './lucene';

it.each([
  ['say "hi"', 'f:"say \\"hi\\""'],
  ['back\\slash', 'f:"back\\\\slash"'],
  ['$model ${model}', 'f:"\\u0024model \\u0024{model}"'],
  ['[[model]]', 'f:"\\u005b\\u005bmodel]]"'],
  ['two\nlines', 'f:"two\nlines"'],
  ['a OR b) NOT *', 'f:"a OR b) NOT *"'],
  ['日本語 </script>', 'f:"日本語 </script>"'],
  ['', 'f:""'],
])('a value stays what it is: %j', (value, query) => {
  expect(is('f', value)).toBe(query);
});

it('a field of any name is one field', () => {
  expect(is('a b:c (d)', 'x')).toBe('a\\ b\\:c\\ \\(d\\):"x"');
  expect(exists('model.name')).toBe('_exists_:model.name');
});

it('numbers lie above the lower end and up to the upper one', () => {
  expect(within('score', 0.05, 0.1)).toBe('score:{0.05 TO 0.1]');
  expect(within('score', -Infinity, 0)).toBe('score:{* TO 0]');
  expect(within('score', 0.95, Infinity)).toBe('score:{0.95 TO *}');
});

it('moments lie after the first and up to the last', () => {
  expect(duringRange('outcome.observed', 0, 1500)).toBe(
    'outcome.observed:{"1970-01-01T00:00:00.000Z" TO "1970-01-01T00:00:01.500Z"]'
  );
});

it('queries are put together, each part as it is', () => {
  const [a, b] = [is('a', '1'), is('b', '2')];
  expect(and([a, or([b, not(a)])])).toBe('a:"1" AND (b:"2" OR NOT a:"1")');
  expect(isOneOf('a', ['1'])).toBe('a:"1"');
  expect(isOneOf('a', ['1', '2'])).toBe('(a:"1" OR a:"2")');
  expect(and([])).toBe('*');
  expect(not(allOf([a, b]))).toBe('NOT (a:"1" AND b:"2")');
});

it('a pattern ends where it ends', () => {
  expect(matches('a', 'x/.*$')).toBe('a:/x\\/.*\\u0024/');
});

it.each([
  ['aB', '[aA][Bb]'],
  ['ä', '[äÄ]'],
  ['ß', 'ß'],
  ['1.5', '1\\.5'],
  ['a/b', '[aA]\\/[bB]'],
  ['$__x', '[$]__[xX]'],
  ['[[x]]', '\\[\\[[xX]\\]\\]'],
  ['"~<#&@>', '\\"\\~\\<\\#\\&\\@\\>'],
  ['日本', '日本'],
])('a text is looked for as it is, in either case: %j', (text, pattern) => {
  expect(contains('f', text)).toBe(`f:/.*${pattern}.*/`);
});
