import { EXPRESSION_UID, type ReduceModel } from '../ruleQuery';
import { reduce } from './reduce';
import { number, series } from './testValues';
import { noData } from './values';

const model = (reducer: ReduceModel['reducer'], settings?: ReduceModel['settings']): ReduceModel => ({
  refId: 'B',
  datasource: { type: EXPRESSION_UID, uid: EXPRESSION_UID },
  type: 'reduce',
  expression: 'A',
  reducer,
  ...(settings && { settings }),
});

const at = (...numbers: Array<number | undefined>) =>
  series(
    numbers.map((value, i): [number, number | undefined] => [i * 60_000, value]),
    { class: 'ü"' }
  );
const reduced = (value: number | undefined) => [number(value, { class: 'ü"' })];

describe.each([
  ['last', 2, NaN],
  ['sum', 9, 0],
  ['mean', 3, NaN],
  ['min', 2, NaN],
  ['max', 4, NaN],
  ['count', 3, 0],
] as const)('%s', (reducer, value, ofNothing) => {
  it(`of 3, 4, 2 is ${value}, with the labels of the series`, () => {
    expect(reduce([at(3, 4, 2)], model(reducer))).toEqual(reduced(value));
  });

  it('drops whatever is no finite number, if it is told to', () => {
    const spoilt = at(3, NaN, 4, undefined, 2, Infinity);
    expect(reduce([spoilt], model(reducer, { mode: 'dropNN' }))).toEqual(reduced(value));
  });

  it(`of nothing is ${ofNothing}, which becomes null where NaN is dropped`, () => {
    expect(reduce([at()], model(reducer))).toEqual(reduced(ofNothing));
    const dropped = Number.isNaN(ofNothing) ? undefined : ofNothing;
    expect(reduce([at(NaN, undefined)], model(reducer, { mode: 'dropNN' }))).toEqual(reduced(dropped));
  });
});

it.each(['sum', 'mean', 'min', 'max'] as const)('%s of a null or NaN among others is NaN', (reducer) => {
  expect(reduce([at(1, undefined, 2)], model(reducer))).toEqual(reduced(NaN));
  expect(reduce([at(1, NaN, 2)], model(reducer))).toEqual(reduced(NaN));
});

it('the last value may be null', () => {
  expect(reduce([at(1, undefined)], model('last'))).toEqual(reduced(undefined));
});

it('replaces whatever is no finite number', () => {
  const settings = { mode: 'replaceNN' as const, replaceWithValue: 5 };
  expect(reduce([at(1, NaN, undefined, Infinity)], model('sum', settings))).toEqual(reduced(16));
  expect(reduce([at()], model('mean', settings))).toEqual(reduced(5));
});

it('leaves numbers as they are, and drops or replaces them like the others', () => {
  const numbers = [number(1, { class: 'a' }), number(NaN, { class: 'b' })];
  expect(reduce(numbers, model('count'))).toEqual(numbers);
  expect(reduce(numbers, model('count', { mode: 'dropNN' }))).toEqual([numbers[0]]);
  expect(reduce(numbers, model('sum', { mode: 'replaceNN', replaceWithValue: 0 }))).toEqual([
    numbers[0],
    number(0, { class: 'b' }),
  ]);
});

it('has no data where there is none', () => {
  expect(reduce([noData], model('count'))).toEqual([noData]);
});

it('refuses a bare number, as Grafana does', () => {
  expect(reduce([{ type: 'scalar', value: 2 }], model('last'))).toEqual({
    sentence: 'Expression B reduces A, which is a number of its own and not of a query. Remove the reduction.',
  });
});
