import fc from 'fast-check';

/** Texts as they come from outside, with whatever means something to addresses, to Grafana and to query languages. */
export const hostileTexts: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '"',
        "'",
        '\\',
        '\\u0041',
        '\n',
        '\t',
        '*',
        '(',
        ')',
        ':',
        '!',
        ' and ',
        ' or not ',
        '%25',
        '&_a=',
        '#',
        '$x',
        '${__from}',
        '[[x]]',
        '</script>',
        'ä',
        '🦊',
        'a'
      ),
      { minLength: 1, maxLength: 6 }
    )
    .map((parts) => parts.join(''))
);
