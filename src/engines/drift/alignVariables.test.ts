import { alignVariables } from './alignVariables';
import { BASELINE, spanKey } from './comparisons';
import { type CountedVariable, type Span } from './variables';

const [before, now]: Span[] = [
  { from: 0, to: 1, versions: [] },
  { from: 1, to: 2, versions: [] },
];
const numeric = (name: string, edges: number[], counts: number[], nulls = 0): CountedVariable => ({
  of: 'feature',
  name,
  edges,
  counts,
  nulls,
});
const categorical = (name: string, categories: string[], counts: number[], nulls = 0): CountedVariable => ({
  of: 'feature',
  name,
  categories,
  counts,
  nulls,
});
const align = (reference: CountedVariable[], current: CountedVariable[]) =>
  alignVariables([now, before], [current, reference]).map(({ sideOf, ...one }) => ({
    ...one,
    sides: [before, now].map((span) => {
      const { counts, nulls } = sideOf(spanKey(span));
      return [...Array.from(counts), nulls];
    }),
  }));

describe('variables on common bins', () => {
  it('are merged on the edges that both sides have, which is told', () => {
    expect(align([numeric('x', [0, 1, 2, 4], [1, 2, 3], 9)], [numeric('x', [0, 2, 3, 4], [4, 5, 6])])).toMatchObject([
      {
        edges: [0, 2, 4],
        differ: true,
        mixed: false,
        sides: [
          [3, 3, 9],
          [4, 11, 0],
        ],
      },
    ]);
  });

  it('are not told to differ where one side only reaches further', () => {
    const [x] = align([numeric('x', [0, 1, 2], [1, 2])], [numeric('x', [0, 1, 2], [4, 5])]);
    expect(x).toMatchObject({ edges: [0, 1, 2], differ: false });
  });

  it('have all categories of both sides', () => {
    expect(align([categorical('x', ['a', 'b'], [1, 2])], [categorical('x', ['c', 'b'], [3, 4], 5)])).toMatchObject([
      {
        categories: ['a', 'b', 'c'],
        sides: [
          [1, 2, 0, 0],
          [0, 4, 3, 5],
        ],
      },
    ]);
  });

  it('that one side lacks have zeros there', () => {
    expect(align([], [numeric('x', [0, 1], [7])])).toMatchObject([
      {
        variable: 'x',
        sides: [
          [0, 0],
          [7, 0],
        ],
      },
    ]);
    expect(align([categorical('x', ['a'], [7])], [])).toMatchObject([
      {
        variable: 'x',
        sides: [
          [7, 0],
          [0, 0],
        ],
      },
    ]);
  });

  it('are of the kind that they have now, also where both spans end together', () => {
    const [x] = align([categorical('x', ['a'], [7])], [numeric('x', [0, 1], [5])]);
    expect(x).toMatchObject({
      edges: [0, 1],
      mixed: true,
      sides: [
        [0, 0],
        [5, 0],
      ],
    });
    const [v2, v1] = ['v2', 'v1'].map((version): Span => ({ ...now, versions: [version] }));
    const [y] = alignVariables([v2, v1], [[numeric('y', [0, 1], [5])], [categorical('y', ['a'], [7])]]);
    expect([y.edges, y.mixed]).toEqual([[0, 1], true]);
  });

  it('are not mistaken for others of the same name, and come in order', () => {
    const spans = [now];
    const score: CountedVariable = { of: 'score', name: '', edges: [0, 1], counts: [1], nulls: 0 };
    const found = alignVariables(spans, [[score, numeric('score', [0, 1], [2]), numeric('age', [0, 1], [3])]]);
    expect(found.map(({ of, variable, sideOf }) => [of, variable, sideOf(spanKey(now)).counts[0]])).toEqual([
      ['feature', 'age', 3],
      ['score', 'score', 1],
      ['feature', 'score', 2],
    ]);
  });

  it('stand beside a frozen baseline, whose open ends are null', () => {
    const baseline = {
      model: 'm',
      versions: [],
      from: 0,
      to: 1,
      variables: [
        { of: 'feature' as const, name: 'x', edges: [null, 5, null], counts: [1, 2], nulls: 3 },
        { of: 'feature' as const, name: 'all', edges: [null, null], counts: [4], nulls: 0 },
      ],
    };
    const [all, x] = alignVariables([now], [[numeric('x', [-Infinity, 5, Infinity], [6, 7])]], baseline);
    expect([x.edges, x.sideOf(BASELINE)]).toEqual([
      [-Infinity, 5, Infinity],
      { counts: Float64Array.of(1, 2), nulls: 3 },
    ]);
    expect(x.sideOf(spanKey(now)).counts).toEqual(Float64Array.of(6, 7));
    expect([all.edges, all.sideOf(spanKey(now)).counts]).toEqual([[-Infinity, Infinity], Float64Array.of(0)]);
  });
});
