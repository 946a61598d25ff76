import fc from 'fast-check';

import { inSentence, shorten, visibleName } from './names';

describe('names from outside', () => {
  it.each([
    ['', '(empty)'],
    [' ', '␣'],
    ['a ', 'a␣'],
    [' a', '␣a'],
    ['a  b', 'a␣␣b'],
    ['a b', 'a b'],
    ['a\u00a0b', 'a‹00A0›b'],
    ['line\nbreak\ttab', 'line⏎break⇥tab'],
    ['\u202Eabc', '‹202E›abc'],
    ['zero\u200Bwidth', 'zero‹200B›width'],
    ['<b>bold</b>', '<b>bold</b>'],
    ['日本語', '日本語'],
  ])('%j is shown as %s', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });

  it('are cut by whole characters', () => {
    expect(shorten('abcdef', 6)).toBe('abcdef');
    expect(shorten('abcdefg', 6)).toBe('abcde…');
    expect(shorten('🙂'.repeat(9), 4)).toBe('🙂🙂🙂…');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => Array.from(shorten(text, 5)).length <= 5 || text.length <= 5)
    );
  });

  it('stand in quotes in a sentence, unless they are one word', () => {
    expect(inSentence('approve')).toBe('approve');
    expect(inSentence('v1.2-rc_3')).toBe('v1.2-rc_3');
    expect(inSentence("it's late")).toBe("“it's late”");
    expect(inSentence('x'.repeat(10_000))).toHaveLength(302);
  });
});
