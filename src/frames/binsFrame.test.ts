import { migrateQuery } from '../query/migrate';
import { binsFrame } from './binsFrame';

const meta = { query: migrateQuery({ kind: 'distribution', model: { name: 'm' } }), from: 0, to: 1 };
const frame = (edges: number[]) =>
  binsFrame(edges, [{ name: 'actual a', labels: { actual: 'a' }, counts: edges.slice(1).map((_, i) => i) }], meta, []);
const column = (edges: number[], name: string) => frame(edges).fields.find((field) => field.name === name)?.values;

it('holds the edges of each bin, and a field of counts a series', () => {
  const { fields } = frame([0, 0.5, 1]);
  expect(fields.map(({ name }) => name)).toEqual(['bin', 'xMin', 'xMax', 'count']);
  expect(fields.map(({ values }) => values)).toEqual([
    ['0 to 0.5', '0.5 to 1'],
    [0, 0.5],
    [0.5, 1],
    [0, 1],
  ]);
  expect(fields[3]).toMatchObject({ labels: { actual: 'a' }, config: { displayNameFromDS: 'actual a' } });
});

it.each([
  ['below', [-Infinity, 0, 5], [-5, 0], [0, 5], { low: true, high: false }],
  ['above', [0, 5, Infinity], [0, 5], [5, 10], { low: false, high: true }],
  ['on both sides', [-Infinity, 0, 2, 6, Infinity], [-2, 0, 2, 6], [0, 2, 6, 10], { low: true, high: true }],
  ['on both sides of one edge', [-Infinity, 3, Infinity], [2, 3], [3, 4], { low: true, high: true }],
  ['without an edge', [-Infinity, Infinity], [0], [1], { low: true, high: true }],
])('draws what is open %s as wide as its neighbor, and says that it is open', (_, edges, xMin, xMax, open) => {
  expect(column(edges, 'xMin')).toEqual(xMin);
  expect(column(edges, 'xMax')).toEqual(xMax);
  expect(frame(edges).meta?.custom?.modelwatch).toMatchObject({ open });
});

it('names open bins by their one edge', () => {
  expect(column([-Infinity, -5, 0.1 + 0.2, Infinity], 'bin')).toEqual(['-5 and less', '-5 to 0.3', 'above 0.3']);
});

it('is empty without bins', () => {
  expect(frame([]).length).toBe(0);
});
