import fc from 'fast-check';

import { hostileTexts } from '../../test/hostileTexts';
import { readKql } from '../../test/readKql';
import { allOf, and, duringRange, exists, is, isOneOf, matches, not, or } from './kql';

const given = hostileTexts.filter((text) => text !== '');

describe('KQL', () => {
  it('reads well where it can', () => {
    expect(is('prediction.label.keyword', 'reject')).toBe('prediction.label.keyword: "reject"');
    expect(isOneOf('model.version', ['v1', 'v2'])).toBe('model.version: ("v1" or "v2")');
    expect(and([exists('outcome.label'), not(is('region', 'eu'))])).toBe('outcome.label: * and not region: "eu"');
    expect(duringRange('outcome.observed', 0, 1)).toBe(
      '(outcome.observed > "1970-01-01T00:00:00.000Z" and outcome.observed <= "1970-01-01T00:00:00.001Z")'
    );
  });

  it('means just the field and the value that it is given, whatever they hold', () => {
    fc.assert(
      fc.property(given, given, (field, value) => {
        expect(readKql(is(field, value) ?? '')).toEqual({ match_phrase: { [field]: value } });
      })
    );
  });

  it('keeps values apart that hold words and signs of its own', () => {
    fc.assert(
      fc.property(fc.array(given, { minLength: 2, maxLength: 4 }), (values) => {
        expect(readKql(isOneOf('field', values) ?? '')).toEqual({
          bool: { should: values.map((value) => ({ match_phrase: { field: value } })) },
        });
      })
    );
  });

  it('quotes names of fields that it would take for something else', () => {
    for (const field of ['not', 'OR', 'null', '1', 'a b', 'a*', 'features.größe']) {
      expect(is(field, 'x')).toBe(`"${field}": "x"`);
    }
  });

  it('is undefined where it cannot say a part, and so is the whole', () => {
    const cannot = [is('field', ''), isOneOf('field', ['a', '']), matches('field', 'a.*')];
    for (const part of cannot) {
      expect(part).toBeUndefined();
      for (const whole of [not(part), or([exists('a'), part]), and([exists('a'), part]), allOf([part])]) {
        expect(whole).toBeUndefined();
      }
    }
  });

  it('brackets what stands among others', () => {
    const either = or([is('a', '1'), allOf([is('b', '2'), not(is('c', '3'))])]);
    expect(readKql(and([either, exists('d')]) ?? '')).toEqual({
      bool: {
        filter: [
          {
            bool: {
              should: [
                { match_phrase: { a: '1' } },
                {
                  bool: {
                    filter: [{ match_phrase: { b: '2' } }, { bool: { must_not: { match_phrase: { c: '3' } } } }],
                  },
                },
              ],
            },
          },
          { exists: { field: 'd' } },
        ],
      },
    });
  });
});
