import fc from 'fast-check';
import { decode } from 'rison-node';

import { hostileTexts } from '../../test/hostileTexts';
import { rison, risonParameter, type RisonValue } from './rison';

const values = fc.letrec<{ value: RisonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostileTexts,
    fc.boolean(),
    fc.integer(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(
      hostileTexts.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 3, noNullPrototype: true }
    )
  ),
})).value;

describe('rison', () => {
  it('is read back by the reader that Kibana has, whatever stands in it', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(decode(rison(value))).toEqual(value);
      })
    );
  });

  it('looks as it does in addresses of Discover', () => {
    expect(rison({ columns: [], time: { from: 'now-1h' }, pause: true, '@': 1 })).toBe(
      "(columns:!(),time:(from:'now-1h'),pause:!t,'@':1)"
    );
  });

  it('leaves nothing in an address that is read as something else', () => {
    fc.assert(
      fc.property(values, (value) => {
        const parameter = risonParameter(value);
        expect(parameter).toMatch(/^[\w.~%-]*$/);
        expect(decode(decodeURIComponent(parameter))).toEqual(value);
      })
    );
    expect(decodeURIComponent(risonParameter('half of a fox: \ud83e'))).toBe("'half of a fox: \ufffd'");
  });
});
