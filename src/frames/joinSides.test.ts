import { createDataFrame, type DataFrame, FieldType } from '@grafana/data';
import fc from 'fast-check';

import { hostileTexts } from '../../test/hostileTexts';
import { joinSides } from './joinSides';
import { readDistributions } from './readDistributions';

/** As Prometheus answers a query in the format 'Table', each query its own. */
function table(columns: Record<string, unknown[]>, refId = 'A'): DataFrame {
  return createDataFrame({
    refId,
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      values,
      type: name === 'Time' ? FieldType.time : /^Value|count/.test(name) ? FieldType.number : FieldType.string,
    })),
  });
}

function joined(...frames: DataFrame[]) {
  const found = joinSides(frames);
  if (!found) {
    throw new Error('They were not joined.');
  }
  const read = readDistributions(found.joined);
  if ('sentence' in read) {
    throw new Error(read.sentence);
  }
  return read;
}

describe('two tables with one column of counts each', () => {
  it('are the current side and the reference, bin by bin, whatever the order of their rows', () => {
    const now = table({ Time: [9, 9, 9], le: ['10', '20', '+Inf'], 'Value #A': [5, 30, 40] });
    const before = table({ Time: [9, 9, 9], le: ['+Inf', '20', '10'], 'Value #B': [100, 60, 20] });
    expect(joined(now, before)).toMatchObject([
      { edges: [-Infinity, 10, 20, Infinity], current: { counts: [5, 25, 10] }, reference: { counts: [20, 40, 40] } },
    ]);
  });

  it('may have categories that the other one lacks, several variables, and labels of their own', () => {
    const now = table({ feature: ['x', 'x', 'y'], category: ['a', 'b', 'a'], job: ['j', 'j', 'j'], count: [1, 2, 3] });
    const before = table({ feature: ['x', 'y'], category: ['a', 'c'], count: [4, 5] });
    expect(joined(now, before)).toMatchObject([
      { variable: 'x', categories: ['a', 'b'], current: { counts: [1, 2] }, reference: { counts: [4, 0] } },
      { variable: 'y', categories: ['a', 'c'], current: { counts: [3, 0] }, reference: { counts: [0, 5] } },
    ]);
  });

  it('count each category as often as each of them does, whatever it is called', () => {
    const side = fc.uniqueArray(fc.tuple(hostileTexts, fc.nat(99)), { minLength: 1, selector: ([name]) => name });
    fc.assert(
      fc.property(side, side, (now, before) => {
        const of = (rows: typeof now) =>
          table({ category: rows.map(([name]) => name), count: rows.map(([, count]) => count) });
        const [{ categories = [], current, reference }] = joined(of(now), of(before));
        const counts = (rows: typeof now) => categories.map((name) => new Map(rows).get(name) ?? 0);
        expect([current.counts, reference?.counts]).toEqual([counts(now), counts(before)]);
      })
    );
  });
});

describe('nothing is joined', () => {
  const one = table({ category: ['a'], count: [1] });

  it.each([
    ['of one table', [one]],
    ['of three', [one, one, one]],
    ['where one has both sides already', [one, table({ category: ['a'], count: [1], 'count 2': [2] })]],
    ['where bins are told apart by different columns', [one, table({ le: ['1'], count: [1] })]],
  ])('%s', (_, frames) => {
    expect(joinSides(frames)).toBeUndefined();
  });
});
