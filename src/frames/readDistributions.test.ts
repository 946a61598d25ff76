import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';

import { hostileTexts } from '../../test/hostileTexts';
import { defaultQuery } from '../query/query';
import { type ComparedDistribution, distributionsFrame } from './distributionsFrame';
import { distributionNotices, readDistributions } from './readDistributions';

function table(columns: Record<string, unknown[]>): DataFrame {
  return createDataFrame({
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      values,
      type:
        name === 'time'
          ? FieldType.time
          : values.some((value) => typeof value === 'string')
            ? FieldType.string
            : FieldType.number,
    })),
  });
}
const read = (columns: Record<string, unknown[]>) => readDistributions(table(columns));
const meta = { query: { ...defaultQuery, kind: 'drift' as const }, from: 0, to: 1 };

describe('our own frame', () => {
  const counts = (bins: number) =>
    fc.record({
      counts: fc.array(fc.nat(1000), { minLength: bins, maxLength: bins }),
      nulls: fc.nat(9),
    });
  const numeric = fc
    .uniqueArray(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((x) => Number(x.toPrecision(9))),
      {
        minLength: 1,
        maxLength: 6,
        comparator: (a, b) => a + 0 === b + 0,
      }
    )
    .chain((inner) =>
      fc.record({
        edges: fc.constant([-Infinity, ...inner.map((x) => x + 0).sort((a, b) => a - b), Infinity]),
        current: counts(inner.length + 1),
        reference: fc.option(counts(inner.length + 1), { nil: undefined }),
      })
    );
  const categorical = fc
    .uniqueArray(fc.oneof(hostileTexts, fc.constantFrom('1', '2', 'null', ' ')), { minLength: 1, maxLength: 6 })
    .chain((categories) =>
      fc.record({
        categories: fc.constant(categories),
        current: counts(categories.length),
        reference: fc.option(counts(categories.length), { nil: undefined }),
      })
    );
  const variable = fc
    .oneof(numeric, categorical)
    .chain((sides) =>
      fc
        .record({ of: fc.constantFrom('feature' as const, 'score' as const), variable: hostileTexts })
        .map((named) => ({ ...named, ...sides }))
    );

  it('is read back as it was written, whatever the names are', () => {
    const all = fc.uniqueArray(variable, {
      selector: (one) => JSON.stringify([one.of, one.variable]),
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(all, (written: ComparedDistribution[]) => {
        const back = readDistributions(distributionsFrame(written, meta, []));
        expect(back).toEqual(written.map(({ reference, ...rest }) => ({ ...rest, ...(reference && { reference }) })));
      })
    );
  });
});

describe('a table of any data source', () => {
  it('may name categories, with counts as texts; null names the nulls, and what comes twice is added up', () => {
    expect(
      read({
        time: [1, 1, 1, 2],
        job: ['a', '"b"\n', null, 'a'],
        reference: ['1', '2', '3', '4'],
        current: [10, null, 30, 40],
      })
    ).toEqual([
      {
        of: 'feature',
        variable: 'job',
        categories: ['a', '"b"\n'],
        current: { counts: [50, 0], nulls: 30 },
        reference: { counts: [5, 2], nulls: 3 },
      },
    ]);
  });

  it('may hold several variables', () => {
    const found = read({ feature: ['x', 'y', 'x'], bin: ['a', 'a', 'b'], current: [1, 2, 3], reference: [4, 5, 6] });
    expect(found).toMatchObject([
      { variable: 'x', categories: ['a', 'b'], current: { counts: [1, 3] } },
      { variable: 'y', categories: ['a'], reference: { counts: [5] } },
    ]);
  });

  it('may have both edges of bins, open at an end, in any order and with holes', () => {
    expect(read({ xMin: [2, null, 0], xMax: [3, 0, 1], current: [5, 6, 7], reference: [1, 2, 3] })).toMatchObject([
      {
        edges: [-Infinity, 0, 1, 2, 3],
        current: { counts: [6, 7, 0, 5], nulls: 0 },
        reference: { counts: [2, 3, 0, 1], nulls: 0 },
      },
    ]);
  });

  it('may have cumulative counts by le, as Prometheus has', () => {
    expect(read({ le: ['0.5', '+Inf', '1.0'], current: [10, 40, 30], reference: [5, 5, 5] })).toMatchObject([
      { edges: [-Infinity, 0.5, 1, Infinity], current: { counts: [10, 20, 10] }, reference: { counts: [5, 0, 0] } },
    ]);
  });

  it('may have the middle of each bin', () => {
    expect(read({ bin: [30, 10, 20], current: [3, 1, 2], reference: [1, 1, 1] })).toMatchObject([
      { edges: [5, 15, 25, 35], current: { counts: [1, 2, 3] } },
    ]);
    expect(read({ bin: [10], current: [3], reference: [1] })).toMatchObject([{ edges: [9.5, 10.5] }]);
  });

  it('takes the first numbers for the current side where nothing is named so, and says it', () => {
    const frame = table({ category: ['a', 'b'], week: [1, 2], 'week before': [3, 4] });
    expect(readDistributions(frame)).toMatchObject([{ current: { counts: [1, 2] }, reference: { counts: [3, 4] } }]);
    expect(distributionNotices(frame)).toEqual([
      "The column 'week' is taken for the current side, 'week before' for the reference. Name them 'current' and 'reference' to be sure.",
    ]);
  });

  it('leaves out counts that are none, and says how many', () => {
    const frame = table({ category: ['a', 'b', 'c'], current: [1, -2, Infinity], reference: [3, NaN, null] });
    expect(readDistributions(frame)).toMatchObject([
      { current: { counts: [1, 0, 0] }, reference: { counts: [3, 0, 0] } },
    ]);
    expect(distributionNotices(frame)).toEqual(['3 counts have no finite value from 0 on and were left out.']);
  });

  it.each([
    [
      {},
      "There is no column that names bins or categories. Add one: a text 'category', numbers 'xMin' and 'xMax', 'le' with cumulative counts, or 'bin' with the middle of each bin. There are no columns.",
    ],
    [{ current: [1], reference: [2] }, /^There is no column that names bins.*There are current and reference\.$/],
    [
      { category: ['a'], n: [1] },
      "Two columns of counts are needed, 'current' and 'reference', and only one has numbers. Add the other one, or a second query that has it. There are category and n.",
    ],
    [{ category: ['a'], other: ['b'] }, /and none has numbers\./],
    [{ category: [], current: [], reference: [] }, /has no rows/],
    [
      { le: [1, 2], current: [9, 1], reference: [1, 2] },
      /^The counts by le are not cumulative: fewer are at most 2 than at most 1\./,
    ],
    [
      { xMin: [0, 1], xMax: [2, 3], current: [1, 2], reference: [1, 2] },
      'Bins overlap: one ends at 2, and another begins at 1. Let them meet.',
    ],
    [
      { feature: ['x'], xMin: [2], xMax: [1], current: [1], reference: [1] },
      'Of x: The bin from 2 to 1 is none. Let each bin end above where it begins.',
    ],
  ])('says what is missing: %j', (columns, sentence) => {
    const found = read(columns);
    expect('sentence' in found ? found.sentence : found).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence)
    );
  });

  it('has no bin below -Infinity', () => {
    const counts = { current: [1, 3, 4], reference: [0, 2, 2] };
    expect(read({ le: ['-Inf', '5', '+Inf'], ...counts })).toMatchObject([
      { edges: [-Infinity, 5, Infinity], current: { counts: [3, 1] }, reference: { counts: [2, 0] } },
    ]);
    expect(read({ le: ['-Inf'], current: [1], reference: [1] })).toEqual({
      sentence: expect.stringContaining('above -Infinity') as unknown,
    });
  });

  it('whatever it is, is read or refused', () => {
    const values = fc.array(fc.oneof(fc.double(), hostileTexts, fc.constant(null)), { minLength: 3, maxLength: 3 });
    const names = fc.constantFrom('current', 'reference', 'bin', 'le', 'xMin', 'xMax', 'variable', 'part', 'of', 'n');
    fc.assert(
      fc.property(fc.dictionary(names, values), (columns) => {
        const found = read(columns);
        if ('sentence' in found) {
          expect(found.sentence).toMatch(/\.$/);
        } else {
          for (const { edges, categories, current } of found) {
            expect(current.counts).toHaveLength(edges ? edges.length - 1 : (categories?.length ?? NaN));
            expect(edges?.every((edge, i) => i === 0 || edge > edges[i - 1]) ?? true).toBe(true);
          }
        }
      })
    );
  });
});
