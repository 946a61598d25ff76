import fc from 'fast-check';

import { plainFormats } from './formats';
import { inSentence, shorten, visibleName } from './names';

describe('class names', () => {
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

describe('numbers', () => {
  const { count, shortCount, share } = plainFormats();

  it('of outcomes are whole, since extrapolated counts are never exact', () => {
    expect([count(1635), count(5.9), count(0.2), count(0)]).toEqual(['1,635', '6', '<1', '0']);
    expect([shortCount(999), shortCount(1635), shortCount(1_234_567)]).toEqual(['999', '1.6k', '1.2M']);
    expect(plainFormats({ count: 2 }).count(5.923)).toBe('5.92');
  });

  it('of shares do not claim 0 or 100 % that is neither', () => {
    expect([share(0), share(0.0001), share(0.275), share(0.99999), share(1)]).toEqual([
      '0.0 %',
      '<0.1 %',
      '27.5 %',
      '>99.9 %',
      '100.0 %',
    ]);
    expect(share(0.001, 0)).toBe('<1 %');
    expect(plainFormats({ share: 2 }).share(0.27474)).toBe('27.47 %');
  });
});
