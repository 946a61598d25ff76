import { isRefusal } from '../../engines/engine';
import { evaluateMath } from './evaluateMath';
import { parseMath } from './parseMath';
import { number, series } from './testValues';
import { noData, type Value } from './values';

function math(text: string, inputs: Record<string, Value[]> = {}): readonly Value[] {
  const node = parseMath(text);
  if (isRefusal(node)) {
    throw new Error(node.sentence);
  }
  return evaluateMath(node, new Map(Object.entries(inputs)));
}

/** Of an expression that gives one number. */
function numberOf(text: string, inputs: Record<string, Value[]> = {}): number | undefined | 'not one number' {
  const [value, ...others] = math(text, inputs);
  return others.length === 0 && value !== undefined && 'value' in value ? value.value : 'not one number';
}

describe('numbers', () => {
  it.each([
    ['7 % -4', 3],
    ['-7 % 4', -3],
    ['2 ** 0.5', Math.SQRT2],
    ['1 ** inf()', 1],
    ['1 / 0', Infinity],
    ['0 / 0', NaN],
    ['3 > 2', 1],
    ['3 != 3', 0],
    ['2 && 3', 1],
    ['0 || 0', 0],
    ['!0.5', 0],
    ['log(1)', 0],
    ['log(-1)', NaN],
    ['round(-2.5)', -3],
    ['round(2.5)', 3],
    ['ceil(-2.5)', -2],
    ['floor(-2.5)', -3],
    ['is_inf(infn())', 1],
    ['is_number(inf())', 0],
    ['is_number(1)', 1],
  ])('%s is %d', (text, value) => expect(numberOf(text)).toBe(value));

  it.each([
    ['nan() + 1', NaN],
    ['nan() == nan()', NaN],
    ['!nan()', NaN],
    ['0 || nan()', NaN],
    ['1 && nan()', NaN],
    ['nan() && 1', NaN],
    // Where the left side decides, the right one does not matter. As the left side, NaN counts as true.
    ['1 || nan()', 1],
    ['0 && nan()', 0],
    ['nan() || 0', 1],
    ['is_nan(nan())', 1],
  ])('NaN goes on: %s is %d', (text, value) => expect(numberOf(text)).toBe(value));

  it.each([
    ['null() + 1', undefined],
    ['1 || null()', undefined],
    ['-null()', undefined],
    ['!null()', undefined],
    ['is_null(null())', 1],
    ['is_null(nan())', 0],
    ['is_number(null())', 0],
    // Functions that ask nothing about null take it for NaN, and even the question for NaN is then not answered.
    ['abs(null())', NaN],
    ['is_nan(null())', NaN],
  ])('null goes on: %s is %p', (text, value) => expect(numberOf(text)).toBe(value));
});

describe('sides', () => {
  const approve = { predicted: 'approve' };
  const reject = { predicted: 'reject' };
  const script = { predicted: '</script>"\\\n$1', ü: '模' };

  it('meet where their labels are the same', () => {
    expect(
      math('$A / $B', { A: [number(6, approve), number(8, reject)], B: [number(2, reject), number(3, approve)] })
    ).toEqual([number(2, approve), number(4, reject)]);
  });

  it('meet where one has all labels of the other, and keep the more of them', () => {
    const more = { ...script, version: 'v1' };
    expect(math('$A - $B', { A: [number(5, more)], B: [number(1, script), number(2, approve)] })).toEqual([
      number(4, more),
    ]);
    expect(math('$B - $A', { A: [number(5, more)], B: [number(1, script), number(2, approve)] })).toEqual([
      number(-4, more),
    ]);
  });

  it('meet everything where one has no labels', () => {
    expect(math('$A / $all', { A: [number(1, approve), number(3, reject)], all: [number(4)] })).toEqual([
      number(0.25, approve),
      number(0.75, reject),
    ]);
    expect(math('2 * $A', { A: [number(3, reject)] })).toEqual([number(6, reject)]);
  });

  it('that have as many labels, but others, are dropped', () => {
    const A = [number(1, approve), number(2, { predicted: 'refer' })];
    expect(math('$A + $B', { A, B: [number(1, approve), number(2, reject)] })).toEqual([number(2, approve)]);
    expect(math('$A + $B', { A, B: [number(2, reject)] })).toEqual([]);
  });

  it('of a single value each meet all the same, and lose their labels', () => {
    expect(math('$A + $B', { A: [number(1, approve)], B: [number(2, reject)] })).toEqual([number(3)]);
  });

  it('a label that every object has is no label', () => {
    expect(
      math('$A + $B', { A: [number(1, { constructor: 'x' })], B: [number(2, approve), number(3, { toString: 'y' })] })
    ).toEqual([]);
  });

  it('without data give no data', () => {
    expect(math('$A + 1', { A: [noData] })).toEqual([noData]);
    expect(math('-abs($A)', { A: [noData] })).toEqual([noData]);
    expect(math('$A + $B', { A: [number(1, approve), number(2, reject)], B: [noData] })).toEqual([noData]);
    expect(math('$A + 1', { A: [] })).toEqual([]);
  });

  it('that are bare numbers stay one; a number of a query does not become one', () => {
    expect(math('1 + 1')).toEqual([{ type: 'scalar', value: 2 }]);
    expect(math('$A + 1', { A: [number(1)] })).toEqual([number(2)]);
  });
});

describe('series', () => {
  it('keep their times, and what is missing in them', () => {
    const A = [
      series(
        [
          [0, 1],
          [60, undefined],
          [120, NaN],
        ],
        { class: 'a' }
      ),
    ];
    expect(math('10 - $A * 2', { A })).toEqual([
      series(
        [
          [0, 8],
          [60, undefined],
          [120, NaN],
        ],
        { class: 'a' }
      ),
    ]);
    expect(math('$A > $limit', { A, limit: [number(0)] })).toEqual([
      series(
        [
          [0, 1],
          [60, undefined],
          [120, NaN],
        ],
        { class: 'a' }
      ),
    ]);
  });

  it('meet at the times that both have', () => {
    const A = [
      series([
        [0, 1],
        [60, 2],
        [120, 3],
      ]),
    ];
    const B = [
      series([
        [60, 5],
        [120, undefined],
        [180, 7],
      ]),
    ];
    expect(math('$A - $B', { A, B })).toEqual([
      series([
        [60, -3],
        [120, undefined],
      ]),
    ]);
  });
});
