import { firingInstances, outcomesOf } from './outcomes';
import { math, source } from './testRules';
import { number, series } from './testValues';
import { type Answer, noData } from './values';

const queries = [source('B'), source('A'), source('C', 'other'), math('D', '$A')];
const outcomes = (answers: Record<string, Answer>) =>
  outcomesOf(queries, 'D', new Map(Object.entries({ A: [number(1)], B: [number(1)], C: [number(1)], ...answers })));
const approve = { class: 'approve' };
const reject = { class: 'reject' };

it('fires for every number but 0, NaN among them, and has no data where a number is null', () => {
  const D = [number(0, approve), number(-0.1, reject), number(NaN), number(undefined, { class: 'refer' })];
  expect(outcomes({ D })).toEqual([
    { state: 'Normal', labels: approve },
    { state: 'Alerting', labels: reject },
    { state: 'Alerting', labels: {} },
    { state: 'NoData', labels: { class: 'refer' } },
  ]);
  expect(firingInstances(D)).toEqual([reject, {}]);
});

it.each<[string, Answer]>([
  ['nothing', []],
  ['no data', [noData]],
])('has no data where the condition gives %s', (_, D) => {
  expect(outcomes({ D })).toEqual([{ state: 'NoData', labels: {} }]);
  expect(firingInstances(D)).toEqual([]);
});

it('has no data as soon as one query has none, an instance for each data source', () => {
  const D = [number(1)];
  expect(outcomes({ B: [noData], D })).toEqual([{ state: 'NoData', labels: { datasource_uid: 'prom', ref_id: 'B' } }]);
  expect(outcomes({ A: [noData], B: [noData], C: [], D })).toEqual([
    { state: 'NoData', labels: { datasource_uid: 'prom', ref_id: 'A,B' } },
    { state: 'NoData', labels: { datasource_uid: 'other', ref_id: 'C' } },
  ]);
});

it('takes a query that failed for one without data, where the condition does not need it', () => {
  expect(outcomes({ B: { sentence: 'No such index.' }, D: [number(1)] })).toEqual([
    { state: 'NoData', labels: { datasource_uid: 'prom', ref_id: 'B' } },
  ]);
});

it('names the failure at the root', () => {
  const D = { sentence: 'did not execute D', input: 'C' };
  const C = { sentence: 'did not execute C', input: 'A' };
  expect(outcomes({ A: { sentence: 'No such index.' }, C, D })).toEqual([
    { state: 'Error', labels: {}, sentence: 'No such index.' },
  ]);
  expect(firingInstances(D)).toEqual([]);
});

it('fails where the condition is a series', () => {
  expect(outcomes({ D: [series([[0, 1]])] })).toEqual([
    {
      state: 'Error',
      labels: {},
      sentence:
        'The condition is a series over time, and rules watch numbers. Reduce it to its last value, or another.',
    },
  ]);
});

it('fails as a whole where labels come twice', () => {
  const [outcome, ...others] = outcomes({ D: [number(1, approve), number(0, reject), number(1, { class: 'reject' })] });
  expect(others).toEqual([]);
  expect(outcome).toMatchObject({
    state: 'Error',
    labels: reject,
    sentence: expect.stringContaining('{"class":"reject"} more than once'),
  });
});
