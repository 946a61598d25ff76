import fc from 'fast-check';

import { type Evaluator } from '../ruleQuery';
import { number, series } from './testValues';
import { threshold } from './threshold';
import { labelsKey, noData, type Value } from './values';

const nothing = new Set<string>();
const holds = (type: Evaluator['type'], params: number[], value: number | undefined) =>
  threshold([number(value)], { evaluator: { type, params } }, nothing);

it.each([
  ['gt', [2], [2.1, Infinity], [2, -1, NaN]],
  ['lt', [2], [1.9, -Infinity], [2, 3, NaN]],
  ['within_range', [1, 2], [1.1, 1.9], [1, 2, 0, 3, NaN]],
  ['outside_range', [1, 2], [0.9, 2.1, Infinity], [1, 2, 1.5, NaN]],
  // No number is between the ends of a range that is the wrong way round, and every one is beyond one of them.
  ['within_range', [2, 1], [], [1, 1.5, 2]],
  ['outside_range', [2, 1], [1, 1.5, 2], []],
] as const)('%s %j holds for %j and not for %j', (type, params, yes, no) => {
  yes.forEach((value) => expect(holds(type, [...params], value)).toEqual([number(1)]));
  no.forEach((value) => expect(holds(type, [...params], value)).toEqual([number(0)]));
});

it('null stays null, and no data no data', () => {
  expect(holds('gt', [0], undefined)).toEqual([number(undefined)]);
  expect(threshold([noData], { evaluator: { type: 'gt', params: [0] } }, nothing)).toEqual([noData]);
});

it('judges bare numbers and each point of a series', () => {
  const evaluator: Evaluator = { type: 'gt', params: [1] };
  expect(threshold([{ type: 'scalar', value: 2 }], { evaluator }, nothing)).toEqual([{ type: 'scalar', value: 1 }]);
  expect(
    threshold(
      [
        series([
          [0, 1],
          [60, 2],
        ]),
      ],
      { evaluator },
      nothing
    )
  ).toEqual([
    series([
      [0, 0],
      [60, 1],
    ]),
  ]);
});

describe('hysteresis', () => {
  const condition = {
    evaluator: { type: 'lt', params: [0.8] },
    unloadEvaluator: { type: 'gt', params: [0.85] },
  } satisfies { evaluator: Evaluator; unloadEvaluator: Evaluator };
  const reject = { class: 'reject' };
  const approve = { class: 'approve' };
  const firing = new Set([labelsKey(reject)]);

  it('holds on until the second condition ends it', () => {
    const flags = (value: number) => threshold([number(value, reject), number(value, approve)], condition, firing);
    // What fired comes last.
    expect(flags(0.79)).toEqual([number(1, approve), number(1, reject)]);
    expect(flags(0.82)).toEqual([number(0, approve), number(1, reject)]);
    expect(flags(0.85)).toEqual([number(0, approve), number(1, reject)]);
    expect(flags(0.86)).toEqual([number(0, approve), number(0, reject)]);
  });

  it('goes on firing while the number is NaN, which ends nothing', () => {
    expect(threshold([number(NaN, reject), number(NaN, approve)], condition, firing)).toEqual([
      number(0, approve),
      number(1, reject),
    ]);
  });

  it('knows labels in any order', () => {
    const labels = { a: '1', b: '2' };
    expect(threshold([number(0.82, labels)], condition, new Set([labelsKey({ b: '2', a: '1' })]))).toEqual([
      number(1, labels),
    ]);
  });

  it('has no data where nothing was given', () => {
    expect(threshold([], condition, firing)).toEqual([noData]);
    expect(threshold([noData], condition, firing)).toEqual([noData]);
  });

  it('changes nothing while nothing fires', () => {
    const value = fc.option(fc.double(), { nil: undefined });
    const values = fc.uniqueArray(fc.tuple(fc.string(), value), { selector: ([name]) => name, minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ noNaN: true }), (named, limit) => {
        const input = named.map(([name, one]): Value => number(one, { name }));
        const evaluator: Evaluator = { type: 'lt', params: [limit] };
        const plain = threshold(input, { evaluator }, nothing);
        expect(threshold(input, { evaluator, unloadEvaluator: { type: 'gt', params: [limit] } }, nothing)).toEqual(
          plain
        );
      })
    );
  });
});
