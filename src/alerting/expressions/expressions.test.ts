import { isRefusal } from '../../engines/engine';
import { type RuleQuery } from '../ruleQuery';
import { readExpressions } from './expressions';
import { limit, math, reduction, source } from './testRules';
import { number, series } from './testValues';
import { type Answer, labelsKey, noData } from './values';

function evaluate(queries: RuleQuery[], answers: Record<string, Answer>, firing?: Set<string>): Record<string, Answer> {
  const expressions = readExpressions(queries, queries[queries.length - 1].refId);
  if (isRefusal(expressions)) {
    throw new Error(expressions.sentence);
  }
  return Object.fromEntries(expressions.evaluate(new Map(Object.entries(answers)), firing));
}

const share = { class: 'reject' };

it('evaluates what each expression needs before it, in whatever order they stand', () => {
  const queries = [
    math('C', '$B / $total'),
    source('A'),
    reduction('B', 'A'),
    source('total'),
    limit('D', 'C', { type: 'gt', params: [0.5] }),
  ];
  expect(
    evaluate(queries, {
      A: [
        series(
          [
            [0, 1],
            [60, 3],
          ],
          share
        ),
      ],
      total: [number(4)],
    })
  ).toEqual({
    A: [
      series(
        [
          [0, 1],
          [60, 3],
        ],
        share
      ),
    ],
    total: [number(4)],
    B: [number(3, share)],
    C: [number(0.75, share)],
    D: [number(1, share)],
  });
});

it('is told which labels fired, for hysteresis', () => {
  const queries = [source('A'), limit('B', 'A', { type: 'lt', params: [0.8] }, { type: 'gt', params: [0.85] })];
  expect(evaluate(queries, { A: [number(0.82, share)] }).B).toEqual([number(0, share)]);
  expect(evaluate(queries, { A: [number(0.82, share)] }, new Set([labelsKey(share)])).B).toEqual([number(1, share)]);
});

it('takes an answer of nothing, and none at all, for no data', () => {
  expect(evaluate([source('A'), source('B'), math('C', '$A + $B')], { A: [] })).toEqual({
    A: [noData],
    B: [noData],
    C: [noData],
  });
});

it('says of each expression on which failure it hangs, and evaluates the others', () => {
  const queries = [source('A'), source('B'), math('C', '$B + $A'), math('D', '$C > 1'), math('E', '$B + 1')];
  const out = { sentence: 'The data source is out of "memory".' };
  expect(evaluate(queries, { A: out, B: [number(1)] })).toEqual({
    A: out,
    B: [number(1)],
    C: {
      sentence: 'did not execute expression [C] due to a failure of the dependent expression or query [A]',
      input: 'A',
    },
    D: {
      sentence: 'did not execute expression [D] due to a failure of the dependent expression or query [C]',
      input: 'C',
    },
    E: [number(2)],
  });
});

describe('a rule that Grafana would not evaluate', () => {
  const refusal = (queries: RuleQuery[], condition = 'B') => {
    const read = readExpressions(queries, condition);
    return isRefusal(read) ? read.sentence : 'it is evaluated';
  };
  const above = { type: 'gt' as const, params: [1] };

  it.each<[string, RuleQuery[], string]>([
    ['has no such condition', [source('A')], "The rule's condition B is none of its queries and expressions."],
    [
      'has math that cannot be read',
      [source('A'), math('B', '$A +')],
      'Expression B cannot be read. The math expression ends where',
    ],
    [
      'has an input that is missing',
      [source('A'), math('B', '$A + ${the day before}')],
      'Expression B uses the day before, which the rule does not have.',
    ],
    ['has an expression of itself', [math('B', '$B + 1')], 'The expressions B use one another in a circle. Break it.'],
    [
      'goes round in a circle',
      [math('A', '$B'), math('B', '$C'), math('C', '$A')],
      'The expressions A, B, C use one another in a circle.',
    ],
    [
      'replaces by nothing',
      [source('A'), reduction('B', 'A', { mode: 'replaceNN' })],
      'does not say by which. Give it a number.',
    ],
    [
      'compares with nothing',
      [source('A'), limit('B', 'A', { type: 'lt', params: [] })],
      "Its 'lt' lacks a number to compare with. Give it one.",
    ],
    [
      'has half a range',
      [source('A'), limit('B', 'A', above, { type: 'within_range', params: [1] })],
      "Its 'within_range' lacks a number to compare with. Give it two.",
    ],
    [
      'has hysteresis before the condition',
      [source('A'), limit('L', 'A', above, above), math('B', '$L')],
      'recovery threshold, which only the condition',
    ],
  ])('%s', (_, queries, sentence) => expect(refusal(queries)).toContain(sentence));
});
