import { migrateQuery } from '../../../query/migrate';
import { type Bins } from '../../bins';
import { spanKey } from '../../drift/comparisons';
import { type Span } from '../../drift/variables';
import { NULL_CATEGORY } from '../../../query/mapping';
import { type BySpan, type Categories, readCategories, variablesOf } from './readVariables';

const spans: Span[] = [
  { from: 0, to: 10, versions: [] },
  { from: 10, to: 20, versions: [] },
];
const query = (features: string[] = []) => migrateQuery({ kind: 'drift', model: { name: 'm' }, drift: { features } });
const edges = [-Infinity, 1, Infinity];
type Of<T> = Record<string, T>;

function bySpan<T>(...each: Array<Of<T>>): BySpan<T> {
  return new Map(each.map((one, i) => [spanKey(spans[i]), new Map(Object.entries(one))]));
}
const numbers = (...each: Array<Of<number[]>>): BySpan<Bins> =>
  bySpan(
    ...each.map((one) => Object.fromEntries(Object.entries(one).map(([name, counts]) => [name, { edges, counts }])))
  );
const texts = (...each: Array<Of<Of<number>>>): BySpan<Categories> =>
  bySpan(
    ...each.map((one) =>
      Object.fromEntries(Object.entries(one).map(([name, of]) => [name, new Map(Object.entries(of))]))
    )
  );
const numeric = (name: string, counts: number[], nulls: number) => ({ of: 'feature', name, edges, counts, nulls });

describe('variables from what Prometheus counted', () => {
  it('are numbers with their nulls, and categories with theirs', () => {
    const found = variablesOf(
      query(),
      spans.slice(0, 1),
      numbers({ age: [3, 4] }),
      texts({ age: { [NULL_CATEGORY]: 2 }, 'say "hi"\n': { 'a\\b': 5, [NULL_CATEGORY]: 1, '': 2 } })
    );
    expect(found).toEqual([
      [numeric('age', [3, 4], 2), { of: 'feature', name: 'say "hi"\n', categories: ['a\\b'], counts: [5], nulls: 3 }],
    ]);
  });

  it('are only those that are asked for, and those of which a value was seen', () => {
    const bins = numbers({ age: [3, 4], income: [1, 1], idle: [0, 0] });
    const counts = texts({ gone: { [NULL_CATEGORY]: 7 } });
    const names = (features: string[]) => variablesOf(query(features), spans, bins, counts)[0].map(({ name }) => name);
    expect(names([])).toEqual(['age', 'income']);
    expect(names(['income', 'idle', 'gone'])).toEqual(['income']);
  });

  it('are of the kind that there is more of', () => {
    const [[first], [second]] = variablesOf(
      query(),
      spans,
      numbers({ x: [3, 4] }, { x: [1, 0] }),
      texts({ x: { '7': 1 } }, { x: { '7': 2 } })
    );
    expect('edges' in first).toBe(true);
    expect('edges' in second).toBe(false);
  });

  it('stay what they are in a span of nothing but nulls', () => {
    const [, last] = variablesOf(query(), spans, numbers({ x: [3, 4] }), texts({}, { x: { [NULL_CATEGORY]: 9 } }));
    expect(last).toEqual([{ of: 'feature', name: 'x', edges, counts: new Float64Array(2), nulls: 9 }]);
    const [first] = variablesOf(query(), spans, numbers({ y: [0, 0] }), texts({}, { y: { a: 9 } }));
    expect(first).toEqual([{ of: 'feature', name: 'y', categories: [], counts: [], nulls: 0 }]);
  });

  it('have one count for a category that was counted in several ways, and a notice of the part that is estimated', () => {
    const one = (how: string, value: number) => ({
      labels: { feature: 'x', category: 'a', modelwatch_counted: how },
      times: [20],
      values: [value],
    });
    const source = { counter: { role: 'featureCategory' as const, category: 'category' }, feature: 'feature' };
    const { counts, notices } = readCategories(
      [{ lengthMs: 10, versions: [], series: [one('exact', 3), one('estimate', 1.5)] }],
      source
    );
    expect(counts.get(spanKey(spans[1]))?.get('x')).toEqual(new Map([['a', 4.5]]));
    expect(notices.map(({ text }) => text)).toEqual([expect.stringContaining('33 % of the counts are estimates')]);
  });
});
