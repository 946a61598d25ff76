import { type Labels } from '@grafana/data';
import fc from 'fast-check';

import { LabelIndex } from './labelIndex';
import { number } from './testValues';
import { labelsKey } from './values';

const text = fc.constantFrom('', 'a', '</script>"\\\n$1', '模');
const labels: fc.Arbitrary<Labels> = fc
  .dictionary(fc.constantFrom('class', 'version', 'a","b', '__proto__', 'constructor'), text)
  .map((entries) => Object.fromEntries(Object.entries(entries)));

const hasAll = (more: Labels, fewer: Labels) =>
  Object.entries(fewer).every(([name, value]) => Object.hasOwn(more, name) && more[name] === value);

it('finds what a look at all of them finds', () => {
  fc.assert(
    fc.property(fc.array(labels), labels, (all, asked) => {
      const found = new LabelIndex(all.map((one, i) => number(i, one))).meeting(asked);
      const expected = all
        .map((one, i) => number(i, one))
        .filter((one) => hasAll(one.labels, asked) || hasAll(asked, one.labels));
      const order = (values: typeof found) =>
        values.map((value) => ('value' in value ? value.value : undefined)).sort();
      expect(order(found)).toEqual(order(expected));
    })
  );
});

it('meets everything where either side has no labels', () => {
  const values = [number(1, { class: 'a' }), number(2), number(3, { version: 'v1' })];
  expect(new LabelIndex(values).meeting({}).map((value) => labelsKey('labels' in value ? value.labels : {}))).toEqual(
    values.map((value) => labelsKey(value.labels))
  );
  expect(new LabelIndex([{ type: 'scalar', value: 2 }]).meeting({ class: 'a' })).toEqual([
    { type: 'scalar', value: 2 },
  ]);
});
