import { confusionFromPairs, toDense } from '../src/statistics/confusion';
import { loadTransformers } from './transformers';

const { frame, toMatrix } = loadTransformers();

async function grafanas(actual: string[], predicted: string[]) {
  const { fields } = await toMatrix(frame({ actual, predicted }));
  return Object.fromEntries(fields.map((field) => [field.name, Array.from(field.values)]));
}

it('counts as we do: the benchmark compares the same work', async () => {
  const actual = ['cat', 'dog', 'cat', 'cat'];
  const predicted = ['cat', 'cat', 'dog', 'cat'];
  const c = confusionFromPairs(actual, predicted);
  expect(c.classes).toEqual(['cat', 'dog']);
  expect(Array.from(toDense(c))).toEqual([2, 1, 1, 0]);
  expect(await grafanas(actual, predicted)).toEqual({ 'actual\\predicted': ['cat', 'dog'], cat: [2, 1], dog: [1, ''] });
});

it("keeps 'a,b' predicted 'c' and 'a' predicted 'b,c' apart, which Grafana's transformations merge", async () => {
  const actual = ['a,b', 'a'];
  const predicted = ['c', 'b,c'];
  const c = confusionFromPairs(actual, predicted);
  expect(Array.from(c.count, (n, i) => [c.classes[c.actual[i]], c.classes[c.predicted[i]], n])).toEqual([
    ['a,b', 'c', 1],
    ['a', 'b,c', 1],
  ]);
  expect(await grafanas(actual, predicted)).toEqual({ 'actual\\predicted': ['a,b'], c: [2] });
});
